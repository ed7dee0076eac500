import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import {agent, withDefinition, written} from './agents.ts';
import type {Agent} from './agents.ts';
import {helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';

const HELM = helmBinary('4.3.1');
const CHART = 'charts/nginx';
const DECLARED = 6;
const SOON = {timeout: 40_000, interval: 50};

beforeAll(withDefinition);

interface Event {
  readonly id: string;
  readonly data: {
    readonly state: string;
    readonly release: {readonly name: string};
    readonly finding: {readonly live?: string; readonly endedBy?: string};
  };
}

interface Told {
  readonly url: string;
  readonly events: readonly Event[];
  readonly at: readonly number[];
  onArrival: (event: Event) => void;
  /** Whether it answers. */
  isSlow: boolean;
}

/** A receiver of CloudEvents on loopback. */
async function receiver(): Promise<Told> {
  const [events, at]: [Event[], number[]] = [[], []];
  const one: Told = {url: '', events, at, onArrival: () => {}, isSlow: false};
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const event = JSON.parse(body) as Event;
      events.push(event);
      at.push(performance.now());
      one.onArrival(event);
      if (!one.isSlow) response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(one, {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`});
}

const floor = (place: string, value: number, name = 'web'): Promise<string> =>
  kubectl('-n', place, 'patch', 'hpa', `${name}-nginx`, '--type=merge', '-p', `{"spec":{"minReplicas":${value}}}`);

/** Starts agents that tell, one after the other, each as a pod of its own. */
function pods(place: string, notify: object): () => Promise<Agent> {
  const folder = temporaryFolder();
  const config = join(folder, 'rules.json');
  writeFileSync(config, JSON.stringify({apiVersion: 'helm-drift/v1', kind: 'Config', notify}));
  const key = join(folder, 'key');
  writeFileSync(key, 'a key that outlives each process');
  let count = 0;
  return () =>
    agent(['--namespaces', place, '--notify', '--config', config, '--state-key-file', key], {
      pod: `pod-${(count += 1)}`,
      env: {POD_NAMESPACE: place},
    });
}

const wordsOf = (events: readonly Event[]): string[] =>
  events.map(({data: {state, release, finding}}) =>
    state === 'resolved' ? `${release.name} ${state} ${finding.endedBy}` : `${release.name} ${state} ${finding.live}`,
  );
const toldOf = async (one: Agent): Promise<string> =>
  (await one.page('/metrics')).body
    .split('\n')
    .find((line) => line.startsWith('helm_drift_notifications_total{sink="bus",result="ok"}')) ?? '';

test('told once, over a kill -9 and a takeover: the next process tells what is new, and no more', async () => {
  const place = await namespace('agent-told');
  for (const name of ['web', 'api']) await must(HELM, ['install', name, CHART, '-n', place]);
  const there = await receiver();
  const pod = pods(place, {sinks: [{name: 'bus', cloudEvents: {url: there.url}}]});
  const first = await pod();
  await first.ready();
  const asked = performance.now();
  await floor(place, 4);
  await expect.poll(() => wordsOf(there.events), {...SOON, message: first.errors()}).toEqual(['web new 4']);
  const latency = (there.at[0] ?? 0) - asked;
  await expect.poll(() => toldOf(first), SOON).toMatch(/ 1$/);
  first.kill('SIGKILL');
  await first.ended;
  const killed = performance.now();

  // While nobody is there one thing is new; what was told stands as it stood.
  await floor(place, 3, 'api');
  const second = await pod();
  await expect
    .poll(() => wordsOf(there.events), {...SOON, message: second.errors()})
    .toEqual(['web new 4', 'api new 3']);
  const takeover = (there.at[1] ?? 0) - killed;
  await second.ready();

  // The one on its way when its process dies comes again, under the same id, and is the only one.
  there.onArrival = () => second.kill('SIGKILL');
  there.isSlow = true;
  await floor(place, 5);
  await second.ended;
  there.onArrival = () => {};
  there.isSlow = false;
  const third = await pod();
  await expect
    .poll(() => wordsOf(there.events).slice(2), {...SOON, message: third.errors()})
    .toEqual(['web changed 5', 'web changed 5']);
  expect(there.events[3]?.id).toBe(there.events[2]?.id);
  await third.ready();

  // Put back, and uninstalled: each end is told once, and then what was written of what is gone goes too.
  await floor(place, DECLARED);
  await expect.poll(() => there.events.length, SOON).toBe(5);
  await must(HELM, ['uninstall', 'api', '-n', place]);
  await expect.poll(() => there.events.length, SOON).toBe(6);
  expect(wordsOf(there.events).slice(4)).toEqual([expect.stringMatching(/^web resolved/), 'api resolved uninstall']);
  await expect.poll(() => written(place, 'api'), SOON).toBeUndefined();
  await new Promise((done) => setTimeout(done, 3000));
  expect(there.events).toHaveLength(6);
  third.kill('SIGTERM');
  expect(await third.ended).toBe(0);
  expect(third.log().filter(({level}) => level !== 'info')).toEqual([]);
  process.stdout.write(
    `agent told: first after ${Math.round(latency)} ms; ${(takeover / 1000).toFixed(1)} s from the kill to what was new; 6 messages of 5 events\n`,
  );
}, 180_000);

test('a release that ends while its sink is away keeps its record until the end was told', async () => {
  const place = await namespace('agent-owed');
  await must(HELM, ['install', 'web', CHART, '-n', place]);
  const there = await receiver();
  const pod = pods(place, {sinks: [{name: 'bus', cloudEvents: {url: there.url}}]});
  const first = await pod();
  await first.ready();
  await floor(place, 4);
  await expect.poll(() => toldOf(first), SOON).toMatch(/ 1$/);
  there.isSlow = true;
  await must(HELM, ['uninstall', 'web', '-n', place]);
  await expect.poll(() => there.events.length, SOON).toBe(2);
  first.kill('SIGKILL');
  await first.ended;
  expect((await written(place, 'web'))?.status.told).toContain('resolved');
  expect((await first.page('/metrics')).status).toBe(0);
  there.isSlow = false;
  const second = await pod();
  await expect.poll(() => there.events.length, {...SOON, message: second.errors()}).toBe(3);
  expect(there.events[2]?.id).toBe(there.events[1]?.id);
  await expect.poll(() => written(place, 'web'), SOON).toBeUndefined();
  expect(wordsOf(there.events)).toEqual(['web new 4', 'web resolved uninstall', 'web resolved uninstall']);
}, 120_000);

test('a namespace that goes takes what was written with it, and the end is told all the same', async () => {
  const place = await namespace('agent-home');
  const other = await namespace('agent-away');
  await must(HELM, ['install', 'web', CHART, '-n', other]);
  const there = await receiver();
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'rules.json'),
    JSON.stringify({
      apiVersion: 'helm-drift/v1',
      kind: 'Config',
      notify: {sinks: [{name: 'bus', cloudEvents: {url: there.url}}], routes: [{to: ['bus'], namespaces: [other]}]},
    }),
  );
  writeFileSync(join(folder, 'key'), 'a key that outlives each process');
  const one = await agent(
    ['--notify', '--config', join(folder, 'rules.json'), '--state-key-file', join(folder, 'key')],
    {env: {POD_NAMESPACE: place}},
  );
  await one.ready();
  await floor(other, 4);
  await expect.poll(() => toldOf(one), SOON).toMatch(/ 1$/);
  await kubectl('delete', 'namespace', other, '--wait=false');
  await expect.poll(() => wordsOf(there.events).at(-1), {...SOON, message: one.errors()}).toMatch(/^web resolved/);
}, 120_000);

test('a document that somebody else wrote: nothing is told, nothing written over it, until it is taken away', async () => {
  const place = await namespace('agent-ruin');
  await must(HELM, ['install', 'web', CHART, '-n', place]);
  const there = await receiver();
  const one = await pods(place, {sinks: [{name: 'bus', cloudEvents: {url: there.url}}]})();
  await one.ready();
  await floor(place, 4);
  await expect.poll(() => toldOf(one), SOON).toMatch(/ 1$/);
  const put = (told: string | null): Promise<string> =>
    kubectl(
      '-n',
      place,
      'patch',
      'releasedrift',
      'web',
      '--subresource=status',
      '--type=merge',
      '-p',
      JSON.stringify({status: {told}}),
    );
  await put('{"kind":"DriftTold","schemaVersion":"2"}');
  await floor(place, 5);
  const words = (): string =>
    one
      .log()
      .map(({message}) => message)
      .join('\n');
  await expect.poll(words, SOON).toContain('cannot be read, and so nothing is told of it');
  expect(words()).toContain(`somebody else has written what was told of ${place}/web`);
  expect((await written(place, 'web'))?.status).toMatchObject({
    drift: 1,
    told: '{"kind":"DriftTold","schemaVersion":"2"}',
  });
  expect(there.events).toHaveLength(1);
  await put(null);
  await expect.poll(() => wordsOf(there.events), SOON).toEqual(['web new 4', 'web new 5']);
  // Of two writers the API server takes the one who knows the version.
  const {metadata} = (await written(place, 'web')) ?? {metadata: undefined};
  await floor(place, DECLARED);
  await expect.poll(() => there.events.length, SOON).toBe(3);
  const stale = await run(
    inject('kubectl'),
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      '--field-manager=helm-drift-told',
      '--subresource=status',
      '-f',
      '-',
    ],
    {
      input: JSON.stringify({
        apiVersion: 'helm-drift.example/v1alpha1',
        kind: 'ReleaseDrift',
        metadata: {name: 'web', namespace: place, resourceVersion: metadata?.resourceVersion},
        status: {told: 'stale'},
      }),
    },
  );
  expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('the object has been modified')]);
}, 120_000);
