import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { createExecutionLogReader, READER_LIMITS } from '../../../shared/logs/execution-log-reader.ts';
import type { Trace } from '../../../shared/model/trace.ts';

const idOf = (index: number): string => `0b9d3c52-6f1e-4d1c-9a51-${String(index).padStart(12, '0')}`;
const failing = (index: number): readonly string[] =>
  [
    `Starting execution for request: ${idOf(index)}`,
    'Endpoint response body before transformations: {"name": "Zürich"}\n{"second": "line"}',
    'Execution failed due to configuration error: Malformed Lambda proxy response',
    'Method completed with status: 502',
    'AWS Integration Endpoint RequestId : 758a8c2f-35eb-4713-b55e-56879fbc968b',
  ].map((line) => `(${idOf(index)}) ${line}`);
const healthy = (index: number): readonly string[] =>
  [
    `Starting execution for request: ${idOf(index)}`,
    'Successfully completed execution',
    'Method completed with status: 200',
    'AWS Integration Endpoint RequestId : 758a8c2f-35eb-4713-b55e-56879fbc968b',
  ].map((line) => `(${idOf(index)}) ${line}`);

/** Line by line from one request after the other. */
const interleave = (requests: readonly (readonly string[])[]): readonly string[] => {
  const longest = Math.max(...requests.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => requests.flatMap((lines) => lines[at] ?? [])).flat();
};

const readAll = (lines: readonly string[], chunkBytes: number, reader = createExecutionLogReader()): readonly Trace[] => {
  const log = Buffer.from(`${lines.join('\n')}\n`);
  const traces: Trace[] = [];
  for (let at = 0; at < log.length; at += chunkBytes) traces.push(...reader.push(log.subarray(at, at + chunkBytes)));
  return [...traces, ...reader.end()];
};

test.each([1, 7, 64, 100_000])('finds the failed requests, each as the whole-log reader reads it, in chunks of %i bytes', (chunkBytes) => {
  const lines = interleave([failing(1), healthy(2), failing(3), healthy(4)]);
  const reader = createExecutionLogReader();
  const traces = readAll(lines, chunkBytes, reader);
  expect(traces).toEqual(
    readExecutionLog([{ message: lines.join('\n') }]).filter(({ requestId }) => requestId === idOf(1) || requestId === idOf(3)),
  );
  expect(reader.counts()).toEqual({ lines: lines.length + 2, completed: 4, kept: 2, unfinished: 0, droppedLines: 0 });
});

test('keeps the lines behind the completion of a failed request', () => {
  const [trace] = readAll(failing(1), 1000);
  expect(trace?.events.at(-1)?.event.kind).toBe('endpoint-request-id');
});

test('hands a failed request over once its last lines can be expected to have come', () => {
  const reader = createExecutionLogReader(undefined, { ...READER_LIMITS, lingerLines: 3 });
  expect(reader.push(Buffer.from(`${failing(1).join('\n')}\n`))).toEqual([]);
  expect(reader.push(Buffer.from(`${healthy(2).join('\n')}\n`)).map(({ requestId }) => requestId)).toEqual([idOf(1)]);
});

test('keeps the requests whose status the caller wants', () => {
  const reader = createExecutionLogReader((status) => status === 200);
  expect(readAll([...failing(1), ...healthy(2)], 1000, reader).map(({ requestId }) => requestId)).toEqual([idOf(2)]);
});

test('keeps a request that failed and was cut off before its completion, and only counts one that shows no failure', () => {
  const reader = createExecutionLogReader();
  const traces = readAll([...failing(1).slice(0, 3), ...healthy(2).slice(0, 2)], 1000, reader);
  expect(traces.map(({ requestId }) => requestId)).toEqual([idOf(1)]);
  expect(reader.counts().unfinished).toBe(1);
});

test('lets the oldest request go when too many are open', () => {
  const reader = createExecutionLogReader(undefined, { ...READER_LIMITS, openRequests: 10 });
  const starts = Array.from({ length: 50 }, (_, index) => healthy(index).slice(0, 1)).flat();
  for (const line of starts) reader.push(Buffer.from(`${line}\n`));
  expect(reader.counts().unfinished).toBe(40);
});

test('lets the oldest request go when all of them hold too much', () => {
  const reader = createExecutionLogReader(undefined, { ...READER_LIMITS, heldBytes: 1000 });
  for (let index = 0; index < 50; index += 1) reader.push(Buffer.from(`(${idOf(index)}) Method request path: {a=${'x'.repeat(60)}}\n`));
  expect(reader.counts().unfinished).toBeGreaterThan(35);
});

test('drops what one request writes beyond its limit, and still sees its completion', () => {
  const reader = createExecutionLogReader(undefined, { ...READER_LIMITS, bytesPerRequest: 300 });
  const flood = Array.from({ length: 100 }, () => `(${idOf(1)}) Method request path: {}`);
  const [trace] = readAll([...flood, `(${idOf(1)}) Method completed with status: 500`], 1000, reader);
  expect(trace?.events.length).toBeLessThan(10);
  expect(reader.counts().completed).toBe(1);
  expect(reader.counts().droppedLines).toBeGreaterThan(90);
});

test('keeps the lines of a request that outlives many chunks', () => {
  const reader = createExecutionLogReader();
  const lines = failing(1);
  const filler = Array.from({ length: 100 }, (_, index) => healthy(index + 10).join('\n'));
  const traces = [...lines.slice(0, 3), ...filler, ...lines.slice(3)].flatMap((line) => reader.push(Buffer.from(`${line}\n`)));
  expect([...traces, ...reader.end()]).toEqual(readExecutionLog([{ message: lines.join('\n') }]));
});

test('reads lines behind the time and stream that aws logs tail writes', () => {
  const prefix = '2026-11-20T10:00:00.123000+00:00 e369853df766fa44e1ed0ff613f563bd ';
  const lines = failing(1).map((line) => prefix + line.replace('\n{"second": "line"}', ''));
  const [trace] = readAll(lines, 50);
  expect(trace).toMatchObject({ requestId: idOf(1) });
  expect(trace?.events).toHaveLength(5);
});

test('reads a log without ids as one request after the other', () => {
  const bare = failing(1).map((line) => line.replace(`(${idOf(1)}) `, ''));
  const [trace, ...others] = readAll(bare, 1000);
  expect(others).toEqual([]);
  expect(trace?.events.map(({ event }) => event.kind)).toContain('malformed-proxy-response');
});
