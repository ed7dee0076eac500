import {expect, test, vi} from 'vitest';
import {leasePort, ownWriter, replicasOf} from '../../src/kube/own-objects.ts';
import type {ShardLease} from '../../src/agent/leases.ts';
import {kind} from '../watch/scripted.ts';
import {DEPLOYMENT, fakeApi, statusOf} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const DRIFTS = kind('ReleaseDrift', 'helm-drift.example', {version: 'v1alpha1', plural: 'releasedrifts'});
const PLACE = {namespace: 'shop', name: 'web'};
const PATH = '/apis/helm-drift.example/v1alpha1/namespaces/shop/releasedrifts/web';

async function answers(reply: Reply) {
  const api = await fakeApi(() => reply);
  return {
    seen: api.seen,
    answer: await ownWriter(api.connection).apply(DRIFTS, PLACE, {kind: 'ReleaseDrift'}, 'status'),
  };
}

test('a status is applied under our own name, forced', async () => {
  const {seen, answer} = await answers({body: {metadata: {uid: 'u'}}});
  expect(seen[0]).toMatchObject({
    method: 'PATCH',
    path: `${PATH}/status`,
    query: {fieldManager: 'helm-drift', force: 'true', fieldValidation: 'Strict'},
    headers: {'content-type': 'application/apply-patch+yaml'},
  });
  expect(answer).toEqual({object: {metadata: {uid: 'u'}}});
});

test.each([
  [404, 'absent'],
  [409, 'conflict'],
  [403, 'refused'],
  [401, 'refused'],
  [422, 'refused'],
  [503, 'lost'],
])('%i is told as %s', async (status, as) => {
  const {answer} = await answers({status, body: statusOf(status, 'said')});
  expect(Object.keys(answer)).toEqual([as]);
});

test('a connection that broke leaves the outcome open', async () => {
  const api = await fakeApi(() => ({body: {}}));
  api.connection.close();
  expect(await ownWriter(api.connection).apply(DRIFTS, PLACE, {})).toHaveProperty('lost');
});

test('an object is removed by its uid; without one by its name', async () => {
  const api = await fakeApi(() => ({body: {}}));
  const writer = ownWriter(api.connection);
  await writer.remove(DRIFTS, PLACE, 'u-1');
  await writer.remove(DRIFTS, PLACE, '');
  const bodies = api.seen.map(({body}) => JSON.parse(body ?? '') as object);
  expect(bodies[0]).toMatchObject({preconditions: {uid: 'u-1'}});
  expect(bodies[1]).not.toHaveProperty('preconditions');
  expect(api.seen[0]).toMatchObject({method: 'DELETE', path: PATH});
});

test('nothing but kinds of the agent’s own is written', async () => {
  const api = await fakeApi(() => ({body: {}}));
  await expect(async () => ownWriter(api.connection).apply(DEPLOYMENT, PLACE, {})).rejects.toThrow(
    'no group of the agent',
  );
  expect(() => ownWriter(api.connection).remove(DEPLOYMENT, PLACE, '')).toThrow('no group of the agent');
  expect(api.seen).toEqual([]);
});

const LEASE: ShardLease = {
  shard: 2,
  holder: 'me',
  count: 4,
  wantedBy: '',
  isReady: true,
  unwritten: 0,
  covers: '',
  renewed: '2026-11-28T12:00:00.123Z',
  acquired: '2026-11-28T11:00:00.000Z',
  durationS: 15,
  transitions: 1,
  version: '7',
};

test('leases are listed by their installation, and written over what was seen', async () => {
  const api = await fakeApi(({method, body}) =>
    method === 'GET'
      ? {body: {items: [{metadata: {name: 'drift-shard-2', resourceVersion: '7'}, spec: {holderIdentity: 'me'}}]}}
      : {body: JSON.parse(body ?? '{}') as object},
  );
  const port = leasePort(api.connection, 'ops', 'drift');
  expect(await port.list()).toMatchObject([{shard: 2, holder: 'me', version: '7'}]);
  expect(await port.write(LEASE, LEASE)).toMatchObject({shard: 2, count: 4, isReady: true});
  await port.write(LEASE, undefined);
  const [list, patch, made] = api.seen;
  expect(list).toMatchObject({query: {labelSelector: 'helm-drift.example/agent=drift'}});
  expect(patch).toMatchObject({
    method: 'PATCH',
    path: '/apis/coordination.k8s.io/v1/namespaces/ops/leases/drift-shard-2',
  });
  expect(JSON.parse(patch?.body ?? '')).toMatchObject({
    metadata: {resourceVersion: '7'},
    spec: {renewTime: '2026-11-28T12:00:00.123000Z', leaseDurationSeconds: 15, holderIdentity: 'me'},
  });
  expect(made).toMatchObject({method: 'POST', path: '/apis/coordination.k8s.io/v1/namespaces/ops/leases'});
});

test.each([409, 404])('a lease that is another one by now (%i) is not written', async (status) => {
  const api = await fakeApi(() => ({status, body: statusOf(status, 'changed')}));
  expect(await leasePort(api.connection, 'ops', 'drift').write(LEASE, LEASE)).toBeUndefined();
});

test('what may not be done is told with what it takes', async () => {
  const api = await fakeApi(() => ({status: 403, body: statusOf(403, 'leases is forbidden')}));
  const port = leasePort(api.connection, 'ops', 'drift');
  await expect(port.list()).rejects.toMatchObject({
    message: 'leases of namespace ops: leases is forbidden',
    code: 'forbidden',
  });
  await expect(port.write(LEASE, undefined)).rejects.toMatchObject({code: 'forbidden'});
  await expect(replicasOf(api.connection, 'ops', 'drift')).rejects.toMatchObject({code: 'forbidden'});
});

test('replicas are those that a StatefulSet is to have', async () => {
  const api = await fakeApi(() => ({body: {spec: {replicas: 4}}}));
  expect(await replicasOf(api.connection, 'ops', 'drift')).toBe(4);
  const none = await fakeApi(() => ({status: 404, body: statusOf(404, 'not found')}));
  expect(await replicasOf(none.connection, 'ops', 'drift')).toBeUndefined();
});
