import { readCausePage } from '../../shared/files/cause-page.ts';
import { closest } from '../../shared/lib/closest.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { type CauseId, OUTCOME_IDS, type OutcomeId } from '../../shared/model/cause-id.ts';
import type { Failure } from './command.ts';
import { defineCommand } from './define-command.ts';
import { EXIT } from './exit-code.ts';
import { finishWith, terminalWidth, wantsColour } from './terminal.ts';

/** Loaded when it is asked for: the help of the other commands needs no cause. */
const causeIds = async (): Promise<readonly CauseId[]> => (await import('../../shared/causes/index.ts')).causes.map(({ id }) => id);

const isOutcome = (id: string): id is OutcomeId => OUTCOME_IDS.some((outcome) => outcome === id);

const unknown = (id: string, ids: readonly CauseId[]): string => {
  const meant = closest(id, [...ids, ...OUTCOME_IDS]);
  return meant.length > 0
    ? `There is no cause "${id}". Did you mean ${meant.join(', ')}?`
    : `There is no cause "${id}": "gatewhy explain" without a name lists them all.`;
};

const pageOf = async (id: string): Promise<Result<string, Failure>> => {
  if (isOutcome(id)) return ok((await import('./outcome-page.ts')).outcomePage(id));
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
    if (id === undefined) return finishWith(`${(await causeIds()).join('\n')}\n`, EXIT.noFault);
    const page = await pageOf(id);
    if (!page.ok) return page;
    const { pageText } = await import('../../shared/reports/page-text.ts');
    return finishWith(pageText(page.value, { colour: wantsColour(), width: terminalWidth() }), EXIT.noFault);
  },
});
