import type { Position } from './ast.ts';
import type { Budget } from './budget.ts';
import { TemplateFailure } from './template-problem.ts';
import type { Value } from './values.ts';

/** One rendering: its variables, what it has written, and what it may still use. */
export interface Frame {
  readonly variables: Value[];
  readonly budget: Budget;
  out: string;
  /** `#stop` was met, maybe inside a text: nothing more is written. */
  stopped: boolean;
  /** Blocks that are being rendered into texts of their own. */
  depth: number;
  /** The call or index that is being evaluated, for a failure's position. */
  at?: Position;
}

/** How a block ended: on to the next, out of the loop, out of the template. */
export type Signal = 'next' | 'break' | 'stop';
export type Run = (frame: Frame) => Signal;
export type Evaluate = (frame: Frame) => Value;

/** The place of a name among a rendering's variables; each name of a template has one. */
export type SlotOf = (name: string) => number;

const DEPTH_AT_MOST = 64;

export const write = (frame: Frame, text: string): void => {
  frame.budget.wrote(text.length);
  frame.out += text;
};

/** Renders a block on its own, into text. */
export const rendered = (run: Run, frame: Frame): string => {
  const { out } = frame;
  if (frame.depth >= DEPTH_AT_MOST)
    throw new TemplateFailure({ kind: 'limit', reason: `texts nested deeper than ${DEPTH_AT_MOST} levels` });
  frame.depth += 1;
  frame.out = '';
  if (run(frame) === 'stop') frame.stopped = true;
  const text = frame.out;
  frame.out = out;
  frame.depth -= 1;
  return frame.budget.text(text);
};
