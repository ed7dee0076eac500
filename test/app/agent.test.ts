import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import type {KeeperEvent} from '../../src/agent/keeper.ts';
import {openAgent} from '../../src/app/agent.ts';
import type {AgentRequest} from '../../src/app/agent.ts';
import type {Session} from '../../src/app/session.ts';
import type {WatchListener, WatchRequest} from '../../src/app/watch.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import {parseRules} from '../../src/config/file.ts';
import {UserError} from '../../src/model/errors.ts';
import {defined} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {rawLevel, safeLevel, standingOf} from '../agent/levels.ts';
import {testRuntime} from '../cli/cli.ts';
import {fakeApi, SOON, statusOf} from '../kube/fakes.ts';
import {receiver} from '../notify/receiver.ts';
import type {Received} from '../notify/receiver.ts';

interface Watched {
  readonly request: WatchRequest;
  readonly listener: WatchListener;
  readonly closed: () => boolean;
}

const world = vi.hoisted(() => ({
  watched: [] as unknown[],
  failures: [] as Error[],
  isDown: false,
}));
vi.mock('../../src/app/watch.ts', async (original) => ({
  ...(await original<object>()),
  watchReleases: async (_session: unknown, _runtime: unknown, request: WatchRequest, listener: WatchListener) => {
    let isClosed = false;
    world.watched.push({request, listener, closed: () => isClosed});
    return {
      failed: new Promise(() => {}),
      standing: () => ({
        releases: 1,
        queued: 0,
        watches: 2,
        behind: 0,
        refused: 0,
        restarts: 0,
        objects: 3,
        isDown: world.isDown,
        isReady: true,
      }),
      close: () => (isClosed = true),
      start: async () => {
        const failure = world.failures.shift();
        if (failure !== undefined) throw failure;
      },
    };
  },
}));
beforeEach(() => {
  world.watched.length = 0;
  world.failures.length = 0;
  world.isDown = false;
});
const watched = (): readonly Watched[] => world.watched as Watched[];

const rulesOf = (notify: string) =>
  parseRules(`apiVersion: helm-drift/v1\nkind: Config\nnotify: ${notify}\n`, '.helm-drift.yaml');

/** A list of the whole cluster has what is in each namespace. */
const isBelow = (path: string, at: string): boolean =>
  at.startsWith(path) || at.replace(/\/namespaces\/[^/]+/, '').startsWith(path);

/** Two writers apply to one status: neither takes the other's fields away. */
function mergedStatus(
  before: JsonObject | undefined,
  sent: JsonObject,
  query: Readonly<Record<string, string>>,
): JsonObject {
  if (sent['kind'] !== 'ReleaseDrift') return {};
  const status = (one: JsonObject | undefined): JsonObject => (one?.['status'] ?? {}) as JsonObject;
  const {told, ...rest} = status(before);
  if (sent['status'] === undefined) return {status: status(before)};
  if (query['fieldManager'] === 'helm-drift-told') return {status: {...rest, ...status(sent)}};
  return {status: {...status(sent), ...(told === undefined ? {} : {told})}};
}

/** An API server with leases, ReleaseDrifts and a StatefulSet. */
async function agent(
  request: Partial<AgentRequest> = {},
  {
    isRefused = false,
    notify,
    objects = new Map(),
  }: {isRefused?: boolean; notify?: string; objects?: Map<string, JsonObject>} = {},
) {
  const group = (name: string, version: string, resource: string, kind: string): JsonObject => ({
    metadata: {name},
    versions: [{version, resources: [{resource, responseKind: {kind}, scope: 'Namespaced', verbs: ['get', 'list']}]}],
  });
  let version = 0;
  const api = await fakeApi(({method, path, body, query}) => {
    if (path === '/api') return {body: {kind: 'APIGroupDiscoveryList', items: []}};
    if (path === '/apis')
      return {
        body: {
          kind: 'APIGroupDiscoveryList',
          items: [group('helm-drift.example', 'v1alpha1', 'releasedrifts', 'ReleaseDrift')],
        },
      };
    if (path.endsWith('/statefulsets/drift')) return {body: {spec: {replicas: 2}}};
    if (isRefused && path.includes('/leases')) return {status: 403, body: statusOf(403, 'leases is forbidden')};
    if (method === 'GET' && /\/releasedrifts\/[^/]+$/.test(path))
      return objects.has(path)
        ? {body: objects.get(path) ?? {}}
        : {status: 404, body: statusOf(404, 'not found', {name: 'web'})};
    if (method === 'GET') return {body: {items: [...objects].flatMap(([at, one]) => (isBelow(path, at) ? [one] : []))}};
    const sent = JSON.parse(body) as JsonObject & {metadata: {name: string}};
    const place = method === 'POST' ? `${path}/${sent.metadata.name}` : path.replace(/\/status$/, '');
    version += 1;
    const metadata = {...sent.metadata, resourceVersion: String(version), uid: 'u', generation: 1};
    if (method === 'DELETE') objects.delete(place);
    else
      objects.set(place, {...objects.get(place), ...sent, metadata, ...mergedStatus(objects.get(place), sent, query)});
    return {body: objects.get(place) ?? {}};
  });
  const [events, notes, ready]: [KeeperEvent[], string[], number[]] = [[], [], []];
  const refused: string[] = [];
  const session = {
    cluster: async () => ({
      connection: api.connection,
      reader: clusterReader(api.connection),
      records: {history: async () => []},
    }),
    settings: {},
    options: async () => (notify === undefined ? {} : {config: rulesOf(notify)}),
    redactor: createRedactor(),
  } as unknown as Session;
  const one = await openAgent(
    session,
    testRuntime(),
    {
      installation: 'drift',
      home: 'ops',
      holder: 'me',
      ordinal: undefined,
      shards: 1,
      namespaces: [],
      searchesDeclared: false,
      reports: false,
      notify: false,
      key: {secret: Buffer.alloc(32), id: 'k'},
      ...request,
    },
    {
      onReport: () => {},
      onGone: () => {},
      onReady: (shard) => void ready.push(shard),
      onRefused: (sink, {release}, why) => void refused.push(`${sink} ${release.name}: ${why}`),
      onNote: (text) => void notes.push(text),
      onKeeper: (event) => void events.push(event),
    },
  );
  onTestFinished(() => one.close());
  one.start();
  const drifts = (): JsonObject[] =>
    [...objects].flatMap(([at, object]) => (at.includes('releasedrifts') ? [object] : []));
  return {one, objects, drifts, events, notes, ready, refused};
}

