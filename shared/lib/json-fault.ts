/** Where a text stops being JSON. Lines and columns count from 1, in UTF-16 units. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The text ends before the document does: it was cut off. */
  readonly atEnd: boolean;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

const endOf = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/** The end of the string that opens at `at`, or where it breaks. */
const scanString = (text: string, at: number): { readonly end: number; readonly ok: boolean } => {
  let index = at + 1;
  while (index < text.length) {
    const character = text[index] ?? '';
    if (character === '"') return { end: index + 1, ok: true };
    if (character < ' ') return { end: index, ok: false };
    const next = character === '\\' ? endOf(ESCAPE, text, index) : index + 1;
    if (next === undefined) return { end: text.length - index < 6 ? text.length : index, ok: false };
    index = next;
  }
  return { end: index, ok: false };
};

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The offset of the first fault, or `undefined` when the text is JSON. Linear, and without recursion: nesting has no limit. */
const faultOffset = (text: string): number | undefined => {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = endOf(SPACE, text, 0) ?? 0;
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma-or-end');
  while (at < text.length) {
    const character = text[at] ?? '';
    const enclosing = open.at(-1) ?? '';
    if (expected === 'nothing') return at;
    if (expected === 'colon' || (expected === 'comma-or-end' && character === ',')) {
      if (character !== (expected === 'colon' ? ':' : ',')) return at;
      expected = expected === 'comma-or-end' && enclosing === '{' ? 'key' : 'value';
      at += 1;
    } else if (character === CLOSING[enclosing] && expected.endsWith('-or-end')) {
      open.pop();
      expected = afterValue();
      at += 1;
    } else if (expected === 'comma-or-end') return at;
    else if (character === '"') {
      const { end, ok } = scanString(text, at);
      if (!ok) return end;
      expected = expected.startsWith('key') ? 'colon' : afterValue();
      at = end;
    } else if (expected.startsWith('key')) return at;
    else if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'key-or-end' : 'value-or-end';
      at += 1;
    } else {
      const end = endOf(SCALAR, text, at);
      if (end === undefined) return /^[a-z\d.+-]*$/i.test(text.slice(at, at + 32)) && text.length - at < 32 ? text.length : at;
      expected = afterValue();
      at = end;
    }
    at = endOf(SPACE, text, at) ?? at;
  }
  return expected === 'nothing' ? undefined : text.length;
};

/** The place where a text that `JSON.parse` refused breaks; engines name it in some messages and not in others. */
export const findJsonFault = (text: string): JsonFault | undefined => {
  const offset = faultOffset(text);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset);
  return {
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
    atEnd: offset === text.length,
  };
};
