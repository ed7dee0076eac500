import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm, provisionNode} from '../../src/sandbox/provision.ts';
import {provisionTool} from '../../src/sandbox/tools.ts';
import {connect} from '../accuracy/api.ts';
import {driftMany, manyChart} from '../e2e/many.ts';
import {defineKinds, installCorpus, installSixty, KINDS, writeSmallReleases} from './cluster.ts';
import {longestTasks} from './page.ts';
import type {Gesture} from './page.ts';

/**
 * Whole processes on a real control plane, in turn, medians and ratios of one run: single times of a shared machine say
 * little, their ratios do. `npm run bench`.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 9);
const BUNDLE = resolve('dist/helm-drift.cjs');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const folder = mkdtempSync(join(tmpdir(), 'helm-drift-bench-'));
const provisioning = {env: process.env, onProgress: (text: string) => void process.stderr.write(`${text}\n`)};
const binaries = await provisionControlPlane('sandbox/controlplane', provisioning);
const helm = await provisionHelm(4, provisioning);
const plane = await startControlPlane({binaries, folder: join(folder, 'plane')});
const env = {
  ...process.env,
  KUBECONFIG: plane.kubeconfig,
  HELM_BIN: helm,
  HELM_DATA_HOME: join(folder, 'data'),
  // Other checkouts would write their own compiled code over ours.
  HELM_CACHE_HOME: join(folder, 'cache'),
  XDG_STATE_HOME: join(folder, 'state'),
};
const filler = {helm, kubectl: binaries.kubectl, env, folder};

function run(command: string, args: readonly string[], allowed: readonly number[] = [0]): number {
  const started = performance.now();
  const {status, stderr, stdout} = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const elapsed = performance.now() - started;
  if (!allowed.includes(status ?? -1))
    throw new Error(`${command} ${args.join(' ')} exited with ${status}: ${stderr}${stdout}`);
  return elapsed;
}

/** What one run of ours costs beside its time. */
function tellCosts(title: string, args: readonly string[]): void {
  const file = join(folder, 'costs.json');
  const hook = ['--require', resolve('test/bench/costs.cjs'), BUNDLE, ...args];
  spawnSync(process.execPath, hook, {env: {...env, HELM_DRIFT_COSTS: file}, maxBuffer: 1 << 28});
  const {requests, bytes, cpu, memory} = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  say(
    `  ${title}: ${requests} requests, ${((bytes ?? 0) / 1e6).toFixed(1)} MB read, ${((cpu ?? 0) / 1000).toFixed(2)} s of CPU, ${(memory ?? 0).toFixed(0)} MiB at most`,
  );
}

type Row = readonly [name: string, measure: () => number];

/** Every row once a round, in turn, after one round that does not count; prints medians, and ratios to the first row. */
function compare(title: string, rows: readonly Row[], rounds = ROUNDS): void {
  const times = new Map<string, number[]>(rows.map(([name]) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, measure] of rows) {
      const time = measure();
      if (round >= 0) times.get(name)?.push(time);
    }
  }
  const median = (list: readonly number[]): number =>
    list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
  const base = median([...times.values()][0] ?? []);
  say(`\n${title} (medians of ${rounds})`);
  for (const [name, list] of times)
    say(
      `  ${name.padEnd(58)} ${median(list).toFixed(0).padStart(7)} ms  ${(median(list) / base).toFixed(2).padStart(6)} x`,
    );
}

