import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {startControlPlane} from '../../src/sandbox/control-plane.ts';
import {provisionControlPlane, provisionHelm} from '../../src/sandbox/provision.ts';
import {provisionTool} from '../../src/sandbox/tools.ts';
import {connect} from '../accuracy/api.ts';
import {driftMany, manyChart} from '../e2e/many.ts';
import {corpusChart, corpusNames, customResourceDefinitions} from '../e2e/corpus.ts';
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
const env = {...process.env, KUBECONFIG: plane.kubeconfig, HELM_BIN: helm, HELM_DATA_HOME: join(folder, 'data')};

function run(command: string, args: readonly string[], allowed: readonly number[] = [0], input?: string): number {
  const started = performance.now();
  const {status, stderr, stdout} = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : {input}),
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

/** Kinds of operators that nobody here uses, as every platform team's cluster has. */
const KINDS = 250;

function manyKinds(): void {
  const items = Array.from({length: KINDS}, (_, index) => {
    const [group, name] = [`g${index % 25}.bench.example`, `thing${index}`];
    const schema = {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}};
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {name: `${name}s.${group}`},
      spec: {
        group,
        scope: 'Namespaced',
        names: {plural: `${name}s`, singular: name, kind: `Thing${index}`},
        versions: [{name: 'v1', served: true, storage: true, schema}],
      },
    };
  });
  run(binaries.kubectl, ['create', '-f', '-'], [0], JSON.stringify({apiVersion: 'v1', kind: 'List', items}));
  run(binaries.kubectl, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=180s']);
  // It goes on publishing for a while, and answers slowly until it is through.
  const isSettled = (): boolean => run(binaries.kubectl, ['api-resources'], [0, 1]) < 2000;
  for (let quiet = 0, tries = 0; quiet < 3 && tries < 60; tries++) {
    quiet = isSettled() ? quiet + 1 : 0;
    run('sleep', ['3']);
  }
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

function manifest(): string {
  const documents = Array.from({length: 60}, (_, index) => {
    const metadata = {name: `thing-${index}`, labels: {app: 'bench'}};
    const labels = {app: `thing-${index}`};
    switch (index % 6) {
      case 0:
        return {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
          spec: {
            selector: {matchLabels: labels},
            template: {
              metadata: {labels},
              spec: {
                containers: [
                  {
                    name: 'app',
                    image: 'app:1',
                    env: [{name: 'A', value: '1'}],
                    ports: [{containerPort: 80}],
                    resources: {requests: {cpu: '100m', memory: '64Mi'}},
                  },
                ],
              },
            },
          },
        };
      case 1:
        return {
          apiVersion: 'v1',
          kind: 'Service',
          metadata,
          spec: {selector: labels, ports: [{name: 'http', port: 80}]},
        };
      case 2:
        return {apiVersion: 'v1', kind: 'Secret', metadata, data: {key: 'dmFsdWU='}};
      case 3:
        return {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata,
          rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get', 'list']}],
        };
      case 4:
        return {apiVersion: 'v1', kind: 'ServiceAccount', metadata};
      default:
        return {apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {config: 'line\n'.repeat(40)}};
    }
  });
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}

function installAll(): number {
  const chart = join(folder, 'sixty');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: sixty\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), manifest());
  run(helm, ['install', 'sixty', chart, '-n', 'sixty', '--create-namespace']);
  run(helm, ['plugin', 'install', process.cwd()]);
  const names = corpusNames();
  if (names.length === 0) return 0;
  run(binaries.kubectl, ['apply', '--server-side', '-f', '-'], [0], customResourceDefinitions(names));
  run(binaries.kubectl, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
  for (const name of names) run(helm, ['install', name, corpusChart(name, folder), '-n', name, '--create-namespace']);
  return names.length;
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

try {
  const releases = installAll();
  // After the releases: while it publishes so many schemas, the API server has no time for them.
  manyKinds();
  const target = ['sixty', '-n', 'sixty'];
  const pipe = (diff: string): number =>
    run(
      'sh',
      ['-c', `'${helm}' get manifest sixty -n sixty | '${binaries.kubectl}' diff -n sixty ${diff} -f -`],
      [0, 1],
    );

  compare('Start-up', [
    ['node -e 0', () => run(process.execPath, ['-e', '0'])],
    ['helm-drift --version', () => run(process.execPath, [BUNDLE, '--version'])],
  ]);
  compare(`A release of 60 objects, among ${KINDS} kinds beside the built-in ones`, [
    ['helm get manifest', () => run(helm, ['get', 'manifest', ...target])],
    ['node dist/helm-drift.cjs check', () => run(process.execPath, [BUNDLE, 'check', ...target])],
    ['helm drift check', () => run(helm, ['drift', 'check', ...target])],
    ['helm get manifest | kubectl diff', () => pipe('')],
    [
      'helm get manifest | kubectl diff --server-side --concurrency 8',
      () => pipe('--server-side --force-conflicts --concurrency 8'),
    ],
  ]);
  tellCosts('check', ['check', ...target]);
  if (releases === 0)
    say('\nNo corpus beside this checkout: check --all is not measured (HELM_DRIFT_CORPUS names one).');
  else {
    const names = ['sixty', ...corpusNames()];
    const loop = names
      .map(
        (name) =>
          `'${helm}' get manifest ${name} -n ${name} | '${binaries.kubectl}' diff -n ${name} -f - >/dev/null 2>&1; true`,
      )
      .join('\n');
    compare(
      `All ${names.length} releases of the cluster`,
      [
        ['node dist/helm-drift.cjs check --all -A', () => run(process.execPath, [BUNDLE, 'check', '--all', '-A'])],
        ['loop of helm get manifest | kubectl diff', () => run('sh', ['-c', loop])],
      ],
      3,
    );
    tellCosts('check --all -A', ['check', '--all', '-A']);
  }
  await comparePages();
} finally {
  await plane.stop();
  rmSync(folder, {recursive: true, force: true});
}
