import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { reliabilityPage } from './reliability/reliability-page.ts';
import { runFaults } from './reliability/run-faults.ts';

/* The table of faults and what becomes of an alarm or a question under each: written whole, or not at all. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
writeFileSync('docs/reliability.md', reliabilityPage(await runFaults('all')));
