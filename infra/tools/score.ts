import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { causes } from '../../shared/causes/index.ts';
import { diagnose } from '../../shared/diagnosis/diagnose.ts';
import { parseIncidentFile } from '../../shared/diagnosis/incident-file.ts';
import { readIncident } from '../../shared/diagnosis/read-incident.ts';
import { parseJson } from '../../shared/lib/json.ts';
import { CAUSE_IDS, OUTCOME_IDS, type VerdictId } from '../../shared/model/cause-id.ts';
import { findJsonFiles } from './score/find-json-files.ts';
import { readLabel } from './score/label.ts';
import { printScore } from './score/print-score.ts';
import { type Outcome, tally } from './score/tally.ts';

const USAGE = `Usage: npm run -s score -- [--json] [--only ID,ID…] [--known] FOLDER…

Diagnoses every labelled incident file (*.json) under the folders and compares the top answer with the label.
  --json        figures as JSON
  --only ID,ID  only the cases whose expected answer is one of these
  --known       only the cases whose expected answer is an outcome or a cause that exists in shared/causes
Exit code 0 whatever the figures, 2 when called wrongly.`;

const answer = (text: string): Pick<Extract<Outcome, { kind: 'case' }>, 'got' | 'summary'> => {
  try {
    const parsed = parseIncidentFile(text);
    if (!parsed.ok) return { got: 'refused', summary: JSON.stringify(parsed.failure) };
    const { verdict, summary } = diagnose(readIncident(parsed.value));
    return { got: verdict, summary };
  } catch (error) {
    return { got: 'crashed', summary: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

const runCase = (file: string): Outcome => {
  const text = readFileSync(file, 'utf8');
  const json = parseJson(text);
  if (json === undefined) return { kind: 'unreadable', file, reason: 'not JSON' };
  const label = readLabel(json);
  return label ? { kind: 'case', file, label, ...answer(text) } : { kind: 'unreadable', file, reason: 'no label with a known id' };
};

const isVerdict = (id: string): id is VerdictId => [...CAUSE_IDS, ...OUTCOME_IDS].some((known) => known === id);

/** The expected ids to keep; `undefined` keeps all. */
const wantedIds = (only: string | undefined, known: boolean): ReadonlySet<VerdictId> | undefined => {
  const named = only?.split(',') ?? [];
  const stray = named.find((id) => !isVerdict(id));
  if (stray !== undefined) throw new Error(`There is no id "${stray}".`);
  const ids = [...named.filter(isVerdict), ...(known ? [...OUTCOME_IDS, ...causes.map(({ id }) => id)] : [])];
  return ids.length > 0 ? new Set(ids) : undefined;
};

const main = (): void => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string' }, known: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new Error('Name at least one folder.');
  const wanted = wantedIds(values.only, values.known ?? false);
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
