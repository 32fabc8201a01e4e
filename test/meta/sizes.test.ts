import { expect, test } from 'vitest';
import { CAUSE_IDS } from '../../shared/model/cause-id.ts';
import { readRepositoryFile, sourceFiles } from '../support/repository.ts';

const isCause = (path: string): boolean => CAUSE_IDS.some((id) => path === `shared/causes/${id}.ts`);
const isEntry = (path: string): boolean => /^functions\/[^/]+\.ts$/.test(path);

/** Lines: a file that needs more does more than one thing. */
const limitOf = (path: string): number => {
  if (isCause(path)) return 120;
  return isEntry(path) ? 60 : 300;
};

const linesOf = (path: string): number => readRepositoryFile(path).trimEnd().split('\n').length;

test('no source file is longer than its kind may be: 300 lines, a cause 120, an entry point 60', () => {
  const tooLong = sourceFiles()
    .map((path) => ({ path, lines: linesOf(path), limit: limitOf(path) }))
    .filter(({ lines, limit }) => lines > limit);
  expect(tooLong).toEqual([]);
});

test.for([
  { path: 'shared/causes/stale-cache.ts', limit: 120 },
  { path: 'shared/causes/scene.ts', limit: 300 },
  { path: 'functions/alarm.ts', limit: 60 },
  { path: 'functions/cli/gatewhy.ts', limit: 300 },
])('$path may have $limit lines', ({ path, limit }) => {
  expect(limitOf(path)).toBe(limit);
});
