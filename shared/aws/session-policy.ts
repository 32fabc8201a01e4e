import type { Place } from '../diagnosis/collect-query.ts';
import { READ_ACTIONS } from './actions.ts';

const isControlPlane = (action: string): boolean => action.startsWith('apigateway:');

/**
 * What a session in a member's role may do at the most, whatever the role allows by then: read, in one Region, no keys. AWS takes 2,048
 * characters (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export const sessionPolicy = (partition: string, { region }: Pick<Place, 'region'>): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: READ_ACTIONS.filter(isControlPlane),
        Resource: ['account', 'restapis', 'restapis/*', 'apis', 'apis/*'].map((path) => `arn:${partition}:apigateway:${region}::/${path}`),
      },
      {
        Effect: 'Allow',
        Action: READ_ACTIONS.filter((action) => !isControlPlane(action)),
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': region } },
      },
    ],
  });
