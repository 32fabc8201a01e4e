import { type Cause, type Examined, STEPS } from '../causes/define-cause.ts';
import { causes } from '../causes/index.ts';
import type { Scene } from '../causes/scene.ts';
import { type Symptom, symptomOf } from '../causes/symptom.ts';
import { CAUSE_IDS, type CauseId } from '../model/cause-id.ts';
import type { FoundCause, RuledOut, Strength } from '../model/diagnosis.ts';
import { endedElsewhere, failedOtherwise } from './ended-elsewhere.ts';
import { lookedFor, openQuestion, type Undecided } from './undecided.ts';

/** What one request says: causes found, best first; causes excluded with the reason; causes that its symptom leaves open. */
export interface Judgement {
  readonly symptom: Symptom;
  readonly found: readonly FoundCause[];
  readonly ruledOut: readonly RuledOut[];
  readonly open: readonly Undecided[];
}

/** Enough for a verdict. */
export const isNamed = ({ strength }: Pick<FoundCause, 'strength'>): boolean => strength !== 'suggested';

const STRENGTH: Readonly<Record<Strength, number>> = { conclusive: 0, confirmed: 1, suggested: 2 };

/** By step, then as the taxonomy lists them. */
const ORDER: ReadonlyMap<CauseId, number> = new Map(
  causes.map(({ id, step }) => [id, STEPS.indexOf(step) * CAUSE_IDS.length + CAUSE_IDS.indexOf(id)]),
);

/** The place of a cause on the request's way: a smaller one explains a larger one. */
export const causalOrder = (cause: CauseId): number => ORDER.get(cause) ?? 0;

/** Evidence that only one cause can write outranks evidence that several share; then the earliest step of the request's path. */
const byRank = (a: FoundCause, b: FoundCause): number =>
  STRENGTH[a.strength] - STRENGTH[b.strength] || causalOrder(a.cause) - causalOrder(b.cause);

const isFound = (examined: Examined | undefined): examined is Extract<Examined, { kind: 'found' }> => examined?.kind === 'found';

const BY_ID: ReadonlyMap<CauseId, Cause> = new Map(causes.map((cause) => [cause.id, cause]));

/** Those of the same step as the best finding first, then the nearer ones: what a reader would have thought of. */
const byNearness =
  (best: Cause | undefined) =>
  ([a]: readonly [Cause, ...unknown[]], [b]: readonly [Cause, ...unknown[]]): number => {
    const distance = ({ step }: Cause): number => (best ? Math.abs(STEPS.indexOf(step) - STEPS.indexOf(best.step)) : 0);
    return distance(a) - distance(b) || causalOrder(a.id) - causalOrder(b.id);
  };

/** Why a cause is out that has not said so itself. */
const reasonAgainst = (scene: Scene, cause: Cause, best: FoundCause | undefined): string | undefined => {
  const bestCause = best && BY_ID.get(best.cause);
  return failedOtherwise(scene, cause) ?? (best && bestCause && endedElsewhere(best, bestCause, cause));
};

/** What becomes of a cause that is not named: ruled out with a fact, or open with the look-up that would decide. */
const settle = (scene: Scene, cause: Cause, result: Examined | undefined, best: FoundCause | undefined): RuledOut | Undecided => {
  const { id } = cause;
  const question = openQuestion(scene, cause);
  if (isFound(result)) return { cause: id, question: question ?? 'endpoint-answer' };
  const reason = reasonAgainst(scene, cause, best);
  if (reason !== undefined) return { cause: id, reason };
  return question === undefined ? { cause: id, reason: lookedFor(cause) } : { cause: id, question };
};

const isRuledOut = (settled: RuledOut | Undecided): settled is RuledOut => 'reason' in settled;
const isUndecided = (settled: RuledOut | Undecided): settled is Undecided => 'question' in settled;

export const judge = (scene: Scene): Judgement => {
  const symptom = symptomOf(scene.observation);
  const examined = causes.map((cause): readonly [Cause, Examined | undefined] => [cause, cause.examine(scene)]);
  const found = examined.flatMap(([, result]) => (isFound(result) ? [result.cause] : [])).sort(byRank);
  const best = found.find(isNamed);
  const related = examined
    .filter(([cause, result]) => (symptom === 'unknown' || cause.seenAs.includes(symptom)) && !(isFound(result) && isNamed(result.cause)))
    .toSorted(byNearness(best && BY_ID.get(best.cause)));
  const excluded = related.flatMap(([, result]) => (result?.kind === 'excluded' ? [{ cause: result.cause, reason: result.reason }] : []));
  const settled = related.flatMap(([cause, result]) => (result?.kind === 'excluded' ? [] : [settle(scene, cause, result, best)]));
  return {
    symptom,
    found,
    ruledOut: [...excluded, ...settled.filter(isRuledOut)],
    open: settled.filter(isUndecided),
  };
};
