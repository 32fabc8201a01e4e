import type { ApiKind } from '../model/api.ts';
import type { Change, ChangeKind } from '../model/repair.ts';

/** Where a stage goes on running its old deployment after the change. What HTTP APIs change elsewhere is deployed there. */
const NEEDS_DEPLOYMENT: { readonly [Kind in ChangeKind]: 'always' | 'on-rest' | 'never' } = {
  'set-request-content-handling': 'on-rest',
  'set-response-content-handling': 'on-rest',
  'add-binary-media-type': 'on-rest',
  'remove-binary-media-type': 'on-rest',
  'add-method-response': 'on-rest',
  'put-integration-response': 'on-rest',
  'set-request-template': 'on-rest',
  'set-cache-key-parameters': 'on-rest',
  'set-integration-type': 'on-rest',
  'set-integration-http-method': 'always',
  'map-path-parameter': 'on-rest',
  'remove-request-mapping': 'on-rest',
  'set-integration-timeout': 'always',
  'allow-invoke': 'never',
  'set-passthrough-behavior': 'on-rest',
  'set-response-template': 'on-rest',
  'set-response-header': 'on-rest',
  'set-request-mapping': 'on-rest',
  'set-integration-uri': 'always',
  'remove-method-authorization': 'on-rest',
  'set-gateway-response': 'on-rest',
  'set-stage-variable': 'never',
  'trust-api-gateway': 'never',
  'allow-role-action': 'never',
  'set-function-timeout': 'never',
  'flush-stage-cache': 'never',
  'enable-logging': 'never',
  'redeploy-stage': 'always',
};

const isLast = ({ kind }: Change): boolean => kind === 'redeploy-stage' || kind === 'flush-stage-cache';

/** The deployment stands once, after what waits for it; a cache is flushed after that, or it would fill with old answers again. */
export const inOrder = (changes: readonly Change[], api: ApiKind): readonly Change[] => {
  const needed = api === 'REST' ? ['always', 'on-rest'] : ['always'];
  const deployment = changes.some(({ kind }) => needed.includes(NEEDS_DEPLOYMENT[kind])) ? [{ kind: 'redeploy-stage' } as const] : [];
  return [...changes.filter((change) => !isLast(change)), ...deployment, ...changes.filter(({ kind }) => kind === 'flush-stage-cache')];
};
