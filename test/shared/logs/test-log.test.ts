import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { readTestLog } from '../../../shared/logs/test-log.ts';

const DATE = 'Fri Nov 20 10:00:00 UTC 2026 : ';
const ID = '0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de';
const LINES = [
  `Starting execution for request: ${ID}`,
  'HTTP Method: GET, Resource Path: /pets/123',
  'Method request body before transformations: ',
  'Execution failed due to configuration error: Invalid endpoint address',
  'Method completed with status: 500',
];
const HEAD = `Execution log for request ${ID}`;
const KINDS = ['other', 'start', 'method', 'request-body', 'invalid-endpoint-address', 'completed'];
const kinds = (log: string) => readTestLog(log).map(({ events }) => events.map(({ event }) => event.kind));

test('reads the answer of a Test: head, dated lines, an empty line at the end', () => {
  const [trace, ...others] = readTestLog([HEAD, ...LINES.map((line) => DATE + line), ''].join('\n'));
  expect(others).toEqual([]);
  expect(trace).toMatchObject({ source: 'test-log' });
  expect(trace?.requestId).toBeUndefined();
  expect(trace?.events.map(({ event }) => event.kind)).toEqual(KINDS);
  expect(trace?.events[1]?.line).toEqual({
    source: 'test-log',
    text: `Starting execution for request: ${ID}`,
    at: new Date('2026-11-20T10:00:00Z'),
  });
});

test('reads the older head and a date without the space before its colon', () => {
  const date = 'Thu Dec 08 01:13:00 UTC 2016: ';
  expect(kinds(['Execution log for request test-request', ...LINES.map((line) => date + line)].join('\n'))).toEqual([KINDS]);
});

test('trap 4: reads a whole Test log that lost its line breaks', () => {
  expect(kinds([HEAD, ...LINES.map((line) => DATE + line)].join(' '))).toEqual([KINDS]);
});

test('keeps several runs in one paste apart', () => {
  const run = [HEAD, ...LINES.map((line) => DATE + line)].join('\n');
  expect(kinds(`${run}\n\n${run}`)).toEqual([KINDS, KINDS]);
});

test('keeps undated lines of a body in the body', () => {
  const [trace] = readTestLog(
    `${DATE}Endpoint response body before transformations: <Error>\n<Code>AccessDenied</Code>\n</Error>\n${DATE}Method completed with status: 403`,
  );
  expect(trace?.events.map(({ event }) => event)).toEqual([
    { kind: 'endpoint-response-body', body: '<Error>\n<Code>AccessDenied</Code>\n</Error>' },
    { kind: 'completed', status: 403 },
  ]);
});

test('tells a Test log by its dates when it stands among execution logs', () => {
  expect(readExecutionLog([{ message: `${DATE}Method completed with status: 500` }])).toMatchObject([{ source: 'test-log' }]);
});

test('reads a paste that lost some dates', () => {
  expect(
    kinds(`Execution failed due to configuration error: Malformed Lambda proxy response\n${DATE}Method completed with status: 502`),
  ).toEqual([['malformed-proxy-response', 'completed']]);
});
