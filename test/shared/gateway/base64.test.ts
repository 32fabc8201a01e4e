import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Problem, isBase64 } from '../../../shared/gateway/base64.ts';

// Verdicts of java.util.Base64.getDecoder() (OpenJDK 17).
test.each(['', 'YQ', 'YQ==', 'YWI', 'YWI=', 'YR==', 'a+/9'])('%j decodes', (text) => {
  expect(base64Problem(text)).toBeUndefined();
});

test.each([
  ['YQ=', { kind: 'misplaced-padding', index: 2 }],
  ['YWI==', { kind: 'misplaced-padding', index: 3 }],
  ['YWJj=', { kind: 'misplaced-padding', index: 4 }],
  ['Y===', { kind: 'misplaced-padding', index: 1 }],
  ['=', { kind: 'misplaced-padding', index: 0 }],
  ['YQ==\n', { kind: 'misplaced-padding', index: 2 }],
  ['YQ==YQ==', { kind: 'misplaced-padding', index: 2 }],
  ['Y', { kind: 'wrong-length', length: 1 }],
  ['Y Q=', { kind: 'illegal-character', index: 1, character: ' ' }],
  ['-_', { kind: 'illegal-character', index: 0, character: '-' }],
  ['{"a":1}', { kind: 'illegal-character', index: 0, character: '{' }],
  ['ab😀', { kind: 'illegal-character', index: 2, character: '😀' }],
] as const)('%j does not decode', (text, problem) => {
  expect(base64Problem(text)).toEqual(problem);
});

test('whatever was encoded decodes, with and without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const encoded = Buffer.from(bytes).toString('base64');
      expect(isBase64(encoded)).toBe(true);
      expect(isBase64(encoded.replace(/=+$/, ''))).toBe(true);
    }),
  );
});
