import {Agent, createServer} from 'node:http';
import {delimiter, join} from 'node:path';
import {afterEach, describe, expect, onTestFinished, test, vi} from 'vitest';
import {bareConnection, connect} from '../../src/kube/connection.ts';
import type {ConnectionSettings} from '../../src/kube/connection.ts';
import {bytesOf, send} from '../../src/kube/http.ts';
import {config, folder, opened} from './connected.ts';
import {fakeApi, SOON, thrownBy} from './fakes.ts';

afterEach(() => vi.unstubAllEnvs());

describe('a kubeconfig', () => {
  test('says where, as whom and in which namespace', async () => {
    const connection = await opened(config({namespace: 'shop'}));
    expect(connection).toMatchObject({identity: {name: 'prod', server: 'https://prod:6443'}, namespace: 'shop'});
    expect(connection.server.href).toBe('https://prod:6443/');
    expect(await connection.headers()).toEqual({Authorization: 'Bearer t'});
  });

  test.each<[string, string, ConnectionSettings, Record<string, unknown>]>([
    [
      'a user with a password',
      config({user: {username: 'ann', password: 'pw'}}),
      {},
      {Authorization: 'Basic YW5uOnB3'},
    ],
    ['a context without a user', config({user: null}), {}, {}],
    [
      'a token of the flags, over an exec plugin',
      config({user: {exec: {apiVersion: 'client.authentication.k8s.io/v1beta1', command: '/no/such'}}}),
      {token: 'mine'},
      {Authorization: 'Bearer mine'},
    ],
    [
      'a user who stands for another',
      config({user: {token: 't', as: 'bob'}}),
      {},
      {Authorization: 'Bearer t', 'Impersonate-User': 'bob'},
    ],
    [
      'the flags’ user and groups',
      config({user: {token: 't', as: 'bob'}}),
      {asUser: 'eve', asGroups: ['dev', 'ops']},
      {Authorization: 'Bearer t', 'Impersonate-User': 'eve', 'Impersonate-Group': ['dev', 'ops']},
    ],
    ['no groups', config(), {asUser: 'eve', asGroups: []}, {Authorization: 'Bearer t', 'Impersonate-User': 'eve'}],
  ])('with %s', async (_what, text, settings, headers) => {
    expect(await (await opened(text, settings)).headers()).toEqual(headers);
  });

  test('that is empty takes the server of the flags', async () => {
    const connection = await opened(' \n', {apiServer: 'https://10.0.0.1:6443/k8s', token: 'mine'});
    expect([connection.server.href, connection.identity.name]).toEqual([
      'https://10.0.0.1:6443/k8s',
      'https://10.0.0.1:6443/k8s',
    ]);
    expect(await connection.headers()).toEqual({Authorization: 'Bearer mine'});
  });

  test.each<[string, string, ConnectionSettings, RegExp, string]>([
    [
      'that is not there',
      '',
      {kubeconfig: '/no/such/file', isOneFile: true},
      /cannot read the kubeconfig \/no\/such\/file: ENOENT/,
      'usage',
    ],
    ['that is no YAML', '{', {}, /cannot read the kubeconfig .*config: /, 'usage'],
    ['without the context that is named', config(), {context: 'other'}, /no context "other"/, 'usage'],
    ['without any context', ' ', {context: 'other'}, /no context "other"/, 'usage'],
    ['that names no cluster', ' ', {}, /names no cluster: it has no current context/, 'usage'],
    [
      'whose context leads nowhere',
      config().replace('"name":"prod","cluster"', '"name":"prod2","cluster"'),
      {},
      /names no cluster for the context "prod"/,
      'usage',
    ],
    ['whose server is no URL', config({server: 'not a url'}), {}, /not a URL: "not a url"/, 'usage'],
    [
      'whose login fails',
      config({user: {exec: {apiVersion: 'client.authentication.k8s.io/v1beta1', command: '/no/such/plugin'}}}),
      {},
      /cannot log in: the exec plugin \/no\/such\/plugin of the kubeconfig is not there/,
      'unauthorized',
    ],
  ])('%s', async (_what, text, settings, message, code) => {
    expect(await thrownBy(opened(text, settings))).toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
      code,
    });
  });

  test('tells the contexts that it has', async () => {
    expect(await thrownBy(opened(config(), {context: 'other'}))).toMatchObject({hint: 'It has: prod.'});
    expect(await thrownBy(opened(' ', {context: 'other'}))).toMatchObject({hint: 'It has no contexts at all.'});
  });
});

