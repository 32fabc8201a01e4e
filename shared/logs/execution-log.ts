import type { RawLogEvent } from '../model/incident-file.ts';
import type { LoggedEvent, LogSource, Trace } from '../model/trace.ts';
import { type Line, readLines } from './lines.ts';
import { inOrder, isTestLogHead, splitExecutions } from './order.ts';

const toLoggedEvent = ({ requestId, at, text, event, truncated }: Line, source: LogSource): LoggedEvent => ({
  event,
  line: { source, text, ...(requestId !== undefined && { requestId }), ...(at && { at }) },
  truncated,
});

const toTrace = (lines: readonly Line[], source: LogSource): Trace => {
  const requestId = lines[0]?.requestId;
  const isTest = lines.some(({ consoleDate, event }) => consoleDate || isTestLogHead(event));
  const actual = isTest ? 'test-log' : source;
  return { ...(requestId !== undefined && { requestId }), source: actual, events: lines.map((line) => toLoggedEvent(line, actual)) };
};

/**
 * Every request that the events tell of, each with all of its lines in the order in which they were written. Total: takes any text, keeps
 * every line, and takes what people paste as well as what CloudWatch returns (the forms: line-start.ts).
 *
 * Lines without an id belong to the request of the line before them; when there is none, to a trace without id. A trace of console
 * Test lines has the source `test-log`.
 */
export const readExecutionLog = (events: readonly RawLogEvent[], source: LogSource = 'execution-log'): readonly Trace[] =>
  [...Map.groupBy(readLines(events), ({ requestId }) => requestId).values()]
    .map(inOrder)
    .flatMap(splitExecutions)
    .map((lines) => toTrace(lines, source));
