import type { Block, Node } from './ast.ts';
import { ROUNDS_AT_MOST } from './budget.ts';
import { compileExpression, compileReference, compileTest, type Scope } from './compile-expression.ts';
import { type Run, rendered, type Signal, type SlotOf, write } from './frame.ts';
import { createLoop, roundsOf } from './loop.ts';
import { assign } from './methods.ts';
import { parseInterpolated } from './parse-template.ts';
import { print } from './print.ts';
import { Defined } from './values.ts';

/** A block that renders itself stops at its second turn (Velocity's `directive.define.max.depth`). */
const TURNS_AT_MOST = 2;

const compileSet = ({ target, value }: Extract<Node, { kind: 'set' }>, scope: Scope): Run => {
  const evaluate = compileExpression(value, scope);
  const slot = scope.slotOf(target.name);
  const last = target.path.at(-1);
  if (!last)
    return (frame) => {
      const result = evaluate(frame);
      // Velocity 1.7 keeps the old value when the right side is null, and knows no quiet or formal target.
      if (result !== undefined && target.plain) frame.variables[slot] = result;
      return 'next';
    };
  const owner = compileReference({ ...target, path: target.path.slice(0, -1) }, scope);
  const key = last.kind === 'index' ? compileExpression(last.index, scope) : () => last.name;
  return (frame) => {
    const result = evaluate(frame);
    if (result === undefined) return 'next';
    const name = key(frame);
    const self = owner(frame);
    frame.at = target.at;
    assign(self, name, result, frame.budget);
    return 'next';
  };
};

const compileLoop = ({ variable, list, body, at }: Extract<Node, { kind: 'foreach' }>, scope: Scope): Run => {
  const evaluate = compileExpression(list, scope);
  const run = compileBlock(body, scope);
  const item = scope.slotOf(variable);
  const foreach = scope.slotOf('foreach');
  const count = scope.slotOf('velocityCount');
  const hasNext = scope.slotOf('velocityHasNext');
  const slots = [item, foreach, count, hasNext];
  return (frame) => {
    const { variables, budget } = frame;
    const rounds = roundsOf(evaluate(frame));
    const before = slots.map((slot) => variables[slot]);
    const state = createLoop(rounds, before[1]);
    let signal: Signal = 'next';
    while (signal === 'next' && state.index + 1 < ROUNDS_AT_MOST && rounds.hasNext()) {
      budget.spend(1);
      frame.at = at;
      variables[item] = rounds.next();
      state.index += 1;
      variables[foreach] = state.object;
      variables[count] = state.index + 1;
      variables[hasNext] = rounds.hasNext();
      signal = run(frame);
    }
    for (const [index, slot] of slots.entries()) variables[slot] = before[index];
    return signal === 'stop' ? 'stop' : 'next';
  };
};

const compileConditional = ({ branches, otherwise }: Extract<Node, { kind: 'if' }>, scope: Scope): Run => {
  const compiled = branches.map(({ condition, body }) => ({ test: compileTest(condition, scope), run: compileBlock(body, scope) }));
  const rest = compileBlock(otherwise ?? [], scope);
  return (frame) => {
    for (const { test, run } of compiled) if (test(frame)) return run(frame);
    return rest(frame);
  };
};

const compileDefine = ({ variable, body }: Extract<Node, { kind: 'define' }>, scope: Scope): Run => {
  const slot = scope.slotOf(variable.name);
  const run = compileBlock(body, scope);
  return (frame) => {
    let turns = 0;
    const render = (): string => {
      if (turns >= TURNS_AT_MOST) return '';
      turns += 1;
      const text = rendered(run, frame);
      turns -= 1;
      return text;
    };
    if (variable.plain || variable.path.length > 0) frame.variables[slot] = new Defined(render);
    return 'next';
  };
};

const compileNode = (node: Node, scope: Scope): Run => {
  switch (node.kind) {
    case 'text': {
      const { text } = node;
      return (frame) => {
        write(frame, text);
        return 'next';
      };
    }
    case 'print': {
      const evaluate = compileReference(node.reference, scope);
      return (frame) => {
        const value = evaluate(frame);
        if (!frame.stopped) write(frame, print(value, frame.budget));
        return 'next';
      };
    }
    case 'set':
      return compileSet(node, scope);
    case 'if':
      return compileConditional(node, scope);
    case 'foreach':
      return compileLoop(node, scope);
    case 'define':
      return compileDefine(node, scope);
    default: {
      const { kind } = node;
      return () => kind;
    }
  }
};

const compileBlock = (nodes: Block, scope: Scope): Run => {
  const runs = nodes.map((node) => compileNode(node, scope));
  return (frame) => {
    for (const run of runs) {
      frame.budget.spend(1);
      const signal = run(frame);
      if (signal !== 'next') return signal;
      if (frame.stopped) return 'stop';
    }
    return 'next';
  };
};

/** Turns a parsed block into one function; nothing of the template text is looked at again. */
export const compileNodes = (nodes: Block, slotOf: SlotOf): Run => {
  const scope: Scope = { slotOf, compileText: ({ text, at }) => compileBlock(parseInterpolated(text, at), scope) };
  return compileBlock(nodes, scope);
};
