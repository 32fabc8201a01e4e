import { hasKnownHead } from './grammar.ts';

/** How a line begins: AWS writes `(request id) ` or a console date before its text, tools that people copy from add times and table rules. */
export interface LineStart {
  readonly requestId?: string;
  readonly at?: Date;
  readonly consoleDate: boolean;
  /** An id or a time stands before the text: it is no further line of a body or a message. */
  readonly marked: boolean;
  /** The text begins as one of AWS's lines does. */
  readonly known: boolean;
  /** The line without all that. */
  readonly text: string;
}

const QUOTE = /[\s|>]*/y;
/** Insights tables, `aws logs tail`, exports. Without a zone it is UTC, as Insights prints it. */
const TIMESTAMP = /(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,3})\d{0,6})?(Z|[+-]\d{2}:?\d{2})?[\s|,]+/y;
const CLOCK = /\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,6})?[\s|]+/y;
/** `aws logs tail` puts the stream's name between time and line. */
const STREAM = /[0-9a-f]{32}[\s|]+/y;
const CONSOLE_DATE = /[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) UTC (\d{4}) ?:(?: |$)/y;
/** A UUID on REST APIs, the extended request id (base64, ends in `=`) on WebSocket APIs. */
const REQUEST_ID = /\(([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[\w+/-]{6,126}=)\)(?: |$)/y;
/** Ids that a person has masked: believed only before a line that AWS writes. */
const MASKED_ID = /\(([\w.*=+/-]{1,128})\) /y;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
};

const validDate = (text: string): Date | undefined => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const readTimestamp = ([, day, time, fraction = '0', zone = 'Z']: RegExpExecArray): Date | undefined =>
  validDate(`${day}T${time}.${fraction.padEnd(3, '0')}${zone}`);

const readConsoleDate = ([, month, day, time, year]: RegExpExecArray): Date | undefined => validDate(`${day} ${month} ${year} ${time} UTC`);

const withoutRule = (text: string): string => (text.trimEnd().endsWith('|') ? text.trimEnd().slice(0, -1).trimEnd() : text);

export const readLineStart = (line: string): LineStart => {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = matchAt(pattern, line, at);
    at += match?.[0].length ?? 0;
    return match;
  };
  const inTable = take(QUOTE)?.[0].includes('|') ?? false;
  const consoleDate = take(CONSOLE_DATE);
  const timestamp = consoleDate ? undefined : take(TIMESTAMP);
  const clock = consoleDate || timestamp ? undefined : take(CLOCK);
  take(STREAM);
  const textFrom = (from: number): string => (inTable ? withoutRule(line.slice(from)) : line.slice(from));
  const untilId = at;
  const certainId = take(REQUEST_ID);
  const id = (certainId ?? take(MASKED_ID))?.[1];
  const date = consoleDate ? readConsoleDate(consoleDate) : timestamp && readTimestamp(timestamp);
  const start = { ...(date && { at: date }), consoleDate: consoleDate !== undefined };
  const text = textFrom(at);
  const known = hasKnownHead(text);
  if (id !== undefined && (certainId || known)) return { ...start, requestId: id, marked: true, known, text };
  const bare = textFrom(untilId);
  const bareKnown = hasKnownHead(bare);
  if (consoleDate) return { ...start, marked: true, known: bareKnown, text: bare };
  if (bareKnown) return { ...start, marked: (timestamp ?? clock) !== undefined, known: true, text: bare };
  return { consoleDate: false, marked: false, known: false, text: line };
};
