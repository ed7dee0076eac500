import {beforeEach, describe, expect, test, vi} from 'vitest';
import {pause} from '../../src/kube/pause.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import type {ApiResource} from '../../src/model/ports.ts';
import {byPath, connectionTo, DEPLOYMENT, discoveryOf, fakeApi, statusOf, thrownBy, WIDGET} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: vi.fn<(milliseconds: number) => Promise<void>>(async () => {})}));
beforeEach(() => vi.mocked(pause).mockClear());

const WEB = '/apis/apps/v1/namespaces/shop/deployments/web';
const ALL = '/apis/apps/v1/namespaces/shop/deployments';
const named = {name: 'web', group: 'apps', kind: 'deployments'};

describe('one object', () => {
  test('is what the server says, fields that nobody knows with it', async () => {
    const object = {kind: 'Deployment', spec: {unheardOf: 1, big: 9007199254740993n}};
    const api = await fakeApi(byPath({[`GET ${WEB}`]: {body: object}}));
    expect(await clusterReader(api.connection).get(DEPLOYMENT, 'shop', 'web')).toEqual({object});
  });

  test.each<[string, Reply, unknown]>([
    ['404 of the object', {status: 404, body: statusOf(404, 'not found', named)}, {absent: true}],
    [
      '404 of the kind',
      {status: 404, body: statusOf(404, 'could not find the requested resource')},
      {failure: {reason: 'unknown-kind', message: 'could not find the requested resource'}},
    ],
    ['404 in HTML', {status: 404, body: '<html>'}, {failure: {reason: 'unknown-kind', message: '<html>'}}],
    ['403', {status: 403, body: statusOf(403, 'may not', named)}, {failure: {reason: 'forbidden', message: 'may not'}}],
    ['504', {status: 504, body: statusOf(504, 'slow')}, {failure: {reason: 'timeout', message: 'slow'}}],
    ['500', {status: 500, body: statusOf(500, 'etcd')}, {failure: {reason: 'server-error', message: 'etcd'}}],
    [
      'a refusal without a word',
      {status: 400, body: '{}'},
      {failure: {reason: 'server-error', message: 'the API server answered 400 for deployments'}},
    ],
  ])('answered %s', async (_what, reply, result) => {
    const api = await fakeApi(() => reply);
    expect(await clusterReader(api.connection).get(DEPLOYMENT, 'shop', 'web')).toEqual(result);
  });

  test('that gets no answer is a gap, and no end of the check', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    expect(await clusterReader(connection).get(DEPLOYMENT, 'shop', 'web')).toMatchObject({
      failure: {reason: 'unreachable', message: expect.stringContaining('ECONNREFUSED')},
    });
    connection.close();
  });

  test('of a server that does not know us ends the check', async () => {
    const api = await fakeApi(() => ({status: 401, body: statusOf(401, 'no')}));
    expect(await thrownBy(clusterReader(api.connection).get(DEPLOYMENT, 'shop', 'web'))).toMatchObject({
      code: 'unauthorized',
    });
  });
});

describe('a list', () => {
  test.each<[ApiResource, string]>([
    [DEPLOYMENT, 'apps/v1'],
    [{...DEPLOYMENT, group: '', kind: 'Service', plural: 'services'}, 'v1'],
  ])('names its items, which do not say what they are', async (resource, apiVersion) => {
    const api = await fakeApi(() => ({body: {items: [{metadata: {name: 'a'}}]}}));
    const answer = await clusterReader(api.connection).list(resource, 'shop');
    expect(answer).toEqual({objects: [{metadata: {name: 'a'}, apiVersion, kind: resource.kind}]});
  });

  test('takes selectors, and asks for metadata alone', async () => {
    const api = await fakeApi(byPath({[`GET ${ALL}`]: {body: {items: []}}}));
    const options = {fieldSelector: 'metadata.name=a', labelSelector: 'b=c', metadataOnly: true};
    await clusterReader(api.connection).list(DEPLOYMENT, 'shop', options);
    expect(api.seen[0]?.query).toEqual({limit: '500', fieldSelector: 'metadata.name=a', labelSelector: 'b=c'});
    expect(api.seen[0]?.headers.accept).toContain('as=PartialObjectMetadataList');
  });

  test('that is refused is a gap', async () => {
    const api = await fakeApi(() => ({status: 403, body: statusOf(403, 'may not')}));
    expect(await clusterReader(api.connection).list(DEPLOYMENT, 'shop')).toEqual({
      failure: {reason: 'forbidden', message: 'may not'},
    });
  });
});

describe('discovery', () => {
  async function reader(resources: ApiResource[]) {
    let [time, broken] = [0, false];
    const api = await fakeApi((request) =>
      broken ? {status: 403, body: statusOf(403, 'no')} : byPath(discoveryOf(resources))(request),
    );
    const one = clusterReader(api.connection, () => time);
    return {
      ...one,
      asked: () => api.seen.filter(({path}) => path === '/apis').length,
      after: (milliseconds: number) => void (time += milliseconds),
      breaks: (is: boolean) => void (broken = is),
    };
  }
  const knows = async (
    one: {discover(maxAgeMs?: number): Promise<{find(group: string, kind: string): unknown}>},
    maxAgeMs?: number,
  ) => (await one.discover(maxAgeMs)).find('example.com', 'Widget') !== undefined;

  test('is kept for a minute, and then finds what was installed since', async () => {
    const resources = [DEPLOYMENT];
    const one = await reader(resources);
    expect(await knows(one)).toBe(false);
    resources.push(WIDGET);
    one.after(59_999);
    expect([await knows(one), one.asked()]).toEqual([false, 1]);
    one.after(1);
    expect([await knows(one), one.asked()]).toEqual([true, 2]);
  });

  test('may be as old as is asked for, and 0 is never', async () => {
    const one = await reader([DEPLOYMENT]);
    await one.discover();
    one.after(5000);
    await one.discover(5001);
    expect(one.asked()).toBe(1);
    await one.discover(5000);
    expect(one.asked()).toBe(2);
    await one.discover(0);
    expect(one.asked()).toBe(3);
  });

  test('is one request for all who ask at once, also where it was asked for anew', async () => {
    const one = await reader([DEPLOYMENT]);
    await Promise.all([one.discover(), one.discover(), one.discover(0)]);
    expect(one.asked()).toBe(1);
    // As a fix does that has just written a definition: whoever asks then gets the new answer.
    const [anew, next] = [one.discover(0), one.discover()];
    expect(await anew).toBe(await next);
    expect(one.asked()).toBe(2);
  });

  test('that fails is not kept, and does not take away what is', async () => {
    const one = await reader([WIDGET]);
    one.breaks(true);
    expect((await thrownBy(one.discover())).message).toContain('refused discovery (403)');
    one.breaks(false);
    expect(await knows(one)).toBe(true);
    one.breaks(true);
    await thrownBy(one.discover(0));
    expect(await knows(one)).toBe(true);
  });
});

test('identity and version are the connection’s', async () => {
  const api = await fakeApi(byPath({'GET /version': {body: {gitVersion: 'v1.37.2'}}}));
  const reader = clusterReader(api.connection);
  expect([reader.identity, await reader.version()]).toEqual([{name: 'test', server: api.server}, 'v1.37.2']);
});
