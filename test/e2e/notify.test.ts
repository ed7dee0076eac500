import {spawn} from 'node:child_process';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, inject, onTestFinished, test} from 'vitest';
import {freePorts} from '../../src/sandbox/ports.ts';
import {BUNDLE, helmBinary, kubectl, must, namespace, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const HELM = helmBinary('4.3.1');
const CHART = 'charts/nginx';
/** What the chart declares of its autoscaler's floor. */
const DECLARED = 6;
const SOON = {timeout: 30_000, interval: 50};

interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: {
    readonly state: string;
    readonly finding: {readonly id: string; readonly path: string; readonly live?: string; readonly severity: string};
  };
}

interface Bus {
  readonly url: string;
  readonly events: Event[];
  /** Before the answer, once an event is here. */
  onArrival: (event: Event) => void;
  onAnswered: (event: Event) => void;
}

/** A receiver of CloudEvents, which takes its time. */
async function bus(): Promise<Bus> {
  const events: Event[] = [];
  const one: Bus = {url: '', events, onArrival: () => {}, onAnswered: () => {}};
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const event = JSON.parse(body) as Event;
      events.push(event);
      one.onArrival(event);
      response.writeHead(202).end();
      one.onAnswered(event);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(one, {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`});
}

interface Watch {
  readonly child: ReturnType<typeof spawn>;
  readonly ended: Promise<number>;
  readonly out: () => string;
  readonly errors: () => string;
}

function watching(place: string, config: string, home: string, args: readonly string[] = []): Watch {
  const child = spawn(
    process.execPath,
    [BUNDLE, 'watch', '-n', place, '--notify', '--config', config, '-o', 'json', ...args],
    {
      env: {PATH: process.env['PATH'], HOME: home, KUBECONFIG: plane().kubeconfig, HELM_BIN: HELM},
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {child, ended, out: () => out, errors: () => errors};
}

const floor = (place: string, value: number): Promise<string> =>
  kubectl(
    '-n',
    place,
    'patch',
    'hpa',
    'web-nginx',
    '--field-manager=kubectl-edit',
    '--type=merge',
    '-p',
    `{"spec":{"minReplicas":${value}}}`,
  );

function configOf(home: string, notify: object): string {
  const file = join(home, 'notify.json');
  writeFileSync(file, JSON.stringify({apiVersion: 'helm-drift/v1', kind: 'Config', notify}));
  return file;
}

test('killed at twenty points: no finding is lost, and only the event that was on its way comes again, under the same id', async () => {
  const place = await namespace('told');
  await must(HELM, ['install', 'web-nginx', CHART, '-n', place]);
  const home = temporaryFolder();
  const there = await bus();
  const config = configOf(home, {
    sinks: [{name: 'bus', cloudEvents: {url: there.url}}],
    flapping: {changes: 100, within: '1s'},
  });
  let watch = watching(place, config, home);
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  for (let kill = 0; kill < 20; kill++) {
    const value = kill % 4 === 3 ? DECLARED : 7 + (kill % 5);
    const {child, ended} = watch;
    const die = (): void => void child.kill('SIGKILL');
    // On arrival, right after the answer, or at some moment around the check.
    // One that comes again was killed for before.
    const dieOfNews = ({id}: Event): void => {
      if (there.events.filter((one) => one.id === id).length === 1) die();
    };
    if (kill % 3 === 0) there.onArrival = dieOfNews;
    if (kill % 3 === 1) there.onAnswered = dieOfNews;
    await floor(place, value);
    if (kill % 3 === 2) {
      await pause(40 * (kill + 1));
      die();
    }
    // One that had nothing to tell is killed all the same.
    const late = setTimeout(die, 15_000);
    await ended;
    clearTimeout(late);
    there.onArrival = () => {};
    there.onAnswered = () => {};
    watch = watching(place, config, home);
  }
  await floor(place, 1);
  const last = (): Event | undefined => there.events.at(-1);
  await expect.poll(() => last()?.data.finding.live, {...SOON, message: watch.errors()}).toBe('1');
  await floor(place, DECLARED);
  await expect.poll(() => last()?.data.state, SOON).toBe('resolved');
  // A receiver that knows ids: what it learns makes sense from beginning to end.
  const seen = new Set<string>();
  const once = there.events.filter(({id}) => !seen.has(id) && seen.add(id) !== undefined);
  let standing: string | undefined;
  for (const {data} of once) {
    const live = data.state === 'resolved' ? undefined : data.finding.live;
    expect(['new', 'came back'].includes(data.state), `${data.state} after ${standing}`).toBe(standing === undefined);
    expect(live).not.toBe(standing);
    standing = live;
  }
  expect(standing).toBeUndefined();
  // The same comes again at once, or never.
  const order = there.events.map(({id}) => id);
  const gathered = order.filter((id, at) => id !== order[at - 1]);
  expect(new Set(gathered).size).toBe(gathered.length);
  expect(there.events.length).toBeGreaterThan(once.length);
  expect(once.length).toBeGreaterThan(8);
  watch.child.kill('SIGINT');
  expect(await watch.ended).toBe(130);
  process.stdout.write(`20 kills: ${once.length} events, sent ${there.events.length} times\n`);
}, 240_000);

/** A real Alertmanager with a memory of its own. */
async function alertmanager(): Promise<string> {
  const folder = temporaryFolder();
  const [port = 0] = await freePorts(1);
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(config, 'route: {receiver: none}\nreceivers: [{name: none}]\n');
  const child = spawn(
    inject('goTools').alertmanager,
    [
      `--config.file=${config}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    {stdio: 'ignore'},
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/-/ready`).then(
          ({status}) => status,
          () => 0,
        ),
      SOON,
    )
    .toBe(200);
  return url;
}

interface ClusterEvent {
  readonly reason: string;
  readonly type: string;
  readonly note: string;
  readonly regarding: {readonly kind: string; readonly name: string; readonly uid: string};
}

test('Alertmanager and the cluster itself: an alert fires while it stands, is resolved once, and Events tell of transitions', async () => {
  const place = await namespace('alerted');
  await must(HELM, ['install', 'web-nginx', CHART, '-n', place, '--labels', 'team=web']);
  const home = temporaryFolder();
  const url = await alertmanager();
  const config = configOf(home, {
    sinks: [
      {name: 'am', alertmanager: {url, resend: '5s', resolveAfter: '15s'}},
      {name: 'cluster', events: {}},
      {name: 'slow', slack: {url: 'http://127.0.0.1:1/services/secret'}},
    ],
    routes: [{to: ['am', 'cluster', 'slow'], labels: 'team=web'}],
  });
  const [port = 0] = await freePorts(1);
  const watch = watching(place, config, home, ['--metrics', `:${port}`]);
  const alerts = async (): Promise<
    {labels: Record<string, string>; endsAt: string; annotations: Record<string, string>}[]
  > => (await fetch(`${url}/api/v2/alerts?filter=namespace%3D${place}`).then((answer) => answer.json())) as never;
  const events = async (): Promise<ClusterEvent[]> => {
    const text = await kubectl('-n', place, 'get', 'events.events.k8s.io', '-o', 'json');
    return (JSON.parse(text) as {items: ClusterEvent[]}).items.filter(({reason}) => reason.startsWith('Drift'));
  };
  await expect.poll(() => watch.out().includes('WatchReady'), {...SOON, message: watch.errors()}).toBe(true);
  await floor(place, 5);
  await expect.poll(async () => (await alerts()).length, SOON).toBe(1);
  const [alert] = await alerts();
  expect(alert?.labels).toEqual({
    alertname: 'HelmDrift',
    namespace: place,
    release: 'web-nginx',
    severity: expect.any(String) as string,
    finding: expect.stringMatching(/^[0-9a-f]{7}$/) as string,
    control_path: expect.any(String) as string,
  });
  expect(alert?.annotations['look']).toBe(`helm drift explain web-nginx ${alert?.labels['finding']} -n ${place}`);
  // It is sent again before it would be over by itself.
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  expect(await alerts()).toHaveLength(1);
  await floor(place, DECLARED);
  await expect.poll(async () => (await alerts()).length, SOON).toBe(0);
  const uid = await kubectl('-n', place, 'get', 'hpa', 'web-nginx', '-o', 'jsonpath={.metadata.uid}');
  await expect
    .poll(async () => (await events()).map(({reason}) => reason).toSorted(), SOON)
    .toEqual(['DriftDetected', 'DriftResolved']);
  for (const {regarding, note} of await events()) {
    expect(regarding).toMatchObject({kind: 'HorizontalPodAutoscaler', name: 'web-nginx', uid});
    expect(note).toContain(`Release ${place}/web-nginx`);
  }
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then((answer) => answer.text());
  expect(metrics).toContain('helm_drift_notifications_total{sink="am",result="ok"} 2');
  expect(metrics).toContain('helm_drift_notifications_total{sink="cluster",result="ok"} 2');
  expect(metrics).toMatch(/helm_drift_notifications_total\{sink="slow",result="failed"\} [1-9]/);
  watch.child.kill('SIGTERM');
  expect(await watch.ended).toBe(143);
  expect(watch.errors()).toContain('slow cannot be told now');
  expect(watch.errors()).not.toContain('services/secret');
}, 180_000);
