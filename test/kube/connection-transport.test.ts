import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {connect} from '../../src/kube/connection.ts';
import {bytesOf, send} from '../../src/kube/http.ts';
import {ONE, TWO} from './certificates.ts';
import {config, folder, opened} from './connected.ts';
import {fakeApi, thrownBy} from './fakes.ts';

describe('a proxy of the environment', () => {
  test('takes requests of plain HTTP whole, with its own login and the server’s name', async () => {
    const api = await fakeApi(() => ({body: 'ok'}));
    const proxy = new URL(api.server);
    proxy.username = 'u';
    proxy.password = 'p@';
    const kubeconfig = join(folder({config: config({server: 'http://inside.example.test:8080/k8s'})}), 'config');
    const connection = await connect({kubeconfig}, {env: {HTTP_PROXY: proxy.href}});
    onTestFinished(() => connection.close());
    await bytesOf(await send(connection, {method: 'GET', path: '/x', query: {a: 'b'}}));
    expect(api.seen[0]).toMatchObject({
      path: '/k8s/x',
      query: {a: 'b'},
      headers: {host: 'inside.example.test:8080', 'proxy-authorization': `Basic ${btoa('u:p@')}`},
    });
  });

  test('is passed by where NO_PROXY names the server, and where the kubeconfig names another proxy', async () => {
    const inside = 'http://inside.example.test';
    const env = {HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'example.test'};
    const at = folder({
      a: config({server: inside}),
      b: config({server: inside, cluster: {'proxy-url': 'http://other:1'}}),
    });
    const [passed, own] = await Promise.all(['a', 'b'].map((name) => connect({kubeconfig: join(at, name)}, {env})));
    expect([passed?.proxy, own?.proxy?.host]).toEqual([undefined, 'other:1']);
    passed?.close();
    own?.close();
  });
});

describe('certificates', () => {
  const server = (): string =>
    config({server: 'https://127.0.0.1:1', user: {'client-certificate': 'c', 'client-key': 'k'}});

  test.each([
    ['client-certificate', {user: {'client-certificate-data': btoa('no'), 'client-key-data': btoa('no')}}],
    ['certificate-authority', {cluster: {'certificate-authority-data': btoa('-----BEGIN CERTIFICATE-----\nno')}}],
  ])('a %s that is none is said before anything is asked', async (_what, parts) => {
    expect(await thrownBy(opened(config(parts)))).toMatchObject({
      name: 'UserError',
      code: 'unauthorized',
      message: expect.stringContaining('a certificate or key of the kubeconfig cannot be used: '),
    });
  });

  test('an authority that is not there', async () => {
    const text = config({cluster: {'certificate-authority': 'gone.crt'}});
    expect((await thrownBy(opened(text))).message).toMatch(/cannot read the certificate authority .*ENOENT.*gone\.crt/);
  });

  test('that are renewed make a new agent, which is as wide as the last one', async () => {
    const at = folder({config: server(), c: ONE.cert, k: ONE.key});
    const connection = await connect({kubeconfig: join(at, 'config')});
    onTestFinished(() => connection.close());
    const before = connection.agent;
    before.maxSockets = Infinity;
    await connection.headers();
    expect(connection.agent).toBe(before);
    writeFileSync(join(at, 'c'), TWO.cert);
    writeFileSync(join(at, 'k'), TWO.key);
    await connection.headers();
    expect(connection.agent).not.toBe(before);
    expect([connection.agent.maxSockets, before.maxFreeSockets]).toEqual([Infinity, 0]);
  });
});
