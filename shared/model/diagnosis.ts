import type { ApiKind } from './api.ts';
import type { CauseId, VerdictId } from './cause-id.ts';
import type { Gap, SomeEvidence } from './evidence.ts';
import type { Proof } from './proof.ts';
import type { Repair } from './repair.ts';

/** What it is, why it matters, what to do: one sentence each. */
export interface Explanation {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

/**
 * How far the evidence goes. `conclusive`: only this cause can write it. `confirmed`: configuration and symptom agree by a rule of the
 * data plane. `suggested`: it fits, and so may others; never enough for a verdict alone.
 */
export type Strength = 'conclusive' | 'confirmed' | 'suggested';

/** A cause as one request shows it, before requests are counted and replayed. */
export interface FoundCause extends Explanation {
  readonly cause: CauseId;
  readonly docs: string;
  readonly strength: Strength;
  readonly evidence: SomeEvidence;
  readonly repair: Repair;
  /** The verb and resource of the request that shows it, when known. */
  readonly where?: string;
}

export interface NamedCause extends FoundCause {
  readonly proof: Proof;
  /** Failing requests that this cause explains, of all failing requests seen. */
  readonly share: { readonly requests: number; readonly of: number };
}

export interface RuledOut {
  readonly cause: CauseId;
  readonly reason: string;
}

/** The one look-up that would decide between candidates, ready to paste. */
export interface NextQuery {
  readonly why: string;
  readonly command: string;
}

/** A cause that the evidence neither shows nor rules out, and the look-up that would decide. Causes that share a look-up share its text. */
export interface OpenCause {
  readonly cause: CauseId;
  readonly query: NextQuery;
}

/** Calls, bytes and time that the answer cost. */
export interface Cost {
  readonly calls: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly millis: number;
}

export interface Target {
  readonly kind: ApiKind;
  readonly apiId?: string;
  readonly apiName?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly account?: string;
}

export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** The whole answer; every report is a rendering of it. */
export interface Diagnosis {
  readonly target: Target;
  /** Of the API and the stage: routes may ask for them, no report shows them. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly window?: Window;
  readonly verdict: VerdictId;
  /** One sentence for the verdict itself: for a cause its `what`, for an outcome the reason. */
  readonly summary: string;
  /** Causes found, first the verdict's own, then what else is present, in causal order. */
  readonly causes: readonly NamedCause[];
  /** `insufficient-evidence` only: what the evidence still allows. */
  readonly candidates: readonly CauseId[];
  /** Causes that share the symptom, each with the fact that rules it out: those with a fact of their own first, the nearer steps first. */
  readonly ruledOut: readonly RuledOut[];
  /** The rest of those, in the same order. Empty where a request was healthy. */
  readonly open: readonly OpenCause[];
  readonly gaps: readonly Gap[];
  /** Without a verdict: the one look-up that decides between the most candidates. */
  readonly next: readonly NextQuery[];
  readonly requests: { readonly failed: number; readonly sampled: number };
  readonly cost?: Cost;
}
