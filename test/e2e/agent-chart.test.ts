import {spawn} from 'node:child_process';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import {load, loadAll} from 'js-yaml';
import {freePort, written} from './agents.ts';
import type {LogLine} from './agents.ts';
import {BUNDLE, drift, helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';
import {provisionUnpacked} from '../../src/sandbox/tools.ts';

const CHART = 'charts/helm-drift';
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

/** Rules with sinks, as a file of values. */
function telling(sinks: readonly object[], notify: object): readonly string[] {
  const rules = JSON.stringify({apiVersion: 'helm-drift/v1', kind: 'Config', notify: {sinks}});
  const file = join(temporaryFolder(), 'values.json');
  writeFileSync(file, JSON.stringify({rules, notify: {enabled: true, ...notify}, networkPolicy: {create: true}}));
  return ['-f', file];
}
const CHAT = {name: 'chat', slack: {urlFrom: {env: 'CHAT'}}};
const SECRET = {existingSecret: 'sinks', env: {CHAT: 'chat'}, ports: [9093]};

interface Rendered {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {readonly name: string};
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** Where a mount of a pod is found fixed: each run has its own below /var/run, as in kubeconfig-in-cluster.test.ts. */
const POD =
  'at=/var/run/secrets/kubernetes.io/serviceaccount && mount -t tmpfs tmpfs /var/run && mkdir -p "$at" && cp -R "$1/." "$at" && shift && exec "$@"';
let unshare: readonly string[] = [];
let promtool = '';
let prometheus = '';
beforeAll(async () => {
  for (const flags of [['--mount'], ['--map-root-user', '--mount']])
    if (
      unshare.length === 0 &&
      (await run('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/var/run'])).code === 0
    )
      unshare = flags;
  if (unshare.length === 0) throw new Error('needs Linux with unshare, and root or user namespaces for all');
  const provisioning = {env: process.env, onProgress: () => {}};
  // Another file may have left it on this control plane, without Helm's marks.
  await kubectl('delete', 'crd', 'releasedrifts.helm-drift.example', '--ignore-not-found', '--wait=true');
  promtool = await provisionUnpacked('promtool', provisioning);
  prometheus = await provisionUnpacked('prometheus', provisioning);
});

async function rendered(helm: string, place: string, ...args: string[]): Promise<readonly Rendered[]> {
  const text = await must(helmBinary(helm), ['template', 'drift', CHART, '-n', place, ...args]);
  return (loadAll(text) as (Rendered | null)[]).filter((one) => one !== null);
}

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

interface Pod {
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: readonly {
      readonly args: readonly string[];
      readonly env: readonly {
        readonly name: string;
        readonly value?: string;
        readonly valueFrom?: {
          readonly fieldRef?: {readonly fieldPath: string};
          readonly secretKeyRef?: {readonly name: string; readonly key: string};
        };
      }[];
      readonly volumeMounts: readonly {readonly name: string; readonly mountPath: string}[];
    }[];
    readonly volumes: readonly {
      readonly name: string;
      readonly secret?: {readonly secretName: string};
      readonly configMap?: {readonly name: string};
    }[];
  };
}

