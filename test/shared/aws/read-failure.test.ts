import { expect, test } from 'vitest';
import { readFailure } from '../../../shared/aws/read-failure.ts';

const sdkError = (name: string, status?: number, more: object = {}): Error =>
  Object.assign(new Error(`${name} said`), { name, ...(status !== undefined && { $metadata: { httpStatusCode: status } }), ...more });

const ACTION = 'logs:FilterLogEvents';

test.for([
  [sdkError('AccessDeniedException', 400), { kind: 'access-denied', action: ACTION, detail: 'AccessDeniedException said' }],
  [sdkError('AccessDenied', 403), { kind: 'access-denied', action: ACTION, detail: 'AccessDenied said' }],
  [sdkError('SomethingElse', 403), { kind: 'access-denied', action: ACTION, detail: 'SomethingElse said' }],
  [sdkError('NotFoundException', 404), { kind: 'not-found', action: ACTION, detail: 'NotFoundException said' }],
  [sdkError('ResourceNotFoundException', 400), { kind: 'not-found', action: ACTION, detail: 'ResourceNotFoundException said' }],
  [sdkError('ThrottlingException', 400), { kind: 'throttled', action: ACTION }],
  [sdkError('LimitExceededException', 400), { kind: 'throttled', action: ACTION }],
  [sdkError('TooManyRequestsException', 429, { retryAfterSeconds: '2' }), { kind: 'throttled', action: ACTION, retryAfterMillis: 2_000 }],
  [sdkError('ExpiredTokenException', 403), { kind: 'credentials', detail: 'ExpiredTokenException said' }],
  [sdkError('CredentialsProviderError'), { kind: 'credentials', detail: 'CredentialsProviderError said' }],
  [sdkError('Error', undefined, { code: 'ENOTFOUND' }), { kind: 'unreachable', detail: 'ENOTFOUND: Error said' }],
  [sdkError('AbortError'), { kind: 'unreachable', detail: `${ACTION} took too long` }],
  [
    sdkError('ServiceUnavailableException', 503),
    { kind: 'unreachable', detail: 'ServiceUnavailableException: ServiceUnavailableException said' },
  ],
  [sdkError('InvalidParameterException', 400), { kind: 'refused', action: ACTION, detail: 'InvalidParameterException said' }],
  [new Error('Region is missing'), { kind: 'refused', action: ACTION, detail: 'no Region is set; give one, or set AWS_REGION' }],
] as const)('%s', ([error, failure]) => {
  expect(readFailure(error, ACTION)).toEqual(failure);
});

test('a bug stays an exception', () => {
  const bug = new TypeError("Cannot read properties of undefined (reading 'x')");
  expect(() => readFailure(bug, ACTION)).toThrow(bug);
  expect(() => readFailure('a thrown string', ACTION)).toThrow();
});

test('a message of several lines becomes one', () => {
  expect(readFailure(Object.assign(new Error('first\n  second'), { name: 'AccessDenied' }), ACTION)).toMatchObject({
    detail: 'first second',
  });
});
