import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import type {KeeperEvent} from '../../src/agent/keeper.ts';
import {openAgent} from '../../src/app/agent.ts';
import type {AgentRequest} from '../../src/app/agent.ts';
import type {Session} from '../../src/app/session.ts';
import type {WatchListener, WatchRequest} from '../../src/app/watch.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import {UserError} from '../../src/model/errors.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {safeLevel, standingOf} from '../agent/levels.ts';
import {testRuntime} from '../cli/cli.ts';
import {fakeApi, SOON, statusOf} from '../kube/fakes.ts';

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

/** An API server with leases, ReleaseDrifts and a StatefulSet. */
async function agent(request: Partial<AgentRequest> = {}, {isRefused = false}: {isRefused?: boolean} = {}) {
  const objects = new Map<string, JsonObject>();
  const group = (name: string, version: string, resource: string, kind: string): JsonObject => ({
    metadata: {name},
    versions: [{version, resources: [{resource, responseKind: {kind}, scope: 'Namespaced', verbs: ['get', 'list']}]}],
  });
  let version = 0;
  const api = await fakeApi(({method, path, body}) => {
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
    if (method === 'GET')
      return {body: {items: [...objects].flatMap(([at, one]) => (at.startsWith(path) ? [one] : []))}};
    const sent = JSON.parse(body) as JsonObject & {metadata: {name: string}};
    const place = method === 'POST' ? `${path}/${sent.metadata.name}` : path.replace(/\/status$/, '');
    version += 1;
    const metadata = {...sent.metadata, resourceVersion: String(version), uid: 'u', generation: 1};
    if (method === 'DELETE') objects.delete(place);
    else objects.set(place, {...objects.get(place), ...sent, metadata});
    return {body: objects.get(place) ?? {}};
  });
  const [events, notes, ready]: [KeeperEvent[], string[], number[]] = [[], [], []];
  const session = {
    cluster: async () => ({
      connection: api.connection,
      reader: clusterReader(api.connection),
      records: {history: async () => []},
    }),
    options: async () => ({}),
    redactor: {text: (text: string) => text},
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
      onRefused: () => {},
      onNote: (text) => void notes.push(text),
      onKeeper: (event) => void events.push(event),
    },
  );
  onTestFinished(() => one.close());
  one.start();
  const drifts = (): JsonObject[] =>
    [...objects].flatMap(([at, object]) => (at.includes('releasedrifts') ? [object] : []));
  return {one, objects, drifts, events, notes, ready};
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
