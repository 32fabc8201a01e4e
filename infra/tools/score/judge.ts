import type { VerdictId } from '../../../shared/model/cause-id.ts';
import type { Label } from './label.ts';

export type Judgement = 'right' | 'wrong' | 'abstained';

const ABSTENTIONS: ReadonlySet<VerdictId> = new Set<VerdictId>(['insufficient-evidence', 'logging-disabled']);

/** The top answer against the label. Naming a cause on a control (`no-fault`), or missing one by saying `no-fault`, is wrong. */
export const judge = (got: VerdictId, { cause, accept }: Label): Judgement => {
  if (got === cause || accept.includes(got)) return 'right';
  return ABSTENTIONS.has(got) ? 'abstained' : 'wrong';
};
