import type { CauseId, VerdictId } from '../../../shared/model/cause-id.ts';
import type { Proof } from '../../../shared/model/proof.ts';
import type { Label } from './label.ts';

/** What was answered, or why there was no answer: the reader refused the file, or the engine threw. */
export type Got = VerdictId | 'refused' | 'crashed';

export interface Answered {
  readonly got: Got;
  /** The diagnosis' own sentence, or the reason of the refusal or crash. */
  readonly summary: string;
  /** Every cause that was named, with what its replay shows. */
  readonly proofs: readonly { readonly cause: CauseId; readonly proof: Proof }[];
}

export interface Case extends Answered {
  readonly kind: 'case';
  readonly file: string;
  readonly label: Label;
}

export type Outcome =
  | Case
  /** No JSON or no label: nothing to hold an answer against. */
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string };
