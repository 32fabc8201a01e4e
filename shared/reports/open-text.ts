import { oneLine, printable, shorten } from '../lib/readable-text.ts';
import { redact } from '../lib/redact.ts';
import type { CauseId } from '../model/cause-id.ts';
import type { Diagnosis, NextQuery } from '../model/diagnosis.ts';

/** Causes that nothing rules out, and the one look-up that would decide all of them. */
export interface OpenGroup extends NextQuery {
  readonly causes: readonly CauseId[];
}

/** By command, in the order in which the causes stand; what several say of the same command stands side by side. */
export const groupByQuery = (open: Diagnosis['open']): readonly OpenGroup[] =>
  [...Map.groupBy(open, ({ query }) => query.command)].map(([command, group]) => ({
    causes: [...new Set(group.map(({ cause }) => cause))],
    why: [...new Set(group.map(({ query }) => query.why))].join(' '),
    command,
  }));

/** What the report says elsewhere is not said twice: candidates under the query that stands beside them. */
const isSaid = ({ candidates, next }: Diagnosis, { causes, command }: OpenGroup): boolean =>
  next.some((query) => query.command === command) && causes.every((cause) => candidates.includes(cause));

/** Redacted; commands are never cut. */
export const openText = (diagnosis: Diagnosis): readonly OpenGroup[] =>
  groupByQuery(diagnosis.open)
    .filter((group) => !isSaid(diagnosis, group))
    .map(({ causes, why, command }) => ({ causes, why: shorten(oneLine(redact(why)), 600), command: printable(redact(command)).trim() }));
