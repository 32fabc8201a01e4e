import { parseArgs } from 'node:util';
import { CAUSE_IDS, OUTCOME_IDS, type VerdictId } from '../../shared/model/cause-id.ts';
import { findJsonFiles } from './score/find-json-files.ts';
import { printScore } from './score/print-score.ts';
import { runCase } from './score/run-case.ts';
import { tally } from './score/tally.ts';

const USAGE = `Usage: npm run -s score -- [--json] [--only ID,ID…] FOLDER…

Diagnoses every labelled incident file (*.json) under the folders and compares the top answer with the label.
  --json        figures as JSON
  --only ID,ID  only the cases whose expected answer is one of these
Exit code 0 whatever the figures, 2 when called wrongly.`;

const isVerdict = (id: string): id is VerdictId => [...CAUSE_IDS, ...OUTCOME_IDS].some((known) => known === id);

/** The expected ids to keep; `undefined` keeps all. */
const wantedIds = (only: string | undefined): ReadonlySet<VerdictId> | undefined => {
  if (only === undefined) return undefined;
  const named = only.split(',');
  const stray = named.find((id) => !isVerdict(id));
  if (stray !== undefined) throw new Error(`There is no id "${stray}".`);
  return new Set(named.filter(isVerdict));
};

const main = (): void => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new Error('Name at least one folder.');
  const wanted = wantedIds(values.only);
  const score = tally(
    findJsonFiles(positionals)
      .map(runCase)
      .filter((outcome) => outcome.kind === 'unreadable' || (wanted?.has(outcome.label.cause) ?? true)),
  );
  console.log(values.json ? JSON.stringify(score, null, 2) : printScore(score));
};

try {
  main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
