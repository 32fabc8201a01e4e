import type { CauseId } from '../model/cause-id.ts';
import type { Explanation, FoundCause, Strength } from '../model/diagnosis.ts';
import type { Evidence, SomeEvidence } from '../model/evidence.ts';
import type { Repair } from '../model/repair.ts';
import type { FailureEvent } from '../model/trace.ts';
import type { Question } from './question.ts';
import { type Scene, whereOf } from './scene.ts';
import type { Symptom } from './symptom.ts';

/** The places in a request's path, in order: a fault at an earlier one explains what comes after. */
export const STEPS = [
  'lifecycle',
  'front door',
  'routing',
  'authorizer',
  'method request',
  'integration request',
  'integration',
  'integration response',
  'method response',
  'gateway response',
] as const;

export type Step = (typeof STEPS)[number];

interface Found<Facts> {
  readonly kind: 'found';
  readonly strength: Strength;
  readonly facts: Facts;
  readonly evidence: SomeEvidence;
}

interface Excluded {
  readonly kind: 'excluded';
  readonly reason: string;
}

/** `undefined`: nothing speaks for this cause, and nothing against it. */
export type Detection<Facts> = Found<Facts> | Excluded | undefined;

export const found = <Facts>(strength: Strength, facts: Facts, ...evidence: readonly [Evidence, ...Evidence[]]): Found<Facts> => ({
  kind: 'found',
  strength,
  facts,
  evidence,
});

/** A fact of this request that rules the cause out; `reason` is one sentence that names the fact. */
export const excluded = (reason: string): Excluded => ({ kind: 'excluded', reason });

/** The same where the fact may not hold. */
export const excludedIf = (reason: string | undefined): Excluded | undefined => (reason === undefined ? undefined : excluded(reason));

export interface CauseSpec<Id extends CauseId, Facts> {
  readonly id: Id;
  /** The page of AWS that describes the mechanism. */
  readonly docs: URL;
  readonly step: Step;
  /** The symptoms under which this cause must be found or ruled out. */
  readonly seenAs: readonly Symptom[];
  /**
   * The look-ups that decide whether it is this cause, the best first. When all of them are answered and nothing speaks for the cause, it
   * is ruled out: list what is needed for that, and nothing more.
   */
  readonly asks: readonly [Question, ...Question[]];
  /** All failure lines with which a request can end for this cause: a log with others alone rules it out. Absent: no line does. */
  readonly leaves?: readonly FailureEvent['kind'][];
  readonly detect: (scene: Scene) => Detection<Facts>;
  readonly explain: (facts: Facts) => Explanation;
  readonly repair: (facts: Facts) => Repair;
}

export type Examined =
  | { readonly kind: 'found'; readonly cause: FoundCause }
  | { readonly kind: 'excluded'; readonly cause: CauseId; readonly reason: string };

/** The same for every cause: each one's own facts stay inside it. */
export interface Cause {
  readonly id: CauseId;
  readonly docs: URL;
  readonly step: Step;
  readonly seenAs: readonly Symptom[];
  readonly asks: readonly [Question, ...Question[]];
  readonly leaves?: readonly FailureEvent['kind'][];
  readonly examine: (scene: Scene) => Examined | undefined;
}

export const defineCause = <const Id extends CauseId, Facts>({
  id,
  docs,
  step,
  seenAs,
  asks,
  leaves,
  detect,
  explain,
  repair,
}: CauseSpec<Id, Facts>): Cause => ({
  id,
  docs,
  step,
  seenAs,
  asks,
  ...(leaves && { leaves }),
  examine(scene) {
    const detection = detect(scene);
    if (detection?.kind !== 'found') return detection && { kind: 'excluded', cause: id, reason: detection.reason };
    const { facts, strength, evidence } = detection;
    const where = whereOf(scene);
    return {
      kind: 'found',
      cause: {
        cause: id,
        docs: docs.href,
        strength,
        evidence,
        repair: repair(facts),
        ...(where !== undefined && { where }),
        ...explain(facts),
      },
    };
  },
});
