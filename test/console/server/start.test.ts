import {gzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import type {ConsoleOptions} from '../../../src/app/faces.ts';
import type {Session} from '../../../src/app/session.ts';
import type {ConsoleState} from '../../../src/console/contract.ts';
import {shutdown} from '../../../src/console/server/shutdown.ts';
import {policy, unpackedAssets} from '../../../src/console/server/shell.ts';
import {startConsole} from '../../../src/console/server/start.ts';
import type {ClusterAccess} from '../../../src/console/session/context.ts';
import {childOf} from '../../../src/console/session/waiting.ts';
import {UserError} from '../../../src/model/errors.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {clusterOf, eventually, runtimeOf, sessionOf, folderOf} from '../fakes.ts';
import {shopCluster} from '../releases.ts';
import {ASSETS, ask, listen, sessionOn} from './serving.ts';

const DECLARED = [configMap('settings', {a: '1'})];

interface Started {
  readonly options?: Partial<ConsoleOptions>;
  readonly cluster?: Partial<ClusterAccess>;
  readonly signal?: AbortSignal;
}

function start({options = {}, cluster, signal}: Started = {}) {
  const all: ConsoleOptions = {
    settings: {namespace: undefined, connection: {}, helmBin: 'helm', driver: 'secret'},
    redactor: createRedactor(),
    demo: false,
    port: 0,
    release: undefined,
    readOnly: false,
    config: undefined,
    check: {},
    ...options,
  };
  const close = vi.fn<() => void>();
  const env = {XDG_STATE_HOME: folderOf()};
  const runtime = runtimeOf({env, ...(signal === undefined ? {} : {signal})});
  const commandLine = {run: async () => 0, commands: {}};
  const openCluster = (): ClusterAccess => clusterOf({close, ...cluster});
  return {close, starting: startConsole(all, runtime, commandLine, {assets: ASSETS, openCluster})};
}

async function started(how: Started = {}) {
  const {close, starting} = start(how);
  const console = await starting;
  onTestFinished(() => console.close());
  const {port, hash, hostname} = new URL(console.url);
  const page = await sessionOn(Number(port), hash.slice(1));
  const state = async (): Promise<ConsoleState> => JSON.parse((await page.get('/api/state')).text);
  return {console, close, page, state, hostname};
}

test('a demo shows the recorded scenario, and asks no cluster', async () => {
  const {state, hostname} = await started({
    options: {demo: true},
    cluster: {identity: () => Promise.reject(new Error())},
  });
  expect(hostname).toBe('127.0.0.1');
  await eventually(async () => expect((await state()).opened?.ready).toBe(true));
  const {readOnly, connection, opened, cluster, promptState} = await state();
  expect([readOnly, connection.kind, opened?.scenario?.name, cluster]).toEqual([
    true,
    'demo',
    'governed-drift',
    undefined,
  ]);
  expect(promptState).toContain('workflow=helm-release-assurance state=variance-detected');
});

test('a release of a cluster: read, live, and put back through the routes', async () => {
  const shop = world({declared: DECLARED});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  const {state, page} = await started({options: {release: 'shop'}, cluster: shopCluster(shop, DECLARED)});
  await eventually(async () => expect((await state()).opened?.timeline[2]?.load).toBe(0));
  expect(await state()).toMatchObject({connection: {kind: 'live', by: 'watch'}, opened: {key: 'shop/shop', now: 1}});
  expect((await state()).cluster).toEqual({name: 'test', server: 'https://test:6443'});
  const ids = (await state()).opened?.timeline[1]?.findings.map(({id}) => id);
  const {digest, nonce} = JSON.parse((await page.post('/api/plan', {ids})).text);
  expect((await page.post('/api/reconcile', {digest, nonce})).status).toBe(200);
  await eventually(async () => expect((await state()).activity?.phase).toBe('verified'));
  // The release was read anew after that.
  await eventually(async () => expect((await state()).opened?.now).toBe(2));
});

test('without a release the list of all is read; what a release is opened from', async () => {
  const checkAll = vi.fn<Session['checkAll']>(async () => []);
  const {state} = await started({cluster: {session: sessionOf({checkAll})}});
  await eventually(async () => expect((await state()).releases.checkedAt).toBeDefined());
  expect(checkAll).toHaveBeenCalledWith(undefined);
  expect((await state()).connection.kind).toBe('live');
});

test('a cluster that does not answer is shown as that, and the console is there', async () => {
  const gone = async (): Promise<never> => {
    throw new UserError('cannot reach the cluster', undefined, {code: 'unreachable'});
  };
  const {state} = await started({cluster: {ping: gone, session: sessionOf({checkAll: gone}), here: gone}});
  await eventually(async () => expect((await state()).connection.kind).toBe('disconnected'));
  expect((await state()).releases.problem).toBe('cannot reach the cluster');
});

describe('does not start, and leaves nothing running', () => {
  test.each([
    [
      'rules that cannot be read',
      {options: async () => Promise.reject(new UserError('line 3: no such key'))},
      undefined,
    ],
    ['a namespace that nobody knows', {namespace: async () => Promise.reject(new UserError('no kubeconfig'))}, 'web'],
  ])('%s', async (_what, session, release) => {
    const {starting, close} = start({options: {release}, cluster: {session: sessionOf(session)}});
    await expect(starting).rejects.toBeInstanceOf(UserError);
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
  });

  test('on a port that is taken', async () => {
    const {console} = await started({options: {demo: true}});
    const {starting, close} = start({options: {port: Number(new URL(console.url).port)}});
    await expect(starting).rejects.toMatchObject({code: 'EADDRINUSE'});
    await eventually(() => expect(close).toHaveBeenCalledTimes(1));
  });
});

describe('the end', () => {
  test.each(['close', 'signal'])('by its %s: streams, server and cluster are closed', async (by) => {
    const stop = new AbortController();
    const {console, page, close} = await started({
      signal: stop.signal,
      cluster: {session: sessionOf({checkAll: async () => []})},
    });
    const stream = await listen(page.port, '/api/events', page.headers);
    const over = new Promise((resolve) =>
      stream
        .on('close', resolve)
        .on('error', () => {})
        .resume(),
    );
    if (by === 'close') console.close();
    else stop.abort();
    await Promise.all([console.closed, over]);
    console.close();
    expect(close).toHaveBeenCalledTimes(1);
    await expect(ask(page.port, '/')).rejects.toMatchObject({code: 'ECONNREFUSED'});
  });

  test('a write that is under way is answered first, for ten seconds at most', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const parts = (idle: Promise<void>) => ({
      ending: childOf(new AbortController().signal),
      cluster: {close: vi.fn<() => void>()},
      navigation: {close: vi.fn<() => void>()},
      writes: {idle: () => idle},
    });
    let answered = (): void => {};
    const writing = parts(new Promise<void>((resolve) => (answered = resolve)));
    const end = shutdown(writing);
    end.now();
    await vi.advanceTimersByTimeAsync(5000);
    expect([writing.cluster.close.mock.calls.length, writing.ending.signal.aborted]).toEqual([0, true]);
    answered();
    await end.closed;
    expect(writing.cluster.close).toHaveBeenCalledTimes(1);

    const stuck = parts(new Promise(() => {}));
    shutdown(stuck).now();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(stuck.cluster.close).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('told to end before it began, it closes what it made', async () => {
    const {starting, close} = start({
      signal: AbortSignal.abort(),
      cluster: {session: sessionOf({checkAll: async () => []})},
    });
    const console = await starting;
    await console.closed;
    expect(close).toHaveBeenCalledTimes(1);
    await expect(ask(Number(new URL(console.url).port), '/')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

test('what was built in is unpacked, and the policy of data has no nonce', () => {
  const packed = (text: string): string => gzipSync(text).toString('base64');
  const {script, style} = unpackedAssets({script: packed('run()'), style: packed('body{}')});
  expect([script.toString(), style.toString()]).toEqual(['run()', 'body{}']);
  expect(policy(undefined)).toContain("style-src 'self';");
});
