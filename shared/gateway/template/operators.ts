import type { BinaryOperator } from './ast.ts';
import { equal, JavaDouble, numberOf, print, truthy, type Value } from './values.ts';

type Arithmetic = '+' | '-' | '*' | '/' | '%';
type Comparison = '<' | '<=' | '>' | '>=';

const whole = (value: Value): boolean => typeof value === 'number';

/** Integers stay integers (`7 / 2` is 3), one Double makes a Double; division by zero gives null. */
const ARITHMETIC: Readonly<Record<Arithmetic, (left: number, right: number, integers: boolean) => number | undefined>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right, integers) => (right === 0 ? undefined : integers ? Math.trunc(left / right) : left / right),
  '%': (left, right) => (right === 0 ? undefined : left % right),
};

const COMPARISON: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const calculate = (operator: Arithmetic, left: Value, right: Value): Value => {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return print(left) + print(right);
  const [one, other] = [numberOf(left), numberOf(right)];
  if (one === undefined || other === undefined) return undefined;
  const integers = whole(left) && whole(right);
  const result = ARITHMETIC[operator](one, other, integers);
  return result === undefined || integers ? result : new JavaDouble(result);
};

/** What is no number is neither less nor greater. */
const compare = (operator: Comparison, left: Value, right: Value): boolean => {
  const [one, other] = [numberOf(left), numberOf(right)];
  return one !== undefined && other !== undefined && COMPARISON[operator](one, other);
};

/** The right side is evaluated only when it matters. */
export const operate = (operator: BinaryOperator, left: Value, right: () => Value): Value => {
  switch (operator) {
    case '||':
      return truthy(left) || truthy(right());
    case '&&':
      return truthy(left) && truthy(right());
    case '==':
      return equal(left, right());
    case '!=':
      return !equal(left, right());
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right());
    default:
      return calculate(operator, left, right());
  }
};
