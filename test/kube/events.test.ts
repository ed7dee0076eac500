import {expect, test} from 'vitest';
import {tellCluster, tellDrift} from '../../src/kube/events.ts';
import {ownUser} from '../../src/kube/own-user.ts';
import type {Told, ToldObject} from '../../src/model/fix.ts';
import type {Message, Notice} from '../../src/model/notify.ts';
import {fakeApi, statusOf} from './fakes.ts';

const TELLING = {
  by: {user: 'alice', host: 'build-7', clusterUser: 'system:admin'},
  at: new Date('2026-11-28T09:00:00.123Z'),
};
const service: ToldObject = {
  ref: {group: '', kind: 'Service', namespace: 'shop', name: 'web'},
  apiVersion: 'v1',
  uid: 'u-1',
  what: 'patched: spec.ports[0].port',
};
const told = (...objects: readonly ToldObject[]): Told => ({
  of: 'fix',
  release: {name: 'web', namespace: 'shop', revision: 3, applyMethod: 'ssa'},
  record: '20261128-090000-web-3fa2',
  digest: 'f'.repeat(64),
  objects,
  more: 0,
});
const created = {status: 201, body: {}};

test('an Event on the object, where whoever has no record looks for it', async () => {
  const api = await fakeApi(() => created);
  expect(await tellCluster(api.connection, told(service), TELLING)).toBeUndefined();
  const [request] = api.seen;
  expect(request).toMatchObject({method: 'POST', path: '/apis/events.k8s.io/v1/namespaces/shop/events'});
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    kind: 'Event',
    type: 'Normal',
    reason: 'DriftPutBack',
    eventTime: '2026-11-28T09:00:00.123000Z',
    reportingController: 'helm-drift',
    regarding: {kind: 'Service', namespace: 'shop', name: 'web', uid: 'u-1', apiVersion: 'v1'},
    note: `helm drift fix patched: spec.ports[0].port. Release web in shop, revision 3. Record 20261128-090000-web-3fa2, SHA-256 ${'f'.repeat(64)}. By alice on build-7, as system:admin in the cluster.`,
  });
});

test.each([
  [1, '1 more object has no event.'],
  [2, '2 more objects have no event.'],
])('what has no event of its own is counted: %i', async (more, words) => {
  const api = await fakeApi(() => created);
  await tellCluster(api.connection, {...told(service), more}, TELLING);
  expect(api.seen[0]?.body).toContain(` ${words} By alice`);
});

test('of what is in no namespace it is made in `default`, and no note is longer than the API server takes', async () => {
  const api = await fakeApi(() => created);
  const role: ToldObject = {
    ref: {group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r'},
    apiVersion: 'rbac.authorization.k8s.io/v1',
    what: 'x'.repeat(3000),
  };
  await tellCluster(api.connection, told(role), {...TELLING, by: {user: 'a', host: 'h'.repeat(400)}});
  const [request] = api.seen;
  expect(request?.path).toBe('/apis/events.k8s.io/v1/namespaces/default/events');
  const event = JSON.parse(request?.body ?? '') as {note: string; reportingInstance: string; regarding: object};
  expect(event.note).toHaveLength(1024);
  expect(event.reportingInstance).toHaveLength(128);
  expect(event.regarding).not.toHaveProperty('namespace');
});

test.each([
  [403, 'events is forbidden'],
  [404, 'the server could not find the requested resource'],
])('whoever may not (%s) is told why, and not asked again for each object', async (status, message) => {
  const api = await fakeApi(() => ({status, body: statusOf(status, message)}));
  expect(await tellCluster(api.connection, told(service, service), TELLING)).toBe(message);
  expect(api.seen).toHaveLength(1);
});

test('credentials that have expired meanwhile are no reason to forget what was written', async () => {
  const api = await fakeApi(() => ({status: 401, body: {}}));
  expect(await tellCluster(api.connection, told(service), TELLING)).toContain('401 Unauthorized');
});

test('who the API server takes us for', async () => {
  const user = {status: 201, body: {status: {userInfo: {username: 'jane', groups: ['dev']}}}};
  expect(await ownUser((await fakeApi(() => user)).connection)).toBe('jane');
});

test.each([404, 403, 401])('where it does not tell (%s) there is no name', async (status) => {
  const api = await fakeApi(() => ({status, body: {status: {userInfo: {username: 'no'}}}}));
  expect(await ownUser(api.connection)).toBeUndefined();
});

const notice = (parts: Partial<Notice> = {}): Notice => ({
  id: 'a1'.repeat(16),
  state: 'new',
  at: '2026-11-28T09:00:00.123Z',
  finding: 'f'.repeat(64),
  value: 'v',
  about: {
    severity: 'high',
    ref: {group: '', kind: 'Service', namespace: 'shop', name: 'web'},
    apiVersion: 'v1',
    uid: 'u-1',
    path: 'spec.ports',
    change: 'changed',
    title: 'Ports',
    by: {certainty: 'unknown'},
    first: '2026-11-28T09:00:00Z',
    since: '2026-11-28T09:00:00Z',
    returns: 0,
  },
  ...parts,
});
const drifted = (...notices: readonly Notice[]): Message => ({release: {name: 'web', namespace: 'shop'}, notices});
const WORDS = {host: 'build-7', textOf: () => 'words'};

test('drift is told on the object, under a name that is taken once', async () => {
  const api = await fakeApi(() => created);
  const {ref: _ref, uid: _uid, apiVersion: _version, ...about} = notice().about;
  const role = {...about, ref: {group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r'}};
  expect(
    await tellDrift(
      api.connection,
      drifted(notice(), notice({state: 'accepted', about: role, at: '2026-11-28T09:00:00Z'})),
      WORDS,
    ),
  ).toEqual({accepted: true});
  const [first, second] = api.seen.map(({body}) => JSON.parse(body ?? '') as Record<string, unknown>);
  expect(first).toMatchObject({
    metadata: {name: `helm-drift.${'a1'.repeat(16)}`, namespace: 'shop'},
    reason: 'DriftDetected',
    type: 'Warning',
    eventTime: '2026-11-28T09:00:00.123000Z',
    regarding: {kind: 'Service', name: 'web', namespace: 'shop', uid: 'u-1', apiVersion: 'v1'},
    note: 'Release shop/web, new, high: words',
  });
  expect(second).toMatchObject({
    metadata: {namespace: 'default'},
    reason: 'DriftResolved',
    type: 'Normal',
    eventTime: '2026-11-28T09:00:00.000000Z',
    regarding: {kind: 'ClusterRole', name: 'r'},
  });
});

test.each([
  [409, 'AlreadyExists', {accepted: true}],
  [404, 'the namespace is gone', {accepted: true}],
  [403, 'unable to create new content because it is being terminated', {accepted: true}],
  [403, 'events is forbidden', {later: 'events is forbidden'}],
  [500, 'down', {later: 'down'}],
  [422, 'invalid', {refused: 'invalid'}],
])('an API server that answers %i, %s', async (status, message, expected) => {
  const api = await fakeApi(() => ({status, body: statusOf(status, message)}));
  expect(await tellDrift(api.connection, drifted(notice()), WORDS)).toEqual(expected);
});

test('an API server that is away is told later', async () => {
  const api = await fakeApi(() => created);
  api.connection.close();
  expect(await tellDrift(api.connection, drifted(notice()), WORDS)).toHaveProperty('later');
});
