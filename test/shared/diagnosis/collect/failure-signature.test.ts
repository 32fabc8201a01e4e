import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureSignature, maskFailure } from '../../../../shared/diagnosis/collect/failure-signature.ts';

const FUNCTION = 'Lambda execution failed with status 200 due to customer function error: ';

test.for([
  [`${FUNCTION}User 81 not found. Lambda request id: 0a1b2c3d-1111-4222-8333-444444444444`, `${FUNCTION}User * not found`],
  [`${FUNCTION}Cannot read 'name' of "x y"`, `${FUNCTION}Cannot read * of *`],
  [`${FUNCTION}ENOENT: /tmp/cache/17.json`, `${FUNCTION}ENOENT: *`],
  [
    'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
    'Execution failed due to configuration error: Output mapping refers to an invalid method response: 404',
  ],
  [
    'Execution failed due to configuration error: Illegal character in path at index 57: http://x.example.com/a b',
    'Execution failed due to configuration error: Illegal character in path at index *: * b',
  ],
] as const)('masks what changes from request to request: %s', ([text, masked]) => {
  expect(maskFailure(text)).toBe(masked);
});

test('keeps the first line only', () => {
  expect(maskFailure(`${FUNCTION}boom\n  at handler (/var/task/index.js:3:9)`)).toBe(`${FUNCTION}boom`);
});

test('coarse: what a function said is left out', () => {
  expect(maskFailure(`${FUNCTION}anything at all`, true)).toBe(FUNCTION);
});

test('the order of the lines does not matter, the status does', () => {
  const [failure, status] = ['Execution failed due to a timeout error', 'Method completed with status: 504'];
  expect(failureSignature([failure, status])).toBe(failureSignature([status, failure]));
  expect(failureSignature([failure, status])).not.toBe(failureSignature([failure, 'Method completed with status: 500']));
});

test('masks any text to a bounded length, long and repetitive ones too', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5_000 }), (text) => {
      expect(maskFailure(text).length).toBeLessThanOrEqual(160);
    }),
  );
  for (const text of ['a'.repeat(100_000), '1a'.repeat(50_000), '/'.repeat(100_000), `"${'\\"'.repeat(50_000)}`]) {
    expect(maskFailure(text).length).toBeLessThanOrEqual(160);
  }
});
