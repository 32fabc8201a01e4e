import type { Scene } from '../../causes/scene.ts';
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

/** Replays every cause that was found; what a replay refutes is ruled out by it. A mere suggestion is not worth a replay. */
export const weighProofs = (scene: Scene, judgement: Judgement): ProvedJudgement => {
  const found: ProvedCause[] = [];
  const ruledOut = [...judgement.ruledOut];
  for (const cause of judgement.found) {
    const proof: Proof =
      cause.strength === 'suggested' ? { kind: 'not-attempted', reason: 'The evidence only suggests it.' } : prove(scene, cause);
    if (proof.kind === 'refuted') ruledOut.push(refutation(cause, proof.divergence));
    else found.push({ ...cause, proof });
  }
  return { ...judgement, found, ruledOut };
};