/** The same gestures on a release of many findings and on one of few: what the page's thread was kept busy by at most. */
async function comparePages(): Promise<void> {
  const api = connect(plane.kubeconfig);
  const results = new Map<number, readonly Gesture[]>();
  for (const findings of [4, 500]) {
    const name = `many-${findings}`;
    const chart = manyChart(join(folder, name), findings, 100);
    run(helm, ['install', name, chart, '-n', name, '--create-namespace']);
    await driftMany(api, name, findings);
    const browser = await provisionTool('chromium', provisioning);
    results.set(findings, await longestTasks(name, findings, {bundle: BUNDLE, env, browser}));
  }
  api.close();
  say('\nThe console: longest task of the page, with 4 findings in 400 lines and with 500 in 50,000');
  const text = (longest: number): string => (longest === 0 ? '< 50' : longest.toFixed(0)).padStart(6);
  for (const [at, {name, longest}] of (results.get(4) ?? []).entries())
    say(`  ${name.padEnd(58)} ${text(longest)} ms ${text(results.get(500)?.[at]?.longest ?? 0)} ms`);
}

/** Start-up and one check, on one version of Node. */
function compareNode(node: string, title: string): void {
  compare(`Start-up, ${title}`, [
    ['node -e 0', () => run(node, ['-e', '0'])],
    ['helm-drift --version', () => run(node, [BUNDLE, '--version'])],
  ]);
  const check = (release: string, allowed: readonly number[]) => () =>
    run(node, [BUNDLE, 'check', release, '-n', release], allowed);
  compare(`A release of 60 objects, among ${KINDS} kinds beside the built-in ones, ${title}`, [
    ['helm get manifest', () => run(helm, ['get', 'manifest', 'sixty', '-n', 'sixty'])],
    ['helm-drift check', check('sixty', [0])],
    ['helm-drift check, 20 of them changed', check('twenty', [2])],
  ]);
}

/** `helm get manifest | kubectl diff` of one release after the other. */
function diffOf(release: string, flags = ''): string {
  return `'${helm}' get manifest ${release} -n ${release} | '${binaries.kubectl}' diff -n ${release} ${flags} -f -`;
}

const SERVER_SIDE = '--server-side --force-conflicts --concurrency 8';
/** Releases of three objects each. */
const SMALL = 2000;

try {
  const api = connect(plane.kubeconfig);
  await installSixty(filler, api);
  const releases = await installCorpus(filler);
  run(helm, ['plugin', 'install', process.cwd()]);
  // After the releases: while it publishes so many schemas, the API server has no time for them.
  defineKinds(filler);

  compareNode(process.execPath, `Node ${process.versions.node}`);
  for (const major of ['22', '24', '26']) compareNode(await provisionNode(major, provisioning), `Node ${major}`);
  compare('The same release, by others', [
    ['helm drift check', () => run(helm, ['drift', 'check', 'sixty', '-n', 'sixty'])],
    ['helm get manifest | kubectl diff', () => run('sh', ['-c', diffOf('sixty')], [0, 1])],
    [`the same with ${SERVER_SIDE}`, () => run('sh', ['-c', diffOf('sixty', SERVER_SIDE)], [0, 1])],
  ]);
  tellCosts('check', ['check', 'sixty', '-n', 'sixty']);
  tellCosts('check, 20 objects changed', ['check', 'twenty', '-n', 'twenty']);
  if (releases.length === 0)
    say('\nNo corpus beside this checkout: check -A is not measured (HELM_DRIFT_CORPUS names one).');
  else {
    const all = ['check', '--all', '-A'];
    const loop = ['sixty', ...releases].map((name) => `${diffOf(name, SERVER_SIDE)} >/dev/null 2>&1; true`).join('\n');
    compare(
      `All ${releases.length + 2} releases of the cluster`,
      [
        ['helm-drift check --all -A', () => run(process.execPath, [BUNDLE, ...all], [0, 2])],
        [`loop of helm get manifest | kubectl diff ${SERVER_SIDE}`, () => run('sh', ['-c', loop])],
      ],
      3,
    );
    tellCosts('check --all -A', all);
    await writeSmallReleases(filler, api, SMALL);
    tellCosts(`check --all -A, ${SMALL} small releases more`, all);
  }
  api.close();
  await comparePages();
} finally {
  await plane.stop();
  rmSync(folder, {recursive: true, force: true});
}
