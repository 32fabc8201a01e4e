import type { Position } from './ast.ts';

/** Why a template cannot run: it does not parse, it failed on this input, or it asked for more than a template may. */
export interface TemplateProblem {
  readonly kind: 'syntax' | 'evaluation' | 'limit' | 'payload';
  readonly reason: string;
  readonly at?: Position;
}

/** Carries a problem out of the recursion of parser and evaluator; never leaves this folder. */
export class TemplateFailure extends Error {
  readonly problem: TemplateProblem;

  constructor(problem: TemplateProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

/**
 * Runs a step that may fail; a bug stays an exception. A text or list that outgrows the engine itself is a limit like any other, should
 * the budget ever let one through. `place` says where the step was, for a failure that does not know.
 */
export const attempt = <Value>(
  step: () => Value,
  place: () => Position | undefined = () => undefined,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: TemplateProblem } => {
  try {
    return { ok: true, value: step() };
  } catch (error) {
    if (error instanceof RangeError)
      return { ok: false, failure: { kind: 'limit', reason: `the template needs too much: ${error.message}` } };
    if (!(error instanceof TemplateFailure)) throw error;
    const at = error.problem.at ?? place();
    return { ok: false, failure: { ...error.problem, ...(at && { at }) } };
  }
};
