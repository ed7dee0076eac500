import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import {load} from 'js-yaml';
import {freePort, written} from './agents.ts';
import {CHART, CHAT, podOf, rendered, SECRET, telling, withMounts} from './chart-pods.ts';
import {drift, helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import {provisionUnpacked} from '../../src/sandbox/tools.ts';

const SOON = {timeout: 30_000, interval: 100};
const HELMS = ['3.22.0', '4.3.1'] as const;
const ALL = [
  'serviceMonitor.create=true',
  'prometheusRule.create=true',
  'prometheusRule.runbooks=https://example.com/runbooks.md',
  'dashboard.create=true',
  'networkPolicy.create=true',
  'podDisruptionBudget.create=true',
  'replicas=4',
  'sharded=true',
  'reports=true',
  'dryRun=true',
  'rbac.dryRun=true',
  'rules=apiVersion: helm-drift/v1',
].flatMap((set) => ['--set-string', set].with(0, /=(true|\d+)$/.test(set) ? '--set' : '--set-string'));

let promtool = '';
let prometheus = '';
beforeAll(async () => {
  await withMounts();
  const provisioning = {env: process.env, onProgress: () => {}};
  // Another file may have left it on this control plane, without Helm's marks.
  await kubectl('delete', 'crd', 'releasedrifts.helm-drift.example', '--ignore-not-found', '--wait=true');
  promtool = await provisionUnpacked('promtool', provisioning);
  prometheus = await provisionUnpacked('prometheus', provisioning);
});

test.each(HELMS)('helm %s: the chart is clean, and each option renders what the API server takes', async (helm) => {
  const place = await namespace('chart');
  expect(await must(helmBinary(helm), ['lint', '--strict', CHART])).toContain('0 chart(s) failed');
  for (const args of [
    [],
    ALL,
    ['--set', 'namespaces={shop,blog}'],
    ['--set', 'rbac.everything=true,stateKey.create=false'],
    telling([CHAT, {name: 'cluster', events: {}}], SECRET),
  ]) {
    const objects = await rendered(helm, place, ...args);
    const inNamespaces = objects.filter(
      ({apiVersion, kind}) => !apiVersion.startsWith('monitoring.') && kind !== 'Pod',
    );
    for (const other of ['shop', 'blog']) await run(inject('kubectl'), ['create', 'namespace', other]);
    const said = await must(inject('kubectl'), ['apply', '--dry-run=server', '--validate=strict', '-f', '-'], {
      input: JSON.stringify({apiVersion: 'v1', kind: 'List', items: inNamespaces}),
    });
    expect(said.trim().split('\n')).toHaveLength(inNamespaces.length);
  }
  const refused = await run(helmBinary(helm), ['template', CHART, '--set', 'replica=2']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/replica/)]);
});

test('pods of the chart are of the restricted kind', async () => {
  const place = await namespace('chart-restricted');
  await kubectl('label', 'namespace', place, 'pod-security.kubernetes.io/enforce=restricted');
  await kubectl('create', 'serviceaccount', 'drift-helm-drift', '-n', place);
  const objects = await rendered('4.3.1', place, ...ALL);
  const set = objects.find(({kind}) => kind === 'StatefulSet') as {spec: {template: {spec: object}}} | undefined;
  const pods = [
    ...objects.filter(({kind}) => kind === 'Pod'),
    {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'agent', namespace: place}, spec: set?.spec.template.spec},
  ];
  expect(pods).toHaveLength(2);
  for (const pod of pods) {
    const {code, stderr} = await run(inject('kubectl'), ['create', '--dry-run=server', '-f', '-'], {
      input: JSON.stringify(pod),
    });
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
  }
});

