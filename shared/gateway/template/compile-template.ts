import type { Access, Block, Expression, Node, Reference } from './ast.ts';
import { type Budget, ROUNDS_AT_MOST } from './budget.ts';
import { callMethod, readIndex, readMember } from './methods.ts';
import { operate } from './operators.ts';
import { parseInterpolated } from './parse-template.ts';
import { TemplateFailure } from './template-problem.ts';
import { Defined, HostObject, JavaDouble, JavaList, numberOf, print, truthy, type Value } from './values.ts';

/** One rendering: its variables, what it has written, and what it may still use. */
export interface Frame {
  readonly variables: Map<string, Value>;
  readonly budget: Budget;
  out: string;
}

/** How a block ended: on to the next, out of the loop, out of the template. */
type Signal = 'next' | 'break' | 'stop';
type Run = (frame: Frame) => Signal;
type Evaluate = (frame: Frame) => Value;

const write = (frame: Frame, text: string): void => {
  frame.budget.wrote(text.length);
  frame.out += text;
};

/** Renders a block on its own, into text. */
const rendered = (run: Run, frame: Frame): string => {
  const inner: Frame = { variables: frame.variables, budget: frame.budget, out: '' };
  run(inner);
  return inner.out;
};

const access = (step: Access): ((self: Value, frame: Frame) => Value) => {
  switch (step.kind) {
    case 'member':
      return (self) => readMember(self, step.name);
    case 'index': {
      const index = expression(step.index);
      return (self, frame) => readIndex(self, index(frame));
    }
    case 'call': {
      const args = step.args.map(expression);
      return (self, frame) =>
        callMethod(
          self,
          step.name,
          args.map((arg) => arg(frame)),
        );
    }
    default:
      return step satisfies never;
  }
};

const reference = ({ name, path, at }: Reference): Evaluate => {
  const steps = path.map(access);
  return (frame) => {
    frame.budget.step();
    try {
      return steps.reduce<Value>((self, step) => step(self, frame), frame.variables.get(name));
    } catch (error) {
      if (error instanceof TemplateFailure && !error.problem.at) throw new TemplateFailure({ ...error.problem, at });
      throw error;
    }
  };
};

const range = (from: Value, to: Value): Value => {
  const [first, last] = [numberOf(from), numberOf(to)];
  if (first === undefined || last === undefined) return undefined;
  const length = Math.abs(last - first) + 1;
  if (length > ROUNDS_AT_MOST * 100) throw new TemplateFailure({ kind: 'limit', reason: `a range of ${length} numbers` });
  return new JavaList(Array.from({ length }, (_, step) => (first <= last ? first + step : first - step)));
};

const expression = (node: Expression): Evaluate => {
  switch (node.kind) {
    case 'literal':
      return () => node.value;
    case 'double':
      return () => new JavaDouble(node.value);
    case 'interpolated': {
      const run = block(parseInterpolated(node.text, node.at));
      return (frame) => rendered(run, frame);
    }
    case 'list': {
      const items = node.items.map(expression);
      return (frame) => new JavaList(items.map((item) => item(frame)));
    }
    case 'map': {
      const entries = node.entries.map(([key, value]) => [expression(key), expression(value)] as const);
      return (frame) => new Map(entries.map(([key, value]) => [print(key(frame)), value(frame)]));
    }
    case 'range': {
      const [from, to] = [expression(node.from), expression(node.to)];
      return (frame) => range(from(frame), to(frame));
    }
    case 'not': {
      const operand = expression(node.operand);
      return (frame) => !truthy(operand(frame));
    }
    case 'binary': {
      const [left, right] = [expression(node.left), expression(node.right)];
      return (frame) => {
        frame.budget.step();
        return operate(node.operator, left(frame), () => right(frame));
      };
    }
    default:
      return reference(node);
  }
};

