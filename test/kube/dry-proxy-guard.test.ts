import {describe, expect, test} from 'vitest';
import {dryProxy} from '../../src/kube/dry-proxy.ts';
import {JSON_TYPE, MAPS, opened} from './dry-proxied.ts';
import {connectionTo, SOON} from './fakes.ts';

describe('what is never forwarded', () => {
  const pod = '/api/v1/namespaces/shop/pods/web';
  test.each<[string, string, number]>([
    ['OPTIONS', MAPS, 405],
    ['HEAD', MAPS, 405],
    ['TRACE', MAPS, 405],
    ['POST', `${pod}/exec?command=sh`, 403],
    ['POST', `${pod}/attach`, 403],
    ['GET', `${pod}/portforward`, 403],
    ['DELETE', '/api/v1/namespaces/shop/services/web/proxy/admin/users', 403],
    ['POST', '/api/v1/namespaces/shop/services/http:web:80/%70roxy', 403],
    ['PUT', '/api/v1/nodes/one/proxy/', 403],
  ])('%s %s', async (method, path, status) => {
    const {api, proxy, ask} = await opened();
    expect((await ask(method, path, method === 'POST' ? {} : undefined, JSON_TYPE)).status).toBe(status);
    expect([api.seen, proxy.writes]).toEqual([[], []]);
  });

  test('but an object that is called like it is one', async () => {
    const {api, ask} = await opened();
    await ask('GET', '/api/v1/namespaces/shop/services/proxy');
    await ask('PATCH', '/apis/apps/v1/namespaces/shop/deployments/exec/scale', {}, JSON_TYPE);
    await ask('GET', '/api/v1/namespaces/shop/configmaps/50%25');
    await ask('GET', '/api/v1/namespaces/shop/configmaps/50%');
    expect(api.seen).toHaveLength(4);
  });

  test('anything without the secret, or with another one', async () => {
    const {api, proxy, ask} = await opened();
    const {origin, pathname} = new URL(proxy.server);
    const wrong = [origin, `${origin}/${'0'.repeat(64)}`, `${proxy.server}0`, `${origin}/x${pathname}`];
    for (const server of wrong) expect((await ask('GET', MAPS, undefined, {}, server)).status).toBe(404);
    expect(pathname).toMatch(/^\/[0-9a-f]{64}$/);
    expect(api.seen).toEqual([]);
  });

  test('an upgrade to a websocket', async () => {
    const {api, ask} = await opened();
    const upgrade = ask('GET', pod, undefined, {connection: 'Upgrade', upgrade: 'websocket'});
    await expect(upgrade).rejects.toThrow(/hang up|ECONNRESET/);
    expect(api.seen).toEqual([]);
  });

  test('a body that no API server would take', async () => {
    const {api, proxy, ask} = await opened();
    const told = await ask('PUT', `${MAPS}/a`, Buffer.alloc(16 * 1024 * 1024 + 1, ' '), JSON_TYPE);
    expect(told).toMatchObject({status: 413, body: expect.stringContaining('too large')});
    expect([api.seen, proxy.writes]).toEqual([[], []]);
  });
});

describe('trouble', () => {
  test('with the API server is a 502, and no write is noted', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const proxy = await dryProxy(connection);
    const answer = await fetch(`${proxy.server}${MAPS}`, {method: 'POST', body: '{}'});
    expect([answer.status, await answer.json()]).toEqual([
      502,
      {
        apiVersion: 'v1',
        kind: 'Status',
        status: 'Failure',
        code: 502,
        message: expect.stringContaining('ECONNREFUSED'),
      },
    ]);
    expect(proxy.writes).toEqual([]);
    proxy.close();
    connection.close();
  });

  test('in the middle of an answer breaks helm’s connection too', async () => {
    const {ask} = await opened(() => ({body: '{"kind":"List"}', cutAfter: 5}));
    await expect(ask('GET', MAPS)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  test('a helm that goes away ends its request', async () => {
    const {api, proxy} = await opened(() => ({silent: true}));
    const controller = new AbortController();
    const asking = fetch(`${proxy.server}${MAPS}`, {signal: controller.signal}).catch(() => {});
    await expect.poll(() => api.seen.length, SOON).toBe(1);
    controller.abort();
    await asking;
    await expect.poll(api.sockets, SOON).toBe(0);
  });

  test('when it is closed, both sides end, and nobody is answered any more', async () => {
    const {api, proxy, ask} = await opened(() => ({silent: true}));
    const asking = ask('GET', MAPS).catch(() => 'broken');
    await expect.poll(() => api.seen.length, SOON).toBe(1);
    proxy.close();
    expect(await asking).toBe('broken');
    await expect.poll(api.sockets, SOON).toBe(0);
    // Whether the closed port refuses or resets is up to the kernel's timing.
    await expect(ask('GET', MAPS)).rejects.toThrow(/ECONNREFUSED|ECONNRESET/);
    expect(api.connection.closed.aborted).toBe(false);
  });
});
