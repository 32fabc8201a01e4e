import type { Row } from './insights-row.ts';
import { type Cursor, compileRegex } from './insights-tokens.ts';

export type Predicate = (row: Row) => boolean;
type Operand = (row: Row) => string | undefined;

const COMPARISONS: Readonly<Record<string, (left: number | string, right: number | string) => boolean>> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const isNumber = (text: string) => text.trim() !== '' && Number.isFinite(Number(text));

const operand = (cursor: Cursor): Operand | undefined => {
  const constant = cursor.next('text') ?? cursor.next('number');
  if (constant !== undefined) return () => constant;
  const field = cursor.next('name');
  return field === undefined ? undefined : (row) => row.get(field);
};

const like = (cursor: Cursor, left: Operand): Predicate | undefined => {
  const text = cursor.next('text');
  if (text !== undefined) return (row) => left(row)?.includes(text) ?? false;
  const regex = compileRegex(cursor.next('regex') ?? '(');
  return (
    regex &&
    ((row) => {
      const value = left(row);
      return value !== undefined && regex.matcher(value).find();
    })
  );
};

const oneOf = (cursor: Cursor, left: Operand): Predicate | undefined => {
  if (!cursor.skip('[')) return undefined;
  const values: Operand[] = [];
  do {
    const value = operand(cursor);
    if (!value) return undefined;
    values.push(value);
  } while (cursor.skip(','));
  return cursor.skip(']') ? (row) => values.some((value) => value(row) === left(row)) : undefined;
};

const comparison = (cursor: Cursor): Predicate | undefined => {
  if (cursor.skip('ispresent')) {
    const field = cursor.skip('(') ? cursor.next('name') : undefined;
    return field !== undefined && cursor.skip(')') ? (row) => row.get(field) !== undefined : undefined;
  }
  const left = operand(cursor);
  if (!left) return undefined;
  if (cursor.skip('not')) {
    const denied = cursor.skip('like') ? like(cursor, left) : cursor.skip('in') ? oneOf(cursor, left) : undefined;
    return denied && ((row) => !denied(row));
  }
  if (cursor.skip('like') || cursor.skip('=~')) return like(cursor, left);
  if (cursor.skip('in')) return oneOf(cursor, left);
  const compare = COMPARISONS[cursor.next('mark') ?? ''];
  const right = operand(cursor);
  if (!compare || !right) return undefined;
  return (row) => {
    const [one, other] = [left(row), right(row)];
    if (one === undefined || other === undefined) return false;
    return isNumber(one) && isNumber(other) ? compare(Number(one), Number(other)) : compare(one, other);
  };
};

const negation = (cursor: Cursor): Predicate | undefined => {
  if (cursor.skip('not')) {
    const inner = negation(cursor);
    return inner && ((row) => !inner(row));
  }
  if (!cursor.skip('(')) return comparison(cursor);
  const inner = parsePredicate(cursor);
  return cursor.skip(')') ? inner : undefined;
};

const joined = (cursor: Cursor, word: string, part: (cursor: Cursor) => Predicate | undefined): readonly Predicate[] | undefined => {
  const parts: Predicate[] = [];
  do {
    const predicate = part(cursor);
    if (!predicate) return undefined;
    parts.push(predicate);
  } while (cursor.skip(word));
  return parts;
};

const conjunction = (cursor: Cursor): Predicate | undefined => {
  const parts = joined(cursor, 'and', negation);
  return parts && ((row) => parts.every((part) => part(row)));
};

/** The condition of `filter`: comparisons, `like`, `=~`, `in`, `ispresent`, joined by `and`, `or`, `not` and parentheses. */
export const parsePredicate = (cursor: Cursor): Predicate | undefined => {
  const parts = joined(cursor, 'or', conjunction);
  return parts && ((row) => parts.some((part) => part(row)));
};
