import { type Cause, type Examined, STEPS } from '../causes/define-cause.ts';
import { causes } from '../causes/index.ts';
import type { Scene } from '../causes/scene.ts';
import { type Symptom, symptomOf } from '../causes/symptom.ts';
import { CAUSE_IDS, type CauseId } from '../model/cause-id.ts';
import type { FoundCause, RuledOut, Strength } from '../model/diagnosis.ts';

/** What one request says: causes found, best first; causes excluded with the reason; causes that its symptom leaves open. */
export interface Judgement {
  readonly symptom: Symptom;
  readonly found: readonly FoundCause[];
  readonly ruledOut: readonly RuledOut[];
  readonly open: readonly CauseId[];
}

const STRENGTH: Readonly<Record<Strength, number>> = { conclusive: 0, confirmed: 1, suggested: 2 };

/** By step, then as the taxonomy lists them. */
const ORDER: ReadonlyMap<CauseId, number> = new Map(
  causes.map(({ id, step }) => [id, STEPS.indexOf(step) * CAUSE_IDS.length + CAUSE_IDS.indexOf(id)]),
);

/** Evidence that only one cause can write outranks evidence that several share; then the earliest step of the request's path. */
const byRank = (a: FoundCause, b: FoundCause): number =>
  STRENGTH[a.strength] - STRENGTH[b.strength] || (ORDER.get(a.cause) ?? 0) - (ORDER.get(b.cause) ?? 0);

const isFound = (examined: Examined | undefined): examined is Extract<Examined, { kind: 'found' }> => examined?.kind === 'found';

export const judge = (scene: Scene): Judgement => {
  const symptom = symptomOf(scene.observation);
  const examined = causes.map((cause): readonly [Cause, Examined | undefined] => [cause, cause.examine(scene)]);
  const related = examined.filter(([cause]) => symptom === 'unknown' || cause.seenAs.includes(symptom));
  return {
    symptom,
    found: examined.flatMap(([, result]) => (isFound(result) ? [result.cause] : [])).sort(byRank),
    ruledOut: related.flatMap(([, result]) => (result?.kind === 'excluded' ? [{ cause: result.cause, reason: result.reason }] : [])),
    open: related.flatMap(([{ id }, result]) =>
      result === undefined || (isFound(result) && result.cause.strength === 'suggested') ? [id] : [],
    ),
  };
};
