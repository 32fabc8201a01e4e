import { TemplateFailure } from './template-problem.ts';

const DEPTH_AT_MOST = 256;
/** A bare word ends at what JSON gives a meaning. */
const BARE_WORD = /[^,:{}[\]\r\n]*/y;
/** A bare key runs to its colon, whatever stands in between (recorded). */
const BARE_KEY = /[^:]*/y;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

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
    this.#take(SPACE);
    return this.#text[this.#at] ?? '';
  }

  value(): unknown {
    const char = this.#peek();
    if (char === '{') return this.#nested(() => this.#object());
    if (char === '[') return this.#nested(() => this.#list());
    if (char === '"' || char === "'") return this.#string(char);
    const word = this.#take(BARE_WORD).trim();
    if (word === '') this.#fail(char === '' ? 'the payload ends' : `unexpected ${JSON.stringify(char)}`);
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    return NUMBER.test(word) ? Number(word) : word;
  }

  #nested(read: () => unknown): unknown {
    if (this.#depth >= DEPTH_AT_MOST) this.#fail(`nested deeper than ${DEPTH_AT_MOST} levels`);
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #string(quote: string): string {
    let result = '';
    this.#at += 1;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) return this.#fail('a text that is not closed');
      this.#at += 1;
      if (char === quote) return result;
      result += char === '\\' ? this.#escape() : char;
    }
  }

  #escape(): string {
    const char = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (char !== 'u') return ESCAPES[char] ?? char;
    const code = this.#take(/[0-9a-fA-F]{4}/y);
    return code === '' ? this.#fail('a broken \\u escape') : String.fromCharCode(Number.parseInt(code, 16));
  }

  #object(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.#at += 1;
    for (;;) {
      const char = this.#peek();
      if (char === '}') break;
      if (char === ',') {
        this.#at += 1;
        continue;
      }
      if (char === '' || '[]{'.includes(char)) this.#fail('an object that is not closed');
      const key = char === '"' || char === "'" ? this.#string(char) : this.#take(BARE_KEY).trim();
      if (this.#peek() !== ':') this.#fail(`expected ":" behind ${JSON.stringify(key)}`);
      this.#at += 1;
      members.push([key, this.value()]);
      const next = this.#peek();
      if (next !== ',' && next !== '}') this.#fail(next === '' ? 'an object that is not closed' : `unexpected ${JSON.stringify(next)}`);
    }
    this.#at += 1;
    return Object.fromEntries(members);
  }

  #list(): unknown[] {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      const char = this.#peek();
      if (char === ']') break;
      if (char === ',') {
        this.#at += 1;
        continue;
      }
      if (char === '') this.#fail('a list that is not closed');
      items.push(this.value());
      const next = this.#peek();
      if (next !== ',' && next !== ']') this.#fail(next === '' ? 'a list that is not closed' : `unexpected ${JSON.stringify(next)}`);
    }
    this.#at += 1;
    return items;
  }
}

/** Reads one document; whatever follows a closed one is not looked at. Fails with a `TemplateFailure` of kind `payload`. */
export const readPermissive = (text: string): unknown => new Reader(text).value();

/**
 * The payload of a request as a template sees it: text that does not start like a document is a string of its own, an empty payload is
 * `{}`. Only what starts with `{` or `[` can fail.
 */
export const readPayload = (text: string): unknown => {
  const start = text.trimStart()[0];
  if (start === undefined) return {};
  if (start === '{' || start === '[') return readPermissive(text);
  if (start === '"') {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  const word = text.trim();
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  return NUMBER.test(word) ? Number(word) : text;
};
