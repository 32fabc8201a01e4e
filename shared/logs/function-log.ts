import type { RawLogEvent } from '../model/incident-file.ts';
import type { FunctionLogEvent, LoggedFunctionEvent } from '../model/trace.ts';
import { readFunctionError } from './function-error.ts';
import { readFunctionRecord } from './function-record.ts';

const numberIn = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

const readReport = (text: string): FunctionLogEvent | undefined => {
  const duration = numberIn(text, /(?<!\w )\bDuration: (\d+(?:\.\d+)?) ms/);
  if (duration === undefined) return undefined;
  const init = numberIn(text, /\bInit Duration: (\d+(?:\.\d+)?) ms/);
  const size = numberIn(text, /\bMemory Size: (\d+) MB/);
  const used = numberIn(text, /\bMax Memory Used: (\d+) MB/);
  const status = /\bStatus: (\w+)/.exec(text)?.[1];
  const type = /\bError Type: ([\w.]+)/.exec(text)?.[1];
  return {
    kind: 'report',
    durationMs: duration,
    ...(init !== undefined && { initDurationMs: init }),
    ...(size !== undefined && { memorySizeMb: size }),
    ...(used !== undefined && { maxMemoryUsedMb: used }),
    ...(status !== undefined && { status }),
    ...(type !== undefined && { errorType: type }),
  };
};

const readInitReport = (text: string): FunctionLogEvent | undefined => {
  const type = /\bError Type: ([\w.]+)/.exec(text)?.[1];
  const failed = /\bStatus: error\b/.test(text);
  return failed ? { kind: 'error', phase: 'init', ...(type !== undefined && { errorType: type }), message: '' } : undefined;
};

type Reader = (text: string) => FunctionLogEvent | undefined;

const on =
  (pattern: RegExp, read: (match: RegExpExecArray) => FunctionLogEvent): Reader =>
  (text) => {
    const match = pattern.exec(text);
    return match ? read(match) : undefined;
  };

/** Tried in this order: what the platform writes, then what names a limit, then errors of the code. */
const READERS: readonly Reader[] = [
  on(/^START(?: RequestId: \S+)?(?: Version: (\S+))?\s*$/, ([, version]) => ({ kind: 'start', ...(version !== undefined && { version }) })),
  on(/^END(?: RequestId: \S+)?\s*$/, () => ({ kind: 'end' })),
  (text) => (text.startsWith('REPORT ') ? readReport(text) : undefined),
  (text) => (text.startsWith('INIT_REPORT ') ? readInitReport(text) : undefined),
  on(/Failed to post handler success response\. Http response code: (\d{3})/, ([, status]) => ({
    kind: 'response-refused',
    status: Number(status),
  })),
  on(/[Ee]xceeded maximum allowed payload size \((\d+) bytes\)/, ([, bytes]) => ({
    kind: 'response-too-large',
    limitBytes: Number(bytes),
  })),
  on(/\bbody size (?:is )?too long\b|"errorType":\s?"RequestEntityTooLarge"/, () => ({ kind: 'response-too-large' })),
  on(/\bTask timed out after (\d+(?:\.\d+)?) seconds/, ([, seconds]) => ({ kind: 'timed-out', seconds: Number(seconds) })),
  on(/\b(Runtime exited (?:with|without)[^\r\n]{0,300}|Process exited before completing request)/, ([, detail = '']) => ({
    kind: 'exited',
    detail: detail.trim(),
  })),
  readFunctionError,
];

/** A stream's name, a time: what tools put before the line, and Lambda before a timeout. */
const LEAD =
  /^[\s|>]*(?:\d{4}\/\d{2}\/\d{2}\/\[[^\]\s]{1,140}\][0-9a-f]{32}\s+)?(?:(?:\d{4}-\d{2}-\d{2}T)?\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z?[\s|]+)?/;
const REQUEST_ID = /^(?:\[[A-Z]{1,10}\]\t(?:\S{1,40}\t)?)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i;
const NAMED_ID = /\bRequestId: ([\w-]{1,64})/;

interface ReadLine {
  readonly event: FunctionLogEvent;
  readonly requestId?: string;
  readonly at?: Date;
}

const readLine = (line: string): ReadLine => {
  const record = readFunctionRecord(line.trim());
  if (record) return { ...record, event: record.event ?? { kind: 'other', text: line } };
  const text = line.replace(LEAD, '').trimEnd();
  const requestId = (REQUEST_ID.exec(text) ?? NAMED_ID.exec(text))?.[1];
  const event = READERS.reduce<FunctionLogEvent | undefined>((found, read) => found ?? read(text), undefined);
  return { event: event ?? { kind: 'other', text: line }, ...(requestId !== undefined && { requestId }) };
};

/** Line breaks before and after what the platform writes. */
const PLATFORM_LINE =
  /\r?\n(?=(?:START|END|REPORT) RequestId: |INIT_START |INIT_REPORT )|(?<=^(?:START|END|REPORT|INIT_START|INIT_REPORT) [^\n]*)\r?\n/m;
const CONTINUATION = /^(?:[\s\u00A0]|at \S|Traceback \(most recent call last\):|Caused by: |\}\s*$)/;
/** The Ruby runtime writes its document below this. */
const HEADING = /^(?:Error raised from handler method|Init error when loading handler[^\n]{0,200})\s*$/;

const continues = (before: string, message: string): boolean =>
  CONTINUATION.test(message) || (HEADING.test(before) && message.startsWith('{'));

/** Pasted logs hold several lines in one message, and stack traces as lines of their own. */
const separate = (events: readonly RawLogEvent[]): readonly RawLogEvent[] => {
  const lines: RawLogEvent[] = [];
  for (const event of events) {
    const pieces = event.timestamp === undefined ? event.message.trimEnd().split(PLATFORM_LINE) : [event.message];
    for (const message of pieces) {
      const before = lines.at(-1);
      if (before && before.timestamp === event.timestamp && continues(before.message, message)) {
        lines[lines.length - 1] = { ...before, message: `${before.message}\n${message}` };
      } else lines.push({ ...event, message });
    }
  }
  return lines;
};

const toDate = (timestamp: number | undefined): Date | undefined => {
  const date = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/**
 * The lines of one function's log group, text or JSON format; what no reader knows stays as `other`. `line.requestId` is Lambda's request id
 * where the line carries it, else that of the only invocation that is running at that place of the log (inferred: none is taken when two
 * run side by side).
 */
export const readFunctionLog = (events: readonly RawLogEvent[], functionName?: string): readonly LoggedFunctionEvent[] => {
  const running = new Set<string>();
  return separate(events).map(({ timestamp, message }) => {
    const { event, requestId: own, at: written } = readLine(message);
    if (own !== undefined && event.kind === 'start') running.add(own);
    const requestId = own ?? (running.size === 1 ? [...running][0] : undefined);
    if (own !== undefined && (event.kind === 'end' || event.kind === 'report')) running.delete(own);
    const at = toDate(timestamp) ?? written;
    return {
      event,
      line: { source: 'function-log', text: message, ...(requestId !== undefined && { requestId }), ...(at && { at }) },
      ...(functionName !== undefined && { functionName }),
    };
  });
};
