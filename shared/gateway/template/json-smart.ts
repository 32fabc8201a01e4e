import { TemplateFailure } from './template-problem.ts';
import { integer, JavaDouble, JavaList, type Value } from './values.ts';

/** json-smart's own limit (2.4.9 and later). */
const DEPTH_AT_MOST = 400;
/** Beyond this, reading the number would take longer than reading the payload. */
const DIGITS_AT_MOST = 1_000;
/** A bare word ends at what JSON gives a meaning. */
const BARE_WORD = /[^,:{}[\]\r\n]*/y;
/** A bare key runs to its colon, whatever stands in between (recorded). */
const BARE_KEY = /[^:]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', undefined],
]);

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const number = (word: string): Value => {
  const value = Number(word);
  if (!Number.isInteger(value) || /[.eE]/.test(word)) return new JavaDouble(value);
  return Number.isSafeInteger(value) ? value : integer(BigInt(word));
};

/** `true`, `null`, a number, or the word itself as a text. */
const scalar = (word: string): Value => {
  if (word.length <= DIGITS_AT_MOST && NUMBER.test(word)) return number(word);
  return WORDS.has(word) ? WORDS.get(word) : word;
};

/** json-smart's permissive grammar: unquoted and single-quoted keys and values, trailing commas. */
class Reader {
  readonly #text: string;
  #at = 0;
  #backslash = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return '';
    const taken = this.#text.slice(this.#at, pattern.lastIndex);
    this.#at = pattern.lastIndex;
    return taken;
  }

  #fail(reason: string): never {
    throw new TemplateFailure({ kind: 'payload', reason: `${reason} at character ${this.#at + 1} of the payload` });
  }

  /** The next character that is no blank. */
  #peek(): string {
    const text = this.#text;
    for (;;) {
      const char = text[this.#at];
      if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') return char ?? '';
      this.#at += 1;
    }
  }

  value(): Value {
    const char = this.#peek();
    if (char === '"' || char === "'") return this.#string(char);
    if (char === '{' || char === '[') {
      if (this.#depth >= DEPTH_AT_MOST) this.#fail(`nested deeper than ${DEPTH_AT_MOST} levels`);
      this.#depth += 1;
      const container = char === '{' ? this.#object() : this.#list();
      this.#depth -= 1;
      return container;
    }
    const word = this.#take(BARE_WORD).trim();
    if (word === '') this.#fail(char === '' ? 'the payload ends' : `unexpected ${JSON.stringify(char)}`);
    return scalar(word);
  }

  #string(quote: string): string {
    const text = this.#text;
    let result = '';
    let end = -1;
    this.#at += 1;
    for (;;) {
      if (end < this.#at) end = text.indexOf(quote, this.#at);
      if (end < 0) return this.#fail('a text that is not closed');
      const slash = this.#backslashBefore(end);
      result += text.slice(this.#at, slash ?? end);
      this.#at = (slash ?? end) + 1;
      if (slash === undefined) return result;
      result += this.#escape();
    }
  }

  /** The first backslash from here on, if it comes before `end`; it is looked for once, not for every text. */
  #backslashBefore(end: number): number | undefined {
    if (this.#backslash < this.#at) {
      const next = this.#text.indexOf('\\', this.#at);
      this.#backslash = next < 0 ? Number.POSITIVE_INFINITY : next;
    }
    return this.#backslash < end ? this.#backslash : undefined;
  }

  #escape(): string {
    const char = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (char !== 'u') return ESCAPES[char] ?? char;
    const code = this.#take(/[0-9a-fA-F]{4}/y);
    return code === '' ? this.#fail('a broken \\u escape') : String.fromCharCode(Number.parseInt(code, 16));
  }

  #object(): Value {
    const members = new Map<string, Value>();
    for (let char = this.#next('an object', '}'); char !== '}'; char = this.#next('an object', '}')) {
      if ('[]{'.includes(char)) this.#fail('an object that is not closed');
      const key = char === '"' || char === "'" ? this.#string(char) : this.#take(BARE_KEY).trim();
      if (this.#peek() !== ':') this.#fail(`expected ":" behind ${JSON.stringify(key.slice(0, 80))}`);
      this.#at += 1;
      members.set(key, this.value());
      this.#expectEnd('}');
    }
    this.#at += 1;
    return members;
  }

  #list(): Value {
    const items: Value[] = [];
    while (this.#next('a list', ']') !== ']') {
      items.push(this.value());
      this.#expectEnd(']');
    }
    this.#at += 1;
    return new JavaList(items, true);
  }

  /** Steps over the opening bracket or a comma, and over doubled commas; gives what comes then. */
  #next(what: string, closer: string): string {
    let char = this.#text[this.#at];
    do {
      if (char !== closer) this.#at += 1;
      char = this.#peek();
    } while (char === ',');
    return char === '' ? this.#fail(`${what} that is not closed`) : char;
  }

  /** Behind a value comes a comma or the end. */
  #expectEnd(closer: string): void {
    const char = this.#peek();
    if (char !== ',' && char !== closer) this.#fail(char === '' ? 'the payload ends' : `unexpected ${JSON.stringify(char)}`);
  }
}

/** Reads one document; whatever follows a closed one is not looked at. Fails with a `TemplateFailure` of kind `payload`. */
export const readPermissive = (text: string): Value => new Reader(text).value();

/** A quoted text that is JSON as a whole; anything else that begins with a quote is text as it stands. */
const quoted = (text: string): Value => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'string' ? parsed : text;
  } catch {
    return text;
  }
};

/**
 * The payload of a request as a template sees it: text that does not start like a document is a string of its own, an empty payload is
 * `{}`. Only what starts with `{` or `[` can fail.
 */
export const readPayload = (text: string): Value => {
  const start = text.trimStart()[0];
  if (start === undefined) return new Map<string, Value>();
  if (start === '{' || start === '[') return readPermissive(text);
  if (start === '"') return quoted(text);
  const word = text.trim();
  const value = scalar(word);
  return value === word ? text : value;
};
