import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {configMap, forwarded, JSON_TYPE, MAPS, opened, record, SECRETS} from './dry-proxied.ts';
import {statusOf} from './fakes.ts';

describe('a read', () => {
  test('goes through as it is, with the connection’s credentials and helm’s name', async () => {
    const {api, proxy, ask} = await opened();
    const headers = {
      accept: 'a/b',
      'user-agent': 'Helm/4.3.1',
      authorization: 'Bearer mine',
      'impersonate-user': 'root',
    };
    const told = await ask('GET', `${MAPS}?labelSelector=a%3Db&limit=5`, undefined, headers);
    expect(told).toEqual({
      status: 200,
      type: 'application/json',
      body: `{"kind":"Answer","method":"GET","path":"${MAPS}"}`,
    });
    expect(api.seen.map(forwarded)).toEqual([['GET', MAPS, {labelSelector: 'a=b', limit: '5'}, '']]);
    expect(api.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token',
      accept: 'a/b',
      'user-agent': 'Helm/4.3.1',
    });
    expect(api.seen[0]?.headers['impersonate-user']).toBeUndefined();
    expect(proxy.writes).toEqual([]);
  });

  test('of a record is a read of the real one', async () => {
    const {api, ask} = await opened();
    await ask('GET', `${SECRETS}/sh.helm.release.v1.web.v1`);
    expect(api.seen).toHaveLength(1);
  });

  test('that is refused is refused, and compressed stays compressed', async () => {
    const refusing = await opened(() => ({status: 403, body: statusOf(403, 'no')}));
    expect(await refusing.ask('GET', MAPS)).toMatchObject({status: 403, body: expect.stringContaining('"no"')});
    const zipped = gzipSync('{"kind":"List"}');
    const {proxy} = await opened(() => ({
      headers: {'content-encoding': 'gzip'},
      stream: (outgoing) => void outgoing.end(zipped),
    }));
    const answer = await fetch(`${proxy.server}${MAPS}`);
    expect(await answer.json()).toEqual({kind: 'List'});
  });

  test('comes as it comes: a watch is not kept until it ends', async () => {
    const {proxy} = await opened(() => ({stream: (outgoing) => void outgoing.write('{"type":"ADDED"}\n')}));
    const answer = await fetch(`${proxy.server}${MAPS}?watch=true`);
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('{"type":"ADDED"}\n');
    await reader?.cancel();
  });
});

describe('a write', () => {
  test.each<[string, string, unknown, Record<string, string>]>([
    ['POST', MAPS, configMap, {}],
    ['POST', `${MAPS}?dryRun=`, configMap, {}],
    ['PUT', `${MAPS}/a`, configMap, {}],
    ['PATCH', `${MAPS}/a?dryRun=None&fieldManager=helm`, {data: {}}, {fieldManager: 'helm'}],
    ['DELETE', MAPS, undefined, {}],
  ])('%s %s is sent as a dry run and noted', async (method, path, body, query) => {
    const {api, proxy, ask} = await opened();
    const told = await ask(method, path, body, JSON_TYPE);
    expect(told.status).toBe(method === 'POST' ? 201 : 200);
    expect(api.seen[0]).toMatchObject({method, query: {...query, dryRun: 'All'}});
    expect(proxy.writes).toEqual([
      {
        method,
        path: path.split('?')[0],
        body,
        status: told.status,
        answer: {kind: 'Answer', method, path: path.split('?')[0]},
      },
    ]);
  });

  test.each<[string, unknown]>([
    ['no body', undefined],
    ['options', {kind: 'DeleteOptions', propagationPolicy: 'Background'}],
    ['options that dry nothing', {dryRun: []}],
    ['what is no JSON', Buffer.from('propagationPolicy: x')],
  ])('a DELETE with %s is dried by its body too, which is all that the server looks at', async (_what, body) => {
    const {api, ask} = await opened();
    await ask('DELETE', `${MAPS}/a`, body, {'content-type': 'text/plain'});
    expect(JSON.parse(api.seen[0]?.body ?? '')).toMatchObject({kind: 'DeleteOptions', dryRun: ['All']});
    expect(api.seen[0]).toMatchObject({query: {dryRun: 'All'}, headers: {'content-type': 'application/json'}});
  });

  test('that is refused is noted with the server’s words', async () => {
    const {proxy, ask} = await opened(() => ({status: 409, body: statusOf(409, 'conflict')}));
    expect((await ask('PATCH', `${MAPS}/a`, {}, JSON_TYPE)).status).toBe(409);
    expect(proxy.writes).toMatchObject([{status: 409, answer: {message: 'conflict'}}]);
  });

  test('that is answered in HTML is noted without an answer', async () => {
    const {proxy, ask} = await opened(() => ({status: 502, body: '<html>'}));
    expect(await ask('PATCH', `${MAPS}/a`, {}, JSON_TYPE)).toMatchObject({status: 502, body: '<html>'});
    expect(proxy.writes).toMatchObject([{status: 502, answer: {}}]);
  });
});

describe('helm’s own records', () => {
  test.each<[string, string, unknown, number]>([
    ['POST', SECRETS, record, 201],
    ['POST', MAPS, record, 201],
    ['PUT', `${SECRETS}/sh.helm.release.v1.web.v1`, record, 200],
    ['PUT', `${SECRETS}/sh.helm.release.v1.web.v1`, undefined, 200],
    ['PATCH', `${MAPS}/sh.helm.release.v1.web.v1`, {}, 200],
    ['DELETE', `${SECRETS}/sh.helm.release.v1.web.v1`, undefined, 200],
  ])('%s %s is answered here, and never sent', async (method, path, body, status) => {
    const {api, proxy, ask} = await opened();
    expect(await ask(method, path, body, JSON_TYPE)).toEqual({
      status,
      type: 'application/json',
      body: JSON.stringify(body ?? {}),
    });
    expect([api.seen, proxy.writes]).toEqual([[], []]);
  });

  test.each<[string, string, unknown]>([
    ['another secret', SECRETS, {metadata: {name: 'sh.helm.other'}}],
    [
      'a kind of that name',
      '/apis/example.com/v1/namespaces/shop/widgets',
      {metadata: {name: 'sh.helm.release.v1.a.v1'}},
    ],
    ['a secret without a name', SECRETS, {metadata: {generateName: 'a-'}}],
  ])('are not %s', async (_what, path, body) => {
    const {api, ask} = await opened();
    await ask('POST', path, body, JSON_TYPE);
    expect(api.seen.filter(({method}) => method !== 'GET')).toHaveLength(1);
  });
});

test('what another API server serves is not asked, for it may write it', async () => {
  const item = {metadata: {name: 'v1.example.com'}, spec: {group: 'example.com', service: {name: 'other'}}};
  const {api, ask} = await opened(({method}) => ({body: method === 'GET' ? {items: [item]} : {}}));
  const said = await ask('PATCH', '/apis/example.com/v1/namespaces/shop/widgets/a', {}, JSON_TYPE);
  expect(said).toMatchObject({status: 403, body: expect.stringContaining('served by an API server of its own')});
  await ask('PATCH', '/apis/apps/v1/namespaces/shop/deployments/a', {}, JSON_TYPE);
  expect(api.seen.filter(({method}) => method !== 'GET').map(({path}) => path)).toEqual([
    '/apis/apps/v1/namespaces/shop/deployments/a',
  ]);
});
