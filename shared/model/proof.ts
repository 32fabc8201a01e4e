/** Where a replay parts from what was seen: `step` is a line of the trace that one of them lacks, `answer` the body. */
export interface Divergence {
  readonly aspect: 'status' | 'failure' | 'step' | 'answer';
  /** As the evidence has it. */
  readonly observed: string;
  /** As the simulator has it. */
  readonly replayed: string;
}

/**
 * What replaying the failing request shows about a cause: on the configuration that the stage runs, and with the repair applied.
 * `assumptions`: what the evidence does not say and the replay took instead, one sentence each.
 */
export type Proof =
  /** The same failure; gone with the repair; and none of the neighbouring requests is worse off. */
  | {
      readonly kind: 'proven';
      /** What the client gets, in words: `500 Internal server error, Execution failed due to …`. */
      readonly replayed: string;
      readonly repaired: string;
      /** How many other requests were replayed on both configurations. */
      readonly neighbours: number;
      readonly assumptions: readonly string[];
    }
  /** The same failure; `open` says in one sentence why the repair is not proven. */
  | { readonly kind: 'reproduced'; readonly replayed: string; readonly open: string; readonly assumptions: readonly string[] }
  /** Everything was known and the replay shows something else: the cause is no verdict. */
  | { readonly kind: 'refuted'; readonly divergence: Divergence }
  /** `divergence`: a replay shows something else, and what had to be assumed for it may be why. */
  | { readonly kind: 'not-attempted'; readonly reason: string; readonly divergence?: Divergence };
