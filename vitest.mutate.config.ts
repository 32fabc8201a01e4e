import { defineConfig } from 'vitest/config';

/** The tests of what `npm run mutate` changes, and no others: they run once per mutant. */
export default defineConfig({
  test: {
    include: [
      'test/shared/gateway/**/*.test.ts',
      'test/gateway/scenarios.test.ts',
      'test/shared/logs/**/*.test.ts',
      'test/properties/**/*.test.ts',
    ],
    testTimeout: 20_000,
  },
});
