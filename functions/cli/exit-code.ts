import type { VerdictId } from '../../shared/model/cause-id.ts';

export const EXIT = { noFault: 0, cause: 1, usage: 2, couldNotLook: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** For `--help` and `docs/cli.md`. */
export const EXIT_MEANINGS = [
  [
    EXIT.noFault,
    'no fault found (audit: nothing was found; capture, explain: done; replay: answered below 500; lab: stopped; doctor: all is well)',
  ],
  [
    EXIT.cause,
    'a cause was found (audit: a method would fail, or has a wrong setting; replay: answered with a 5xx; doctor: something is to be repaired)',
  ],
  [EXIT.usage, 'the command was called wrongly'],
  [
    EXIT.couldNotLook,
    'could not look: no access, unreadable file, logging disabled, or not enough evidence to name one cause (replay: its endpoint is needed; lab: it cannot start; doctor: nothing wrong, but not everything seen)',
  ],
] as const satisfies readonly (readonly [ExitCode, string])[];

/** An outcome that names no cause and does not clear the stage either means that nobody could look well enough. */
export const exitCodeOf = (verdict: VerdictId): ExitCode => {
  switch (verdict) {
    case 'no-fault':
      return EXIT.noFault;
    case 'logging-disabled':
    case 'insufficient-evidence':
      return EXIT.couldNotLook;
    default:
      return EXIT.cause;
  }
};
