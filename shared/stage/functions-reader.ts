import { isRecord } from '../lib/json.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import type { FunctionFacts, RoleFacts } from '../model/api.ts';
import { awsObject, member, number, policyDocument, type Raw, text } from './aws-object.ts';

/** GetPolicy's answer holds the policy as JSON text under `Policy`; people paste either. */
const resourcePolicy = (value: unknown): unknown => policyDocument(isRecord(value) && 'Policy' in value ? value.Policy : value);

const readFunction = (value: unknown): FunctionFacts => {
  const object = awsObject(value);
  const configuration = awsObject(member(object, 'configuration') ?? value);
  const concurrency = awsObject(member(object, 'reservedConcurrency', 'concurrency'));
  return withoutUndefined({
    name: text(configuration, 'functionName'),
    timeoutInSeconds: number(configuration, 'timeout'),
    memoryInMb: number(configuration, 'memorySize'),
    handler: text(configuration, 'handler'),
    runtime: text(configuration, 'runtime'),
    state: text(configuration, 'state'),
    stateReasonCode: text(configuration, 'stateReasonCode'),
    lastUpdateStatus: text(configuration, 'lastUpdateStatus'),
    lastUpdateStatusReasonCode: text(configuration, 'lastUpdateStatusReasonCode'),
    policy: resourcePolicy(member(object, 'policy')),
    reservedConcurrency:
      number(object, 'reservedConcurrency', 'reservedConcurrentExecutions') ?? number(concurrency, 'reservedConcurrentExecutions'),
  });
};

/** Keyed by function ARN (qualified where it was asked for so) or name, as in the incident file. */
export const readFunctions = (functions: Raw): Readonly<Record<string, FunctionFacts>> =>
  Object.fromEntries(Object.entries(functions).map(([key, value]) => [key, readFunction(value)]));

/** Keyed by role ARN: the trust policy, and the statements that the role is allowed. */
export const readRoles = (roles: Raw): Readonly<Record<string, RoleFacts>> =>
  Object.fromEntries(
    Object.entries(roles).map(([key, value]) => {
      const object = awsObject(value);
      const allowed = member(object, 'allowed');
      return [
        key,
        withoutUndefined({
          trust: policyDocument(member(object, 'trust', 'assumeRolePolicyDocument')),
          allowed: Array.isArray(allowed) ? (allowed as readonly unknown[]) : undefined,
        }),
      ];
    }),
  );
