import { expect, test } from 'vitest';
import { FORMS, hasKnownHead, parseFailure, parseLine } from '../../../shared/logs/grammar.ts';
import type { TraceEvent } from '../../../shared/model/trace.ts';

const ID = '0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de';
const EFCE = 'Execution failed due to configuration error: ';

/** Year of the log in which the wording was seen, where one is known. */
const lines: readonly (readonly [year: number | undefined, text: string, event: TraceEvent])[] = [
  [2019, 'Extended Request Id: Kq3dXGfUrPEFV_g=', { kind: 'extended-request-id', id: 'Kq3dXGfUrPEFV_g=' }],
  [
    2019,
    `Verifying Usage Plan for request: ${ID}. API Key: API Stage: abc123def4/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '', apiStage: 'abc123def4/prod' },
  ],
  [
    2024,
    `Verifying Usage Plan for request: ${ID}. API Key:  API Stage: abc123def4/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '', apiStage: 'abc123def4/prod' },
  ],
  [
    undefined,
    `Verifying Usage Plan for request: ${ID}. API Key: ****BeFFOj API Stage: abc123def4/prod`,
    { kind: 'usage-plan-check', requestId: ID, apiKey: '****BeFFOj', apiStage: 'abc123def4/prod' },
  ],
  [
    2019,
    "API Key authorized because method 'ANY /{proxy+}' does not require API Key. Request will not contribute to throttle or quota limits",
    { kind: 'api-key-not-required', method: 'ANY /{proxy+}' },
  ],
  [
    undefined,
    "API Key ****BeFFOj not authorized because method 'GET /' requires API Key and API Key is not associated with a Usage Plan for API Stage abc123def4/prod: No Usage Plan found for key and API Stage",
    {
      kind: 'api-key-refused',
      method: 'GET /',
      detail: 'API Key is not associated with a Usage Plan for API Stage abc123def4/prod: No Usage Plan found for key and API Stage',
    },
  ],
  [
    2019,
    'Usage Plan check succeeded for API Key and API Stage abc123def4/prod',
    { kind: 'usage-plan-ok', apiKey: '', apiStage: 'abc123def4/prod' },
  ],
  [
    undefined,
    'Usage Plan check succeeded for API Key ****BeFFOj and API Stage abc123def4/prod',
    { kind: 'usage-plan-ok', apiKey: '****BeFFOj', apiStage: 'abc123def4/prod' },
  ],
  [
    2019,
    'Key throttle limit exceeded for RestApi abc123def4, Stage prod, Resource k0w8mc, HttpMethod POST. Limit: 1.00 Burst: 1',
    { kind: 'throttled', api: 'abc123def4', stage: 'prod', resource: 'k0w8mc', verb: 'POST', limit: '1.00', burst: '1' },
  ],
  [2019, `Starting execution for request: ${ID}`, { kind: 'start', requestId: ID }],
  [2018, 'HTTP Method: GET, Resource Path: /geo/35.2,128.7', { kind: 'method', verb: 'GET', path: '/geo/35.2,128.7' }],
  [undefined, 'API Key: ****', { kind: 'api-key', key: '****' }],
  [undefined, 'API Key ID: v7y79n2re7', { kind: 'api-key-id', id: 'v7y79n2re7' }],
  [2017, 'Method request path: {proxy=rates}', { kind: 'request-path', map: '{proxy=rates}' }],
  [2025, 'Method request query string: {q=1}', { kind: 'request-query', map: '{q=1}' }],
  [2022, 'Method request headers: {content-type= application/json}', { kind: 'request-headers', map: '{content-type= application/json}' }],
  [2022, 'Method request body before transformations: [Binary Data]', { kind: 'request-body', body: '[Binary Data]' }],
  [2016, 'Method request body before transformations: null', { kind: 'request-body', body: 'null' }],
  [2025, 'Method request body before transformations: ', { kind: 'request-body', body: '' }],
  [2023, 'Method request body before transformations:', { kind: 'request-body', body: '' }],
  [undefined, 'Request validation succeeded for content type application/json', { kind: 'validation-ok', contentType: 'application/json' }],
  [
    undefined,
    'Request body does not match model schema for content type application/json: [object has missing required properties (["id"])]',
    { kind: 'validation-failed', contentType: 'application/json', detail: '[object has missing required properties (["id"])]' },
  ],
  [
    undefined,
    'Request body does not match model schema for content type application/json: [Unknown error parsing request body]',
    { kind: 'validation-failed', contentType: 'application/json', detail: '[Unknown error parsing request body]' },
  ],
  [
    undefined,
    'Request parameter overrides: Add Range: bytes=8388607',
    { kind: 'request-overrides', overrides: 'Add Range: bytes=8388607' },
  ],
  [2020, 'Endpoint request URI: https://api.example.com/v1', { kind: 'endpoint-uri', uri: 'https://api.example.com/v1' }],
  [2023, 'Endpoint request headers: {Host=api.example.com}', { kind: 'endpoint-request-headers', map: '{Host=api.example.com}' }],
  [2018, 'Endpoint request body after transformations: {"a": 1}', { kind: 'endpoint-request-body', body: '{"a": 1}' }],
  [2020, 'Sending request to https://api.example.com/v 1', { kind: 'sending', uri: 'https://api.example.com/v 1' }],
  [2019, 'Received response. Integration latency: 11029 ms', { kind: 'received', latencyMs: 11029 }],
  [2025, 'Received response. Status: 200, Integration latency: 356 ms', { kind: 'received', status: 200, latencyMs: 356 }],
  [2017, 'Endpoint response headers: {}', { kind: 'endpoint-response-headers', map: '{}' }],
  [2025, 'Endpoint response body before transformations: "Bad response"', { kind: 'endpoint-response-body', body: '"Bad response"' }],
  [2022, 'Method response body after transformations: Hello', { kind: 'response-body', body: 'Hello' }],
  [2022, 'Method response headers: {Content-Type=text/plain}', { kind: 'response-headers', map: '{Content-Type=text/plain}' }],
  [
    2025,
    'Gateway response type: DEFAULT_5XX with status code: 500',
    { kind: 'gateway-response', responseType: 'DEFAULT_5XX', status: 500 },
  ],
  [2018, 'Gateway response body:\n{"title": "x"}', { kind: 'gateway-response-body', body: '\n{"title": "x"}' }],
  [undefined, 'Gateway response headers: {X=1}', { kind: 'gateway-response-headers', map: '{X=1}' }],
  [2025, 'Successfully completed execution', { kind: 'success' }],
  [2025, 'Method completed with status: 504', { kind: 'completed', status: 504 }],
  [2019, `AWS Integration Endpoint RequestId : ${ID}`, { kind: 'endpoint-request-id', id: ID }],
  [2019, 'X-ray Tracing ID : 1-5c7674f4-a3491d0a9c8012c191821b83', { kind: 'xray-trace-id', id: '1-5c7674f4-a3491d0a9c8012c191821b83' }],
  [2023, `Starting authorizer: q8togz for request: ${ID}`, { kind: 'authorizer-start', authorizerId: 'q8togz', requestId: ID }],
  [undefined, 'Incoming identity: ****cQmUuZ', { kind: 'authorizer-identity', identity: '****cQmUuZ' }],
  [2016, 'Authorizer result body before parsing: null', { kind: 'authorizer-result', body: 'null' }],
  [undefined, 'Using valid authorizer policy for principal: **er', { kind: 'authorizer-policy', principal: '**er' }],
  [undefined, 'Successfully completed authorizer execution', { kind: 'authorizer-ok' }],
  [undefined, `Unauthorized request: ${ID}`, { kind: 'unauthorized', requestId: ID }],
  [2025, `${EFCE}Malformed Lambda proxy response`, { kind: 'malformed-proxy-response' }],
  [
    2025,
    `Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: ${ID}`,
    { kind: 'function-error', message: 'boom', lambdaRequestId: ID },
  ],
  [undefined, 'Lambda Customer Function Error:name is not defined', { kind: 'function-error', message: 'name is not defined' }],
  [
    undefined,
    'The Lambda function returned the following error: boom. Check your Lambda function code and try again.',
    { kind: 'function-error', message: 'boom' },
  ],
  [
    2025,
    `Lambda invocation failed with status: 429. Lambda request id: ${ID}`,
    { kind: 'invocation-failed', status: 429, lambdaRequestId: ID },
  ],
  [2025, `${EFCE}Rate Exceeded.`, { kind: 'rate-exceeded' }],
  [2025, `${EFCE}Invalid permissions on Lambda function`, { kind: 'invalid-permissions' }],
  [
    2025,
    `${EFCE}API Gateway does not have permission to assume the provided role arn:aws:iam::123456789012:role/apigw`,
    { kind: 'assume-role-denied', role: 'arn:aws:iam::123456789012:role/apigw' },
  ],
  [2023, `${EFCE}Output mapping refers to an invalid method response: 200`, { kind: 'invalid-method-response', status: '200' }],
  [
    2023,
    `${EFCE}No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 403`,
    { kind: 'no-output-mapping', endpointStatus: '403' },
  ],
  [2018, `${EFCE}Unable to base64 decode the body.`, { kind: 'base64-decode-failed' }],
  [2022, `${EFCE}Unable to transform request`, { kind: 'transform-request-failed' }],
  [2020, `${EFCE}Unable to transform response`, { kind: 'transform-response-failed' }],
  [
    2022,
    `${EFCE}Unable to parse statusCode. It should be an integer that is defined in the request template.`,
    { kind: 'mock-status-code-unreadable' },
  ],
  [2016, `${EFCE}statusCode should be an integer which defined in request template`, { kind: 'mock-status-code-unreadable' }],
  [2025, `${EFCE}Invalid endpoint address`, { kind: 'invalid-endpoint-address' }],
  [
    2021,
    `${EFCE}Illegal character in path at index 31: https://api.example.com/v1/{key}`,
    { kind: 'illegal-character', index: 31, url: 'https://api.example.com/v1/{key}' },
  ],
  [undefined, `${EFCE}Illegal character in path`, { kind: 'illegal-character' }],
  [undefined, `${EFCE}Illegal character in path at index 31: `, { kind: 'illegal-character', index: 31 }],
  [undefined, `${EFCE}Content-Length header already present`, { kind: 'header-already-present', header: 'Content-Length' }],
  [
    2020,
    `${EFCE}Host name 'a.example.com' does not match the certificate subject provided by the peer (CN=b.example.com)`,
    { kind: 'certificate-name-mismatch', host: 'a.example.com', subject: 'b.example.com' },
  ],
  [
    2024,
    `${EFCE}PKIX path building failed: unable to find valid certification path to requested target`,
    { kind: 'certificate-untrusted', detail: 'unable to find valid certification path to requested target' },
  ],
  [undefined, `${EFCE}General SSLEngine problem`, { kind: 'tls-failed' }],
  [2023, `${EFCE}There was an internal error while executing your request`, { kind: 'internal-error' }],
  [2022, 'Execution failed due to an vpc link error', { kind: 'vpc-link-error' }],
  [
    undefined,
    `${EFCE}Integration response of reported length 11534336 is larger than allowed maximum of 10485760 bytes.`,
    { kind: 'response-too-large', bytes: 11_534_336 },
  ],
  [2025, 'Execution failed due to a timeout error', { kind: 'timeout' }],
  [undefined, 'Execution failed due to a network error communicating with endpoint', { kind: 'network-error', detail: '' }],
  [
    undefined,
    'Execution failed due to a network error communicating with endpoint: Connection is closed',
    { kind: 'network-error', detail: 'Connection is closed' },
  ],
  [2020, `${EFCE}Authorizer error`, { kind: 'authorizer-error' }],
  [2016, `${EFCE}Could not parse policy`, { kind: 'policy-unparsable' }],
  [
    2023,
    `${EFCE}Invalid JSON in response: Unrecognized field "errorType" , not marked as ignorable`,
    { kind: 'policy-invalid-json', detail: 'Unrecognized field "errorType" , not marked as ignorable' },
  ],
  [2023, 'AuthorizerConfigurationException', { kind: 'authorizer-configuration-exception' }],
  [
    undefined,
    'The response from the Lambda function doesn\'t match the format that API Gateway expects. Lambda body contains the wrong type for field "isBase64Encoded"',
    { kind: 'response-format-mismatch', field: 'isBase64Encoded' },
  ],
  [
    2021,
    "The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. Invalid json in authorizer response",
    { kind: 'authorizer-format-mismatch', detail: 'Invalid json in authorizer response' },
  ],
  [
    2024,
    'There was an error evaluating the AWS WAF rules associated with this API',
    { kind: 'waf-error', detail: 'There was an error evaluating the AWS WAF rules associated with this API' },
  ],
  [2019, `${EFCE}`, { kind: 'configuration-error', detail: '' }],
  [2019, EFCE.trimEnd(), { kind: 'configuration-error', detail: '' }],
  [undefined, `${EFCE}A text nobody knows yet`, { kind: 'configuration-error', detail: 'A text nobody knows yet' }],
];

