import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CAUSE_IDS, type CauseId } from '../../shared/model/cause-id.ts';
import { causeIdsOf, causeIndex } from './causes/cause-index.ts';
import { causeScaffold, pageScaffold } from './causes/scaffold.ts';

const CAUSES = fileURLToPath(new URL('../../shared/causes', import.meta.url));
const KEBAB_CASE = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/;

const isCauseId = (id: string): id is CauseId => CAUSE_IDS.some((known) => known === id);

const refusalOf = (id: string): string | undefined => {
  if (!KEBAB_CASE.test(id)) return `"${id}" is not kebab-case: write it like lambda-timeout.`;
  if (!isCauseId(id))
    return `"${id}" is not in shared/model/cause-id.ts: add it there first. An id is public and never changes its meaning.`;
  const taken = [`${id}.ts`, `${id}.md`].find((file) => existsSync(`${CAUSES}/${file}`));
  return taken && `shared/causes/${taken} exists already.`;
};

const create = (id: CauseId): void => {
  writeFileSync(`${CAUSES}/${id}.ts`, causeScaffold(id));
  writeFileSync(`${CAUSES}/${id}.md`, pageScaffold(id));
  writeFileSync(`${CAUSES}/index.ts`, causeIndex(causeIdsOf(readdirSync(CAUSES))));
  console.log(`shared/causes/${id}.ts     the cause: what it finds, how it explains it, how it is repaired
shared/causes/${id}.md     its page: each section is run as a test, and fails until the cause is written
shared/causes/index.ts     lists it

Next: write the page, then the cause, until "npm test -- test/causes" passes.`);
};

const [id, ...rest] = process.argv.slice(2);
const refusal = id === undefined || rest.length > 0 ? 'Usage: npm run new-cause -- ID' : refusalOf(id);
if (refusal === undefined && id !== undefined && isCauseId(id)) create(id);
else {
  console.error(refusal);
  process.exitCode = 2;
}
