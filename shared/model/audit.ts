import type { CauseId } from './cause-id.ts';
import type { Cost, FoundCause, Target } from './diagnosis.ts';
import type { Gap } from './evidence.ts';
import type { Proof } from './proof.ts';

/**
 * What a finding means for callers. `fails`: a call does not get through whatever its endpoint answers well. `fails-on-error`: an error of
 * the endpoint ends in another failure, of the gateway's own. `hides-error`: an error of the endpoint leaves as a success. `wrong-setting`:
 * the settings contradict each other or a rule of AWS, and no replay shows what comes of it.
 */
export const AUDIT_EFFECTS = ['fails', 'fails-on-error', 'wrong-setting', 'hides-error'] as const;

export type AuditEffect = (typeof AUDIT_EFFECTS)[number];

/** A method that a cause touches, with its own evidence and repair. */
export interface AuditedMethod extends FoundCause {
  readonly where: string;
  readonly proof: Proof;
}

/** One cause with one effect, and all methods in which the configuration shows it. */
export interface AuditFinding {
  readonly cause: CauseId;
  readonly effect: AuditEffect;
  readonly methods: readonly [AuditedMethod, ...AuditedMethod[]];
}

/** What the configuration of a stage shows before anybody has called it. */
export interface Audit {
  readonly target: Target;
  /** `lookedAt` is smaller than `configured` only where there are more methods than one audit looks at. */
  readonly methods: { readonly configured: number; readonly lookedAt: number };
  /** In the order of the effects, then by the step of the request's path. */
  readonly findings: readonly AuditFinding[];
  /** Methods that could not be replayed, by the reason: of them only what the settings themselves forbid is known. */
  readonly notReplayed: readonly { readonly reason: string; readonly methods: readonly string[] }[];
  readonly gaps: readonly Gap[];
  readonly cost?: Cost;
}
