import type { BinaryOperator } from './ast.ts';
import type { Budget } from './budget.ts';
import { print } from './print.ts';
import { TemplateFailure } from './template-problem.ts';
import { integer, JavaDouble, numberOf, type Value } from './values.ts';

export type Arithmetic = Extract<BinaryOperator, '+' | '-' | '*' | '/' | '%'>;
export type Comparison = Extract<BinaryOperator, '<' | '<=' | '>' | '>='>;

type Calculate<Kind> = Readonly<Record<Arithmetic, (left: Kind, right: Kind) => Kind>>;

const DOUBLES: Calculate<number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** Java widens an Integer that overflows, so whole numbers never lose a digit. */
const INTEGERS: Calculate<bigint> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const COMPARISON: Readonly<Record<Comparison, (left: number | bigint, right: number | bigint) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Java's BigInteger has no limit that a template should find. */
const LARGEST = 10n ** 1_000n;

const isWhole = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

const ofIntegers = (operator: Arithmetic, left: number | bigint, right: number | bigint): Value => {
  if (typeof left === 'number' && typeof right === 'number') {
    const result = DOUBLES[operator](left, right);
    if (Number.isSafeInteger(result)) return result === 0 ? 0 : result;
    if (operator === '/') return Math.trunc(result);
  }
  const result = INTEGERS[operator](BigInt(left), BigInt(right));
  if (result > LARGEST || result < -LARGEST) throw new TemplateFailure({ kind: 'limit', reason: 'a number of more than 1,000 digits' });
  return integer(result);
};

/** Integers stay integers (`7 / 2` is 3), one Double makes a Double; a text is joined by `+`; division by zero gives null. */
export const calculate = (operator: Arithmetic, left: Value, right: Value, budget: Budget): Value => {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return left === undefined || right === undefined ? undefined : budget.text(print(left, budget) + print(right, budget));
  const one = numberOf(left);
  const other = numberOf(right);
  if (one === undefined || other === undefined) return undefined;
  if (other === 0 && (operator === '/' || operator === '%')) return undefined;
  if (isWhole(left) && isWhole(right)) return ofIntegers(operator, left, right);
  return new JavaDouble(DOUBLES[operator](one, other));
};

const comparable = (value: Value): number | bigint | undefined => (typeof value === 'bigint' ? value : numberOf(value));

/** What is no number is neither less nor greater. */
export const compare = (operator: Comparison, left: Value, right: Value): boolean => {
  const one = comparable(left);
  const other = comparable(right);
  return one !== undefined && other !== undefined && COMPARISON[operator](one, other);
};