test.each(HELMS)(
  'helm %s installs and upgrades it, it runs as it says, and its own release is in contract',
  async (helm) => {
    const place = await namespace('chart-run');
    const port = await freePort();
    const args = ['-n', place, '--set', `service.port=${port}`, '--set', `namespaces={${place}}`];
    await must(helmBinary(helm), ['install', 'drift', CHART, ...args]);
    onTestFinished(async () => {
      await run(helmBinary(helm), ['uninstall', 'drift', '-n', place]);
      await run(inject('kubectl'), ['delete', 'crd', 'releasedrifts.helm-drift.example', '--wait=true']);
    });
    await kubectl('wait', '--for=condition=Established', 'crd/releasedrifts.helm-drift.example', '--timeout=60s');
    const key = await kubectl('-n', place, 'get', 'secret', 'drift-helm-drift-state', '-o', 'jsonpath={.data.key}');
    const one = await podOf(place, 'drift-helm-drift', 0);
    await expect
      .poll(() => written(place, 'drift'), {...SOON, message: one.errors()})
      .toMatchObject({status: {state: 'in-contract', gaps: 0, revision: 1}});
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    const check = await drift(['check', 'drift', '-n', place, '--no-ledger']);
    expect({code: check.code, stderr: check.stderr}).toEqual({code: 0, stderr: ''});

    // An upgrade keeps the key, changes the definition with the chart, and is told as a new revision.
    await must(helmBinary(helm), ['upgrade', 'drift', CHART, ...args, '--set', 'resources.limits.memory=300Mi']);
    expect(await kubectl('-n', place, 'get', 'secret', 'drift-helm-drift-state', '-o', 'jsonpath={.data.key}')).toBe(
      key,
    );
    await expect.poll(() => written(place, 'drift'), SOON).toMatchObject({status: {state: 'in-contract', revision: 2}});
    await kubectl('-n', place, 'scale', 'statefulset', 'drift-helm-drift', '--replicas=3');
    await expect.poll(() => written(place, 'drift'), SOON).toMatchObject({status: {drift: 1}});
    expect(one.log().filter(({level}) => level !== 'info')).toEqual([]);
    one.kill();
    expect(await one.ended).toBe(0);
    await must(helmBinary(helm), ['uninstall', 'drift', '-n', place]);
    // What was written outlives the chart.
    expect(await written(place, 'drift')).toBeDefined();
  },
);

test('alerts fire when they should, and have a runbook each', async () => {
  const objects = await rendered('4.3.1', 'ops', ...ALL);
  const rules = objects.find(({kind}) => kind === 'PrometheusRule')?.spec as {
    groups: {rules: {alert: string; annotations: {runbook_url: string}}[]}[];
  };
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'rules.yaml'), JSON.stringify(rules));
  writeFileSync(join(folder, 'test.yaml'), readFileSync(`${CHART}/ci/rules-test.yaml`));
  expect(await must(promtool, ['check', 'rules', join(folder, 'rules.yaml')])).toContain('SUCCESS: 7 rules found');
  expect(await must(promtool, ['test', 'rules', join(folder, 'test.yaml')])).toContain('SUCCESS');
  const runbooks = readFileSync('docs/runbooks.md', 'utf8');
  for (const {alert, annotations} of rules.groups.flatMap((group) => group.rules)) {
    expect(annotations.runbook_url).toBe(`https://example.com/runbooks.md#${alert.toLowerCase()}`);
    expect(runbooks).toContain(`\n## ${alert}\n`);
  }
});

test('a real Prometheus answers each query of the dashboard', async () => {
  const place = await namespace('chart-board');
  const port = await freePort();
  await must(helmBinary('4.3.1'), [
    'install',
    'drift',
    CHART,
    '-n',
    place,
    '--set',
    `service.port=${port},namespaces={${place}}`,
  ]);
  onTestFinished(async () => {
    await run(helmBinary('4.3.1'), ['uninstall', 'drift', '-n', place]);
    await run(inject('kubectl'), ['delete', 'crd', 'releasedrifts.helm-drift.example', '--wait=true']);
  });
  await podOf(place, 'drift-helm-drift', 0);
  await expect.poll(() => written(place, 'drift'), SOON).toBeDefined();
  await kubectl('-n', place, 'scale', 'statefulset', 'drift-helm-drift', '--replicas=3');
  await expect.poll(() => written(place, 'drift'), SOON).toMatchObject({status: {drift: 1}});
  const folder = temporaryFolder();
  const own = await freePort();
  mkdirSync(join(folder, 'data'));
  writeFileSync(
    join(folder, 'prometheus.yml'),
    `global: {scrape_interval: 1s}\nscrape_configs:\n  - {job_name: helm-drift, honor_labels: true, static_configs: [{targets: ['127.0.0.1:${port}'], labels: {pod: drift-0}}]}\n`,
  );
  const server = spawn(prometheus, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${own}`,
  ]);
  const over = new Promise((done) => server.on('close', done));
  onTestFinished(async () => {
    server.kill('SIGKILL');
    await over;
  });
  const board = load(readFileSync(`${CHART}/files/dashboard.json`, 'utf8')) as {
    panels: {title: string; targets: {expr: string}[]}[];
  };
  const silent = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const {title, targets} of board.panels)
      for (const {expr} of targets) {
        const query = encodeURIComponent(expr.replaceAll('$namespace', '.*'));
        const answer = await fetch(`http://127.0.0.1:${own}/api/v1/query?query=${query}`).catch(() => undefined);
        const body = (await answer?.json()) as {status: string; data: {result: unknown[]}} | undefined;
        if (body?.status !== 'success' || body.data.result.length === 0) found.push(`${title}: ${expr}`);
      }
    return found;
  };
  await expect.poll(silent, SOON).toEqual([]);
});
