import { readCausePage } from '../../shared/files/cause-page.ts';
import { closest } from '../../shared/lib/closest.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { CAUSE_IDS, type CauseId, OUTCOME_IDS, type OutcomeId } from '../../shared/model/cause-id.ts';
import type { Failure } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import { finishWith } from './terminal.ts';

const OUTCOMES: Readonly<Record<OutcomeId, string>> = {
  'no-fault': 'The evidence shows a healthy request, or a client error that the gateway handled as designed.',
  'logging-disabled':
    'Nothing can be said about requests because the stage writes no logs. The answer says how to turn them on, and whatever configuration and metrics show.',
  'insufficient-evidence':
    'The evidence fits several causes and none can be ruled out. The answer lists them with the one query that would decide.',
};

/** Loaded when it is asked for: the help of the other commands needs no cause. */
const causeIds = async (): Promise<readonly CauseId[]> => (await import('../../shared/causes/index.ts')).causes.map(({ id }) => id);

const isOutcome = (id: string): id is OutcomeId => OUTCOME_IDS.some((outcome) => outcome === id);

const unknown = (id: string, ids: readonly CauseId[]): string => {
  if (CAUSE_IDS.some((known) => known === id)) return `gatewhy does not diagnose "${id}" yet, so there is no page to show.`;
  const meant = closest(id, [...ids, ...OUTCOME_IDS]);
  return meant.length > 0
    ? `There is no cause "${id}". Did you mean ${meant.join(', ')}?`
    : `There is no cause "${id}": "gatewhy explain" without a name lists them all.`;
};

const pageOf = async (id: string): Promise<Result<string, Failure>> => {
  if (isOutcome(id)) return ok(`# ${id}\n\n${OUTCOMES[id]}\n`);
  const ids = await causeIds();
  const known = ids.find((cause) => cause === id);
  return known ? ok(await readCausePage(known)) : err({ kind: 'usage', message: unknown(id, ids) });
};

/** Cause id → its page. */
export const explainCommand = defineCommand({
  name: 'explain',
  about: 'Print the page of one cause; without a name, list all causes.',
  usage: ['explain [CAUSE]'],
  argument: 'CAUSE',
  options: {},
  async run(_given, id) {
    const page = id === undefined ? ok(`${(await causeIds()).join('\n')}\n`) : await pageOf(id);
    return page.ok ? finishWith(page.value, EXIT.noFault) : page;
  },
});
