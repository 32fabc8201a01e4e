import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accuracyPage } from '../infra/tools/score/accuracy-page.ts';
import { findJsonFiles } from '../infra/tools/score/find-json-files.ts';
import { runCase } from '../infra/tools/score/run-case.ts';
import { CAUSE_IDS, OUTCOME_IDS } from '../shared/model/cause-id.ts';

const outcomes = findJsonFiles(['test/corpus']).map(runCase);

describe('a labelled incident', () => {
  test.for(outcomes.map((outcome) => ({ ...outcome })))('comes out as its label says: $file', (outcome) => {
    if (outcome.kind === 'unreadable') throw new Error(`${outcome.file} cannot be judged: ${outcome.reason}.`);
    const { file, label, got, summary } = outcome;
    const right: readonly string[] = [label.cause, ...label.accept];
    expect(right, `${file} came out as ${got} ("${summary}"), and its label says ${right.join(' or ')}`).toContain(got);
  });
});

const folders = Map.groupBy(outcomes, ({ file }) => basename(dirname(file)));

describe('the corpus', () => {
  test('has only folders that are named after a cause or an outcome', () => {
    const ids: readonly string[] = [...CAUSE_IDS, ...OUTCOME_IDS];
    expect([...folders.keys()].filter((folder) => !ids.includes(folder))).toEqual([]);
  });

  test('has, for every cause in it, two incidents of that cause and one that looks like it', () => {
    const counts = CAUSE_IDS.flatMap((id) => {
      const labels = folders.get(id)?.flatMap((outcome) => (outcome.kind === 'case' ? [outcome.label.cause] : []));
      if (labels === undefined) return [];
      const own = labels.filter((cause) => cause === id).length;
      return own < 2 || own === labels.length ? [`${id}: ${own} of its own, ${labels.length - own} look-alikes`] : [];
    });
    expect(counts).toEqual([]);
  });

  test('is what docs/accuracy.md shows', () => {
    expect(readFileSync('docs/accuracy.md', 'utf8'), 'run "npm run accuracy"').toBe(accuracyPage(outcomes));
  });
});