const assign = (self: Value, key: string, value: Value, index: Value): void => {
  if (self instanceof Map) self.set(key, value);
  else if (self instanceof HostObject) self.host.call('put', [key, value]);
  else if (self instanceof JavaList && index !== undefined) callMethod(self, 'set', [index, value]);
};

const set = ({ target, value }: Extract<Node, { kind: 'set' }>): Run => {
  const evaluate = expression(value);
  const last = target.path.at(-1);
  const owner = reference({ ...target, path: target.path.slice(0, -1) });
  const index = last?.kind === 'index' ? expression(last.index) : undefined;
  return (frame) => {
    const result = evaluate(frame);
    if (!last) {
      // Velocity keeps the old value when the right side is null.
      if (result !== undefined) frame.variables.set(target.name, result);
      return 'next';
    }
    const position = index?.(frame);
    assign(owner(frame), last.kind === 'index' ? print(position) : last.name, result, position);
    return 'next';
  };
};

const itemsOf = (value: Value): readonly Value[] =>
  value instanceof JavaList ? value.items : value instanceof Map ? [...value.values()] : [];

const loopVariable = (index: number, length: number): Value =>
  new Map<string, Value>([
    ['count', index + 1],
    ['index', index],
    ['hasNext', index + 1 < length],
    ['first', index === 0],
    ['last', index + 1 === length],
  ]);

const LOOP_NAMES = ['foreach', 'velocityCount', 'velocityHasNext'] as const;

const foreach = ({ variable, list, body }: Extract<Node, { kind: 'foreach' }>): Run => {
  const evaluate = expression(list);
  const run = block(body);
  return (frame) => {
    const items = [...itemsOf(evaluate(frame))].slice(0, ROUNDS_AT_MOST);
    const { variables } = frame;
    const before = [variable, ...LOOP_NAMES].map((name) => [name, variables.get(name)] as const);
    const outer = variables.get('foreach');
    let signal: Signal = 'next';
    for (const [index, item] of items.entries()) {
      frame.budget.step();
      const state = loopVariable(index, items.length);
      if (state instanceof Map && outer !== undefined) state.set('parent', outer);
      variables
        .set(variable, item)
        .set('foreach', state)
        .set('velocityCount', index + 1)
        .set('velocityHasNext', index + 1 < items.length);
      signal = run(frame);
      if (signal !== 'next') break;
    }
    for (const [name, value] of before) {
      if (value === undefined) variables.delete(name);
      else variables.set(name, value);
    }
    return signal === 'stop' ? 'stop' : 'next';
  };
};

const conditional = ({ branches, otherwise }: Extract<Node, { kind: 'if' }>): Run => {
  const compiled = branches.map(({ condition, body }) => ({ test: expression(condition), run: block(body) }));
  const rest = otherwise && block(otherwise);
  return (frame) => (compiled.find(({ test }) => truthy(test(frame)))?.run ?? rest)?.(frame) ?? 'next';
};

const statement = (node: Node): Run => {
  switch (node.kind) {
    case 'text':
      return (frame) => {
        write(frame, node.text);
        return 'next';
      };
    case 'print': {
      const evaluate = reference(node.reference);
      return (frame) => {
        write(frame, print(evaluate(frame)));
        return 'next';
      };
    }
    case 'set':
      return set(node);
    case 'if':
      return conditional(node);
    case 'foreach':
      return foreach(node);
    case 'define': {
      const run = block(node.body);
      return (frame) => {
        frame.variables.set(node.variable, new Defined(() => rendered(run, frame)));
        return 'next';
      };
    }
    default:
      return () => node.kind;
  }
};

/** Turns a parsed block into one function; nothing of the template text is looked at again. */
export const block = (nodes: Block): Run => {
  const runs = nodes.map(statement);
  return (frame) => {
    for (const run of runs) {
      frame.budget.step();
      const signal = run(frame);
      if (signal !== 'next') return signal;
    }
    return 'next';
  };
};
