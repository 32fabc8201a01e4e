import { isRecord } from '../lib/json.ts';
import { listOf, namesAction } from './iam-text.ts';
import { isLambdaUri } from './lambda-uri.ts';

const SERVICE = 'apigateway.amazonaws.com';

const statementsOf = (document: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (isRecord(document) && 'Statement' in document ? listOf(document.Statement) : listOf(document)).filter(isRecord);

const principalsOf = (statement: Readonly<Record<string, unknown>>): readonly unknown[] => {
  const { Principal: principal } = statement;
  if (principal === '*') return ['*'];
  return isRecord(principal) ? [...listOf(principal.Service), ...(principal.AWS === '*' ? ['*'] : [])] : [];
};

/** The services that a role's trust policy lets assume it. */
export const trustedServices = (trust: unknown): readonly string[] =>
  statementsOf(trust).flatMap((statement) =>
    statement.Effect === 'Allow' && namesAction(statement.Action, 'sts:AssumeRole')
      ? principalsOf(statement).filter((one): one is string => typeof one === 'string')
      : [],
  );

/** Whether API Gateway may assume the role at all; conditions are left aside. */
export const trustsGateway = (trust: unknown): boolean => trustedServices(trust).some((service) => service === SERVICE || service === '*');

/** Whether a statement of the role allows the action on anything; a Deny outweighs it. Resources and conditions are left aside. */
export const allowsAction = (allowed: readonly unknown[], action: string): boolean => {
  const naming = allowed.flatMap(statementsOf).filter((statement) => namesAction(statement.Action, action));
  return naming.some(({ Effect }) => Effect === 'Allow' || Effect === undefined) && !naming.some(({ Effect }) => Effect === 'Deny');
};

const ACTION_URI = /^arn:[^:]*:apigateway:[^:]*:([\w-]+):action\/(\w+)/;

/** The IAM action that an integration's URI stands for, where the URI itself says it: `…:states:action/StartExecution`, or a function. */
export const actionOfUri = (uri: string): string | undefined => {
  if (isLambdaUri(uri)) return 'lambda:InvokeFunction';
  const [, service, action] = ACTION_URI.exec(uri) ?? [];
  return service === undefined || action === undefined ? undefined : `${service}:${action}`;
};