/** Runs what the chart's StatefulSet says, as a kubelet would: its arguments, environment, mounts and ServiceAccount. */
async function podOf(place: string, set: string, ordinal: number) {
  const {spec} = JSON.parse(await kubectl('-n', place, 'get', 'statefulset', set, '-o', 'json')) as {
    spec: {template: Pod};
  };
  const {serviceAccountName, containers, volumes} = spec.template.spec;
  const [container] = containers;
  if (container === undefined) throw new Error('no container');
  const account = temporaryFolder();
  writeFileSync(join(account, 'token'), (await kubectl('-n', place, 'create', 'token', serviceAccountName)).trim());
  writeFileSync(join(account, 'ca.crt'), readFileSync(plane().caFile));
  writeFileSync(join(account, 'namespace'), place);
  const mounts = new Map<string, string>();
  for (const {name, mountPath} of container.volumeMounts) {
    const folder = temporaryFolder();
    const volume = volumes.find((one) => one.name === name);
    const source = volume?.secret === undefined ? volume?.configMap?.name : volume.secret.secretName;
    if (source !== undefined) {
      const kind = volume?.secret === undefined ? 'configmap' : 'secret';
      const {data} = JSON.parse(await kubectl('-n', place, 'get', kind, source, '-o', 'json')) as Rendered;
      for (const [key, value] of Object.entries(data ?? {}))
        writeFileSync(join(folder, key), kind === 'secret' ? Buffer.from(value, 'base64') : value);
    }
    mounts.set(mountPath, folder);
  }
  const mounted = (text: string): string =>
    [...mounts].reduce((one, [path, folder]) => one.replace(path, folder), text);
  const fields: Readonly<Record<string, string>> = {'metadata.namespace': place, 'metadata.name': `${set}-${ordinal}`};
  const secrets: Record<string, string> = {};
  for (const {name, valueFrom} of container.env) {
    const {secretKeyRef: ref} = valueFrom ?? {};
    if (ref === undefined) continue;
    const {data} = JSON.parse(await kubectl('-n', place, 'get', 'secret', ref.name, '-o', 'json')) as Rendered;
    secrets[name] = Buffer.from(data?.[ref.key] ?? '', 'base64').toString();
  }
  const env = Object.fromEntries(
    container.env.map(({name, value, valueFrom}) => [
      name,
      value === undefined ? (secrets[name] ?? fields[valueFrom?.fieldRef?.fieldPath ?? '']) : mounted(value),
    ]),
  );
  const {hostname, port} = new URL(plane().server);
  const child = spawn(
    'unshare',
    [...unshare, 'sh', '-c', POD, 'sh', account, process.execPath, BUNDLE, ...container.args.map(mounted)],
    {env: {PATH: process.env['PATH'], KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, ...env}},
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log = (): LogLine[] =>
    errors
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  return {ended, log, errors: () => errors, kill: () => void child.kill('SIGTERM')};
}

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

test('notifications: a right, a port and a mount each where they are needed, and what is missing is told', async () => {
  const shapeOf = async (...args: readonly string[]): Promise<string> =>
    JSON.stringify(await rendered('4.3.1', 'ops', ...args));
  const none = await shapeOf('--set', 'networkPolicy.create=true');
  expect(none).not.toMatch(/events\.k8s\.io|--notify|9093/);
  const chat = await shapeOf(...telling([CHAT], SECRET));
  expect(chat).not.toContain('events.k8s.io');
  expect(chat).toContain('"--notify"');
  expect(chat).toContain('{"port":9093,"protocol":"TCP"}');
  expect(chat).toContain('{"name":"CHAT","valueFrom":{"secretKeyRef":{"name":"sinks","key":"chat"}}}');
  expect(chat).toContain('{"name":"notify","mountPath":"/etc/helm-drift/notify","readOnly":true}');
  expect(chat).toContain('{"name":"notify","secret":{"secretName":"sinks","defaultMode":288}}');
  expect(await shapeOf(...telling([CHAT, {name: 'cluster', events: {}}], SECRET))).toContain(
    '{"apiGroups":["events.k8s.io"],"resources":["events"],"verbs":["create"]}',
  );
  const refused = async (...args: readonly string[]): Promise<string> => {
    const {code, stderr} = await run(helmBinary('4.3.1'), ['template', CHART, ...args]);
    expect(code).toBe(1);
    return stderr;
  };
  expect(await refused('--set', 'notify.enabled=true')).toContain(
    'notify.enabled needs sinks below `notify:` of rules',
  );
  expect(await refused(...telling([CHAT], {env: {CHAT: 'chat'}}))).toContain('notify.existingSecret');
  expect(await refused(...telling([CHAT], SECRET), '--set', 'stateKey.create=false')).toContain(
    'needs stateKey.create',
  );
  expect(await refused(...telling([CHAT], {...SECRET, ports: ['x']}))).toMatch(/ports/);
});

test('notifications: with the chart’s own rights and secrets it tells a receiver and the cluster', async () => {
  const place = await namespace('chart-told');
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = `${request.url} `;
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T000/a-secret-of-ours`;
  await kubectl('-n', place, 'create', 'secret', 'generic', 'sinks', `--from-literal=chat=${url}`);
  await must(helmBinary('4.3.1'), [
    'install',
    'drift',
    CHART,
    '-n',
    place,
    ...telling([CHAT, {name: 'cluster', events: {}}], SECRET),
    '--set',
    `service.port=${await freePort()},namespaces={${place}}`,
  ]);
  onTestFinished(async () => {
    await run(helmBinary('4.3.1'), ['uninstall', 'drift', '-n', place]);
    await run(inject('kubectl'), ['delete', 'crd', 'releasedrifts.helm-drift.example', '--wait=true']);
  });
  await kubectl('wait', '--for=condition=Established', 'crd/releasedrifts.helm-drift.example', '--timeout=60s');
  const one = await podOf(place, 'drift-helm-drift', 0);
  await expect
    .poll(() => written(place, 'drift'), {...SOON, message: one.errors()})
    .toMatchObject({status: {drift: 0}});
  await kubectl('-n', place, 'scale', 'statefulset', 'drift-helm-drift', '--replicas=3');
  await expect.poll(() => bodies, {...SOON, message: one.errors()}).toHaveLength(1);
  expect(bodies[0]).toMatch(/^\/services\/T000\/a-secret-of-ours /);
  const events = (): Promise<string> =>
    kubectl(
      '-n',
      place,
      'get',
      'events.events.k8s.io',
      '-o',
      'jsonpath={.items[?(@.reason=="DriftDetected")].regarding.name}',
    );
  await expect.poll(events, {...SOON, message: one.errors()}).toBe('drift-helm-drift');
  expect((await written(place, 'drift'))?.status.told).not.toContain('a-secret-of-ours');
  expect(one.log().filter(({level}) => level !== 'info')).toEqual([]);
  one.kill();
  expect(await one.ended).toBe(0);
});

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
