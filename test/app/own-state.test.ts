import {expect, test} from 'vitest';
import {driftKind, drifts, toldDocuments} from '../../src/app/own-state.ts';
import type {Cluster} from '../../src/app/cluster.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {fakeApi, statusOf} from '../kube/fakes.ts';
import {kind} from '../watch/scripted.ts';

const DRIFTS = kind('ReleaseDrift', 'helm-drift.example', {version: 'v1alpha1', plural: 'releasedrifts'});
const WEB = {namespace: 'shop', name: 'web'};

/** An API server that keeps ReleaseDrifts, with or without the kind. */
async function cluster({isServed = true, refuses = 0}: {isServed?: boolean; refuses?: number} = {}) {
  const objects = new Map<string, JsonObject>();
  const group = {
    metadata: {name: 'helm-drift.example'},
    versions: [
      {
        version: 'v1alpha1',
        resources: [
          {
            resource: 'releasedrifts',
            responseKind: {kind: 'ReleaseDrift'},
            scope: 'Namespaced',
            verbs: ['get', 'list'],
          },
        ],
      },
    ],
  };
  const api = await fakeApi(({method, path, body}) => {
    if (path === '/api' || path === '/apis')
      return {body: {kind: 'APIGroupDiscoveryList', items: isServed && path === '/apis' ? [group] : []}};
    if (refuses > 0) return {status: refuses, body: statusOf(refuses, 'no')};
    const place = path.replace(/\/status$/, '');
    if (method === 'GET' && path.endsWith('/releasedrifts')) return {body: {items: [...objects.values()]}};
    if (method === 'GET') {
      const found = objects.get(path);
      return found === undefined
        ? {status: 404, body: {...statusOf(404, 'not found'), details: {name: 'web'}}}
        : {body: found};
    }
    if (place !== path && !objects.has(place)) return {status: 404, body: statusOf(404, 'not found')};
    objects.set(place, {...objects.get(place), ...(JSON.parse(body) as JsonObject)});
    return {body: objects.get(place) ?? {}};
  });
  const {connection} = api;
  return {api, cluster: {connection, reader: clusterReader(connection)} as unknown as Cluster};
}

test('what was told is kept beside the state, and read again', async () => {
  const {cluster: one, api} = await cluster();
  const told = toldDocuments(one, await driftKind(one));
  expect(await told.read(WEB)).toBeUndefined();
  await told.write(WEB, '{"told":1}');
  expect(await told.read(WEB)).toBe('{"told":1}');
  const writes = api.seen.filter(({method}) => method === 'PATCH');
  expect(writes.map(({query}) => query['fieldManager'])).toEqual(Array(3).fill('helm-drift-told'));
  const all: JsonObject[] = [];
  for await (const object of drifts(one, DRIFTS, undefined)) all.push(object);
  expect(all).toMatchObject([{kind: 'ReleaseDrift', status: {told: '{"told":1}'}}]);
});

test('a document that is too large, or may not be written, is an error of one line', async () => {
  const {cluster: one} = await cluster({refuses: 403});
  const told = toldDocuments(one, DRIFTS);
  await expect(told.write(WEB, 'x'.repeat(256 * 1024 + 1))).rejects.toThrow('larger than 256 KiB');
  await expect(told.write(WEB, 'x')).rejects.toMatchObject({code: 'forbidden'});
  await expect(told.read(WEB)).rejects.toThrow('cannot be read');
  await expect(drifts(one, DRIFTS, 'shop').next()).rejects.toMatchObject({code: 'forbidden'});
});

test('a cluster without the kind is told so', async () => {
  const {cluster: one} = await cluster({isServed: false});
  await expect(driftKind(one)).rejects.toThrow('does not know the kind ReleaseDrift');
});
