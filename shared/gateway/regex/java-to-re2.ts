import { err, ok, type Result } from '../../lib/result.ts';

/** Why a pattern cannot be judged: `unsupported` is legal Java beyond the linear engine, `invalid` is no Java expression at all. */
export interface PatternProblem {
  readonly kind: 'unsupported' | 'invalid';
  readonly reason: string;
}

const unsupported = (construct: string): PatternProblem => ({
  kind: 'unsupported',
  reason: `${construct} cannot be evaluated in linear time, so the pattern was not judged`,
});

const HORIZONTAL_SPACE = ' \\t\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}';
const LINE_TERMINATORS = '\\n\\r\\x{85}\\x{2028}\\x{2029}';

/** `java.util.regex.Pattern`'s POSIX classes (US-ASCII) by the names that RE2 gives them. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: 'lower',
  Upper: 'upper',
  ASCII: 'ascii',
  Alpha: 'alpha',
  Digit: 'digit',
  Alnum: 'alnum',
  Punct: 'punct',
  Graph: 'graph',
  Print: 'print',
  Blank: 'blank',
  Cntrl: 'cntrl',
  XDigit: 'xdigit',
  Space: 'space',
};

/** Escapes that Java has and RE2 lacks or reads otherwise: what to write inside a class; outside it goes into brackets. */
const CLASS_ESCAPES: Readonly<Record<string, string>> = {
  h: HORIZONTAL_SPACE,
  s: ' \\t\\n\\x0B\\f\\r',
  v: '\\n\\x0B\\f\\r\\x{85}\\x{2028}\\x{2029}',
};
const NEGATED_CLASS_ESCAPES: Readonly<Record<string, string>> = { H: 'h', S: 's', V: 'v' };
/** The same inside a class, where nothing can be negated: everything else, as ranges. */
const COMPLEMENTS: Readonly<Record<string, string>> = {
  S: '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}',
  V: '\\x{0}-\\x{9}\\x{e}-\\x{84}\\x{86}-\\x{2027}\\x{202a}-\\x{10ffff}',
};

interface Piece {
  readonly re2: string;
  /** Units of the Java pattern that it stands for. */
  readonly length: number;
}

const piece = (re2: string, length: number): Result<Piece, PatternProblem> => ok({ re2, length });

const quoteLiteral = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|&-]/g, '\\$&');

const translateEscape = (pattern: string, at: number, inClass: boolean): Result<Piece, PatternProblem> => {
  const rest = pattern.slice(at);
  const letter = rest[1];
  if (letter === undefined) return err({ kind: 'invalid', reason: 'it ends in a lone backslash' });
  if (letter === 'Q') {
    const end = rest.indexOf('\\E');
    const text = rest.slice(2, end === -1 ? undefined : end);
    return piece(quoteLiteral(text), end === -1 ? rest.length : end + 2);
  }
  const unicode = /^\\u([0-9A-Fa-f]{4})/.exec(rest);
  if (unicode) return piece(`\\x{${unicode[1]}}`, 6);
  const posix = /^\\([pP])\{([A-Za-z]+)\}/.exec(rest);
  const name = posix?.[2] === undefined ? undefined : POSIX[posix[2]];
  if (posix && name) {
    const bracket = posix[1] === 'P' ? `[:^${name}:]` : `[:${name}:]`;
    return piece(inClass ? bracket : `[${bracket}]`, posix[0].length);
  }
  const category = /^\\[pP](?:\{[LMNPSZC][a-z]?\}|[LMNPSZC])/.exec(rest);
  if (category) return piece(category[0], category[0].length);
  const hexadecimal = /^\\x(?:\{[0-9A-Fa-f]{1,6}\}|[0-9A-Fa-f]{2})/.exec(rest);
  if (hexadecimal) return piece(hexadecimal[0], hexadecimal[0].length);
  const octal = /^\\0([0-3]?[0-7]{1,2})/.exec(rest);
  if (octal?.[1] !== undefined) return piece(`\\x{${Number.parseInt(octal[1], 8).toString(16)}}`, octal[0].length);
  const members = CLASS_ESCAPES[letter];
  if (members !== undefined) return piece(inClass ? members : `[${members}]`, 2);
  const negated = CLASS_ESCAPES[NEGATED_CLASS_ESCAPES[letter] ?? ''];
  if (negated !== undefined && !inClass) return piece(`[^${negated}]`, 2);
  const complement = COMPLEMENTS[letter];
  if (complement !== undefined) return piece(complement, 2);
  if (negated !== undefined) return err(unsupported(`\\${letter} inside a character class`));
  if (letter === 'R' && !inClass) return piece('(?:\\r\\n|[\\n\\x0B\\f\\r\\x{85}\\x{2028}\\x{2029}])', 2);
  if (letter === 'e') return piece('\\x1B', 2);
  if (/[1-9]/.test(letter) || letter === 'k') return err(unsupported('a back-reference'));
  if (/[GXNZcpPx0]/.test(letter)) return err(unsupported(`\\${letter}`));
  return piece(rest.slice(0, 2), 2);
};