test.each(lines)('reads the line of %s: %s', (_year, text, event) => {
  expect(parseLine(text).event).toEqual(event);
});

test('has an example above for every kind of event', () => {
  expect(new Set(lines.map(([, , { kind }]) => kind))).toEqual(new Set(FORMS.map(({ kind }) => kind)));
});

test('every wording is found by its first eight characters', () => {
  for (const { template } of FORMS) expect(template.head.length, template.text).toBeGreaterThanOrEqual(8);
});

test.each(["'", '’'])('reads the HTTP API texts with the apostrophe %s, with and without their advice', (apostrophe) => {
  const call = `The IAM role configured on the integration or API Gateway doesn${apostrophe}t have permissions to call the integration`;
  const role = `API Gateway doesn${apostrophe}t have permissions to assume the IAM role configured on the integration`;
  const advice = '. Check the permissions and try again.';
  for (const end of ['', advice]) {
    expect(parseLine(call + end).event).toEqual({ kind: 'invalid-permissions' });
    expect(parseLine(role + end).event).toEqual({ kind: 'assume-role-denied' });
  }
});

test.each(['Invalid permissions on Lambda function.', 'Rate Exceeded', 'Unable to base64 decode the body', 'Invalid endpoint address.  '])(
  'takes or leaves one full stop and white space at the end: %s',
  (text) => {
    expect(parseLine(EFCE + text).event.kind).not.toBe('configuration-error');
  },
);

test('knows a failure that was quoted without its prefix, and does not invent one', () => {
  expect(parseFailure('Malformed Lambda proxy response')).toEqual({ kind: 'malformed-proxy-response' });
  expect(parseFailure('Unable to parse statusCode')).toEqual({ kind: 'mock-status-code-unreadable' });
  expect(parseFailure('Internal server error')).toBeUndefined();
});

test('keeps a line that no row knows as it is', () => {
  expect(parseLine('Some new line of 2027')).toEqual({
    event: { kind: 'other', text: 'Some new line of 2027' },
    open: false,
    truncated: false,
  });
  expect(hasKnownHead('Some new line of 2027')).toBe(false);
});

test('cuts the mark of a truncated line off the value and says so', () => {
  expect(parseLine('Endpoint request headers: {Host=a, X-Amz-Security-Token=abc [TRUNCATED]')).toEqual({
    event: { kind: 'endpoint-request-headers', map: '{Host=a, X-Amz-Security-Token=abc' },
    open: true,
    truncated: true,
  });
});
