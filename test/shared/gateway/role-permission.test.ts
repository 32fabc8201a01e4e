import { expect, test } from 'vitest';
import { actionOfUri, allowsAction, trustedServices, trustsGateway } from '../../../shared/gateway/role-permission.ts';

const trust = (Principal: unknown, more = {}) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...more }] });

test.each([
  ['API Gateway by name', trust({ Service: 'apigateway.amazonaws.com' }), true],
  ['a list with API Gateway in it', trust({ Service: ['lambda.amazonaws.com', 'apigateway.amazonaws.com'] }), true],
  ['everybody', trust('*'), true],
  ['every account', trust({ AWS: '*' }), true],
  ['Lambda alone', trust({ Service: 'lambda.amazonaws.com' }), false],
  ['API Gateway for another action', trust({ Service: 'apigateway.amazonaws.com' }, { Action: 'sts:TagSession' }), false],
  ['API Gateway in a Deny', trust({ Service: 'apigateway.amazonaws.com' }, { Effect: 'Deny' }), false],
  ['no document', undefined, false],
] as const)('a role that trusts %s', (_, document, expected) => {
  expect(trustsGateway(document)).toBe(expected);
});

test('the trusted services are named as they stand', () => {
  expect(trustedServices(trust({ Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] }))).toEqual([
    'lambda.amazonaws.com',
    'edgelambda.amazonaws.com',
  ]);
});

test.each([
  [[{ Statement: { Effect: 'Allow', Action: 'states:*' } }], true],
  [[{ Effect: 'Allow', Action: ['sqs:SendMessage', 'states:StartExecution'] }], true],
  [
    [
      {
        Statement: [
          { Effect: 'Allow', Action: '*' },
          { Effect: 'Deny', Action: 'states:StartExecution' },
        ],
      },
    ],
    false,
  ],
  [[{ Effect: 'Allow', Action: 'states:DescribeExecution' }], false],
  [[], false],
] as const)('%j allows states:StartExecution: %s', (allowed, expected) => {
  expect(allowsAction(allowed, 'states:StartExecution')).toBe(expected);
});

test.each([
  ['arn:aws:apigateway:eu-west-1:states:action/StartExecution', 'states:StartExecution'],
  [
    'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations',
    'lambda:InvokeFunction',
  ],
  ['arn:aws:apigateway:eu-west-1:s3:path/bucket/key', undefined],
  ['https://backend.example.com/action/Start', undefined],
] as const)('%s asks for %s', (uri, expected) => {
  expect(actionOfUri(uri)).toBe(expected);
});
