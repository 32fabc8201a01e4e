import { TemplateFailure } from './template-problem.ts';

/** API Gateway ends a `#foreach` after 1,000 rounds. */
export const ROUNDS_AT_MOST = 1_000;

/** What one rendering may use: far above any template that a gateway would serve, and small enough to end a hostile one at once. */
const STEPS_AT_MOST = 1_000_000;
const OUTPUT_AT_MOST = 10_485_760;

/** A step is a statement, a reference, a member that is looked at, or 64 characters of text that are read or made. */
const CHARACTERS_PER_STEP = 64;

export interface Budget {
  readonly spend: (steps: number) => void;
  /** Counts a text that was read or made as a whole, and gives it back. */
  readonly text: (text: string) => string;
  readonly wrote: (characters: number) => void;
}

const exceeded = (what: string): never => {
  throw new TemplateFailure({ kind: 'limit', reason: `the template needs more than ${what}` });
};

/** Before a text is made: no longer than all output may be. */
export const assertLength = (characters: number): void => {
  if (characters > OUTPUT_AT_MOST) exceeded(`${OUTPUT_AT_MOST} characters in one text`);
};

export const createBudget = (): Budget => {
  let steps = 0;
  let output = 0;
  const spend = (more: number): void => {
    steps += more;
    if (steps > STEPS_AT_MOST) exceeded(`${STEPS_AT_MOST} steps`);
  };
  return {
    spend,
    text(text) {
      if (text.length < CHARACTERS_PER_STEP) spend(1);
      else {
        assertLength(text.length);
        spend(1 + Math.floor(text.length / CHARACTERS_PER_STEP));
      }
      return text;
    },
    wrote(characters) {
      output += characters;
      if (output > OUTPUT_AT_MOST) exceeded(`${OUTPUT_AT_MOST} characters of output`);
    },
  };
};
