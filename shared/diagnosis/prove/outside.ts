import type { CauseId } from '../../model/cause-id.ts';

const IN_FUNCTION = 'The fault sits in the function: the gateway only passes on how its call ended.';
const IN_BACKEND = 'The fault sits behind the gateway: a replay would only be told how the call ended.';
const IN_AUTHORIZER = 'The simulator runs no authorizers.';
const AT_THE_DOOR = 'The request is refused before the data plane that the simulator replays.';
const IN_TIME = 'It hangs on what happened before the request, and a replay sees one request alone.';

/** Causes that a replay of one request cannot show, and why; a cause that does not stand here is replayed. */
export const OUTSIDE: Readonly<Partial<Record<CauseId, string>>> = {
  'lambda-init-error': IN_FUNCTION,
  'lambda-timeout': IN_FUNCTION,
  'lambda-out-of-memory': IN_FUNCTION,
  'lambda-throttled': IN_BACKEND,
  'lambda-service-error': IN_BACKEND,
  'endpoint-network-error': IN_BACKEND,
  'endpoint-tls-error': IN_BACKEND,
  'vpc-link-failure': IN_BACKEND,
  'integration-timeout': IN_BACKEND,
  'authorizer-failure': IN_AUTHORIZER,
  'authorizer-malformed-policy': IN_AUTHORIZER,
  'authorizer-timeout': IN_AUTHORIZER,
  'authorizer-cached-policy': IN_AUTHORIZER,
  'resource-policy-denied': AT_THE_DOOR,
  'waf-rejected': AT_THE_DOOR,
  'throttled-by-gateway': AT_THE_DOOR,
  'domain-mapping-mismatch': AT_THE_DOOR,
  'deployment-race': IN_TIME,
  'stale-cache': IN_TIME,
};
