import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of pure code share a process, and load each module once. */
const PURE = [
  'test/shared/{causes,diagnosis,gateway,lib,logs,repairs,reports,stage}/**/*.test.ts',
  'test/{gateway,meta,properties}/**/*.test.ts',
  'test/corpus.test.ts',
];
/** One changes what counts as a secret, the other measures memory. */
const ALONE = ['test/shared/lib/own-patterns.test.ts', 'test/shared/diagnosis/life/storm.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    /** Much of the time is spent waiting for processes that tests start, and for time to pass. */
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, exclude: ALONE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/{contract,functions,infra}/**/*.test.ts', 'test/shared/{aws,files,slack}/**/*.test.ts', ...ALONE],
        },
      },
    ],
  },
});
