/** A part of a replay, and what the evidence did not say of it: one sentence for each thing that was taken instead. */
export interface Assumed<Value> {
  readonly value: Value;
  readonly assumptions: readonly string[];
}
