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
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Text up to a quote or a backslash. */
const PLAIN: Readonly<Record<string, RegExp>> = { '"': /[^"\\]*/y, "'": /[^'\\]*/y };

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', undefined],
]);

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const number = (word: string): Value => {
  if (/[.eE]/.test(word)) return new JavaDouble(Number(word));
  const value = Number(word);
  return Number.isSafeInteger(value) ? value : integer(BigInt(word));
};

/** `true`, `null`, a number, or the word itself as a text. */
const scalar = (word: string): Value => {
  if (WORDS.has(word)) return WORDS.get(word);
  return word.length <= DIGITS_AT_MOST && NUMBER.test(word) ? number(word) : word;
};

/** json-smart's permissive grammar: unquoted and single-quoted keys and values, trailing commas. */
class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }

  #fail(reason: string): never {
    throw new TemplateFailure({ kind: 'payload', reason: `${reason} at character ${this.#at + 1} of the payload` });
  }

  #peek(): string {
    const char = this.#text[this.#at] ?? '';
    if (char > ' ') return char;
    this.#take(SPACE);
    return this.#text[this.#at] ?? '';
  }

  value(): Value {
    const char = this.#peek();
    if (char === '{') return this.#nested(() => this.#object());
    if (char === '[') return this.#nested(() => this.#list());
    if (char === '"' || char === "'") return this.#string(char);
    const word = this.#take(BARE_WORD).trim();
    if (word === '') this.#fail(char === '' ? 'the payload ends' : `unexpected ${JSON.stringify(char)}`);
    return scalar(word);
  }

  #nested(read: () => Value): Value {
    if (this.#depth >= DEPTH_AT_MOST) this.#fail(`nested deeper than ${DEPTH_AT_MOST} levels`);
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #string(quote: string): string {
    this.#at += 1;
    const plain = PLAIN[quote] ?? this.#fail('no quote');
    let result = '';
    for (;;) {
      result += this.#take(plain);
      const char = this.#text[this.#at];
      if (char === undefined) return this.#fail('a text that is not closed');
      this.#at += 1;
      if (char === quote) return result;
      result += this.#escape();
    }
  }

  #escape(): string {
    const char = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (char !== 'u') return ESCAPES[char] ?? char;
    const code = this.#take(/[0-9a-fA-F]{4}/y);
    return code === '' ? this.#fail('a broken \\u escape') : String.fromCharCode(Number.parseInt(code, 16));
  }

  /** Members up to the closing brace; commas may be doubled or trail. */
  #object(): Value {
    const members = new Map<string, Value>();
    this.#at += 1;
    for (let char = this.#peek(); char !== '}'; char = this.#peek()) {
      if (char === ',') {
        this.#at += 1;
        continue;
      }
      if (char === '' || '[]{'.includes(char)) this.#fail('an object that is not closed');
      const key = char === '"' || char === "'" ? this.#string(char) : this.#take(BARE_KEY).trim();
      if (this.#peek() !== ':') this.#fail(`expected ":" behind ${JSON.stringify(key.slice(0, 80))}`);
      this.#at += 1;
      members.set(key, this.value());
      this.#expectBetween('}', 'an object');
    }
    this.#at += 1;
    return members;
  }

  #list(): Value {
    const items: Value[] = [];
    this.#at += 1;
    for (let char = this.#peek(); char !== ']'; char = this.#peek()) {
      if (char === ',') {
        this.#at += 1;
        continue;
      }
      items.push(this.value());
      this.#expectBetween(']', 'a list');
    }
    this.#at += 1;
    return new JavaList(items, true);
  }

  #expectBetween(closer: string, what: string): void {
    const next = this.#peek();
    if (next !== ',' && next !== closer) this.#fail(next === '' ? `${what} that is not closed` : `unexpected ${JSON.stringify(next)}`);
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
