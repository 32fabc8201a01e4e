import { oneLine, shorten } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { CauseId } from '../model/cause-id.ts';
import type { RuledOut } from '../model/diagnosis.ts';

/** Causes that one fact rules out. */
export interface RuledOutGroup {
  readonly causes: readonly CauseId[];
  readonly reason: string;
}

/** What rules out a single cause says more than what rules out many, and stands first. Redacted, of bounded length. */
export const ruledOutText = (ruledOut: readonly RuledOut[]): readonly RuledOutGroup[] =>
  [...Map.groupBy(ruledOut, ({ reason }) => reason)]
    .map(([reason, group]) => ({ causes: [...new Set(group.map(({ cause }) => cause))], reason: shorten(oneLine(redact(reason)), 400) }))
    .sort((a, b) => a.causes.length - b.causes.length);
