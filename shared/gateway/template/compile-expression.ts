import type { Access, BinaryOperator, Expression, Reference } from './ast.ts';
import { ROUNDS_AT_MOST } from './budget.ts';
import { type Evaluate, type Frame, type Run, rendered, type SlotOf } from './frame.ts';
import { callMethod, readIndex, readMember } from './methods.ts';
import { calculate, compare } from './operators.ts';
import { equal, print } from './print.ts';
import { TemplateFailure } from './template-problem.ts';
import { JavaDouble, JavaList, numberOf, truthy, type Value } from './values.ts';

type Test = (frame: Frame) => boolean;
type Step = (self: Value, frame: Frame) => Value;

/** What an expression is compiled with: where variables are, and how the inside of a text is compiled. */
export interface Scope {
  readonly slotOf: SlotOf;
  readonly compileText: (node: Extract<Expression, { kind: 'interpolated' }>) => Run;
}

const compileStep = (access: Access, at: Reference['at'], scope: Scope): Step => {
  switch (access.kind) {
    case 'member':
      return (self) => readMember(self, access.name);
    case 'index': {
      const index = compileExpression(access.index, scope);
      return (self, frame) => {
        const key = index(frame);
        frame.at = at;
        return readIndex(self, key, frame.budget);
      };
    }
    case 'call': {
      const args = access.args.map((arg) => compileExpression(arg, scope));
      return (self, frame) => {
        const values = args.map((arg) => arg(frame));
        frame.at = at;
        return callMethod(self, access.name, values, frame.budget);
      };
    }
    default:
      return access satisfies never;
  }
};

/** What the reference stands for. Null is an empty text wherever a template reads it (VT-1, VT-2, VT-3: one mechanism explains all three). */
export const compileReference = ({ name, path, at }: Reference, scope: Scope): Evaluate => {
  const slot = scope.slotOf(name);
  const [first, ...others] = path.map((access) => compileStep(access, at, scope));
  if (!first)
    return (frame) => {
      frame.budget.spend(1);
      return frame.variables[slot] ?? '';
    };
  return (frame) => {
    frame.budget.spend(1);
    const root = frame.variables[slot];
    if (root === undefined) return '';
    let self = first(root, frame);
    for (const step of others) {
      if (self === undefined) return '';
      self = step(self, frame);
    }
    return self ?? '';
  };
};

const range = (from: Value, to: Value, frame: Frame): Value => {
  const first = numberOf(from);
  const last = numberOf(to);
  if (first === undefined || last === undefined || from instanceof JavaDouble || to instanceof JavaDouble) return undefined;
  const length = Math.abs(last - first) + 1;
  if (length > ROUNDS_AT_MOST * 100) throw new TemplateFailure({ kind: 'limit', reason: `a range of ${length} numbers` });
  frame.budget.spend(length);
  return new JavaList(Array.from({ length }, (_, step) => (first <= last ? first + step : first - step)));
};

const compileBinary = (operator: BinaryOperator, left: Evaluate, right: Evaluate): Evaluate => {
  switch (operator) {
    case '==':
      return (frame) => equal(left(frame), right(frame), frame.budget);
    case '!=':
      return (frame) => !equal(left(frame), right(frame), frame.budget);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return (frame) => compare(operator, left(frame), right(frame));
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return (frame) => calculate(operator, left(frame), right(frame), frame.budget);
    default:
      throw new Error(`${operator} is a test`);
  }
};

export const compileExpression = (node: Expression, scope: Scope): Evaluate => {
  switch (node.kind) {
    case 'literal': {
      const { value } = node;
      return () => value;
    }
    case 'double': {
      const value = new JavaDouble(node.value);
      return () => value;
    }
    case 'interpolated': {
      const run = scope.compileText(node);
      return (frame) => rendered(run, frame);
    }
    case 'list': {
      const items = node.items.map((item) => compileExpression(item, scope));
      return (frame) => {
        frame.budget.spend(items.length);
        return new JavaList(items.map((item) => item(frame)));
      };
    }
    case 'map': {
      const entries = node.entries.map(([key, value]) => [compileExpression(key, scope), compileExpression(value, scope)] as const);
      return (frame) => {
        frame.budget.spend(entries.length);
        const map = new Map<string, Value>();
        for (const [key, value] of entries) map.set(print(key(frame), frame.budget), value(frame));
        return map;
      };
    }
    case 'range': {
      const from = compileExpression(node.from, scope);
      const to = compileExpression(node.to, scope);
      return (frame) => range(from(frame), to(frame), frame);
    }
    case 'not':
      return compileTest(node, scope);
    case 'binary':
      if (node.operator === '||' || node.operator === '&&') return compileTest(node, scope);
      return compileBinary(node.operator, compileExpression(node.left, scope), compileExpression(node.right, scope));
    default:
      return compileReference(node, scope);
  }
};

/** Only `false` is false of what a reference gives; a literal other than `true`, and a sum, are false as conditions (Velocity 1.7). */
export const compileTest = (node: Expression, scope: Scope): Test => {
  if (node.kind === 'not') {
    const operand = compileTest(node.operand, scope);
    return (frame) => !operand(frame);
  }
  if (node.kind === 'binary' && (node.operator === '||' || node.operator === '&&')) {
    const left = compileTest(node.left, scope);
    const right = compileTest(node.right, scope);
    return node.operator === '||' ? (frame) => left(frame) || right(frame) : (frame) => left(frame) && right(frame);
  }
  const evaluate = compileExpression(node, scope);
  if (node.kind === 'reference') return (frame) => truthy(evaluate(frame));
  if (node.kind === 'literal') return () => node.value === true;
  return node.kind === 'binary' ? (frame) => evaluate(frame) === true : () => false;
};
