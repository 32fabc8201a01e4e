/** Public ids: they stand in JSON output, Slack messages and labelled cases, and never change meaning. */
export const CAUSE_IDS = [
  'mock-binary-media-types',
  'content-handling-mismatch',
  'invalid-base64-body',
  'binary-response-not-decoded',
  'binary-request-not-decoded',
  'content-encoding-mismatch',
  'payload-too-large',
  'malformed-proxy-response',
  'lambda-function-error',
  'lambda-init-error',
  'lambda-timeout',
  'lambda-out-of-memory',
  'lambda-throttled',
  'lambda-service-error',
  'lambda-invoke-permission-missing',
  'integration-http-method-not-post',
  'integration-role-denied',
  'aws-service-error',
  'missing-method-response',
  'no-default-integration-response',
  'selection-pattern-mismatch',
  'lambda-error-as-success',
  'backend-error-as-success',
  'status-code-ignored',
  'stack-trace-leak',
  'gateway-response-misconfigured',
  'request-template-error',
  'response-template-error',
  'unsupported-media-type',
  'mock-status-code-missing',
  'invalid-parameter-mapping',
  'illegal-header-mapping',
  'stage-variable-unresolved',
  'endpoint-invalid-address',
  'endpoint-network-error',
  'endpoint-tls-error',
  'vpc-link-failure',
  'integration-timeout',
  'backend-error',
  'missing-integration',
  'authorizer-failure',
  'authorizer-malformed-policy',
  'authorizer-timeout',
  'authorizer-cached-policy',
  'missing-route',
  'resource-policy-denied',
  'waf-rejected',
  'throttled-by-gateway',
  'cors-preflight-failure',
  'stale-deployment',
  'deployment-race',
  'stale-cache',
  'domain-mapping-mismatch',
] as const;

export type CauseId = (typeof CAUSE_IDS)[number];

/** Outcomes that name no cause. */
export const OUTCOME_IDS = ['no-fault', 'logging-disabled', 'insufficient-evidence'] as const;

export type OutcomeId = (typeof OUTCOME_IDS)[number];
export type VerdictId = CauseId | OutcomeId;

export const isCauseId = (verdict: VerdictId): verdict is CauseId => !OUTCOME_IDS.some((id) => id === verdict);
