import type { Scene } from '../../causes/scene.ts';
import type { CauseId } from '../../model/cause-id.ts';
import type { FoundCause } from '../../model/diagnosis.ts';
import type { Proof } from '../../model/proof.ts';
import type { Judgement } from '../judge.ts';
import { prove } from './prove.ts';

export interface ProvedCause extends FoundCause {
  readonly proof: Proof;
}

export interface ProvedJudgement extends Omit<Judgement, 'found'> {
  readonly found: readonly ProvedCause[];
  /** What the evidence speaks for and a replay against. */
  readonly refuted: readonly ProvedCause[];
}

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

/** Replays every cause that was found; what a replay refutes is found no longer. A mere suggestion is not worth a replay. */
export const weighProofs = (scene: Scene, judgement: Judgement, replays: ReplayCount): ProvedJudgement => {
  const proved = judgement.found.map((cause): ProvedCause => ({ ...cause, proof: proofOf(scene, cause, replays) }));
  const isRefuted = ({ proof }: ProvedCause): boolean => proof.kind === 'refuted';
  return { ...judgement, found: proved.filter((one) => !isRefuted(one)), refuted: proved.filter(isRefuted) };
};