test('it takes its shard, follows it, and writes what it is told', async () => {
  const {one, drifts, ready, events} = await agent();
  expect(one.isReady()).toBe(false);
  await expect.poll(() => ready, SOON).toEqual([0]);
  expect([one.isReady(), one.held(), one.served(), one.ailment()]).toEqual([true, [0], [0], undefined]);
  expect(one.standing()).toMatchObject({releases: 1, watches: 2, objects: 3, isReady: true});
  const [{request, listener} = {request: undefined, listener: undefined}] = watched();
  expect([request?.namespace, request?.holds?.('any')]).toEqual([undefined, true]);
  listener?.onReport(await safeLevel('debug'), await standingOf('debug'), 0.1);
  await expect.poll(() => drifts(), SOON).toMatchObject([{kind: 'ReleaseDrift', status: {drift: 1}}]);
  expect(one.follows('shop/web')).toBe(true);
  await expect.poll(() => one.written().written, SOON).toBe(1);
  listener?.onGone({namespace: 'shop', name: 'web'});
  await expect.poll(() => drifts(), SOON).toEqual([]);
  await one.close();
  expect(watched()[0]?.closed()).toBe(true);
  expect(events.map(({what}) => what)).toEqual(['acquired', 'serving', 'released']);
});

test('of some namespaces each has a watch of its own', async () => {
  const {ready} = await agent({namespaces: ['shop', 'blog']});
  await expect.poll(() => ready, SOON).toEqual([0]);
  expect(watched().map(({request}) => request.namespace)).toEqual(['shop', 'blog']);
});

test('as many shards as a StatefulSet has replicas, its own first', async () => {
  const {one} = await agent({shards: 'drift', ordinal: 1});
  await expect.poll(() => one.served(), SOON).toEqual([1]);
  expect(one.held()).toEqual([1]);
});

test('what only a person can mend ends it', async () => {
  world.failures.push(new UserError('cannot list Helm’s release records', 'Give it the right.', {code: 'forbidden'}));
  const {one} = await agent();
  await expect(one.failed).rejects.toThrow('cannot list');
});

test('what passes by itself is tried again', async () => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'performance'],
    shouldAdvanceTime: true,
    advanceTimeDelta: 500,
  });
  onTestFinished(() => void vi.useRealTimers());
  world.failures.push(new UserError('cannot reach the cluster', undefined, {code: 'unreachable'}));
  const {ready, notes} = await agent();
  await expect.poll(() => ready, SOON).toEqual([0]);
  expect(notes).toEqual(['shard 0 begins anew: cannot reach the cluster']);
  expect(watched().map(({closed}) => closed())).toEqual([true, false]);
});

test('without a right to leases it says which is missing, and takes nothing', async () => {
  const {one, events} = await agent({}, {isRefused: true});
  await expect.poll(() => events.length, SOON).toBeGreaterThan(0);
  expect(events[0]).toEqual({what: 'unreachable', message: 'leases of namespace ops: leases is forbidden'});
  expect([one.held(), one.isReady()]).toEqual([[], false]);
});

