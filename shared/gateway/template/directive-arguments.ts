import type { Expression } from './ast.ts';
import { parsePrimary, skipSpace } from './parse-expression.ts';
import type { Source } from './source.ts';

/** Velocity 1.x: the blanks and the line break behind a directive belong to it. */
export const REST_OF_LINE = /[ \t]*(?:\r\n|\n|\r)/y;

export type Argument = Expression | { readonly kind: 'word'; readonly text: string };

const OPENING = /[ \t\r\n]*\(/y;
const COMMA = /,/y;
const WORD = /[A-Za-z_@][A-Za-z0-9_@]*/y;

export const closing = (source: Source): void => {
  skipSpace(source);
  source.expect(')');
  source.take(REST_OF_LINE);
};

const argument = (source: Source): Argument => {
  const start = source.at;
  const text = source.take(WORD);
  if (text !== undefined && text !== 'true' && text !== 'false') return { kind: 'word', text };
  source.at = start;
  return parsePrimary(source);
};

/**
 * What stands in parentheses behind a name: words and values, apart by blanks or commas. `undefined`: no parentheses. Behind a directive
 * the rest of the line is eaten, behind a name that is none it is text.
 */
export const takeArguments = (source: Source, as: 'a directive' | 'text'): readonly Argument[] | undefined => {
  if (source.take(OPENING) === undefined) return undefined;
  const found: Argument[] = [];
  skipSpace(source);
  while (source.peek() !== ')') {
    if (source.take(COMMA) !== undefined) skipSpace(source);
    found.push(source.nested(() => argument(source)));
    skipSpace(source);
  }
  if (as === 'text') source.expect(')');
  else closing(source);
  return found;
};
