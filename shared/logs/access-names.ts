/**
 * The `$context` variables that matter to a diagnosis, without `$context.`. Source:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html, …/http-api-logging-variables.html
 * and …/websocket-api-logging.html.
 */
const CONTEXT_NAMES = [
  'accountId',
  'apiId',
  'authenticate.error',
  'authenticate.latency',
  'authenticate.status',
  'authorize.error',
  'authorize.latency',
  'authorize.status',
  'authorizer.error',
  'authorizer.integrationLatency',
  'authorizer.integrationStatus',
  'authorizer.latency',
  'authorizer.principalId',
  'authorizer.requestId',
  'authorizer.status',
  'awsEndpointRequestId',
  'awsEndpointRequestId2',
  'connectedAt',
  'connectionId',
  'customDomain.basePathMatched',
  'dataProcessed',
  'deploymentId',
  'disconnectReason',
  'domainName',
  'domainPrefix',
  'error.message',
  'error.messageString',
  'error.responseType',
  'error.validationErrorString',
  'eventType',
  'extendedRequestId',
  'httpMethod',
  'identity.accountId',
  'identity.apiKey',
  'identity.apiKeyId',
  'identity.caller',
  'identity.cognitoIdentityId',
  'identity.sourceIp',
  'identity.user',
  'identity.userAgent',
  'identity.userArn',
  'integration.error',
  'integration.integrationStatus',
  'integration.latency',
  'integration.requestId',
  'integration.status',
  'integrationErrorMessage',
  'integrationLatency',
  'integrationStatus',
  'isCanaryRequest',
  'messageId',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'responseLatency',
  'responseLength',
  'routeKey',
  'stage',
  'status',
  'waf.error',
  'waf.latency',
  'waf.status',
  'wafResponseCode',
  'webaclArn',
  'xrayTraceId',
] as const;

type ContextName = (typeof CONTEXT_NAMES)[number];

/** Keys that people choose in a JSON format and that do not spell the variable. */
const OTHER_SPELLINGS: Readonly<Record<string, ContextName>> = {
  authError: 'authorizer.error',
  caller: 'identity.caller',
  error: 'error.message',
  errorType: 'error.responseType',
  err: 'integration.error',
  functionRequestId: 'integration.requestId',
  integrationErr: 'integration.error',
  intStatus: 'integrationStatus',
  ip: 'identity.sourceIp',
  ipAddress: 'identity.sourceIp',
  lambdaRequestId: 'integration.requestId',
  latency: 'responseLatency',
  iStatus: 'integrationStatus',
  message: 'error.message',
  method: 'httpMethod',
  reqId: 'requestId',
  resource: 'resourcePath',
  responseType: 'error.responseType',
  route: 'routeKey',
  sourceIp: 'identity.sourceIp',
  statusCode: 'status',
  time: 'requestTime',
  user: 'identity.user',
  userAgent: 'identity.userAgent',
  verb: 'httpMethod',
  validationError: 'error.validationErrorString',
  wafResponse: 'wafResponseCode',
};

const VARIABLES: ReadonlySet<string> = new Set(CONTEXT_NAMES);

export const isContextName = (name: string): boolean => VARIABLES.has(name);

const spelling = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Exact names come last and so win: `integrationStatus` is a variable of its own, and not a spelling of `integration.status`. */
const NAMES: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.entries(OTHER_SPELLINGS).map(([key, name]) => [spelling(key), name] as const),
  ...CONTEXT_NAMES.map((name) => [spelling(name), name] as const),
  ...CONTEXT_NAMES.map((name) => [name, name] as const),
]);

/**
 * The variable that a key of a JSON access log most likely stands for; a key of unknown meaning stays as it is. `integration_status`
 * spells `integration.status`, and so does `integrationStatus` beside a key such as `integrationIntegrationStatus`.
 */
export const contextNameOf = (key: string, siblings: readonly string[]): string => {
  if (spelling(key) !== 'integrationstatus') return NAMES.get(key) ?? NAMES.get(spelling(key)) ?? key;
  const dotted = key !== 'integrationStatus' || siblings.includes('integrationIntegrationStatus');
  return dotted ? 'integration.status' : 'integrationStatus';
};