/** What a watch tells of `web` in `shop`: its report, and a look. */
async function look(level: string, {request, listener}: Watched): Promise<void> {
  const report = await rawLevel(level);
  const shown = createRedactor().report(report);
  const news = level === 'info' ? [] : await standingOf(level);
  listener.onReport(shown, news, 0.1);
  for (const {onLook} of request.observers ?? [])
    onLook({report, shown, news, isPending: false, labels: undefined, objects: new Map()});
}

function gone({request, listener}: Watched): void {
  const release = {namespace: 'shop', name: 'web'};
  listener.onGone(release);
  for (const {onGone} of request.observers ?? []) onGone(release);
}

const statesOf = (received: readonly Received[]): string[] =>
  received.map(({body}) => (JSON.parse(body) as {data: {state: string}}).data.state);

async function followed(at = 0): Promise<Watched> {
  await expect.poll(() => watched()[at], SOON).toBeDefined();
  return defined(watched()[at], 'a watch');
}

test('it tells the sinks, each thing once; the next process goes on from what is in the cluster', async () => {
  const there = await receiver();
  const notify = `{sinks: [{name: bus, cloudEvents: {url: "${there.url}"}}]}`;
  const first = await agent({notify: true}, {notify});
  await expect.poll(() => first.ready, SOON).toEqual([0]);
  await look('debug', await followed());
  await expect.poll(() => first.one.told().get('bus'), SOON).toEqual({ok: 1, failed: 0, dropped: 0});
  await expect
    .poll(() => first.drifts(), SOON)
    .toMatchObject([{status: {drift: 1, told: expect.stringContaining('bus') as string}}]);
  await first.one.close();
  // Nothing of a shard that was given up.
  await look('trace', await followed());

  const second = await agent({notify: true}, {notify, objects: first.objects});
  await expect.poll(() => second.ready, SOON).toEqual([0]);
  await look('debug', await followed(1));
  gone(await followed(1));
  await expect.poll(() => statesOf(there.received), SOON).toEqual(['new', 'resolved']);
  await expect.poll(() => second.drifts(), SOON).toEqual([]);
  expect(second.notes).toEqual([]);
});

test('what ended while nobody was there is told, and then its record goes', async () => {
  const there = await receiver();
  const notify = `{sinks: [{name: bus, cloudEvents: {url: "${there.url}"}}]}`;
  const first = await agent({notify: true}, {notify});
  await expect.poll(() => first.ready, SOON).toEqual([0]);
  await look('debug', await followed());
  await expect.poll(() => first.one.told().get('bus')?.ok, SOON).toBe(1);
  await first.one.close();
  there.answer = (response) => void response.writeHead(503).end();
  const second = await agent({notify: true}, {notify, objects: first.objects});
  await expect.poll(() => second.one.told().get('bus')?.failed, SOON).toBe(1);
  // The sink is away: what is owed to it stays.
  expect(second.drifts()).toHaveLength(1);
  there.answer = (response) => void response.writeHead(202).end();
  await expect.poll(() => second.drifts(), SOON).toEqual([]);
  expect(new Set(statesOf(there.received.slice(1)))).toEqual(new Set(['resolved']));
});

test('what a sink will never take is handed on', async () => {
  const there = await receiver();
  there.answer = (response) => void response.writeHead(400).end('no');
  const {one, ready, refused} = await agent(
    {notify: true},
    {notify: `{sinks: [{name: bus, cloudEvents: {url: "${there.url}"}}]}`},
  );
  await expect.poll(() => ready, SOON).toEqual([0]);
  await look('debug', await followed());
  await expect.poll(() => refused, SOON).toEqual([expect.stringContaining('bus web: it answers 400')]);
  await expect.poll(() => one.told().get('bus'), SOON).toEqual({ok: 0, failed: 0, dropped: 1});
});

test('a shard that is closed while a sink has its message sends nothing more', async () => {
  const there = await receiver();
  let open: (() => void) | undefined;
  there.answer = (response) => void (open = () => response.writeHead(202).end());
  const {one, ready, drifts} = await agent(
    {notify: true},
    {
      notify: `{sinks: [{name: bus, cloudEvents: {url: "${there.url}"}}, {name: other, slack: {url: "${there.url}/o"}}]}`,
    },
  );
  await expect.poll(() => ready, SOON).toEqual([0]);
  await look('debug', await followed());
  await expect.poll(() => there.received.length, SOON).toBe(2);
  await one.close();
  const before = JSON.stringify(drifts());
  open?.();
  await new Promise((done) => setTimeout(done, 200));
  expect([there.received.length, JSON.stringify(drifts())]).toEqual([2, before]);
  expect(before).toContain('sending');
});

test('without anybody to tell it does not begin', async () => {
  await expect(agent({notify: true}, {notify: '{sinks: [{name: a, slack: {urlFrom: {env: GONE}}}]}'})).rejects.toThrow(
    'the variable GONE is not set',
  );
});
