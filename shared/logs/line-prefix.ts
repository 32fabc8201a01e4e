/** What stands in front of a line's own text, depending on where it was copied from. */
export interface PrefixedLine {
  readonly text: string;
  readonly requestId?: string;
  readonly at?: Date;
  /** The line begins an event of its own: it carries an id or a date. */
  readonly marked: boolean;
  readonly console: boolean;
}

/** `Fri Nov 20 10:00:00 UTC 2026 : `; some copies lack the space in front of the colon. */
const CONSOLE_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}:\d{2}:\d{2}) UTC (\d{4}) ?: ?/;
/** A whole Test log on one line is cut in front of each date. */
export const BEFORE_CONSOLE_DATE = /(?=[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4} ?: )/;
const ISO_DATE = /^\|?\s*(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)\s*\|?\s*/;
const CLOCK = /^\d{2}:\d{2}:\d{2}(?:[.,]\d{1,6})? +/;
const REQUEST_ID = /^\((?:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})|([\w+/-]{6,64}=))\) ?/i;

const consoleDate = ([, month = '', day = '', time = '', year = '']: readonly string[]): Date =>
  new Date(`${day} ${month} ${year} ${time} UTC`);

const dateOf = (text: string): Date | undefined => {
  const iso = text.replace(' ', 'T').replace(',', '.');
  const date = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** Takes dates, clocks, table bars and the request id off a line. */
export const readPrefix = (line: string): PrefixedLine => {
  let rest = line;
  let at: Date | undefined;
  let isConsole = false;
  const console = CONSOLE_DATE.exec(rest);
  if (console) {
    at = consoleDate(console);
    isConsole = true;
    rest = rest.slice(console[0].length);
  } else {
    const iso = ISO_DATE.exec(rest);
    const clock = iso ? null : CLOCK.exec(rest);
    if (iso) at = dateOf(iso[1] ?? '');
    rest = rest.slice((iso ?? clock)?.[0].length ?? 0);
    if (line.trimStart().startsWith('|')) rest = rest.replace(/\s*\|\s*$/, '');
  }
  const dated = rest.length < line.length;
  const id = REQUEST_ID.exec(rest);
  if (id) rest = rest.slice(id[0].length);
  const requestId = id?.[1] ?? id?.[2];
  return {
    text: rest.trimEnd(),
    ...(requestId !== undefined && { requestId }),
    ...(at && { at }),
    marked: dated || id !== null,
    console: isConsole,
  };
};
