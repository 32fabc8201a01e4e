import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessFailure } from '../../../shared/logs/access-failure.ts';
import { readAccessLog } from '../../../shared/logs/access-log.ts';
import { readExecutionLog } from '../../../shared/logs/execution-log.ts';
import { createExecutionLogReader } from '../../../shared/logs/execution-log-reader.ts';
import { readFunctionLog } from '../../../shared/logs/function-log.ts';
import { headerIn, readMap } from '../../../shared/logs/header-map.ts';
import { readTestLog } from '../../../shared/logs/test-log.ts';

const id = fc.constantFrom('(0b9d3c52-6f1e-4d1c-9a51-3f5be1a7c0de) ', '(Pds1QEC4oAMFpyA=) ', '');
const time = fc.constantFrom(
  '',
  'Fri Nov 20 10:00:00 UTC 2026 : ',
  '18:18:11 ',
  '| 2024-06-13 02:24:58.878 | ',
  '2022-04-23T18:37:47.070Z\t',
);
const head = fc.constantFrom(
  '',
  'Starting execution for request: ',
  'Method completed with status: 500',
  'Endpoint response body before transformations: ',
  'Execution failed due to configuration error: ',
  'Lambda execution failed with status 200 due to customer function error: ',
  'REPORT RequestId: a\tDuration: 1 ms',
  '[ERROR] KeyError: ',
);
const line = fc.tuple(time, id, head, fc.string({ unit: 'binary', maxLength: 40 })).map((parts) => parts.join(''));
const message = fc.oneof(
  line,
  fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
);
const timestamp = fc.oneof(fc.constant(undefined), fc.integer(), fc.double());
const event = fc.tuple(message, timestamp).map(([text, at]) => ({ message: text, ...(at !== undefined && { timestamp: at }) }));
const log = fc.array(event, { maxLength: 12 });

/** The words of a text, whatever the white space between them. */
const words = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

test('the execution-log reader takes any text and loses no word of it but ids, dates and rules', () => {
  fc.assert(
    fc.property(log, (events) => {
      const traces = readExecutionLog(events);
      const kept = words(traces.flatMap((trace) => trace.events.map((logged) => logged.line.text)).join('\n'));
      const marks = words(
        '0b9d3c52 6f1e 4d1c 9a51 3f5be1a7c0de Pds1QEC4oAMFpyA Fri Nov 20 10 00 00 UTC 2026 18 18 11 2024 06 13 02 24 58 878 2022 04 23T18 37 47 070Z',
      );
      const given = words(events.map(({ message: text }) => text).join('\n'));
      const missing = given.filter((word) => !kept.some((text) => text.includes(word)) && !marks.includes(word));
      expect(missing).toEqual([]);
    }),
  );
});

test('the other readers take any text and keep every line', () => {
  fc.assert(
    fc.property(log, fc.option(fc.string(), { nil: undefined }), (events, format) => {
      readTestLog(events.map(({ message: text }) => text).join('\n'));
      const records = readAccessLog(format, events);
      expect(records.map((record) => record.line.text)).toEqual(events.map(({ message: text }) => text));
      for (const record of records) for (const kind of ['REST', 'HTTP', 'WEBSOCKET'] as const) accessFailure(record, kind);
      const functionLines = readFunctionLog(events).map((logged) => logged.line.text);
      expect(words(functionLines.join('\n'))).toEqual(words(events.map(({ message: text }) => text).join('\n')));
    }),
  );
});

test('the map readers take any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (map, name) => {
      headerIn(map, name);
      readMap(map);
    }),
  );
});

test('the streaming reader takes any bytes, cut anywhere', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
      const reader = createExecutionLogReader(() => true, { openRequests: 2, heldBytes: 500, bytesPerRequest: 100, lingerLines: 1 });
      for (const chunk of chunks) reader.push(chunk);
      reader.end();
      expect(reader.counts().lines).toBeLessThanOrEqual(chunks.reduce((sum, { length }) => sum + length, 1));
    }),
  );
});

/** What makes a backtracking pattern take minutes. Each is read in far less than the limit when time grows with length alone. */
const LENGTH = 200_000;
const nasty: readonly (readonly [name: string, text: string])[] = [
  ['white space', ' '.repeat(LENGTH)],
  ['line breaks', `RequestId: a Error: ${'\n'.repeat(LENGTH)}x`],
  ['a table that never ends', '| '.repeat(LENGTH / 2)],
  ['open brackets', '('.repeat(LENGTH)],
  ['dates', 'Fri Nov 20 10:00:00 UTC 2026 : '.repeat(LENGTH / 30)],
  ['keys', '"a":'.repeat(LENGTH / 4)],
  ['a nested document', '{"a":'.repeat(LENGTH / 5)],
  ['escaped line breaks', '\\n'.repeat(LENGTH / 2)],
  ['a class name', `${'a.'.repeat(LENGTH / 2)}Error\n\tat x`],
  [
    'separators',
    `(Pds1QEC4oAMFpyA=) Lambda execution failed with status 200 due to customer function error: ${'. Lambda request id: '.repeat(LENGTH / 22)}`,
  ],
  ['map entries', `{${'a=, '.repeat(LENGTH / 4)}}`],
  ['column names', `@${'a'.repeat(LENGTH)}!`],
];

test.each(nasty)('comes to an end on a long line that invites backtracking: %s', (_name, text) => {
  expect(() => {
    readExecutionLog([{ message: text }]);
    readAccessLog('$context.error.message $context.status "$context.requestTime" $context.routeKey', [{ message: text }]);
    readFunctionLog([{ message: text }]);
    headerIn(text, 'a');
    createExecutionLogReader().push(Buffer.from(text));
  }).not.toThrow();
});
