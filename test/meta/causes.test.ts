import { expect, test } from 'vitest';
import { causeIdsOf, causeIndex } from '../../infra/tools/causes/cause-index.ts';
import { causes } from '../../shared/causes/index.ts';
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts';

const FOLDER = 'shared/causes/';

/** Names of the files that lie directly in shared/causes. */
const files = repositoryFiles()
  .filter((path) => path.startsWith(FOLDER) && !path.slice(FOLDER.length).includes('/'))
  .map((path) => path.slice(FOLDER.length));

const exportsACause = (file: string): boolean => /^export default defineCause\(/m.test(readRepositoryFile(`${FOLDER}${file}`));

test('every file that defines a cause is named after an id of CAUSE_IDS', () => {
  const defined = files
    .filter((file) => file.endsWith('.ts') && exportsACause(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .toSorted();
  expect(defined).toEqual(causeIdsOf(files));
});

test('the index lists every cause, alphabetically', () => {
  expect(readRepositoryFile(`${FOLDER}index.ts`), 'run "npm run cause-index"').toBe(causeIndex(causeIdsOf(files)));
});

test('every cause has the id of its file', () => {
  expect(causes.map(({ id }) => id)).toEqual(causeIdsOf(files));
});

test('every cause has a page, and every page a cause', () => {
  const pages = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -'.md'.length))
    .toSorted();
  expect(pages).toEqual(causeIdsOf(files));
});

test('every page begins with the id of its cause as its title', () => {
  const untitled = causes.filter(({ id }) => !readRepositoryFile(`${FOLDER}${id}.md`).startsWith(`# ${id}\n`)).map(({ id }) => id);
  expect(untitled).toEqual([]);
});

test('every cause names a page of AWS that describes its mechanism', () => {
  const hosts = causes.map(({ docs }) => docs.hostname);
  expect(hosts.filter((host) => !/(?:^|\.)(?:aws\.amazon\.com|repost\.aws)$/.test(host))).toEqual([]);
});
