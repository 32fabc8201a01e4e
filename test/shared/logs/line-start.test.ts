import { expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import type { Trace, TraceEvent } from '../../../shared/model/trace.ts';

const A = '0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de';
const EFCE = 'Execution failed due to configuration error: ';

const events = (messages: readonly string[]) => messages.map((message) => ({ message }));
const only = (traces: readonly Trace[]): Trace => {
  const [trace, ...others] = traces;
  if (!trace || others.length > 0) throw new Error(`expected one trace, got ${traces.length}`);
  return trace;
};
const eventsOf = ({ events: logged }: Trace): readonly TraceEvent[] => logged.map(({ event }) => event);

test.each([
  ['an ISO time and a tab', '2022-04-23T18:37:47.070+09:00\t', '2022-04-23T09:37:47.070Z', A],
  ['a time of day and the id', '17:04:03 ', undefined, A],
  ['an Insights table', '| 2024-06-13 02:24:58.878 | ', '2024-06-13T02:24:58.878Z', A],
  ['aws logs tail', '2026-11-20T10:00:00.123000+00:00 e369853df766fa44e1ed0ff613f563bd ', '2026-11-20T10:00:00.123Z', A],
  ['a quotation', '> ', undefined, A],
])('trap 4: reads lines behind %s', (_name, prefix, at, requestId) => {
  const end = prefix.startsWith('|') ? ' |' : '';
  const trace = only(
    readExecutionLog([
      {
        message: [
          `${prefix}(${A}) HTTP Method: GET, Resource Path: /${end}`,
          `${prefix}(${A}) ${EFCE}Unable to transform request${end}`,
        ].join('\n'),
      },
    ]),
  );
  expect(trace.requestId).toBe(requestId);
  expect(eventsOf(trace)).toEqual([{ kind: 'method', verb: 'GET', path: '/' }, { kind: 'transform-request-failed' }]);
  expect(trace.events[0]?.line.at?.toISOString()).toBe(at);
});

test('trap 4: reads lines behind a time of day alone', () => {
  const trace = only(
    readExecutionLog(
      events(['18:18:11 Method request body before transformations: [Binary Data]', `18:18:11 ${EFCE}Unable to transform response`]),
    ),
  );
  expect(eventsOf(trace)).toEqual([{ kind: 'request-body', body: '[Binary Data]' }, { kind: 'transform-response-failed' }]);
});

test('trap 4: drops the rules and column names of a table, and nothing else', () => {
  const table = ['| @timestamp | @message |', '|---|---|', `| 2024-06-13 02:24:58.878 | (${A}) Method completed with status: 500 |`];
  expect(eventsOf(only(readExecutionLog([{ message: table.join('\n') }])))).toEqual([{ kind: 'completed', status: 500 }]);
});

test('trap 4: reads a log that was copied out of JSON', () => {
  const escaped = JSON.stringify(
    `(${A}) Endpoint response body before transformations: {"a":"b"}\n(${A}) Method completed with status: 502`,
  );
  expect(eventsOf(only(readExecutionLog(events([escaped.slice(1, -1)]))))).toEqual([
    { kind: 'endpoint-response-body', body: '{"a":"b"}' },
    { kind: 'completed', status: 502 },
  ]);
});

test('trap 4: takes ids that a person has masked', () => {
  expect(only(readExecutionLog(events(['(xxxxxxxx-xxxx) Method completed with status: 500'])))).toMatchObject({
    requestId: 'xxxxxxxx-xxxx',
  });
});
