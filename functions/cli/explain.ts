import { causes } from '../../shared/causes/index.ts';
import { readCausePage } from '../../shared/files/cause-page.ts';
import { closest } from '../../shared/lib/closest.ts';
import { err, ok } from '../../shared/lib/result.ts';
import { CAUSE_IDS, OUTCOME_IDS, type OutcomeId } from '../../shared/model/cause-id.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import { writeOut } from './terminal.ts';

const OUTCOMES: Readonly<Record<OutcomeId, string>> = {
  'no-fault': 'The evidence shows a healthy request, or a client error that the gateway handled as designed.',
  'logging-disabled':
    'Nothing can be said about requests because the stage writes no logs. The answer says how to turn them on, and whatever configuration and metrics show.',
  'insufficient-evidence':
    'The evidence fits several causes and none can be ruled out. The answer lists them with the one query that would decide.',
};

const isOutcome = (id: string): id is OutcomeId => OUTCOME_IDS.some((outcome) => outcome === id);

const pageOf = async (id: string): Promise<string | undefined> => {
  const cause = causes.find((known) => known.id === id);
  if (cause) return readCausePage(cause.id);
  return isOutcome(id) ? `# ${id}\n\n${OUTCOMES[id]}\n` : undefined;
};

const unknown = (id: string): string => {
  if (CAUSE_IDS.some((known) => known === id)) return `gatewhy does not diagnose "${id}" yet, so there is no page to show.`;
  const meant = closest(id, [...causes.map((cause) => cause.id), ...OUTCOME_IDS]);
  return meant.length > 0
    ? `There is no cause "${id}". Did you mean ${meant.join(', ')}?`
    : `There is no cause "${id}": "gatewhy explain" without a name lists them all.`;
};

/** Cause id → its page. */
export const explainCommand = defineCommand({
  name: 'explain',
  about: 'Print the page of one cause; without a name, list all causes.',
  usage: ['explain [CAUSE]'],
  argument: 'CAUSE',
  options: {},
  async run(_given, id) {
    if (id === undefined) {
      await writeOut(`${causes.map((cause) => cause.id).join('\n')}\n`);
      return ok(EXIT.noFault);
    }
    const page = await pageOf(id);
    if (page === undefined) return err({ kind: 'usage', message: unknown(id) });
    await writeOut(page);
    return ok(EXIT.noFault);
  },
});
