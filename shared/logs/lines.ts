import { parseJson } from '../lib/json.ts';
import type { RawLogEvent } from '../model/incident-file.ts';
import type { TraceEvent } from '../model/trace.ts';
import { type ParsedLine, parseFailure, parseLine } from './grammar.ts';
import { type LineStart, readLineStart } from './line-start.ts';

/** One line of API Gateway, put together from the lines of text that it spans. */
export interface Line {
  readonly requestId?: string;
  readonly at?: Date;
  readonly consoleDate: boolean;
  readonly text: string;
  readonly event: TraceEvent;
  readonly truncated: boolean;
}

interface Draft {
  readonly requestId?: string;
  readonly at?: Date;
  readonly consoleDate: boolean;
  readonly marked: boolean;
  readonly first: ParsedLine;
  readonly parts: string[];
  closed: boolean;
}

/** Rules, borders and column names of an Insights table: no line of a log. */
const TABLE_FURNITURE = /^(?:[\s|]*@[\w\s|@]*|[\s|+=-]*)$/;
const INLINE_DATE = /\s(?=[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4} ?: )/g;
const INLINE_ID = /\s(?=\([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\) )/g;

/** A console date; ids are longer. */
const SHORTEST_MARK = 29;

/** A log that was copied out of JSON: no line breaks, and every quote escaped. */
const unescapeLog = (message: string): string => {
  if (message.includes('\n') || !message.includes('\\n')) return message;
  const [first, ...rest] = message.split('\\n').map(readLineStart);
  const isLog = rest.some(({ marked, known }) => marked || (known && first?.marked !== true));
  const text = isLog ? parseJson(`"${message}"`) : undefined;
  return typeof text === 'string' ? text : message;
};

/** A log whose line breaks were lost: a new line begins where an id or a date of the same style stands before a text of AWS. */
const splitInline = (line: string): readonly string[] => {
  if (line.length <= SHORTEST_MARK) return [line];
  const { marked, consoleDate, text } = readLineStart(line);
  const textAt = line.indexOf(text);
  const separators = [...(marked && !consoleDate ? [] : line.matchAll(INLINE_DATE)), ...(consoleDate ? [] : line.matchAll(INLINE_ID))];
  const cuts = separators
    .map(({ index }) => index)
    .filter((index) => index > textAt && readLineStart(line.slice(index + 1)).known)
    .toSorted((a, b) => a - b);
  return [0, ...cuts.map((cut) => cut + 1)].map((from, index) => line.slice(from, cuts[index]));
};

const isCompleteBody = (event: TraceEvent): boolean =>
  'body' in event && (event.body === '[Binary Data]' || parseJson(event.body) !== undefined);

const toDate = (timestamp: number | undefined): Date | undefined => {
  const date = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const begin = (start: LineStart, at: Date | undefined, before: Draft | undefined): Draft => {
  const requestId = start.requestId ?? (start.consoleDate ? undefined : before?.requestId);
  const first = parseLine(start.text);
  const time = at ?? start.at;
  return {
    ...(requestId !== undefined && { requestId }),
    ...(time && { at: time }),
    consoleDate: start.consoleDate,
    marked: start.marked,
    first,
    parts: [start.text],
    closed: !first.open,
  };
};

const finish = ({ requestId, at, consoleDate, first, parts }: Draft): Line => {
  while (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
  const text = parts.join('\n');
  const parsed = parts.length === 1 ? first : parseLine(text);
  const event = parsed.event.kind === 'other' ? (parseFailure(text) ?? parsed.event) : parsed.event;
  return { ...(requestId !== undefined && { requestId }), ...(at && { at }), consoleDate, text, event, truncated: parsed.truncated };
};

/**
 * An event with a timestamp and a request id came from CloudWatch: it is one line, whatever its body looks like. Anything else was
 * pasted: it is cut into lines, and a line without a known head continues a body or message that is still open.
 */
const continues = (draft: Draft | undefined, start: LineStart, sameMessage: boolean): draft is Draft => {
  if (!draft || start.marked) return false;
  if (sameMessage && draft.marked && (!draft.closed || draft.first.event.kind === 'other')) return true;
  if (draft.closed || start.known) return false;
  return start.text.trim() === '' || draft.parts.length > 1 || !isCompleteBody(draft.first.event);
};

export const readLines = (events: readonly RawLogEvent[]): readonly Line[] => {
  const drafts: Draft[] = [];
  for (const { timestamp, message } of events) {
    const at = toDate(timestamp);
    const whole = at && readLineStart(message);
    if (whole?.requestId !== undefined) {
      drafts.push(begin(whole, at, undefined));
      continue;
    }
    const texts = unescapeLog(message).split(/\r?\n/).flatMap(splitInline);
    for (const [index, text] of texts.entries()) {
      const start = readLineStart(text);
      const draft = drafts.at(-1);
      if (continues(draft, start, index > 0)) {
        draft.parts.push(text);
        draft.closed ||= text.includes('. Lambda request id: ');
      } else if (!TABLE_FURNITURE.test(text)) drafts.push(begin(start, at, draft));
    }
  }
  return drafts.map(finish);
};