/** A class `[…]`, nested unions flattened; `at` stands on its opening bracket. */
const translateClass = (pattern: string, at: number): Result<Piece, PatternProblem> => {
  let index = pattern[at + 1] === '^' ? at + 2 : at + 1;
  const negated = index === at + 2;
  let depth = 1;
  let out = negated ? '[^' : '[';
  while (index < pattern.length) {
    const character = pattern[index] ?? '';
    if (character === '\\') {
      const translated = translateEscape(pattern, index, true);
      if (!translated.ok) return translated;
      out += translated.value.re2;
      index += translated.value.length;
      continue;
    }
    if (pattern.startsWith('&&', index)) return err(unsupported('a class intersection (&&)'));
    if (character === '[') {
      if (negated || pattern[index + 1] === '^') return err(unsupported('a negated nested character class'));
      depth += 1;
    } else if (character === ']' && /^\[\^?$/.test(out)) out += '\\]';
    else if (character === ']') {
      depth -= 1;
      if (depth === 0) return piece(`${out}]`, index + 1 - at);
    } else out += character;
    index += 1;
  }
  return err({ kind: 'invalid', reason: 'a character class is not closed' });
};

/** The head of a group, and what it says of `.`: `(?s)` holds to the end of the enclosing group, `(?s:` inside its own. */
interface GroupHead extends Piece {
  readonly dotAll: boolean | undefined;
  readonly opens: boolean;
}

const translateGroup = (pattern: string, at: number): Result<GroupHead, PatternProblem> => {
  const rest = pattern.slice(at);
  if (/^\(\?<?[=!]/.test(rest)) return err(unsupported('look-around'));
  if (rest.startsWith('(?>')) return err(unsupported('an atomic group'));
  const [head, on, off = ''] = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?[:)]/.exec(rest) ?? [];
  if (head === undefined || on === undefined) {
    const name = /^\(\?<\w+>/.exec(rest)?.[0] ?? '(';
    return ok({ re2: name, length: name.length, dotAll: undefined, opens: true });
  }
  if (/[xduU]/.test(on + off)) return err(unsupported(`the flags ${head}`));
  const dotAll = off.includes('s') ? false : on.includes('s') || undefined;
  return ok({ re2: head, length: head.length, dotAll, opens: head.endsWith(':') });
};

/** Java's `.` stops at five line terminators, RE2's at one. */
const dot = (dotAll: boolean): Result<Piece, PatternProblem> => piece(dotAll ? '(?s:.)' : `[^${LINE_TERMINATORS}]`, 1);

/**
 * A Java pattern in RE2's words. What RE2 would read otherwise without a complaint (`&&`, nested classes, `.`, `\s`) is translated or
 * refused by name.
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export const javaToRe2 = (pattern: string): Result<string, PatternProblem> => {
  const dotAll = [false];
  const isDotAll = (): boolean => dotAll.at(-1) ?? false;
  const openGroup = (at: number): Result<Piece, PatternProblem> => {
    const group = translateGroup(pattern, at);
    if (!group.ok) return group;
    const inside = group.value.dotAll ?? isDotAll();
    if (!group.value.opens) dotAll.pop();
    dotAll.push(inside);
    return group;
  };
  const translate = (character: string, at: number): Result<Piece, PatternProblem> => {
    if (character === '\\') return translateEscape(pattern, at, false);
    if (character === '[') return translateClass(pattern, at);
    if (character === '(') return openGroup(at);
    if (character === '.') return dot(isDotAll());
    if (character === ')' && dotAll.length > 1) dotAll.pop();
    return piece(character, 1);
  };
  let out = '';
  let index = 0;
  while (index < pattern.length) {
    const character = pattern[index] ?? '';
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(pattern.slice(index, index + 24))?.[0];
    if (quantifier !== undefined) {
      if (pattern[index + quantifier.length] === '+') return err(unsupported('a possessive quantifier'));
      const lazy = pattern[index + quantifier.length] === '?' ? '?' : '';
      out += quantifier + lazy;
      index += quantifier.length + lazy.length;
      continue;
    }
    if (character === '{') return err({ kind: 'invalid', reason: 'an opening brace stands where Java expects a repetition count' });
    const translated = translate(character, index);
    if (!translated.ok) return translated;
    out += translated.value.re2;
    index += translated.value.length;
  }
  return ok(out);
};
