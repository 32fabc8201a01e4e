import type { CauseId } from '../../../shared/model/cause-id.ts';
import type { Proof } from '../../../shared/model/proof.ts';
import type { Case } from './outcome.ts';

/** Cases; one in which a cause was refuted and another proven counts in both. */
export interface ProofFigures {
  /** The answer was replayed, or a cause that the replay refuted. */
  readonly attempted: number;
  /** The answer itself is proven, or at least reproduced. */
  readonly proven: number;
  readonly reproduced: number;
  /** The replay refutes a cause that was named. */
  readonly refuted: number;
  /** It refutes the cause that the label has: the simulator, or the label, is wrong. */
  readonly refutedWhileRight: number;
}

export interface NotProven {
  readonly file: string;
  readonly cause: CauseId;
  readonly kind: Exclude<Proof['kind'], 'proven'>;
  /** Why not: what is open, the first divergence, or why nothing was replayed. */
  readonly why: string;
}

const answerProof = ({ got, proofs }: Case): Proof | undefined => proofs.find(({ cause }) => cause === got)?.proof;

const isReplayed = (proof: Proof | undefined): boolean => proof !== undefined && proof.kind !== 'not-attempted';

const refutedCauses = ({ proofs }: Case): readonly CauseId[] =>
  proofs.flatMap(({ cause, proof }) => (proof.kind === 'refuted' ? [cause] : []));

const isLabelled = ({ label }: Case, cause: CauseId): boolean => cause === label.cause || label.accept.includes(cause);

export const proofFigures = (cases: readonly Case[]): ProofFigures => {
  const count = (holds: (one: Case) => boolean): number => cases.filter(holds).length;
  return {
    attempted: count((one) => isReplayed(answerProof(one)) || refutedCauses(one).length > 0),
    proven: count((one) => answerProof(one)?.kind === 'proven'),
    reproduced: count((one) => answerProof(one)?.kind === 'reproduced'),
    refuted: count((one) => refutedCauses(one).length > 0),
    refutedWhileRight: count((one) => refutedCauses(one).some((cause) => isLabelled(one, cause))),
  };
};

const whyNot = (proof: Exclude<Proof, { kind: 'proven' }>): string => {
  switch (proof.kind) {
    case 'reproduced':
      return proof.open;
    case 'refuted':
      return `${proof.divergence.aspect}: seen ${JSON.stringify(proof.divergence.observed)}, replayed ${JSON.stringify(proof.divergence.replayed)}`;
    case 'not-attempted':
      return proof.reason;
  }
};

/** The answers without a proof, and every cause that the replay refutes, whatever the answer is. */
export const notProven = (cases: readonly Case[]): readonly NotProven[] =>
  cases.flatMap(({ file, got, proofs }) =>
    proofs.flatMap(({ cause, proof }) =>
      proof.kind !== 'proven' && (cause === got || proof.kind === 'refuted') ? [{ file, cause, kind: proof.kind, why: whyNot(proof) }] : [],
    ),
  );
