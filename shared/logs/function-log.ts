import { isRecord, parseJson } from '../lib/json.ts';
import type { RawLogEvent } from '../model/incident-file.ts';
import type { FunctionLogEvent, LoggedFunctionEvent } from '../model/trace.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const START_ERRORS =
  /Runtime\.(?:ImportModuleError|HandlerNotFound|MalformedHandlerName|UserCodeSyntaxError|InvalidEntrypoint)|Unable to import module|Cannot find module/;
/** `[ERROR] KeyError: 'x'`, `ERROR Invoke Error {…}`, `Error: text`, with or without what a runtime puts in front. */
const LABELLED = /(?:^|\s|\[)ERROR\]?\s+(?:(?:Uncaught Exception|Invoke Error|Unhandled Promise Rejection)\s+)?([\s\S]+)$/;
const NAMED_ERROR = /^([A-Z][\w.]*(?:Error|Exception)): ?([\s\S]*)$/;

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

const report = (text: string): FunctionLogEvent => {
  const init = numberIn(text, /Init Duration: ([\d.]+) ms/);
  const memory = numberIn(text, /Memory Size: (\d+) MB/);
  const used = numberIn(text, /Max Memory Used: (\d+) MB/);
  const status = /Status: (\w+)/.exec(text)?.[1];
  const errorType = /Error Type: ([\w.]+)/.exec(text)?.[1];
  return {
    kind: 'report',
    durationMs: numberIn(text, /Duration: ([\d.]+) ms/) ?? 0,
    ...(init !== undefined && { initDurationMs: init }),
    ...(memory !== undefined && { memorySizeMb: memory }),
    ...(used !== undefined && { maxMemoryUsedMb: used }),
    ...(status !== undefined && { status }),
    ...(errorType !== undefined && { errorType }),
  };
};

const errorEvent = (message: string, errorType: string | undefined): FunctionLogEvent => ({
  kind: 'error',
  phase: START_ERRORS.test(`${errorType ?? ''} ${message}`) ? 'init' : 'invoke',
  message: message.split('\n')[0]?.trim() ?? '',
  ...(errorType !== undefined && { errorType }),
});

/** An error document, also as a structured log line or behind `Invoke Error`. */
const fromDocument = (text: string): FunctionLogEvent | undefined => {
  const start = text.indexOf('{');
  const document = start < 0 ? undefined : parseJson(text.slice(start));
  if (!isRecord(document)) return undefined;
  const { errorMessage, errorType } = document;
  if (typeof errorMessage !== 'string' && typeof errorType !== 'string') return undefined;
  return errorEvent(typeof errorMessage === 'string' ? errorMessage : '', typeof errorType === 'string' ? errorType : undefined);
};

const fromText = (text: string): FunctionLogEvent | undefined => {
  const labelled = LABELLED.exec(text)?.[1] ?? (NAMED_ERROR.test(text) ? text : undefined);
  if (labelled === undefined) return undefined;
  const [, errorType, message = labelled] = NAMED_ERROR.exec(labelled) ?? [];
  return errorEvent(message, errorType);
};

interface Line {
  readonly pattern: RegExp;
  readonly read: (text: string, match: RegExpExecArray) => FunctionLogEvent;
}

const LINES: readonly Line[] = [
  { pattern: /REPORT RequestId: /, read: (text) => report(text) },
  {
    pattern: /^START RequestId: \S+(?: Version: (\S+))?/,
    read: (_text, [, version]) => ({ kind: 'start', ...(version !== undefined && { version }) }),
  },
  { pattern: /^END RequestId: /, read: () => ({ kind: 'end' }) },
  { pattern: /Task timed out after ([\d.]+) seconds/, read: (_text, [, seconds]) => ({ kind: 'timed-out', seconds: Number(seconds) }) },
  {
    pattern: /Failed to post handler success response\. Http response code: (\d{3})/,
    read: (_text, [, status]) => ({ kind: 'response-refused', status: Number(status) }),
  },
  {
    pattern: /(?:maximum allowed payload size(?: \((\d+) bytes\))?|RequestEntityTooLarge|body size (?:is )?too long)/,
    read: (_text, [, limit]) => ({ kind: 'response-too-large', ...(limit !== undefined && { limitBytes: Number(limit) }) }),
  },
  {
    pattern: /(?:Runtime exited|Process exited before completing request)[\s\S]*/,
    read: (_text, [detail]) => ({ kind: 'exited', detail }),
  },
];

const eventOf = (text: string): FunctionLogEvent => {
  for (const { pattern, read } of LINES) {
    const match = pattern.exec(text);
    if (match) return read(text, match);
  }
  return fromDocument(text) ?? fromText(text) ?? { kind: 'other', text };
};

/** JSON log format: platform events carry their record, application lines their message. */
const unwrapped = (message: string): string => {
  const line = message.startsWith('{') ? parseJson(message) : undefined;
  if (!isRecord(line)) return message;
  if (typeof line.message === 'string' && !('errorMessage' in line))
    return `${line.level === 'ERROR' ? 'ERROR ' : ''}${line.message}`;
  return message;
};

const requestIdIn = (text: string): string | undefined =>
  /"(?:requestId|AWSRequestId)"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? /RequestId: (\S+)/.exec(text)?.[1] ?? UUID.exec(text)?.[0];

/** A function's log, line by line; the request id of a line without one is that of the invocation it stands in. */
export const readFunctionLog = (functionName: string, events: readonly RawLogEvent[]): readonly LoggedFunctionEvent[] => {
  let current: string | undefined;
  return events
    .filter(({ message }) => message.trim() !== '')
    .map(({ message, timestamp }) => {
      const text = message.trim();
      const event = eventOf(unwrapped(text));
      current = requestIdIn(text) ?? current;
      const requestId = current;
      if (event.kind === 'report') current = undefined;
      return {
        event,
        functionName,
        line: {
          source: 'function-log',
          text,
          ...(requestId !== undefined && { requestId }),
          ...(timestamp !== undefined && { at: new Date(timestamp) }),
        },
      };
    });
};
