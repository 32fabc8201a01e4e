import { expect, test } from 'vitest';
import { accessFailure } from '../../../shared/logs/access-failure.ts';
import type { ApiKind } from '../../../shared/model/api.ts';

const failure = (fields: Readonly<Record<string, string>>, kind: ApiKind = 'REST') =>
  accessFailure({ fields, absent: [], line: { source: 'access-log', text: '' } }, kind);

test('reads the text that REST APIs copy from the execution log', () => {
  expect(failure({ 'integration.error': 'Execution failed due to configuration error: Invalid permissions on Lambda function' })).toEqual({
    kind: 'invalid-permissions',
  });
  expect(failure({ 'integration.error': 'Lambda Customer Function Error:boom', 'error.message': 'Internal server error' })).toEqual({
    kind: 'function-error',
    message: 'boom',
  });
});

test('reads the only failure text of an HTTP API', () => {
  const integrationErrorMessage =
    'The Lambda function returned the following error: RequestId: a Error: Task timed out after 5.00 seconds. Check your Lambda function code and try again.';
  expect(failure({ integrationErrorMessage }, 'HTTP')).toEqual({
    kind: 'function-error',
    message: 'RequestId: a Error: Task timed out after 5.00 seconds',
  });
});

test('reads what the authorizer of an HTTP API got wrong', () => {
  const text =
    'The response from the Lambda Authorizer function doesn’t match the format that API Gateway expects. Invalid json in authorizer response';
  expect(failure({ 'authorizer.error': text }, 'HTTP')).toEqual({
    kind: 'authorizer-format-mismatch',
    detail: 'Invalid json in authorizer response',
  });
});

test('reads a WAF fault before anything behind it', () => {
  expect(failure({ 'waf.error': 'WAF call got timed out', 'error.message': 'Endpoint request timed out' })).toEqual({
    kind: 'waf-error',
    detail: 'WAF call got timed out',
  });
});

test('takes the client text of a REST API where it has one meaning', () => {
  expect(failure({ 'error.message': 'Endpoint request timed out' })).toEqual({ kind: 'timeout' });
  expect(failure({ 'error.message': 'Network error communicating with endpoint' })).toEqual({ kind: 'network-error', detail: '' });
  expect(failure({ 'error.responseType': 'INTEGRATION_TIMEOUT' })).toEqual({ kind: 'timeout' });
});

test('names nothing where the text has several meanings', () => {
  expect(failure({ 'error.message': 'Internal server error', 'error.responseType': 'INTEGRATION_FAILURE' })).toBeUndefined();
  expect(failure({ 'error.message': 'Service Unavailable' }, 'HTTP')).toBeUndefined();
  expect(failure({ 'error.message': 'constructor' })).toBeUndefined();
});
