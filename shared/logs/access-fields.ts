/** What people call a `$context` variable in formats of their own; compared without case, dots and underscores. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  requestId: ['requestId', 'awsRequestId'],
  extendedRequestId: ['extendedRequestId'],
  httpMethod: ['httpMethod', 'method', 'verb'],
  resourcePath: ['resourcePath', 'resource'],
  routeKey: ['routeKey', 'route'],
  path: ['path', 'uri'],
  stage: ['stage'],
  apiId: ['apiId'],
  status: ['status', 'statusCode', 'responseStatus'],
  responseLength: ['responseLength'],
  responseLatency: ['responseLatency', 'latency'],
  requestTime: ['requestTime', 'time'],
  requestTimeEpoch: ['requestTimeEpoch'],
  'error.message': ['errorMessage', 'error'],
  'error.messageString': ['errorMessageString'],
  'error.responseType': ['errorResponseType', 'responseType'],
  'error.validationErrorString': ['errorValidationErrorString', 'validationError'],
  'integration.error': ['integrationError', 'integrationErrorMessage'],
  'integration.status': ['integrationStatusOfFunction'],
  'integration.integrationStatus': ['integrationIntegrationStatus'],
  integrationStatus: ['integrationStatus'],
  'integration.latency': ['integrationLatency'],
  'integration.requestId': ['integrationRequestId', 'awsEndpointRequestId'],
  'authorizer.error': ['authorizerError', 'authError'],
  'authorizer.status': ['authorizerStatus'],
  'authorize.error': ['authorizeError'],
  'authenticate.error': ['authenticateError'],
  'waf.error': ['wafError'],
  'waf.status': ['wafStatus'],
  wafResponseCode: ['wafResponseCode'],
  xrayTraceId: ['xrayTraceId'],
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[._-]/g, '');

const BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([name, spellings]) => [name, ...spellings].map((spelling) => [plain(spelling), name] as const)),
);

/** `integration_error` → `integration.error`; a name that nobody knows stays as it is. */
export const contextName = (name: string): string => BY_SPELLING.get(plain(name)) ?? name;
