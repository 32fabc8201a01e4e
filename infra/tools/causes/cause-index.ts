import { CAUSE_IDS, type CauseId } from '../../../shared/model/cause-id.ts';

/** As biome.json has it: biome keeps an array on one line as long as it fits. */
const LINE_WIDTH = 140;

export const camelCase = (id: string): string => id.replace(/-(?<letter>[a-z\d])/g, (_, letter: string) => letter.toUpperCase());

/** The ids that have a cause file among `files` (names within shared/causes), alphabetically. */
export const causeIdsOf = (files: readonly string[]): readonly CauseId[] =>
  CAUSE_IDS.filter((id) => files.includes(`${id}.ts`)).toSorted((a, b) => a.localeCompare(b, 'en'));

const listOf = (names: readonly string[]): string => {
  const line = `export const causes: readonly Cause[] = [${names.join(', ')}];`;
  return line.length <= LINE_WIDTH
    ? line
    : `export const causes: readonly Cause[] = [\n${names.map((name) => `  ${name},`).join('\n')}\n];`;
};

/** The text of shared/causes/index.ts, formatted as biome would. */
export const causeIndex = (ids: readonly CauseId[]): string =>
  [
    '// Written by "npm run cause-index" from the files beside it.',
    "import type { Cause } from './define-cause.ts';",
    ...ids.map((id) => `import ${camelCase(id)} from './${id}.ts';`),
    '',
    listOf(ids.map(camelCase)),
    '',
  ].join('\n');
