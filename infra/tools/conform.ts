import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printConformance } from './conform/print-conformance.ts';
import { runRow } from './conform/run-row.ts';
import { type RowResult, tally } from './conform/tally.ts';

const USAGE = `Usage: npm run -s conform -- [--json] FILE…

Runs replay rows and template rows (one JSON object a line) through the simulator and counts those that agree.
  --json  figures and disagreements as JSON
Exit code 0 whatever the figures, 2 when called wrongly or when a file holds no rows.`;

const rowsOf = (file: string): readonly RowResult[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return runRow(JSON.parse(line));
      } catch (error) {
        throw new Error(`${file}, row ${index + 1}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    });

const main = (): void => {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
  if (positionals.length === 0) throw new Error('Name at least one file.');
  const conformance = tally(positionals.flatMap(rowsOf));
  console.log(values.json ? JSON.stringify(conformance, null, 2) : printConformance(conformance));
};

try {
  main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
