import type { CauseId } from '../../model/cause-id.ts';
import type { RuledOut } from '../../model/diagnosis.ts';
import { OUTSIDE } from './outside.ts';
import type { ProvedCause } from './weigh-proofs.ts';

const isReplayed = (cause: CauseId): boolean => OUTSIDE[cause] === undefined && cause !== 'stale-deployment';

/** With nothing assumed and one repair alone the request went through: no other fault of the data plane stood in its way. */
export const ruledOutByProof = ([best]: readonly ProvedCause[], open: readonly CauseId[]): readonly RuledOut[] =>
  best?.proof.kind === 'proven' && best.proof.assumptions.length === 0
    ? open.filter(isReplayed).map((cause) => ({ cause, reason: `The replayed request goes through once ${best.cause} alone is repaired.` }))
    : [];
