import { defineConfig } from 'vitest/config';

/** Two workers: the tests must do well on a machine of 2 cores that also runs the database. */
const MAX_WORKERS = 2;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,web/src,scripts,testing,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', '**/*.slow.test.ts'],
          maxWorkers: MAX_WORKERS,
          // Loading the modules once per worker instead of once per file halves the time. What a test stubs is undone.
          isolate: false,
          unstubGlobals: true,
          unstubEnvs: true,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'database',
          include: ['{src,scripts,sdk,examples,testing,bench}/**/*.db.test.ts'],
          globalSetup: ['testing/global-setup.ts'],
          maxWorkers: MAX_WORKERS,
          isolate: false,
          unstubGlobals: true,
          unstubEnvs: true,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          // One journey at a time: they share one product, and each file has a browser.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'slow',
          include: ['testing/**/*.slow.test.ts'],
          // Each starts whole servers, kills them, and measures how long they take to come back.
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
