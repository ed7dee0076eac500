import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {defineConfig} from 'vitest/config';

/** Lines covered by the unit tests, in percent: all of src/, and by folder. `npm run test:unit` holds them. */
const THRESHOLDS = {
  lines: 85,
  'src/model/**': {lines: 90},
  'src/yaml/**': {lines: 95},
  'src/config/**': {lines: 95},
  'src/redact/**': {lines: 90},
  'src/check/**': {lines: 90},
  'src/fix/**': {lines: 90},
  'src/ledger/**': {lines: 90},
  'src/notify/**': {lines: 90},
  'src/agent/**': {lines: 90},
  'src/reconcile/**': {lines: 90},
  'src/audit/receiver/**': {lines: 90},
  'src/forecast/**': {lines: 85},
  'src/report/**': {lines: 85},
  'src/kube/**': {lines: 90},
  'src/helm/**': {lines: 90},
  'src/git/**': {lines: 85},
  'src/app/**': {lines: 85},
  'src/cli/**': {lines: 80},
  'src/console/**': {lines: 85},
  'src/simulate/**': {lines: 85},
  'src/action/**': {lines: 95},
  // What starts processes is shown by the end-to-end tests.
  'src/sandbox/**': {lines: 60},
};

const MOCKING = readdirSync('test', {recursive: true, encoding: 'utf8'})
  .map((file) => join('test', file))
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith(join('test', 'e2e')))
  .filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

const DEFINE = {HELM_DRIFT_VERSION: '"0.0.0-test"', HELM_DRIFT_APP: '{"script":"","style":""}'};

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The page runs in a browser; main.ts and entry.ts are the process itself.
      exclude: ['src/console/app/**', 'src/main.ts', 'src/action/entry.ts', 'src/globals.d.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'test-results/coverage',
      thresholds: THRESHOLDS,
    },
    projects: [
      // Modules are loaded once for all files of a worker: loading them anew for each file took most of the time. Workers are
      // processes: what one thread starts holds the open files of the others for a moment, so that a program just written
      // cannot be run (ETXTBSY), and a port just closed still answers.
      {
        define: {...DEFINE},
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...MOCKING],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          // Go's own library runs in some of them: a busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      // Files that put other modules into the place of real ones have a world of their own each.
      {
        define: {...DEFINE},
        test: {name: 'unit-mocks', include: MOCKING, pool: 'forks', maxWorkers: 2, testTimeout: 60_000},
      },
      {
        define: {...DEFINE},
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          // Two control planes, and two files side by side: see test/e2e/plane.ts.
          pool: 'forks',
          maxWorkers: 2,
          // Of tests that say they may run beside each other.
          maxConcurrency: 2,
          expect: {poll: {timeout: 10_000}},
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
