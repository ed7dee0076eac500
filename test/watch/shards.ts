import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {must, tool} from '../accuracy/run-tool.ts';
import {openWorkbench} from '../accuracy/workbench.ts';
import {shardOf} from '../../src/agent/shards.ts';
import {asked, fill, PARTS, pathOf, releaseName} from './fill.ts';
import {metricOf} from './watcher.ts';

/**
 * `npm run watch-shards -- [--releases 400] [--shards 4]`: one process for all releases, then as many as there are shards; one is
 * killed while some of its releases are written to, and comes back; then there are fewer. Prints what each holds, how long a
 * shard has nobody, and whether what is written in the cluster is what a check finds.
 */
const {values} = parseArgs({
  options: {releases: {type: 'string', default: '400'}, shards: {type: 'string', default: '4'}},
});
const [releases, shards] = [Number(values.releases), Number(values.shards)];
const HOME = 'ops';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;

interface Pod {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
  readonly errors: () => string;
}

const bench = await openWorkbench({helm: 4, onProgress: (text) => void process.stderr.write(`${text}\n`)});
const pods = new Map<string, Pod>();
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const {port} = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function begin(name: string, count: string): Promise<Pod> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [resolve('dist/helm-drift.cjs'), 'agent', '--listen', `127.0.0.1:${port}`, '--shards', count],
    {env: {PATH: process.env['PATH'], ...bench.env, HOME: bench.folder, HOSTNAME: name, POD_NAMESPACE: HOME}},
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.resume();
  const pod = {name, child, url: `http://127.0.0.1:${port}`, errors: () => errors};
  pods.set(name, pod);
  return pod;
}

async function end({name, child}: Pod, signal: NodeJS.Signals): Promise<void> {
  const over = new Promise((done) => child.once('close', done));
  child.kill(signal);
  await over;
  pods.delete(name);
}

async function pageOf({url}: Pod): Promise<string> {
  return (await fetch(`${url}/metrics`).catch(() => undefined))?.text() ?? '';
}

/** Of a metric with its very labels. */
const valueOf = (page: string, sample: string): number =>
  Number(
    page
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length) ?? 0,
  );

const followed = (page: string): number =>
  page.split('\n').filter((line) => line.includes('helm_drift_release_state{') && line.includes('"in-contract"'))
    .length;

/** When all are ready and follow all releases between them. */
async function settled(
  since: number,
  what: string,
  isMeant: (all: readonly Pod[]) => boolean = () => true,
): Promise<void> {
  for (;;) {
    const all = [...pods.values()];
    const states = await Promise.all(
      all.map(async (pod) => ({
        isReady: (await fetch(`${pod.url}/readyz`).catch(() => undefined))?.status === 200,
        page: await pageOf(pod),
      })),
    );
    const served = states.reduce((sum, {page}) => sum + valueOf(page, 'helm_drift_shards{state="served"}'), 0);
    const count = states.reduce((sum, {page}) => sum + followed(page), 0);
    if (states.every(({isReady}) => isReady) && count === releases && served > 0 && isMeant(all)) break;
    if (performance.now() - since > 600_000) throw new Error(`${what}: ${count} of ${releases} after ten minutes`);
    await pause(250);
  }
  say(`${what}: all ${releases} releases are followed after ${((performance.now() - since) / 1000).toFixed(1)} s`);
}

async function table(): Promise<void> {
  await pause(10_000);
  for (const pod of pods.values()) {
    const page = await pageOf(pod);
    const status = readFileSync(`/proc/${pod.child.pid ?? 0}/status`, 'utf8');
    const peak = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
    say(
      `  ${pod.name}: ${followed(page)} releases, ${valueOf(page, 'helm_drift_watches{state="wanted"}')} watches, RSS ${mib(metricOf(page, 'process_resident_memory_bytes'))}, at most ${mib(peak)}, heap ${mib(metricOf(page, 'process_heap_bytes'))}, ${metricOf(page, 'process_cpu_seconds_total').toFixed(1)} s of CPU, ${metricOf(page, 'helm_drift_status_writes_total')} writes`,
    );
  }
}

interface Written {
  readonly metadata: {readonly name: string};
  readonly status?: {readonly drift: number};
}

async function written(): Promise<ReadonlyMap<string, number>> {
  const {items} = (await bench.api.get('apis/helm-drift.example/v1alpha1/releasedrifts')) as unknown as {
    items: readonly Written[];
  };
  return new Map(items.map(({metadata, status}) => [metadata.name, status?.drift ?? -1]));
}

