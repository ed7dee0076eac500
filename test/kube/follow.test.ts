import type {ServerResponse} from 'node:http';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {UserError} from '../../src/model/errors.ts';
import {follow} from '../../src/kube/follow.ts';
import type {FollowMode} from '../../src/kube/follow.ts';
import {pause} from '../../src/kube/pause.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import type {ApiResource, ClusterReader} from '../../src/model/ports.ts';
import {
  byPath,
  connectionTo,
  DEPLOYMENT,
  discoveryOf,
  fakeApi,
  SECRET,
  SOON,
  statusOf,
  thrownBy,
  WIDGET,
} from './fakes.ts';
import type {Answer, Reply} from './fakes.ts';

// Five hundred times as fast: the order of pauses stays, and nobody waits.
vi.mock('../../src/kube/pause.ts', async () => {
  const {setTimeout: sleep} = await import('node:timers/promises');
  return {
    pause: vi.fn<(milliseconds: number, signal?: AbortSignal) => Promise<void>>((milliseconds, signal) =>
      sleep(milliseconds / 500, undefined, signal === undefined ? {} : {signal}),
    ),
  };
});
const pauses = (): number[] => vi.mocked(pause).mock.calls.map(([milliseconds]) => milliseconds);

let stop: AbortController;
let all: Promise<unknown>[] = [];
beforeEach(() => {
  stop = new AbortController();
  vi.mocked(pause).mockClear();
});
afterEach(async () => {
  stop.abort();
  await Promise.all(all);
  all = [];
});

const WATCHED = 'GET /apis/apps/v1/namespaces/shop/deployments';
const WIDGETS = 'GET /apis/example.com/v1/namespaces/shop/widgets';
const object = (name: string, version = '1') => ({metadata: {name, uid: name, resourceVersion: version}});
const event = (type: string, name: string, version = '1'): string =>
  `${JSON.stringify({type, object: object(name, version)})}\n`;
const refused = (code: number): Reply => ({status: code, body: statusOf(code, 'no')});

interface Setup {
  readonly served: ApiResource[];
  readonly replies?: Readonly<Record<string, Reply | Answer>>;
  readonly kinds?: readonly ('Deployment' | 'Widget')[];
  readonly reader?: Partial<ClusterReader>;
  readonly now?: () => number;
}

