import type { Scene } from '../../causes/scene.ts';
import type { CauseId } from '../../model/cause-id.ts';
import type { FoundCause, RuledOut } from '../../model/diagnosis.ts';
import type { Divergence, Proof } from '../../model/proof.ts';
import type { Judgement } from '../judge.ts';
import { prove } from './prove.ts';

export interface ProvedCause extends FoundCause {
  readonly proof: Proof;
}

export interface ProvedJudgement extends Omit<Judgement, 'found'> {
  readonly found: readonly ProvedCause[];
}

const refutation = ({ cause }: FoundCause, { observed, replayed }: Divergence): RuledOut => ({
  cause,
  reason: `A replay of the request on the deployed configuration gives ${replayed} where ${observed} was seen.`,
});

/** So many kinds of failing requests are replayed for one cause: a hundred more would prove it no better. */
const REPLAYED_AT_MOST = 5;

const SUGGESTED: Proof = { kind: 'not-attempted', reason: 'The evidence only suggests it.' };
const ENOUGH: Proof = { kind: 'not-attempted', reason: 'Other requests with this cause were replayed.' };

/** How often each cause was replayed so far; one diagnosis has one. */
export type ReplayCount = Map<CauseId, number>;

const proofOf = (scene: Scene, cause: FoundCause, replays: ReplayCount): Proof => {
  if (cause.strength === 'suggested') return SUGGESTED;
  const before = replays.get(cause.cause) ?? 0;
  if (before >= REPLAYED_AT_MOST) return ENOUGH;
  replays.set(cause.cause, before + 1);
  return prove(scene, cause);
};

/** Replays every cause that was found; what a replay refutes is ruled out by it. A mere suggestion is not worth a replay. */
export const weighProofs = (scene: Scene, judgement: Judgement, replays: ReplayCount): ProvedJudgement => {
  const found: ProvedCause[] = [];
  const ruledOut = [...judgement.ruledOut];
  for (const cause of judgement.found) {
    const proof = proofOf(scene, cause, replays);
    if (proof.kind === 'refuted') ruledOut.push(refutation(cause, proof.divergence));
    else found.push({ ...cause, proof });
  }
  return { ...judgement, found, ruledOut };
};
