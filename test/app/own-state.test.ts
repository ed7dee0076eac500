import {expect, test} from 'vitest';
import {driftKind, drifts, toldDocuments} from '../../src/app/own-state.ts';
import type {Cluster} from '../../src/app/cluster.ts';
import {clusterReader} from '../../src/kube/reader.ts';
import {metadataOf} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {fakeApi, statusOf} from '../kube/fakes.ts';
import {kind} from '../watch/scripted.ts';

const DRIFTS = kind('ReleaseDrift', 'helm-drift.example', {version: 'v1alpha1', plural: 'releasedrifts'});
const WEB = {namespace: 'shop', name: 'web'};

/** An API server that keeps ReleaseDrifts, with or without the kind. */
async function cluster({isServed = true, refuses = 0}: {isServed?: boolean; refuses?: number} = {}) {
  const objects = new Map<string, JsonObject>();
  const answers: {status: number; body: JsonObject}[] = [];
  let version = 0;
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
    const answer = method === 'PATCH' ? answers.shift() : undefined;
    if (answer !== undefined) return answer;
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
    const sent = JSON.parse(body) as JsonObject;
    const before = objects.get(place) ?? {};
    const {resourceVersion: at} = metadataOf(sent);
    if (at !== undefined && at !== metadataOf(before)['resourceVersion'])
      return {status: 409, body: statusOf(409, 'the object has been modified')};
    // An apply that changes nothing is none.
    if (place !== path || before['metadata'] === undefined) version += 1;
    objects.set(place, {...before, ...sent, metadata: {...metadataOf(sent), resourceVersion: String(version)}});
    return {body: objects.get(place) ?? {}};
  });
  const {connection} = api;
  return {api, answers, cluster: {connection, reader: clusterReader(connection)} as unknown as Cluster};
}

test('what was told is kept beside the state, and read again, and taken away', async () => {
  const {cluster: one, api} = await cluster();
  const told = toldDocuments(one, await driftKind(one));
  expect(await told.read(WEB)).toBeUndefined();
  expect(await told.write(WEB, '{"told":1}', undefined)).toBe('written');
  const there = await told.read(WEB);
  expect(there).toEqual({text: '{"told":1}', version: '2'});
  const writes = api.seen.filter(({method}) => method === 'PATCH');
  expect(writes.map(({path, query}) => `${path.split('/').at(-1)} ${query['fieldManager']} ${query['force']}`)).toEqual(
    ['web helm-drift-told true', 'status helm-drift-told true'],
  );
  const all: JsonObject[] = [];
  for await (const object of drifts(one, DRIFTS, undefined)) all.push(object);
  expect(all).toMatchObject([{kind: 'ReleaseDrift', status: {told: '{"told":1}'}}]);
  expect(await told.write(WEB, undefined, there?.version)).toBe('written');
  expect(await told.read(WEB)).toEqual({text: undefined, version: '3'});
});

test('of two writers the one who read an older version writes nothing', async () => {
  const {cluster: one} = await cluster();
  const told = toldDocuments(one, DRIFTS);
  await told.write(WEB, 'first', undefined);
  // It was not there when somebody else looked.
  expect(await told.write(WEB, 'second', undefined)).toBe('moved');
  const version = (await told.read(WEB))?.version;
  expect(await told.write(WEB, 'third', version)).toBe('written');
  expect(await told.write(WEB, 'second', version)).toBe('moved');
  expect((await told.read(WEB))?.text).toBe('third');
});

test('one that is deleted meanwhile has moved, and a namespace that goes takes nothing new', async () => {
  const {cluster: one, answers} = await cluster();
  const told = toldDocuments(one, DRIFTS);
  expect(await told.write(WEB, 'x', '7')).toBe('moved');
  for (const why of ['namespaces "shop" not found', 'unable to create: namespace shop is being terminated']) {
    answers.push({status: why.startsWith('namespaces') ? 404 : 403, body: statusOf(403, why)});
    expect(await told.write(WEB, 'x', undefined)).toBe('homeless');
  }
  answers.push({status: 404, body: statusOf(404, 'the server could not find the requested resource')});
  await expect(told.write(WEB, 'x', undefined)).rejects.toThrow('cannot be written: the server could not find');
  answers.push({status: 409, body: statusOf(409, 'conflict')});
  expect(await told.write(WEB, 'x', undefined)).toBe('moved');
});

test('a document that is too large, or may not be written, is an error of one line', async () => {
  const {cluster: one} = await cluster({refuses: 403});
  const told = toldDocuments(one, DRIFTS);
  await expect(told.write(WEB, 'x'.repeat(256 * 1024 + 1), undefined)).rejects.toThrow('larger than 256 KiB');
  await expect(told.write(WEB, 'x', undefined)).rejects.toMatchObject({code: 'forbidden'});
  await expect(told.write(WEB, 'x', '1')).rejects.toMatchObject({code: 'forbidden'});
  await expect(told.read(WEB)).rejects.toThrow('cannot be read');
  await expect(drifts(one, DRIFTS, 'shop').next()).rejects.toMatchObject({code: 'forbidden'});
});

test('a cluster without the kind is told so', async () => {
  const {cluster: one} = await cluster({isServed: false});
  await expect(driftKind(one)).rejects.toThrow('does not know the kind ReleaseDrift');
});