async function agrees(): Promise<void> {
  const drift = tool(process.execPath, [resolve('dist/helm-drift.cjs')], bench.env);
  const {stdout, stderr, code} = await drift(['check', '-A', '-o', 'json', '--no-ledger', '--fidelity', 'client']);
  if (code !== 0 && code !== 2 && code !== 3) throw new Error(`check ended with ${code}: ${stderr}`);
  const {reports} = JSON.parse(stdout) as {reports: {release: {name: string}; summary: {drift: number}}[]};
  const known = await written();
  const wrong = reports.filter(({release, summary}) => known.get(release.name) !== summary.drift);
  say(
    wrong.length === 0 && known.size === reports.length
      ? `what is written of ${known.size} releases is what a check finds`
      : `NOT as check says: ${wrong.map(({release}) => release.name).join(' ')} (${known.size} written, ${reports.length} checked)`,
  );
}

async function scaled(replicas: number): Promise<void> {
  const template = {
    metadata: {labels: {app: 'drift'}},
    spec: {containers: [{name: 'agent', image: 'none:1'}]},
  };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {name: 'drift', namespace: HOME},
    spec: {replicas, serviceName: 'drift', selector: {matchLabels: {app: 'drift'}}, template},
  };
  await asked(bench.api, 'PATCH', `apis/apps/v1/namespaces/${HOME}/statefulsets/drift`, object, {
    type: 'application/apply-patch+yaml',
    query: {fieldManager: 'bench', force: 'true'},
  });
}

async function run(): Promise<void> {
  const started = performance.now();
  await fill(bench, releases);
  const definition = join(bench.folder, 'definition.yaml');
  writeFileSync(definition, readFileSync('charts/helm-drift/files/releasedrift.yaml'));
  await must(bench.kubectl(['apply', '--server-side', '-f', definition]), 'kubectl apply');
  await must(bench.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']), 'kubectl wait');
  await asked(bench.api, 'POST', 'api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name: HOME}});
  say(
    `${releases} releases of ${PARTS.length} objects are there after ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );

  let at = performance.now();
  const alone = await begin('alone', '1');
  await settled(at, 'one process');
  await table();
  await end(alone, 'SIGTERM');

  await scaled(shards);
  at = performance.now();
  for (let one = 0; one < shards; one++) await begin(`drift-${one}`, 'statefulset/drift');
  await settled(at, `${shards} shards`);
  await table();

  const victim = shards - 1;
  const of = Array.from({length: releases}, (_, index) => releaseName(index)).filter(
    (name) => shardOf(name, shards) === victim,
  );
  const dead = pods.get(`drift-${victim}`);
  if (dead === undefined) throw new Error('no victim');
  at = performance.now();
  await end(dead, 'SIGKILL');
  const [config] = PARTS;
  if (config === undefined) throw new Error('no part');
  const hit = of.slice(0, 20);
  for (const name of hit)
    await asked(bench.api, 'PATCH', pathOf(config, name), config.patch(1), {
      type: 'application/merge-patch+json',
      query: {fieldManager: 'kubectl-edit'},
    });
  for (;;) {
    const known = await written();
    if (hit.every((name) => known.get(name) === 1)) break;
    if (performance.now() - at > 300_000) throw new Error('what was written to meanwhile is not told');
    await pause(200);
  }
  say(
    `${dead.name} killed: ${hit.length} of its ${of.length} releases were written to meanwhile, and each is told after ${((performance.now() - at) / 1000).toFixed(1)} s`,
  );
  await settled(at, 'with one less');
  await table();

  at = performance.now();
  await begin(`drift-${victim}`, 'statefulset/drift');
  await settled(at, `${dead.name} back`);
  at = performance.now();
  await scaled(shards - 1);
  const last = pods.get(`drift-${victim}`);
  if (last !== undefined) await end(last, 'SIGTERM');
  await settled(at, `${shards - 1} shards`, (all) => all.length === shards - 1);
  await table();
  await agrees();
  for (const {name, errors} of pods.values())
    for (const line of errors()
      .split('\n')
      .filter((one) => one.includes('"warn"') || one.includes('"error"')))
      say(`  ${name}: ${line}`);
}

try {
  await run();
} finally {
  for (const {child} of pods.values()) child.kill('SIGKILL');
  await bench.close();
}
