import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      // Linters and Go's own library run in some of them: a busy machine takes its time.
      {
        define: {HELM_DRIFT_VERSION: '"0.0.0-test"', HELM_DRIFT_APP: '{"script":"","style":""}'},
        test: {name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'], testTimeout: 60_000},
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          // One control plane serves all files, and two cores serve all of them.
          fileParallelism: false,
          // Of tests that say they may run beside each other.
          maxConcurrency: 2,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
