import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accuracyPage } from './score/accuracy-page.ts';
import { findJsonFiles } from './score/find-json-files.ts';
import { runCase } from './score/run-case.ts';

/* The scoreboard of the project's own labelled incidents: written whole, or not at all. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
writeFileSync('docs/accuracy.md', accuracyPage(findJsonFiles(['test/corpus']).map(runCase)));