/** Follows `web` of the namespace shop against a server that can be told more while it is followed. */
async function following({served, replies = {}, kinds = ['Deployment'], reader = {}, now = () => 0}: Setup) {
  const streams: ServerResponse[] = [];
  const open: Reply = {stream: (outgoing) => void streams.push(outgoing)};
  const api = await fakeApi((request) =>
    byPath({
      ...discoveryOf(served),
      [WATCHED]: open,
      ...(served.includes(WIDGET) ? {[WIDGETS]: open} : {}),
      'GET /api/v1/namespaces/shop/secrets': refused(403),
      ...replies,
    })(request),
  );
  const [onChange, onMode] = [vi.fn<() => void>(), vi.fn<(mode: FollowMode) => void>()];
  const objects = {
    Deployment: {ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'}, apiVersion: 'apps/v1'},
    Widget: {ref: {group: 'example.com', kind: 'Widget', namespace: 'shop', name: 'w'}, apiVersion: 'example.com/v1'},
  };
  const time = {at: 0};
  const ended = follow(
    {name: 'web', namespace: 'shop', objects: kinds.map((kind) => objects[kind])},
    {
      reader: {...clusterReader(api.connection, () => (time.at += 31_000)), ...reader},
      connection: api.connection,
      onChange,
      onMode,
      signal: stop.signal,
      now,
    },
  );
  all.push(ended.catch(() => {}));
  const asked = (path: string): number => api.seen.filter((one) => `${one.method} ${one.path}` === path).length;
  return {api, streams, onChange, onMode, ended, asked};
}

describe('a release that may be watched', () => {
  test('is quiet about what was there, and tells what changes', async () => {
    const {streams, onChange, onMode, ended} = await following({served: [DEPLOYMENT, SECRET]});
    await expect.poll(() => streams.length, SOON).toBe(1);
    streams[0]?.write(event('ADDED', 'web'));
    streams[0]?.write(event('MODIFIED', 'other', '2'));
    streams[0]?.write(event('MODIFIED', 'web', '2'));
    await expect.poll(() => onChange.mock.calls.length, SOON).toBe(1);
    streams[0]?.write(event('DELETED', 'web', '3'));
    await expect.poll(() => onChange.mock.calls.length, SOON).toBe(2);
    stop.abort();
    await ended;
    expect(onMode.mock.calls).toEqual([['watch']]);
  });

  test('is watched again after the server ends it, with a pause, and what was missed is asked for', async () => {
    const {streams, onChange, asked} = await following({served: [DEPLOYMENT]});
    await expect.poll(() => streams.length, SOON).toBe(1);
    streams[0]?.end();
    await expect.poll(() => asked(WATCHED), SOON).toBe(2);
    expect([onChange.mock.calls.length, pauses()]).toEqual([1, [30_000, 500]]);
  });

  test('leaves nothing behind when the signal comes', async () => {
    const {api, streams, ended} = await following({served: [DEPLOYMENT, WIDGET], kinds: ['Deployment', 'Widget']});
    await expect.poll(() => streams.length, SOON).toBe(2);
    stop.abort();
    await ended;
    await expect.poll(api.sockets, SOON).toBe(0);
    const asked = api.seen.length;
    await pause(2000);
    expect(api.seen).toHaveLength(asked);
  });

  test('does nothing where the signal came before', async () => {
    stop.abort();
    const {api, ended} = await following({served: [DEPLOYMENT]});
    await ended;
    expect(api.seen).toEqual([]);
  });
});

describe('where watching is refused', () => {
  test('the names and versions are listed instead, and a change among them is told', async () => {
    let version = '1';
    const lists: Answer = ({query}) =>
      query['watch'] === 'true' ? refused(403) : {body: {items: [object('web', version), object('other', version)]}};
    const {onChange, onMode, asked} = await following({served: [DEPLOYMENT], replies: {[WATCHED]: lists}});
    await expect.poll(() => asked(WATCHED), SOON).toBeGreaterThan(3);
    expect([onChange.mock.calls.length, onMode.mock.calls]).toEqual([0, [['watch'], ['poll']]]);
    version = '2';
    await expect.poll(() => onChange.mock.calls.length, SOON).toBe(1);
    expect(pauses().filter((milliseconds) => milliseconds !== 30_000)).toContain(1000);
  });

  test('and listing too, the release itself is looked at now and then', async () => {
    const {onChange} = await following({served: [DEPLOYMENT], replies: {[WATCHED]: refused(403)}});
    await expect.poll(() => onChange.mock.calls.length, SOON).toBeGreaterThan(1);
    expect(pauses()).toContain(4000);
  });

  test('of helm’s records only, they are left alone', async () => {
    const {asked, onMode} = await following({served: [DEPLOYMENT, SECRET]});
    await expect.poll(() => asked('GET /api/v1/namespaces/shop/secrets'), SOON).toBe(1);
    await pause(2000);
    expect([asked('GET /api/v1/namespaces/shop/secrets'), onMode.mock.calls]).toEqual([1, [['watch']]]);
  });

  test('for now only, it is watched again', async () => {
    const {asked, onMode} = await following({served: [DEPLOYMENT], replies: {[WATCHED]: refused(429)}});
    await expect.poll(() => asked(WATCHED), SOON).toBeGreaterThan(2);
    expect(onMode.mock.calls).toEqual([['watch']]);
  });
});

describe('kinds that come and go', () => {
  test('one that is not served yet is picked up once it is, and not asked for more often than every 30 s', async () => {
    const served = [DEPLOYMENT, SECRET];
    const {onChange, asked} = await following({served, kinds: ['Deployment', 'Widget']});
    await expect.poll(() => asked('GET /apis'), SOON).toBeGreaterThan(1);
    expect(asked(WIDGETS)).toBe(0);
    served.push(WIDGET);
    await expect.poll(() => asked(WIDGETS), SOON).toBe(1);
    expect(onChange).toHaveBeenCalledOnce();
    expect(new Set(pauses())).toEqual(new Set([30_000]));
    const before = asked('GET /apis');
    await pause(45_000);
    const secrets = asked('GET /api/v1/namespaces/shop/secrets');
    expect([asked('GET /apis'), asked(WATCHED), secrets]).toEqual([before, 1, 1]);
  });

  test('one that goes away is told, and followed again when it comes back', async () => {
    const served = [DEPLOYMENT, WIDGET];
    const {streams, onChange, onMode, asked} = await following({served, kinds: ['Widget']});
    await expect.poll(() => streams.length, SOON).toBe(1);
    served.pop();
    streams[0]?.end();
    // Once for the watch that ended, once for the kind that is gone.
    await expect.poll(() => onChange.mock.calls.length, SOON).toBe(2);
    served.push(WIDGET);
    await expect.poll(() => streams.length, SOON).toBe(2);
    expect([asked(WIDGETS), onMode.mock.calls]).toEqual([3, [['watch']]]);
  });

  test('one that goes away while it is polled ends the polling', async () => {
    const served = [DEPLOYMENT, WIDGET];
    let status = 403;
    const answers: Answer = ({query}) =>
      status === 404 || query['watch'] === 'true' ? refused(status) : {body: {items: []}};
    const {onMode, asked} = await following({served, kinds: ['Widget'], replies: {[WIDGETS]: answers}});
    await expect.poll(() => asked(WIDGETS), SOON).toBeGreaterThan(2);
    status = 404;
    await expect.poll(() => onMode.mock.calls, SOON).toEqual([['watch'], ['poll'], ['watch']]);
  });

  test('one at another version gets a new stream, and the old one ends', async () => {
    const served: ApiResource[] = [WIDGET];
    const later = {...WIDGET, version: 'v2'};
    const at = (version: string): string => `GET /apis/example.com/${version}/namespaces/shop/widgets`;
    const {streams, asked} = await following({
      served,
      kinds: ['Widget', 'Deployment'],
      replies: {[at('v2')]: {stream: () => {}}},
    });
    await expect.poll(() => streams.length, SOON).toBe(1);
    served.splice(0, 1, later);
    await expect.poll(() => asked(at('v2')), SOON).toBe(1);
    await expect.poll(() => streams[0]?.destroyed, SOON).toBe(true);
  });
});

describe('discovery', () => {
  test('that gets no answer is asked again', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const own = clusterReader(connection);
    let answers = 0;
    const reader = {discover: () => (++answers < 3 ? own.discover() : Promise.reject(new UserError('no')))};
    const {ended} = await following({served: [], reader});
    expect((await thrownBy(ended)).message).toBe('no');
    expect([answers, pauses()]).toEqual([3, [2000, 2000]]);
    connection.close();
  });

  test('that the server is too busy for is asked again too', async () => {
    const busy = new UserError('busy', undefined, {code: 'server-error'});
    const discover = vi.fn<ClusterReader['discover']>(() => Promise.reject(busy));
    const {ended} = await following({served: [], reader: {discover}});
    await expect.poll(() => discover.mock.calls.length, SOON).toBeGreaterThan(1);
    stop.abort();
    await ended;
  });
});
