import type { Access, BinaryOperator, Expression, Reference } from './ast.ts';
import type { Source } from './source.ts';

const SPACE = /[ \t\r\n]*/y;
/** Velocity identifiers take hyphens: `$start-$end` reads `$start-`. */
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /-?\d+(?:\.\d+(?:[eE][+-]?\d+)?)?|-?\.\d+/y;

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
    [/-/y, '-'],
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
  for (;;) {
    skipSpace(source);
    const operator = operatorAt(source, level);
    if (!operator) return left;
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

const separated = <Item>(source: Source, end: string, item: () => Item): readonly Item[] => {
  const items: Item[] = [];
  skipSpace(source);
  while (!source.startsWith(end)) {
    items.push(item());
    skipSpace(source);
    if (source.peek() !== ',') break;
    source.at += 1;
    skipSpace(source);
  }
  source.expect(end);
  return items;
};

const list = (source: Source): Expression => {
  source.at += 1;
  skipSpace(source);
  if (source.peek() === ']') {
    source.at += 1;
    return { kind: 'list', items: [] };
  }
  const first = source.nested(() => parsePrimary(source));
  skipSpace(source);
  if (source.startsWith('..')) {
    source.at += 2;
    skipSpace(source);
    const to = parsePrimary(source);
    skipSpace(source);
    source.expect(']');
    return { kind: 'range', from: first, to };
  }
  if (source.peek() === ']') {
    source.at += 1;
    return { kind: 'list', items: [first] };
  }
  source.expect(',');
  return { kind: 'list', items: [first, ...separated(source, ']', () => parsePrimary(source))] };
};

const map = (source: Source): Expression => {
  source.at += 1;
  const entries = separated(source, '}', (): readonly [Expression, Expression] => {
    const key = parsePrimary(source);
    skipSpace(source);
    source.expect(':');
    skipSpace(source);
    return [key, source.nested(() => parsePrimary(source))];
  });
  return { kind: 'map', entries };
};

/** Backslash is no escape inside a string; a doubled quote is one quote. */
const string = (source: Source): Expression => {
  const quote = source.peek();
  const start = source.at;
  const text = source.take(quote === '"' ? /"(?:[^"]|"")*"/y : /'(?:[^']|'')*'/y);
  if (text === undefined) return source.fail('a string that is not closed', start);
  const value = text.slice(1, -1).replaceAll(quote + quote, quote);
  if (quote === "'" || !/[$#]/.test(value)) return { kind: 'literal', value };
  return { kind: 'interpolated', text: value, at: source.position(start + 1) };
};

/** What may stand as an argument, an index, a list item: no arithmetic. */
const parsePrimary = (source: Source): Expression => {
  skipSpace(source);
  const char = source.peek();
  if (char === '"' || char === "'") return string(source);
  if (char === '[') return list(source);
  if (char === '{') return map(source);
  if (char === '$') {
    const reference = parseReference(source);
    return reference ?? source.fail('a reference without a name');
  }
  const number = source.take(NUMBER);
  if (number !== undefined)
    return number.includes('.') ? { kind: 'double', value: Number(number) } : { kind: 'literal', value: Number(number) };
  const word = source.take(/true\b|false\b/y);
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
  if (source.peek() !== '.' || !/[A-Za-z_]/.test(source.peek(1))) return undefined;
  source.at += 1;
  const name = source.take(IDENTIFIER) ?? '';
  if (source.peek() !== '(') return { kind: 'member', name };
  source.at += 1;
  return { kind: 'call', name, args: source.nested(() => separated(source, ')', () => parsePrimary(source))) };
};

/** `$name`, `$!name`, `${name}`, `$!{name}` with members, calls and indexes. `undefined`: the dollar sign is text. */
export const parseReference = (source: Source): Reference | undefined => {
  const start = source.at;
  const at = source.position();
  const opening = source.take(/\$!?\{?/y) ?? '';
  const name = source.take(IDENTIFIER);
  if (name === undefined) {
    source.at = start;
    return undefined;
  }
  const path: Access[] = [];
  for (let access = accessAt(source); access; access = accessAt(source)) path.push(access);
  if (opening.endsWith('{')) {
    if (source.peek() !== '}') source.fail(`expected "}" after \${${name}`);
    source.at += 1;
  }
  return { kind: 'reference', name, path, at };
};
