import type { LogLine } from './trace.ts';

/** A fact that a reader can look up: never empty, always pointing somewhere. */
export type Evidence =
  | { readonly kind: 'log-line'; readonly line: LogLine }
  /** `pointer`: JSON pointer into the snapshot, such as `/methods/~1pets/GET/integration/contentHandling`. */
  | {
      readonly kind: 'config';
      readonly pointer: string;
      readonly value: unknown;
      readonly of: 'deployed' | 'working-copy' | 'stage' | 'function' | 'role';
    }
  /** Something that should be there and is not is a fact too. */
  | { readonly kind: 'absent'; readonly pointer: string; readonly of: 'deployed' | 'working-copy' | 'stage' | 'function' | 'role' | 'log' }
  /** A part of what went over the wire: `response.body`, `request.headers.Accept`, `endpoint.output`. */
  | { readonly kind: 'exchange'; readonly part: string; readonly value: string }
  | { readonly kind: 'metric'; readonly name: string; readonly value: number };

export type SomeEvidence = readonly [Evidence, ...Evidence[]];

/** Something that could not be read, why, and what would let us read it. */
export interface Gap {
  readonly kind:
    | 'access-denied'
    | 'logging-disabled'
    | 'log-group-missing'
    | 'log-level-too-low'
    | 'expired'
    | 'throttled'
    | 'budget-spent'
    | 'not-found'
    | 'not-supplied'
    | 'truncated'
    | 'unreadable'
    | 'ambiguous';
  /** What is missing: `execution log`, `deployed configuration`, `resource policy of function orders`. */
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}
