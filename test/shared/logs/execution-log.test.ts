import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { readTestLog } from '../../../shared/logs/test-log.ts';
import type { Trace } from '../../../shared/model/trace.ts';

const A = '0d8f6a1e-52a7-4a0b-9d0c-6f7f1f0f6a11';
const B = '7b1d1c9a-1df5-4a6e-8c39-1f4c6a1b2c3d';

const messages = (...lines: readonly string[]) => lines.map((message) => ({ message }));
const kinds = ({ events }: Trace): readonly string[] => events.map(({ event }) => event.kind);
const read = (...lines: readonly string[]): readonly Trace[] => readExecutionLog(messages(...lines));

describe('requests of one log', () => {
  test('interleaved requests are told apart by their ids', () => {
    const traces = read(
      `(${A}) Starting execution for request: ${A}`,
      `(${B}) Starting execution for request: ${B}`,
      `(${A}) Method completed with status: 200`,
      `(${B}) Method completed with status: 502`,
    );
    expect(traces.map(({ requestId }) => requestId)).toEqual([A, B]);
    expect(traces.map(kinds)).toEqual([
      ['start', 'completed'],
      ['start', 'completed'],
    ]);
  });

  test('lines after the completion still belong to the request', () => {
    expect(read(`(${A}) Method completed with status: 200`, `(${A}) AWS Integration Endpoint RequestId : ${B}`).map(kinds)).toEqual([
      ['completed', 'endpoint-request-id'],
    ]);
  });

  test('events are sorted by time where all have one', () => {
    const trace = readExecutionLog([
      { timestamp: 2, message: `(${A}) Method completed with status: 200` },
      { timestamp: 1, message: `(${A}) Successfully completed execution` },
    ]);
    expect(trace.map(kinds)).toEqual([['success', 'completed']]);
  });

  test('a log that was copied newest first is turned around', () => {
    expect(
      read(
        'Method completed with status: 500',
        'Execution failed due to configuration error: Unable to transform request',
        'HTTP Method: GET, Resource Path: /',
      ).map(kinds),
    ).toEqual([['method', 'transform-request-failed', 'completed']]);
  });

  test('executions without ids are told apart by their first lines', () => {
    expect(
      read(
        'Starting execution for request: a',
        'Method completed with status: 200',
        'Starting execution for request: b',
        'Method completed with status: 500',
      ),
    ).toHaveLength(2);
  });

  test('WebSocket lines carry an extended request id', () => {
    expect(read('(PDS1PEC4oAMFpyA=) Execution failed due to configuration error: Authorizer error')[0]?.requestId).toBe('PDS1PEC4oAMFpyA=');
  });
});

describe('text as people paste it', () => {
  test.each([
    [`2026-04-23T18:37:47.070+09:00\t(${A}) Successfully completed execution`],
    [`17:04:03 (${A}) Successfully completed execution`],
    [`| 2026-06-13 02:24:58.878 | (${A}) Successfully completed execution |`],
    [`(${A}) Successfully completed execution  `],
  ])('%s is read through its prefix', (line) => {
    const [trace] = read(line);
    expect(trace?.requestId).toBe(A);
    expect(trace && kinds(trace)).toEqual(['success']);
  });

  test('a body over several lines is one event', () => {
    const [trace] = read('Endpoint response body before transformations: {', '  "a": 1', '}', 'Successfully completed execution');
    expect(trace && kinds(trace)).toEqual(['endpoint-response-body', 'success']);
    expect(trace?.events[0]?.event).toEqual({ kind: 'endpoint-response-body', body: '{\n  "a": 1\n}' });
  });

  test('a function error over several lines keeps its request id', () => {
    const [trace] = read(
      `(${A}) Lambda execution failed with status 200 due to customer function error: Error: x`,
      '- /var/task/index.js. Lambda request id: lambda-1',
      `(${A}) Method completed with status: 502`,
    );
    expect(trace?.events[0]?.event).toEqual({
      kind: 'function-error',
      message: 'Error: x\n- /var/task/index.js',
      lambdaRequestId: 'lambda-1',
    });
  });

  test('a cut line says so and loses the mark in its meaning', () => {
    const [trace] = read('Endpoint response body before transformations: {"a": "bcd [TRUNCATED]');
    expect(trace?.events[0]).toMatchObject({ truncated: true, event: { kind: 'endpoint-response-body', body: '{"a": "bcd' } });
  });

  test('JSON-escaped line breaks separate lines', () => {
    expect(
      read(
        'Fri Nov 20 10:00:00 UTC 2026 : Starting execution for request: x\\nFri Nov 20 10:00:01 UTC 2026 : Method completed with status: 200',
      ).map(kinds),
    ).toEqual([['start', 'completed']]);
  });

  test('unknown lines are kept', () => {
    expect(read(`(${A}) A line of next year`)[0]?.events[0]?.event).toEqual({ kind: 'other', text: 'A line of next year' });
  });
});

describe('console Test logs', () => {
  test('the head is no line, dates are times, the end is an empty line', () => {
    const trace = readTestLog(
      `Execution log for request ${A}\nFri Nov 20 10:00:00 UTC 2026 : Starting execution for request: ${A}\nFri Nov 20 10:00:01 UTC 2026: Method completed with status: 200\n`,
    );
    expect(trace).toMatchObject({ source: 'test-log', requestId: A });
    expect(trace.events.map(({ line }) => line.at?.toISOString())).toEqual(['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:01.000Z']);
  });

  test('a whole log on one line is cut at its dates', () => {
    expect(
      kinds(
        readTestLog(
          'Fri Nov 20 10:00:00 UTC 2026 : HTTP Method: GET, Resource Path: / Fri Nov 20 10:00:01 UTC 2026 : Method completed with status: 200',
        ),
      ),
    ).toEqual(['method', 'completed']);
  });

  test('an empty text is an empty trace', () => {
    expect(readTestLog('')).toEqual({ source: 'test-log', events: [] });
  });
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      `(${A}) `,
      '| |',
      '2026-01-01 ',
      'Method completed with status: 500',
      'Starting execution for request: x',
      '\\n',
      '[TRUNCATED]',
      'Fri Nov 20 10:00:00 UTC 2026 : ',
    ),
  );

  test('is read without an exception, and no word of it is lost', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(line, { maxLength: 4 }).map((parts) => parts.join('')),
          { maxLength: 8 },
        ),
        (texts) => {
          const kept = readExecutionLog(messages(...texts.map((text, index) => `word${index}x ${text}`)))
            .flatMap(({ events }) => events.map((one) => one.line.text))
            .join('\n');
          for (const index of texts.keys()) expect(kept).toContain(`word${index}x`);
        },
      ),
    );
  });
});
