import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { loggedEvents, printTestLog, printTrace } from '../../../shared/logs/print-trace.ts';
import { readTestLog } from '../../../shared/logs/test-log.ts';
import type { TraceEvent } from '../../../shared/model/trace.ts';

const ID = '1c9a7f52-40a1-4d1e-8f62-9f0a5b1c2d3e';

const FAILED: readonly TraceEvent[] = [
  { kind: 'extended-request-id', id: 'Abc123=' },
  { kind: 'start', requestId: ID },
  { kind: 'request-body', body: '{"a":1}' },
  { kind: 'sending', uri: 'https://backend.example.com/' },
  { kind: 'endpoint-response-body', body: '"bad"' },
  { kind: 'malformed-proxy-response' },
  { kind: 'completed', status: 502 },
  { kind: 'endpoint-request-id', id: ID },
];

test('INFO leaves out bodies and headers, the data trace brings them', () => {
  expect(loggedEvents(FAILED, { level: 'INFO', dataTrace: true })).toEqual(FAILED);
  expect(loggedEvents(FAILED, { level: 'INFO', dataTrace: false }).map(({ kind }) => kind)).toEqual([
    'extended-request-id',
    'start',
    'sending',
    'malformed-proxy-response',
    'completed',
    'endpoint-request-id',
  ]);
});

test('ERROR leaves the failure and the completion, and the answer of a malformed proxy response', () => {
  expect(printTrace(FAILED, { form: 'cloudwatch', requestId: ID, level: 'ERROR', dataTrace: true })).toEqual([
    `(${ID}) Endpoint response body before transformations: "bad"`,
    `(${ID}) Execution failed due to configuration error: Malformed Lambda proxy response`,
    `(${ID}) Method completed with status: 502`,
  ]);
});

test('ERROR says nothing of a success, and OFF nothing of anything', () => {
  const success: readonly TraceEvent[] = [{ kind: 'success' }, { kind: 'completed', status: 200 }];
  expect(loggedEvents(success, { level: 'ERROR', dataTrace: true })).toEqual([]);
  expect(loggedEvents(FAILED, { level: 'OFF', dataTrace: true })).toEqual([]);
});

test('a line of more than 1,024 characters is cut and says so', () => {
  const [line = ''] = printTrace([{ kind: 'request-body', body: 'x'.repeat(2_000) }], {
    form: 'cloudwatch',
    requestId: ID,
    level: 'INFO',
    dataTrace: true,
  });
  expect(line).toHaveLength(`(${ID}) `.length + 1_024 + ' [TRUNCATED]'.length);
  expect(readExecutionLog([{ message: line }])[0]?.events[0]?.truncated).toBe(true);
});

test('a Test log has a head, dates, no usage plan, and an empty line at its end', () => {
  const log = printTestLog(FAILED, ID, new Date('2026-11-20T10:00:00Z'));
  expect(log.split('\n').slice(0, 2)).toEqual([
    `Execution log for request ${ID}`,
    `Fri Nov 20 10:00:00 UTC 2026 : Starting execution for request: ${ID}`,
  ]);
  expect(log.endsWith('status: 502\n')).toBe(true);
  expect(
    readTestLog(log)[0]
      ?.events.slice(1)
      .map(({ event }) => event),
  ).toEqual(FAILED.slice(1, -1));
});
