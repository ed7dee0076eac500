// All that CI runs, from a fresh clone on: set-up, static checks, unit and end-to-end tests. The last line counts what the
// runners themselves reported; a step that reports nothing counts as failed.
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {spawnSync} from 'node:child_process';

const started = Date.now();
const say = (text) => process.stderr.write(`\n[${Math.round((Date.now() - started) / 1000)} s] ${text}\n`);
const run = (command, args) => spawnSync(command, args, {stdio: 'inherit'}).status === 0;

const results = 'test-results';
let passed = 0;
let failed = 0;
/** What failed, told once more at the end: a log that was cut keeps its last lines. */
const wrong = [];

function step(name, command, args) {
  say(name);
  if (run(command, args)) passed += 1;
  else {
    failed += 1;
    wrong.push(name);
  }
}

function tests(project, flags = []) {
  say(`Tests: ${project}`);
  const report = `${results}/${project}.json`;
  const ok = run('npx', [
    'vitest',
    'run',
    '--project',
    `${project}*`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...flags,
  ]);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {numPassedTests: 0, numFailedTests: 0};
  passed += counts.numPassedTests;
  failed += counts.numFailedTests;
  for (const {name, assertionResults} of counts.testResults ?? [])
    for (const {status, fullName} of assertionResults) if (status === 'failed') wrong.push(`${name}: ${fullName}`);
  // A file that does not even load has no tests that could fail, and neither has coverage below its threshold.
  if (ok || counts.numFailedTests > 0) return;
  failed += 1;
  wrong.push(`${project}: the runner failed, and no test did: see ERROR above (coverage, a file that does not load)`);
}

if (!existsSync('node_modules/.package-lock.json')) {
  say('Installing packages');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) process.exit(1);
}
rmSync(results, {recursive: true, force: true});
mkdirSync(results, {recursive: true});

step('Lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings']);
step('Format', 'npx', ['oxfmt', '--check']);
step('Types', 'npx', ['tsc', '-p', '.']);
step('Types of the page', 'npx', ['tsc', '-p', 'src/console/app']);
step('Layers', process.execPath, ['scripts/run.mjs', 'scripts/layers/run.ts']);
step('Dead code', 'npx', ['knip']);
step('Bundle is what src/ builds to', process.execPath, ['scripts/build.mjs', '--check']);
// A folder whose coverage falls below its threshold fails the run.
tests('unit', ['--coverage']);
say('Real parts: control plane, helm, other Nodes (from the cache, or built once)');
if (run(process.execPath, ['scripts/run.mjs', 'scripts/provision.ts'])) tests('e2e');
else {
  failed += 1;
  wrong.push('the real parts could not be had');
}

say('Done');
for (const what of wrong) process.stdout.write(`failed: ${what}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
