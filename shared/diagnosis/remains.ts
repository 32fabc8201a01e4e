import type { CauseId } from '../model/cause-id.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Gap } from '../model/evidence.ts';
import type { Incident } from '../model/incident.ts';
import type { Proof } from '../model/proof.ts';
import type { Remains } from '../reports/incident-state.ts';

/** What may hide a cause though it be there. */
const BLIND: ReadonlySet<Gap['kind']> = new Set<Gap['kind']>(['access-denied', 'throttled', 'budget-spent', 'unreadable', 'expired']);

/** A cause as an earlier look at the same requests had it. */
export interface NamedBefore {
  readonly cause: CauseId;
  readonly proof: Proof['kind'] | undefined;
}

const WAS_REPLAYED: ReadonlySet<Proof['kind'] | undefined> = new Set<Proof['kind'] | undefined>(['proven', 'reproduced']);

/** What was assumed then is assumed now: if the replay ended as observed then and does not now, the configuration makes the difference. */
const isGone = (before: NamedBefore, now: Proof): boolean =>
  now.kind === 'refuted' || (now.kind === 'not-attempted' && now.divergence !== undefined && WAS_REPLAYED.has(before.proof));

/**
 * Where a cause is after the alarm's OK, by a second look at the requests that failed, on what the stage runs now. A replay decides: of a
 * cause that is found again without one nothing is said, as the log of then may show it whatever the stage runs.
 */
export const remainsOf = (
  before: NamedBefore,
  { stage }: Pick<Incident, 'stage'>,
  { causes, open, gaps, requests }: Pick<Diagnosis, 'causes' | 'open' | 'gaps' | 'requests'>,
): Remains => {
  const again = causes.find(({ cause }) => cause === before.cause);
  if (again) {
    const { proof, repair } = again;
    if (isGone(before, proof)) return 'gone';
    if (repair.kind !== 'config') return 'elsewhere';
    return proof.kind === 'not-attempted' ? 'unknown' : 'in-configuration';
  }
  const isSeen = stage.deployed !== undefined && requests.sampled > 0 && !gaps.some(({ kind }) => BLIND.has(kind));
  return isSeen && !open.some(({ cause }) => cause === before.cause) ? 'gone' : 'unknown';
};
