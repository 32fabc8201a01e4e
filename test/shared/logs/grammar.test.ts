import { expect, test } from 'vitest';
import { readKnownLine } from '../../../shared/logs/grammar.ts';

const ID = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const EFCE = 'Execution failed due to configuration error: ';

test.each([
  ['Extended Request Id: Abc2MGFUrPEFV_g=', { kind: 'extended-request-id', id: 'Abc2MGFUrPEFV_g=' }],
  [
    `Verifying Usage Plan for request: ${ID}. API Key: API Stage: a1b2c3/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '', apiStage: 'a1b2c3/prod' },
  ],
  [
    `Verifying Usage Plan for request: ${ID}. API Key:  API Stage: a1b2c3/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '', apiStage: 'a1b2c3/prod' },
  ],
  [
    `Verifying Usage Plan for request: ${ID}. API Key: ****BeFFOj API Stage: a1b2c3/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '****BeFFOj', apiStage: 'a1b2c3/prod' },
  ],
  [
    "API Key authorized because method 'ANY /{proxy+}' does not require API Key. Request will not contribute to throttle or quota limits",
    { kind: 'api-key-not-required', method: 'ANY /{proxy+}' },
  ],
  [
    "API Key  not authorized because method 'GET /' requires API Key and API Key is not associated with a Usage Plan for API Stage a1/prod: No Usage Plan found for key and API Stage",
    {
      kind: 'api-key-refused',
      method: 'GET /',
      detail: 'API Key is not associated with a Usage Plan for API Stage a1/prod: No Usage Plan found for key and API Stage',
    },
  ],
  ['Usage Plan check succeeded for API Key and API Stage a1b2c3/prod', { kind: 'usage-plan-ok', apiKey: '', apiStage: 'a1b2c3/prod' }],
  [
    'Usage Plan check succeeded for API Key ****X1 and API Stage a1b2c3/prod',
    { kind: 'usage-plan-ok', apiKey: '****X1', apiStage: 'a1b2c3/prod' },
  ],
  [
    'Key throttle limit exceeded for RestApi a1b2c3, Stage prod, Resource k0w8mc, HttpMethod POST. Limit: 1.00 Burst: 1',
    { kind: 'throttled', api: 'a1b2c3', stage: 'prod', resource: 'k0w8mc', verb: 'POST', limit: '1.00', burst: '1' },
  ],
  [`Starting execution for request: ${ID}`, { kind: 'start', requestId: ID }],
  ['HTTP Method: GET, Resource Path: /weather/35.2,128.7', { kind: 'method', verb: 'GET', path: '/weather/35.2,128.7' }],
  ['API Key: ****', { kind: 'api-key', key: '****' }],
  ['API Key ID: v7y79n2re7', { kind: 'api-key-id', id: 'v7y79n2re7' }],
  ['Method request path: {petId=123}', { kind: 'request-path', map: '{petId=123}' }],
  ['Method request query string: {}', { kind: 'request-query', map: '{}' }],
  ['Method request headers: {content-type= application/json}', { kind: 'request-headers', map: '{content-type= application/json}' }],
  ['Method request body before transformations:', { kind: 'request-body', body: '' }],
  ['Method request body before transformations: [Binary Data]', { kind: 'request-body', body: '[Binary Data]' }],
  ['Request validation succeeded for content type application/json', { kind: 'validation-ok', contentType: 'application/json' }],
  [
    'Request body does not match model schema for content type application/json: [Unknown error parsing request body]',
    { kind: 'validation-failed', contentType: 'application/json', detail: '[Unknown error parsing request body]' },
  ],
  ['Request parameter overrides: Add Range: bytes=8388607', { kind: 'request-overrides', overrides: 'Add Range: bytes=8388607' }],
  ['Endpoint request URI: https://backend.example.com/dev', { kind: 'endpoint-uri', uri: 'https://backend.example.com/dev' }],
  ['Endpoint request headers: {Host=backend.example.com}', { kind: 'endpoint-request-headers', map: '{Host=backend.example.com}' }],
  ['Endpoint request body after transformations: {"a":1}', { kind: 'endpoint-request-body', body: '{"a":1}' }],
  ['Sending request to https://backend.example.com/dev', { kind: 'sending', uri: 'https://backend.example.com/dev' }],
  ['Received response. Status: 200, Integration latency: 356 ms', { kind: 'received', status: 200, latencyMs: 356 }],
  ['Received response. Integration latency: 11029 ms', { kind: 'received', latencyMs: 11029 }],
  ['Endpoint response headers: {}', { kind: 'endpoint-response-headers', map: '{}' }],
  [
    'Endpoint response body before transformations: \n{\n  "Type": "User"\n}',
    { kind: 'endpoint-response-body', body: '\n{\n  "Type": "User"\n}' },
  ],
  ['Method response headers: {Content-Type=text/plain}', { kind: 'response-headers', map: '{Content-Type=text/plain}' }],
  ['Method response body after transformations: Hello', { kind: 'response-body', body: 'Hello' }],
  ['Gateway response type: DEFAULT_5XX with status code: 500', { kind: 'gateway-response', responseType: 'DEFAULT_5XX', status: 500 }],
  ['Gateway response body:\n{"status": 500}', { kind: 'gateway-response-body', body: '\n{"status": 500}' }],
  ['Gateway response headers: {}', { kind: 'gateway-response-headers', map: '{}' }],
  ['Successfully completed execution', { kind: 'success' }],
  ['Method completed with status: 502', { kind: 'completed', status: 502 }],
  [`AWS Integration Endpoint RequestId : ${ID}`, { kind: 'endpoint-request-id', id: ID }],
  ['X-ray Tracing ID : 1-5c7674f4-a3491d0a9c8012c191821b83', { kind: 'xray-trace-id', id: '1-5c7674f4-a3491d0a9c8012c191821b83' }],
  [`Starting authorizer: q8togz for request: ${ID}`, { kind: 'authorizer-start', authorizerId: 'q8togz', requestId: ID }],
  ['Incoming identity: ****cQmUuZ', { kind: 'authorizer-identity', identity: '****cQmUuZ' }],
  ['Authorizer result body before parsing: null', { kind: 'authorizer-result', body: 'null' }],
  ['Using valid authorizer policy for principal: **er', { kind: 'authorizer-policy', principal: '**er' }],
  ['Successfully completed authorizer execution', { kind: 'authorizer-ok' }],
  [`Unauthorized request: ${ID}`, { kind: 'unauthorized', requestId: ID }],
  [`${EFCE}Malformed Lambda proxy response`, { kind: 'malformed-proxy-response' }],
  ['Malformed Lambda proxy response', { kind: 'malformed-proxy-response' }],
  [
    `Lambda execution failed with status 200 due to customer function error: a. b: c. Lambda request id: ${ID}`,
    { kind: 'function-error', message: 'a. b: c', lambdaRequestId: ID },
  ],
  [
    `Lambda execution failed with status 200 due to customer function error: Error: Cannot find module 'x'\nRequire stack:\n- /var/task/i.js. Lambda request id: ${ID}`,
    { kind: 'function-error', message: "Error: Cannot find module 'x'\nRequire stack:\n- /var/task/i.js", lambdaRequestId: ID },
  ],
  ['Lambda Customer Function Error:boom', { kind: 'function-error', message: 'boom' }],
  [`Lambda invocation failed with status: 429. Lambda request id: ${ID}`, { kind: 'invocation-failed', status: 429, lambdaRequestId: ID }],
  [`${EFCE}Rate Exceeded.`, { kind: 'rate-exceeded' }],
  [`${EFCE}Invalid permissions on Lambda function.`, { kind: 'invalid-permissions' }],
  [EFCE.trim(), { kind: 'configuration-error', detail: '' }],
  [
    `${EFCE}API Gateway does not have permission to assume the provided role arn:aws:iam::123456789012:role/r`,
    { kind: 'assume-role-denied', role: 'arn:aws:iam::123456789012:role/r' },
  ],
  [`${EFCE}Output mapping refers to an invalid method response: 200`, { kind: 'invalid-method-response', status: '200' }],
  [
    `${EFCE}No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 403`,
    { kind: 'no-output-mapping', endpointStatus: '403' },
  ],
  [`${EFCE}Unable to base64 decode the body.`, { kind: 'base64-decode-failed' }],
  [`${EFCE}Unable to transform request`, { kind: 'transform-request-failed' }],
  [`${EFCE}Unable to transform response`, { kind: 'transform-response-failed' }],
  [
    `${EFCE}Unable to parse statusCode. It should be an integer that is defined in the request template.`,
    { kind: 'mock-status-code-unreadable' },
  ],
  [`${EFCE}statusCode should be an integer which defined in request template`, { kind: 'mock-status-code-unreadable' }],
  [`${EFCE}Invalid endpoint address`, { kind: 'invalid-endpoint-address' }],
  [
    `${EFCE}Illegal character in path at index 76: https://backend.example.com/v1/{key}`,
    { kind: 'illegal-character', index: 76, url: 'https://backend.example.com/v1/{key}' },
  ],
  [`${EFCE}Illegal character in path`, { kind: 'illegal-character' }],
  [`${EFCE}Content-Length header already present`, { kind: 'header-already-present', header: 'Content-Length' }],
  [
    `${EFCE}Host name 'a.example' does not match the certificate subject provided by the peer (CN=b.example)`,
    { kind: 'certificate-name-mismatch', host: 'a.example', subject: 'CN=b.example' },
  ],
  [
    `${EFCE}PKIX path building failed: unable to find valid certification path`,
    { kind: 'certificate-untrusted', detail: 'PKIX path building failed: unable to find valid certification path' },
  ],
  [`${EFCE}General SSLEngine problem`, { kind: 'tls-failed' }],
  [`${EFCE}There was an internal error while executing your request`, { kind: 'internal-error' }],
  ['Execution failed due to an vpc link error', { kind: 'vpc-link-error' }],
  [
    `${EFCE}Integration response of reported length 11454003 is larger than allowed maximum of 10485760 bytes.`,
    { kind: 'response-too-large', bytes: 11454003 },
  ],
  ['Execution failed due to a timeout error', { kind: 'timeout' }],
  ['Execution failed due to a network error communicating with endpoint', { kind: 'network-error', detail: '' }],
  [
    'Execution failed due to a network error communicating with endpoint: Connection is closed',
    { kind: 'network-error', detail: 'Connection is closed' },
  ],
  [`${EFCE}Authorizer error`, { kind: 'authorizer-error' }],
  [`${EFCE}Could not parse policy`, { kind: 'policy-unparsable' }],
  [
    `${EFCE}Invalid JSON in response: Unrecognized field "errorType" , not marked as ignorable`,
    { kind: 'policy-invalid-json', detail: 'Unrecognized field "errorType" , not marked as ignorable' },
  ],
  ['AuthorizerConfigurationException', { kind: 'authorizer-configuration-exception' }],
  [`${EFCE}a text that nobody has seen`, { kind: 'configuration-error', detail: 'a text that nobody has seen' }],
])('reads %s', (text, event) => {
  expect(readKnownLine(text)).toEqual(event);
});

test.each(['', 'hello', 'Method completed', 'Execution failed', 'Lambda'])('does not pretend to know %j', (text) => {
  expect(readKnownLine(text)).toBeUndefined();
});
