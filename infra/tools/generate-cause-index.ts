import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { causeIdsOf, causeIndex } from './causes/cause-index.ts';

const CAUSES = fileURLToPath(new URL('../../shared/causes', import.meta.url));

writeFileSync(`${CAUSES}/index.ts`, causeIndex(causeIdsOf(readdirSync(CAUSES))));
