/** How deep a mock payload may nest before it is given up: a bound for input from strangers, not a rule of AWS. */
const MAX_DEPTH = 64;

interface Cursor {
  readonly text: string;
  at: number;
}

const UNREADABLE = Symbol('unreadable');
type Value = string | number | Readonly<Record<string, unknown>> | readonly unknown[] | typeof UNREADABLE;

const skipSpace = (cursor: Cursor): void => {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
};

const readQuoted = (cursor: Cursor): string | typeof UNREADABLE => {
  const quote = cursor.text[cursor.at];
  for (let end = cursor.at + 1; end < cursor.text.length; end += 1) {
    if (cursor.text[end] === '\\') end += 1;
    else if (cursor.text[end] === quote) {
      const content = cursor.text.slice(cursor.at + 1, end);
      cursor.at = end + 1;
      return content;
    }
  }
  return UNREADABLE;
};

const readBare = (cursor: Cursor, stops: string): string => {
  const start = cursor.at;
  while (cursor.at < cursor.text.length && !stops.includes(cursor.text[cursor.at] ?? '')) cursor.at += 1;
  return cursor.text.slice(start, cursor.at).trim();
};

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";

const readValue = (cursor: Cursor, depth: number): Value => {
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (depth > MAX_DEPTH || first === undefined) return UNREADABLE;
  if (first === '{') return readObject(cursor, depth + 1);
  if (first === '[') return readArray(cursor, depth + 1);
  if (isQuote(first)) return readQuoted(cursor);
  const bare = readBare(cursor, ',}]');
  return /^-?\d+$/.test(bare) ? Number(bare) : bare;
};

const readArray = (cursor: Cursor, depth: number): readonly unknown[] | typeof UNREADABLE => {
  const items: unknown[] = [];
  cursor.at += 1;
  for (;;) {
    skipSpace(cursor);
    const next = cursor.text[cursor.at];
    if (next === undefined || next === '}') return UNREADABLE;
    if (next === ']') {
      cursor.at += 1;
      return items;
    }
    if (next === ',') cursor.at += 1;
    else {
      const item = readValue(cursor, depth);
      if (item === UNREADABLE) return UNREADABLE;
      items.push(item);
    }
  }
};

const readObject = (cursor: Cursor, depth: number): Readonly<Record<string, unknown>> | typeof UNREADABLE => {
  const members = new Map<string, unknown>();
  cursor.at += 1;
  for (;;) {
    skipSpace(cursor);
    const next = cursor.text[cursor.at];
    if (next === undefined || next === ']') return UNREADABLE;
    if (next === '}') {
      cursor.at += 1;
      return Object.fromEntries(members);
    }
    if (next === ',') cursor.at += 1;
    else {
      const key = isQuote(next) ? readQuoted(cursor) : readBare(cursor, ':,}]');
      skipSpace(cursor);
      if (key === UNREADABLE || cursor.text[cursor.at] !== ':') return UNREADABLE;
      cursor.at += 1;
      const value = readValue(cursor, depth);
      if (value === UNREADABLE) return UNREADABLE;
      members.set(key, value);
    }
  }
};

/**
 * The status that a MOCK takes from its rendered request template, or `undefined` when API Gateway answers 500 `Unable to parse
 * statusCode…`. MO-1: a permissive JSON reader; the key is exactly `statusCode`, its value an integer number (`"200"` fails, 0 and -1000
 * pass); unquoted and single-quoted keys, trailing commas and junk behind the closed object pass (inferred, `{statusCode: 200}` recorded).
 */
export const mockStatusCode = (rendered: string): number | undefined => {
  const cursor: Cursor = { text: rendered, at: 0 };
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== '{') return undefined;
  const payload = readObject(cursor, 0);
  if (payload === UNREADABLE) return undefined;
  const { statusCode } = payload;
  return typeof statusCode === 'number' ? statusCode : undefined;
};

/** A template without references or directives renders as itself, so it can be judged without running it. */
export const isStaticTemplate = (template: string): boolean => !/[$#]/.test(template);
