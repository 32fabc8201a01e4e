import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    /** Much of the time is spent waiting for processes that tests start: a core kept free for them would idle. */
    maxWorkers: '100%',
  },
});
