import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFilterPattern } from '../../../../infra/lab/filter-pattern.ts';
import { FAILURE_PATTERN, isFailureEvent, isQuietEvent, QUIET_PATTERN } from '../../../../shared/diagnosis/collect/failure-signature.ts';
import { anyOf, patternsOf } from '../../../../shared/diagnosis/collect/filter-pattern.ts';

const matches = (pattern: string, message: string): boolean => {
  const parsed = parseFilterPattern(pattern);
  return parsed.ok && parsed.value(message);
};

test('one phrase is quoted, several are optional terms', () => {
  expect(anyOf(['Method completed'])).toBe('"Method completed"');
  expect(anyOf(['a b', 'c'])).toBe('?"a b" ?"c"');
});

test('a pattern finds every text that holds one of its phrases, whatever they are made of', () => {
  const phrase = fc.string({ minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 1, maxLength: 5 }), phrase, (phrases, around) => {
      expect(phrases.every((one) => matches(anyOf(phrases), `${around}${one}${around}`))).toBe(true);
    }),
  );
});

test('patterns stay within the 1,024 characters that AWS takes, and no phrase is lost', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `${String(index).padStart(8, '0')}-1111-4222-8333-444444444444`);
  const patterns = patternsOf(ids);
  expect(patterns.length).toBe(3);
  expect(patterns.every((pattern) => pattern.length <= 1_024)).toBe(true);
  expect(ids.every((id) => patterns.some((pattern) => matches(pattern, `(${id}) x`)))).toBe(true);
  expect(FAILURE_PATTERN.length).toBeLessThanOrEqual(1_024);
  expect(QUIET_PATTERN.length).toBeLessThanOrEqual(1_024);
});

const ID = '11111111-1111-4222-8333-444444444444';

test.for([
  'Execution failed due to configuration error: Malformed Lambda proxy response',
  'Execution failed due to a timeout error',
  'Execution failed due to an vpc link error',
  'Lambda execution failed with status 200 due to customer function error: boom. Lambda request id: 2',
  'Lambda invocation failed with status: 429. Lambda request id: 2',
  'Method completed with status: 500',
  'Method completed with status: 504',
])('what the pattern asks for, the second look keeps: %s', (text) => {
  const event = { timestamp: 0, message: `(${ID}) ${text}` };
  expect(matches(FAILURE_PATTERN, event.message)).toBe(true);
  expect(isFailureEvent(event)).toBe(true);
});

test.for(['Method completed with status: 200', 'Successfully completed execution', 'Sending request to https://example.com/Execution'])(
  'a healthy line is no failure: %s',
  (text) => {
    expect(matches(FAILURE_PATTERN, text)).toBe(false);
    expect(isFailureEvent({ timestamp: 0, message: `(${ID}) ${text}` })).toBe(false);
  },
);

test('a function error inside a successful answer is quiet, a server error is not', () => {
  const quiet = { timestamp: 0, message: `(${ID}) Endpoint response headers: {X-Amz-Function-Error=Unhandled}` };
  expect(matches(QUIET_PATTERN, quiet.message)).toBe(true);
  expect(isQuietEvent(quiet)).toBe(true);
  expect(isQuietEvent({ timestamp: 0, message: `(${ID}) Method completed with status: 500` })).toBe(false);
});

test('a request body that talks about failures is none', () => {
  const talk = { timestamp: 0, message: `(${ID}) Method request body before transformations: Execution failed due to bad luck` };
  expect(matches(FAILURE_PATTERN, talk.message)).toBe(true);
  expect(isFailureEvent(talk)).toBe(false);
});
