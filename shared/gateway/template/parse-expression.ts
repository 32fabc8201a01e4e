import type { Access, BinaryOperator, Expression, Reference } from './ast.ts';
import type { Source } from './source.ts';

const SPACE = /[ \t\r\n]*/y;
/** Velocity identifiers take hyphens: `$start-$end` reads `$start-`. */
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const EXPONENT = '(?:[eE][+-]?\\d+)';
/** An integer in front of `..` stays one; `5.` and `1e3` are doubles. */
const NUMBER = new RegExp(`-?\\d+(?=\\.\\.)|-?\\d+\\.\\d*${EXPONENT}?|-?\\.\\d+${EXPONENT}?|-?\\d+${EXPONENT}?`, 'y');
const DOUBLE_QUOTED = /"[^"]*(?:""[^"]*)*"/y;
const SINGLE_QUOTED = /'[^']*(?:''[^']*)*'/y;
const UNICODE_ESCAPE = /\\u([0-9A-Fa-f]{4})?/g;

const DIGITS_AT_MOST = 1_000;

/** More than a person writes; a hostile chain ends here and not on the stack. */
const OPERATORS_AT_MOST = 500;

/** A minus sign right in front of a digit is that number's, so `3-1` is two numbers and does not parse. */
const PRECEDENCE: readonly (readonly (readonly [pattern: RegExp, operator: BinaryOperator])[])[] = [
  [[/\|\||or\b/y, '||']],
  [[/&&|and\b/y, '&&']],
  [
    [/==|eq\b/y, '=='],
    [/!=|ne\b/y, '!='],
  ],
  [
    [/<=|le\b/y, '<='],
    [/>=|ge\b/y, '>='],
    [/<|lt\b/y, '<'],
    [/>|gt\b/y, '>'],
  ],
  [
    [/\+/y, '+'],
    [/-(?!\.?\d)/y, '-'],
  ],
  [
    [/\*/y, '*'],
    [/\//y, '/'],
    [/%/y, '%'],
  ],
];

export const skipSpace = (source: Source): void => {
  source.take(SPACE);
};

const operatorAt = (source: Source, level: number): BinaryOperator | undefined =>
  PRECEDENCE[level]?.find(([pattern]) => source.take(pattern) !== undefined)?.[1];

const binary = (source: Source, level: number): Expression => {
  if (level >= PRECEDENCE.length) return unary(source);
  let left = binary(source, level + 1);
  for (let count = 0; ; count += 1) {
    skipSpace(source);
    const operator = operatorAt(source, level);
    if (!operator) return left;
    if (count >= OPERATORS_AT_MOST) source.fail(`more than ${OPERATORS_AT_MOST} operators in a row`);
    skipSpace(source);
    left = { kind: 'binary', operator, left, right: binary(source, level + 1) };
  }
};

const unary = (source: Source): Expression => {
  skipSpace(source);
  if (source.take(/!(?!=)|not\b/y) !== undefined) return { kind: 'not', operand: source.nested(() => unary(source)) };
  if (source.peek() !== '(') return parsePrimary(source);
  source.at += 1;
  const inner = parseExpression(source);
  skipSpace(source);
  source.expect(')');
  return inner;
};

export const parseExpression = (source: Source): Expression => source.nested(() => binary(source, 0));

/** Items apart by single commas, up to `end`; none behind the last. */
const separated = <Item>(source: Source, end: string, item: () => Item): readonly Item[] => {
  const items: Item[] = [];
  skipSpace(source);
  if (source.startsWith(end)) return items;
  for (;;) {
    items.push(source.nested(item));
    skipSpace(source);
    if (source.peek() !== ',') return items;
    source.at += 1;
  }
};

const isBound = (node: Expression): boolean =>
  node.kind === 'reference' || (node.kind === 'literal' && (typeof node.value === 'number' || typeof node.value === 'bigint'));

/** `[1, 2]`, or `[1..3]`, whose bounds are whole numbers or references. */
const list = (source: Source): Expression => {
  source.at += 1;
  const items = separated(source, ']', () => parsePrimary(source));
  const [from] = items;
  if (items.length !== 1 || !from || !isBound(from) || !source.startsWith('..')) {
    source.expect(']');
    return { kind: 'list', items };
  }
  source.at += 2;
  skipSpace(source);
  const start = source.at;
  const to = parsePrimary(source);
  if (!isBound(to)) source.fail('a range ends in a whole number or a reference', start);
  skipSpace(source);
  source.expect(']');
  return { kind: 'range', from, to };
};

const map = (source: Source): Expression => {
  source.at += 1;
  const entries = separated(source, '}', (): readonly [Expression, Expression] => {
    const key = parsePrimary(source);
    skipSpace(source);
    source.expect(':');
    return [key, parsePrimary(source)];
  });
  source.expect('}');
  return { kind: 'map', entries };
};

/** Velocity reads `\u0041` in double quotes before anything else, and takes no other `\u`. */
const withoutUnicodeEscapes = (source: Source, text: string, start: number): string =>
  text.replace(UNICODE_ESCAPE, (_, digits: string | undefined) =>
    digits === undefined ? source.fail('a "\\u" without four hexadecimal digits', start) : String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** Backslash is no escape inside a string, but for `\u` in double quotes; a doubled quote is one quote. */
const string = (source: Source): Expression => {
  const quote = source.peek();
  const start = source.at;
  const quoted = source.take(quote === '"' ? DOUBLE_QUOTED : SINGLE_QUOTED);
  if (quoted === undefined) return source.fail('a string that is not closed', start);
  const inside = quoted.slice(1, -1).replaceAll(quote + quote, quote);
  if (quote === "'") return { kind: 'literal', value: inside };
  const text = withoutUnicodeEscapes(source, inside, start);
  return /[$#]/.test(inside) ? { kind: 'interpolated', text, at: source.position(start + 1) } : { kind: 'literal', value: text };
};

const number = (source: Source, text: string): Expression => {
  if (text.length > DIGITS_AT_MOST) source.fail(`a number of more than ${DIGITS_AT_MOST} digits`);
  if (/[.eE]/.test(text)) return { kind: 'double', value: Number(text) };
  const value = Number(text);
  return { kind: 'literal', value: Number.isSafeInteger(value) ? value : BigInt(text) };
};

/** What may stand as an argument, an index, a list item: no arithmetic. */
export const parsePrimary = (source: Source): Expression => {
  skipSpace(source);
  const char = source.peek();
  if (char === '"' || char === "'") return string(source);
  if (char === '[') return list(source);
  if (char === '{') return map(source);
  if (char === '$') return parseReference(source) ?? source.fail('a reference without a name');
  const digits = source.take(NUMBER);
  if (digits !== undefined) return number(source, digits);
  const word = source.take(/(?:true|false)\b/y);
  if (word !== undefined) return { kind: 'literal', value: word === 'true' };
  return source.fail(source.done ? 'the template ends inside an expression' : `${JSON.stringify(char)} starts no expression`);
};

const accessAt = (source: Source): Access | undefined => {
  if (source.peek() === '[') {
    source.at += 1;
    const index = source.nested(() => parsePrimary(source));
    skipSpace(source);
    source.expect(']');
    return { kind: 'index', index };
  }
  if (source.take(/\.(?=[A-Za-z])/y) === undefined) return undefined;
  const name = source.take(IDENTIFIER) ?? '';
  if (source.peek() !== '(') return { kind: 'member', name };
  source.at += 1;
  const args = separated(source, ')', () => parsePrimary(source));
  source.expect(')');
  return { kind: 'call', name, args };
};

/** `$name`, `$!name`, `${name}`, `$!{name}` with members, calls and indexes. `undefined`: the dollar sign is text. */
export const parseReference = (source: Source): Reference | undefined => {
  const start = source.at;
  const opening = source.take(/\$!?\{?/y);
  const name = opening && source.take(IDENTIFIER);
  if (!name) {
    source.at = start;
    return undefined;
  }
  const path: Access[] = [];
  for (let access = accessAt(source); access; access = accessAt(source)) path.push(access);
  if (opening.endsWith('{')) {
    if (source.peek() !== '}') source.fail(`expected "}" after \${${name}`);
    source.at += 1;
  }
  return { kind: 'reference', name, path, plain: opening === '$', at: source.position(start) };
};
