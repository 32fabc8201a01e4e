/** Look-ups that tell causes apart, the cheap ones first: what is written down before what must be made to happen. */
export const QUESTIONS = [
  /** What the gateway wrote about this request: the execution log; on HTTP APIs the access log. */
  'execution-trace',
  'function-log',
  'deployed-export',
  'function-policy',
  'function-settings',
  'function-concurrency',
  'role-policy',
  'authorizer-settings',
  'authorizer-log',
  'gateway-responses',
  'stage-settings',
  'resource-policy',
  'web-acl',
  'usage-plan',
  'access-log',
  'domain-mappings',
  'working-copy',
  'vpc-link',
  'deployment-history',
  /** The answer as the client reads it, headers and body. */
  'client-answer',
  'past-the-cache',
  'endpoint-directly',
  /** What the backend answered, whole: only the data trace writes it down. */
  'endpoint-answer',
] as const;

export type Question = (typeof QUESTIONS)[number];
