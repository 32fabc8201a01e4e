import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFunctionLog } from '../../../shared/logs/function-log.ts';

const ID = '7a0f2a52-8f5e-4f63-b3f4-2f1f43dd7c11';
const eventOf = (message: string) => readFunctionLog('orders', [{ message }])[0]?.event;

test.each([
  [`START RequestId: ${ID} Version: $LATEST`, { kind: 'start', version: '$LATEST' }],
  [`END RequestId: ${ID}`, { kind: 'end' }],
  [
    `REPORT RequestId: ${ID}\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 250 MB\tInit Duration: 99.10 ms\tStatus: error\tError Type: Runtime.ExitError`,
    {
      kind: 'report',
      durationMs: 12.5,
      initDurationMs: 99.1,
      memorySizeMb: 512,
      maxMemoryUsedMb: 250,
      status: 'error',
      errorType: 'Runtime.ExitError',
    },
  ],
  [`2026-11-20T10:00:03.000Z ${ID} Task timed out after 3.02 seconds`, { kind: 'timed-out', seconds: 3.02 }],
  [
    '[ERROR] [17] LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413. {"errorType":"RequestEntityTooLarge"}',
    { kind: 'response-refused', status: 413 },
  ],
  ['Exceeded maximum allowed payload size (6291556 bytes).', { kind: 'response-too-large', limitBytes: 6291556 }],
  [
    "[ERROR] KeyError: 'BUCKET'\nTraceback (most recent call last):",
    { kind: 'error', phase: 'invoke', errorType: 'KeyError', message: "'BUCKET'" },
  ],
  [
    `2026-11-20T10:00:03.000Z\t${ID}\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"x is undefined","stack":["TypeError: x"]}`,
    { kind: 'error', phase: 'invoke', errorType: 'TypeError', message: 'x is undefined' },
  ],
  [
    `2026-11-20T10:00:03.000Z\tundefined\tERROR\tUncaught Exception \t{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module 'a'"}`,
    { kind: 'error', phase: 'init', errorType: 'Runtime.ImportModuleError', message: "Error: Cannot find module 'a'" },
  ],
  [
    'RequestId: 1 Error: Runtime exited with error: signal: killed',
    { kind: 'exited', detail: 'Runtime exited with error: signal: killed' },
  ],
  ['order 17 was read', { kind: 'other', text: 'order 17 was read' }],
])('reads %s', (message, event) => {
  expect(eventOf(message)).toEqual(event);
});

test('a line without an id belongs to the invocation that it stands in', () => {
  const ids = readFunctionLog('orders', [
    { message: `START RequestId: ${ID} Version: 1` },
    { message: 'hello' },
    { message: `REPORT RequestId: ${ID}\tDuration: 1 ms` },
    { message: 'after' },
  ]).map(({ line }) => line.requestId);
  expect(ids).toEqual([ID, ID, ID, undefined]);
});

test('any text is read without an exception and kept', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      expect(
        readFunctionLog(
          'f',
          texts.map((text) => ({ message: `x${text}` })),
        ),
      ).toHaveLength(texts.length);
    }),
  );
});
