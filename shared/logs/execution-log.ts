import type { RawLogEvent } from '../model/incident-file.ts';
import type { LineSource, LoggedEvent, Trace, TraceEvent } from '../model/trace.ts';
import { readKnownLine } from './grammar.ts';
import { BEFORE_CONSOLE_DATE, readPrefix } from './line-prefix.ts';

const TRUNCATED = / ?\[TRUNCATED\]$/;
const TEST_LOG_HEAD = /^Execution log for request ?(.*)$/;

/** Kinds whose text may go on over several lines: bodies, header maps, error messages. */
const OPEN_ENDED: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>([
  'request-body',
  'endpoint-request-body',
  'endpoint-response-body',
  'response-body',
  'gateway-response-body',
  'gateway-response-headers',
  'authorizer-result',
  'function-error',
  'configuration-error',
  'policy-invalid-json',
  'illegal-character',
  'endpoint-request-headers',
  'endpoint-response-headers',
  'request-headers',
  'response-headers',
  'other',
]);

/** One logged event before its meaning is read: all its lines, and where it came from. */
interface Entry {
  readonly requestId?: string;
  readonly at?: Date;
  readonly console: boolean;
  readonly isHead: boolean;
  text: string;
}

const eventOf = (text: string): TraceEvent => readKnownLine(text.replace(TRUNCATED, '')) ?? { kind: 'other', text };

const linesOf = (message: string): readonly string[] => {
  const unescaped =
    !message.includes('\n') && /\\n(?:[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} |\()/.test(message) ? message.replaceAll('\\n', '\n') : message;
  return unescaped.split(/\r?\n/).flatMap((line) => line.split(BEFORE_CONSOLE_DATE));
};

/** A line without a known head and without a prefix goes on where the one before it stopped. */
const continues = (entry: Entry | undefined, text: string, marked: boolean): entry is Entry =>
  entry !== undefined && !marked && readKnownLine(text) === undefined && OPEN_ENDED.has(eventOf(entry.text).kind);

const entriesOf = (events: readonly RawLogEvent[]): readonly Entry[] => {
  const entries: Entry[] = [];
  for (const { message, timestamp } of events) {
    for (const line of linesOf(message)) {
      const { text, requestId, at, marked, console } = readPrefix(line);
      const last = entries.at(-1);
      if (continues(last, text, marked)) {
        if (text !== '' || last.text !== '') last.text += `\n${text}`;
        continue;
      }
      if (text === '' && !marked) continue;
      const when = timestamp === undefined ? at : new Date(timestamp);
      entries.push({
        text,
        console,
        isHead: TEST_LOG_HEAD.test(text),
        ...(requestId !== undefined && { requestId }),
        ...(when && { at: when }),
      });
    }
  }
  return entries;
};

const logged = ({ text, at, requestId }: Entry, source: LineSource): LoggedEvent => {
  const whole = text.trimEnd();
  return {
    event: eventOf(whole),
    line: { source, text: whole, ...(requestId !== undefined && { requestId }), ...(at && { at }) },
    truncated: TRUNCATED.test(whole),
  };
};

const inOrder = (events: readonly LoggedEvent[]): readonly LoggedEvent[] =>
  events.every(({ line }) => line.at) ? [...events].sort((a, b) => (a.line.at?.getTime() ?? 0) - (b.line.at?.getTime() ?? 0)) : events;

const AFTER_COMPLETION: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>([
  'endpoint-request-id',
  'xray-trace-id',
  'completed',
  'other',
]);

/** The console lists newest first, and people copy it so: the completion then stands in front of what led to it. */
const oldestFirst = (events: readonly LoggedEvent[]): readonly LoggedEvent[] => {
  const completed = events.findIndex(({ event }) => event.kind === 'completed');
  const leading = events.findIndex(({ event }) => !AFTER_COMPLETION.has(event.kind));
  const reversed = completed >= 0 && leading > completed && !events.slice(0, completed).some(({ event }) => event.kind === 'start');
  return reversed ? [...events].reverse() : events;
};

/** Lines that open an execution: one of them after a finished request begins the next. */
const OPENERS: ReadonlySet<TraceEvent['kind']> = new Set<TraceEvent['kind']>(['extended-request-id', 'start', 'usage-plan-check']);

const executionsOf = (events: readonly LoggedEvent[]): readonly (readonly LoggedEvent[])[] => {
  const executions: LoggedEvent[][] = [];
  let current: LoggedEvent[] = [];
  for (const one of events) {
    const isFinished = current.some(({ event }) => event.kind === 'completed' || (event.kind === 'start' && one.event.kind === 'start'));
    if (isFinished && OPENERS.has(one.event.kind)) {
      executions.push(current);
      current = [];
    }
    current.push(one);
  }
  return current.length > 0 ? [...executions, current] : executions;
};

const traceOf = (events: readonly LoggedEvent[], source: LineSource, requestId?: string): Trace => {
  const started = events.find(({ event }) => event.kind === 'start')?.event;
  const id =
    requestId ?? (started?.kind === 'start' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(started.requestId) ? started.requestId : undefined);
  return { events, source, ...(id !== undefined && { requestId: id }) };
};

/**
 * The requests of an execution log, each with its lines in order. Lines are grouped by their `(request id) `; those without one belong
 * to executions that are told apart by their first lines. Total: every line of the input stands in the result, unknown ones as `other`.
 */
export const readExecutionLog = (events: readonly RawLogEvent[], source?: LineSource): readonly Trace[] => {
  const entries = entriesOf(events).filter(({ isHead }) => !isHead);
  const groups = Map.groupBy(entries, ({ requestId }) => requestId ?? '');
  return [...groups].flatMap(([requestId, group]) => {
    const from = source ?? (group.some(({ console }) => console) ? 'test-log' : 'execution-log');
    const ordered = oldestFirst(inOrder(group.map((entry) => logged(entry, from))));
    return requestId === '' ? executionsOf(ordered).map((execution) => traceOf(execution, from)) : [traceOf(ordered, from, requestId)];
  });
};
