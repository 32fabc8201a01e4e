/** What a template prints, or where it fails (lines and columns as Velocity's exception counts them; -1: it does not say). */
export type Outcome =
  | string
  | { readonly fails: 'parse'; readonly line: number; readonly column: number }
  | { readonly fails: 'evaluation' };

/**
 * One template and what Apache Velocity 1.7 makes of it: `stock` as it comes; `tuned` with null references printing empty, inline macros
 * off, loops of 1,000 rounds and closed reflection, which is how API Gateway's engine behaves as far as it was recorded.
 */
export interface Golden {
  readonly name: string;
  readonly template: string;
  /** Where ours is not `stock`: the name of the difference in test/shared/gateway/template/dialect-differences.ts. Written by hand. */
  readonly differs?: string;
  /** Where ours is not `tuned` either. Written by hand. */
  readonly ours?: string | { readonly fails: 'parse' | 'evaluation' };
  readonly stock: Outcome;
  /** Absent: as `stock`. */
  readonly tuned?: Outcome;
}
