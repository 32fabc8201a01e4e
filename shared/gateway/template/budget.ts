import { TemplateFailure } from './template-problem.ts';

/** API Gateway ends a `#foreach` after 1,000 rounds. */
export const ROUNDS_AT_MOST = 1_000;

/** What one rendering may use: far above any template that a gateway would serve, and small enough to end a hostile one at once. */
const STEPS_AT_MOST = 1_000_000;
const OUTPUT_AT_MOST = 10_485_760;

export interface Budget {
  readonly step: () => void;
  readonly wrote: (characters: number) => void;
}

const exceeded = (what: string): never => {
  throw new TemplateFailure({ kind: 'limit', reason: `the template needs more than ${what}` });
};

export const createBudget = (): Budget => {
  let steps = 0;
  let output = 0;
  return {
    step() {
      steps += 1;
      if (steps > STEPS_AT_MOST) exceeded(`${STEPS_AT_MOST} steps`);
    },
    wrote(characters) {
      output += characters;
      if (output > OUTPUT_AT_MOST) exceeded(`${OUTPUT_AT_MOST} characters of output`);
    },
  };
};
