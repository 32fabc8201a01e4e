import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessFailure } from '../../../shared/logs/access-failure.ts';
import { readAccessLog } from '../../../shared/logs/access-log.ts';

const fieldsOf = (format: string | undefined, message: string) => readAccessLog(format, [{ message }])[0]?.fields;
const failureOf = (format: string | undefined, message: string) => {
  const [record] = readAccessLog(format, [{ message }]);
  return record && accessFailure(record);
};

const CLF =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId';

test('the console CLF format is read, and a dash is absent', () => {
  expect(fieldsOf(CLF, '192.0.2.7 - - [20/Nov/2026:10:00:00 +0000] "GET /orders/{id} HTTP/1.1" 502 36 req-1 ext=')).toEqual({
    'identity.sourceIp': '192.0.2.7',
    requestTime: '20/Nov/2026:10:00:00 +0000',
    httpMethod: 'GET',
    resourcePath: '/orders/{id}',
    protocol: 'HTTP/1.1',
    status: '502',
    responseLength: '36',
    requestId: 'req-1',
    extendedRequestId: 'ext=',
  });
});

test('JSON with the members of the format gives the variables behind them', () => {
  expect(
    fieldsOf('{"id":"$context.requestId","why":"$context.integration.error","code":$context.status}', '{"id":"r","why":"-","code":-}'),
  ).toEqual({ requestId: 'r' });
});

test('an access line that is no JSON, because a value brings its own quotes, is still read', () => {
  const line =
    '{"error_message": "Endpoint request timed out", "error_messageString": " "Endpoint request timed out"", "error_responseType": "INTEGRATION_TIMEOUT", "httpMethod": "POST"}';
  expect(fieldsOf(undefined, line)).toMatchObject({ 'error.responseType': 'INTEGRATION_TIMEOUT', httpMethod: 'POST' });
  expect(failureOf(undefined, line)).toEqual({ kind: 'timeout' });
});

test('XML and CSV of the console are read by their format', () => {
  expect(
    fieldsOf(
      '<request id="$context.requestId"> <status>$context.status</status> </request>',
      '<request id="r1"> <status>504</status> </request>',
    ),
  ).toEqual({ requestId: 'r1', status: '504' });
  expect(fieldsOf('$context.identity.sourceIp,$context.status,$context.requestId', '192.0.2.7,-,r1')).toEqual({
    'identity.sourceIp': '192.0.2.7',
    requestId: 'r1',
  });
});

test('a table without names is read by what its columns show', () => {
  const line =
    '2026-06-04 18:49:48.942\t192.0.2.10\tservice\t/health\tINTEGRATION_FAILURE\tInternal server error\tLambda Customer Function Error:boom';
  expect(fieldsOf(undefined, line)).toMatchObject({
    path: '/health',
    'error.responseType': 'INTEGRATION_FAILURE',
    'integration.error': 'Lambda Customer Function Error:boom',
  });
  expect(failureOf(undefined, line)).toEqual({ kind: 'function-error', message: 'boom' });
});

test('an HTTP API line in CLF names route and error', () => {
  const line =
    '192.0.2.21 - - [24/Jan/2026:17:52:06 +0000] "POST POST /start HTTP/1.1" 500 35 fQke_hDCDoEEMpw= API Gateway doesn’t have permissions to assume the IAM role configured on the integration. Check the permissions and try again.';
  expect(fieldsOf(undefined, line)).toMatchObject({
    httpMethod: 'POST',
    routeKey: 'POST /start',
    status: '500',
    requestId: 'fQke_hDCDoEEMpw=',
  });
  expect(failureOf(undefined, line)).toEqual({ kind: 'assume-role-denied' });
});

test.each([
  ['Execution failed due to configuration error: Rate Exceeded.', { kind: 'rate-exceeded' }],
  [
    "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.",
    { kind: 'invalid-permissions' },
  ],
  [
    'The Lambda function returned the following error: boom. twice. Check your Lambda function code and try again.',
    { kind: 'function-error', message: 'boom. twice' },
  ],
  [
    'The response from the Lambda function doesn\'t match the format that API Gateway expects. Lambda body contains the wrong type for field "isBase64Encoded"',
    { kind: 'response-format-mismatch', field: 'isBase64Encoded' },
  ],
  [
    "The response from the Lambda Authorizer function doesn't match the format that API Gateway expects. Invalid json in authorizer response",
    { kind: 'authorizer-format-mismatch', detail: 'Invalid json in authorizer response' },
  ],
])('the failure text %s is known', (text, event) => {
  expect(failureOf('$context.integrationErrorMessage', text)).toEqual(event);
});

test('a healthy record states no failure', () => {
  expect(failureOf(undefined, '{"status":"200","integration_error":"-","error_message":"-"}')).toBeUndefined();
});

test('any line under any format gives one record and no exception', () => {
  fc.assert(
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.string(), (format, message) => {
      expect(readAccessLog(format, [{ message: `x${message}` }])).toHaveLength(1);
    }),
  );
});
