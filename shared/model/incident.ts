import type { StageSnapshot } from './api.ts';
import type { Target, Window } from './diagnosis.ts';
import type { Gap } from './evidence.ts';
import type { Observation } from './observation.ts';

export interface ChangeRecord {
  readonly at?: Date;
  readonly event: string;
  readonly resource?: string;
}

/** Everything known of one incident: the only input of a diagnosis, whether it came from AWS, a file or a test. */
export interface Incident {
  readonly target: Target;
  readonly window?: Window;
  readonly stage: StageSnapshot;
  /** One observation stands for `weight` requests with the same failure signature. */
  readonly observations: readonly { readonly observation: Observation; readonly weight: number }[];
  readonly changes: readonly ChangeRecord[];
  readonly metrics: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly gaps: readonly Gap[];
}