describe('several files, as kubectl and helm merge them', () => {
  async function merged(
    files: Readonly<Record<string, string>>,
    names = Object.keys(files),
    settings: ConnectionSettings = {},
  ) {
    const at = folder(files);
    const connection = await connect({kubeconfig: names.map((name) => join(at, name)).join(delimiter), ...settings});
    onTestFinished(() => connection.close());
    return connection;
  }
  const [first, second] = [
    config({context: 'one', server: 'https://one'}),
    config({context: 'two', server: 'https://two'}),
  ];

  test('the first current context counts, not the last', async () => {
    expect((await merged({a: first, b: second})).server.host).toBe('one');
    expect((await merged({a: first, b: second}, ['a', 'b'], {context: 'two'})).server.host).toBe('two');
  });

  test('the first of a name wins', async () => {
    const again = config({context: 'one', server: 'https://another', user: {token: 'other'}});
    const connection = await merged({a: first, b: again});
    expect([connection.server.host, await connection.headers()]).toEqual(['one', {Authorization: 'Bearer t'}]);
  });

  test('files that are empty or not there count for nothing', async () => {
    expect((await merged({a: '', b: second}, ['missing', 'a', 'b'])).server.host).toBe('two');
    expect((await thrownBy(merged({}, ['missing', 'gone']))).message).toMatch(
      /^there is no kubeconfig.*gone are not there$/,
    );
  });

  test('one that cannot be read is no empty one', async () => {
    expect((await thrownBy(merged({a: first, b: '{'}))).message).toContain('cannot read the kubeconfig');
  });
});

describe('without a kubeconfig', () => {
  test('there is no cluster, and nobody asks localhost', async () => {
    vi.stubEnv('KUBECONFIG', '');
    vi.stubEnv('HOME', folder());
    expect(await thrownBy(connect({}))).toMatchObject({
      message: expect.stringMatching(/^there is no kubeconfig, so no cluster: .*\/\.kube\/config is not there$/),
      hint: 'Name one with --kubeconfig or KUBECONFIG, compare files (check --baseline FILE --live FILE), or rehearse: helm drift sandbox up',
    });
  });

  test('the one in the home folder counts', async () => {
    vi.stubEnv('KUBECONFIG', join(folder({config: config({server: 'https://home:1'})}), 'config'));
    const connection = await connect({});
    expect(connection.server.host).toBe('home:1');
    connection.close();
  });
});

describe('sockets', () => {
  test('plain HTTP works without a word about TLS, as kubectl proxy needs it', async () => {
    const api = await fakeApi(() => ({body: 'ok'}));
    const connection = await opened(config({server: api.server}));
    expect((await bytesOf(await send(connection, {method: 'GET', path: '/'}))).toString()).toBe('ok');
    // Over plain HTTP nobody logs in.
    expect(api.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('are few and kept, and closed with the connection', async () => {
    const api = await fakeApi(() => ({body: 'ok'}));
    const connection = await opened(config({server: api.server}));
    const asked = Array.from({length: 20}, async () => bytesOf(await send(connection, {method: 'GET', path: '/'})));
    await Promise.all(asked);
    expect(api.sockets()).toBe(6);
    connection.close();
    await expect.poll(api.sockets, SOON).toBe(0);
    expect(connection.closed.aborted).toBe(true);
  });

  test('are as many as somebody who watches asks for', async () => {
    const api = await fakeApi(() => ({silent: true}));
    const file = join(folder({config: config({server: api.server})}), 'config');
    const connection = await connect({kubeconfig: file}, {maxSockets: Infinity});
    const asked = Array.from({length: 10}, () => thrownBy(send(connection, {method: 'GET', path: '/'})));
    await expect.poll(() => api.seen.length, SOON).toBe(10);
    connection.close();
    await Promise.all(asked);
  });

  test('go through the proxy that the kubeconfig names, and are closed with the connection too', async () => {
    let tunnels = 0;
    const proxy = createServer();
    proxy.on('connect', (_request, socket) => {
      tunnels++;
      socket.on('close', () => tunnels--);
      // A server's side of a tunnel stays open until it ends it itself.
      socket.on('end', () => socket.destroy()).resume();
      // Whoever closes in the middle of a handshake may reset it.
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const connection = await opened(
      config({server: 'https://inside:6443', cluster: {'proxy-url': `http://127.0.0.1:${port}`}}),
    );
    expect(connection.agent).toBeInstanceOf(Agent);
    const asking = thrownBy(send(connection, {method: 'GET', path: '/'}));
    await expect.poll(() => tunnels, SOON).toBe(1);
    connection.close();
    expect((await asking).message).toBe('the connection is closed');
    await expect.poll(() => tunnels, SOON).toBe(0);
  });
});

test('a bare connection knows a server and a token, and no more', async () => {
  const connection = await bareConnection('https://127.0.0.1:1', 'secret');
  expect(await connection.headers()).toEqual({Authorization: 'Bearer secret'});
  expect((await thrownBy(send(connection, {method: 'GET', path: '/readyz'}))).message).toContain('ECONNREFUSED');
  connection.close();
});
