import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runStorm } from './storm/run-storm.ts';
import { discrepancies, stormPage } from './storm/storm-page.ts';

/* A thousand alarms in a minute, at the pace of AWS and Slack: takes minutes. Exit 1, and nothing written: they do not add up. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const plan = { alarms: 1_000, stages: 200, muted: 10, gone: 1 };
const report = await runStorm(plan);
const problems = discrepancies(plan, report);
const page = stormPage(plan, report, new Date());
console.log(page);
if (problems.length === 0) writeFileSync('docs/storm.md', page);
else {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}
