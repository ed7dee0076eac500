import {describe, expect, test, vi} from 'vitest';
import {clusterWriter} from '../../src/kube/writer.ts';
import type {Write} from '../../src/model/fix.ts';
import type {JsonObject} from '../../src/model/json.ts';
import type {WriteAnswer} from '../../src/model/ports.ts';
import {DEPLOYMENT, fakeApi, statusOf, thrownBy} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const AT = {
  metadata: {
    name: 'web',
    uid: 'u-1',
    resourceVersion: '42',
    managedFields: [
      {manager: 'helm', operation: 'Apply'},
      {manager: 'helm-drift', subresource: 'status'},
      {manager: 'helm-drift', operation: 'Update'},
    ],
  },
};
const OBJECT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web'},
  spec: {replicas: 9007199254740993n},
};
const PLACE = {namespace: 'shop', name: 'web'};
const WEB = '/apis/apps/v1/namespaces/shop/deployments/web';
const APPLY: Write = {kind: 'apply', object: OBJECT, manager: 'helm'};
const PRECONDITIONS = [
  {op: 'test', path: '/metadata/uid', value: 'u-1'},
  {op: 'replace', path: '/metadata/resourceVersion', value: '42'},
];

async function sent(write: Write, at: JsonObject | undefined = AT, how: 'write' | 'rehearse' = 'write') {
  const api = await fakeApi(() => ({body: {}}));
  await clusterWriter(api.connection, undefined)[how](DEPLOYMENT, PLACE, write, at);
  const [request] = api.seen;
  return {...request, type: request?.headers['content-type'], json: JSON.parse(request?.body ?? 'null') as unknown};
}

describe('a write carries what it was made for', () => {
  test('an Apply, forced, with uid and resourceVersion', async () => {
    const request = await sent(APPLY);
    expect(request).toMatchObject({method: 'PATCH', path: WEB, type: 'application/apply-patch+yaml'});
    expect(request.query).toEqual({fieldManager: 'helm', force: 'true', fieldValidation: 'Ignore'});
    expect(request.json).toMatchObject({metadata: {name: 'web', uid: 'u-1', resourceVersion: '42'}});
    expect(request.body).toContain('"replicas":9007199254740993');
  });

  test('an Apply of what must not be there yet', async () => {
    const {json} = await sent({...APPLY, absent: true}, undefined);
    expect(json).toMatchObject({metadata: {name: 'web', resourceVersion: '1'}});
    expect(json).not.toHaveProperty('metadata.uid');
  });

  test('a JSON patch', async () => {
    const request = await sent({
      kind: 'json-patch',
      operations: [{op: 'remove', path: '/spec/paused'}],
      manager: 'helm',
    });
    expect(request).toMatchObject({method: 'PATCH', path: WEB, type: 'application/json-patch+json'});
    expect(request.query).toEqual({fieldManager: 'helm', fieldValidation: 'Ignore'});
    expect(request.json).toEqual([...PRECONDITIONS, {op: 'remove', path: '/spec/paused'}]);
  });

  test.each<[string, JsonObject, unknown[]]>([
    ['where it is', AT, [{op: 'remove', path: '/metadata/managedFields/2'}]],
    ['nowhere else', {metadata: {...AT.metadata, managedFields: [{manager: 'helm'}]}}, []],
    ['nowhere at all', {metadata: {uid: 'u-1', resourceVersion: '42'}}, []],
  ])('a manager’s entry is taken out %s', async (_what, at, operations) => {
    expect((await sent({kind: 'drop-manager', manager: 'helm-drift'}, at)).json).toEqual([
      ...PRECONDITIONS,
      ...operations,
    ]);
  });

  test('a creation', async () => {
    const request = await sent({kind: 'create', object: OBJECT, manager: 'helm'}, undefined);
    expect(request).toMatchObject({
      method: 'POST',
      path: '/apis/apps/v1/namespaces/shop/deployments',
      type: 'application/json',
      query: {fieldManager: 'helm', fieldValidation: 'Ignore'},
    });
  });

  test('a deletion, of this very object', async () => {
    const request = await sent({kind: 'delete'});
    expect(request).toMatchObject({method: 'DELETE', path: WEB, query: {}});
    expect(request.json).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Background',
      preconditions: {uid: 'u-1', resourceVersion: '42'},
    });
  });

  test.each<[string, Write]>([
    ['Apply', APPLY],
    ['JSON patch', {kind: 'json-patch', operations: [], manager: 'helm'}],
    ['creation', {kind: 'create', object: OBJECT, manager: 'helm'}],
    ['deletion', {kind: 'delete'}],
    ['taking out', {kind: 'drop-manager', manager: 'helm'}],
  ])('a rehearsal of an %s is the same as a dry run', async (_what, write) => {
    const [real, dry] = [await sent(write), await sent(write, AT, 'rehearse')];
    expect([dry.method, dry.path, dry.query?.['dryRun']]).toEqual([real.method, real.path, 'All']);
    expect(real.query).not.toHaveProperty('dryRun');
    expect(dry.json).toEqual(write.kind === 'delete' ? {...Object(real.json), dryRun: ['All']} : real.json);
  });
});

describe('an answer', () => {
  const conflict = {causes: [{reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.spec.a'}]};
  const stale = 'Operation cannot be fulfilled: the object has been modified';
  const forbidden = 'deployments.apps "web" is forbidden: User "ann" cannot patch resource "deployments"';
  const refusal = (status: number, message: string, details?: JsonObject): Reply => ({
    status,
    body: statusOf(status, message, details),
  });
  test.each<[string, Reply, WriteAnswer]>([
    ['of success', {body: OBJECT}, {object: OBJECT}],
    ['of a creation', {status: 201, body: OBJECT}, {object: OBJECT}],
    ['of a stale version', refusal(409, stale), {conflict: stale}],
    ['of an object that is gone', refusal(404, 'not found'), {conflict: 'not found'}],
    [
      'of a conflict between managers',
      refusal(409, 'Apply failed', conflict),
      {refused: 'Apply failed', immutable: false},
    ],
    [
      'of another object of the name, by its cause',
      refusal(422, 'Precondition failed', {causes: [{field: 'metadata.uid', message: 'x'}]}),
      {conflict: 'it is another object of the same name now'},
    ],
    [
      'of another object of the name, by the test that failed',
      refusal(422, 'testing value /metadata/uid failed: test failed'),
      {conflict: 'it is another object of the same name now'},
    ],
    [
      'of another object of the name, by its words',
      refusal(422, 'the UID in precondition: u-1, UID in object meta: u-2'),
      {conflict: 'it is another object of the same name now'},
    ],
    ['of a right that is missing', refusal(403, forbidden), {forbidden}],
    ['of a policy', refusal(403, 'denied by policy'), {refused: 'denied by policy', immutable: false}],
    [
      'of an immutable field',
      refusal(422, 'spec.selector: field is immutable'),
      {refused: 'spec.selector: field is immutable', immutable: true},
    ],
    [
      'of a StatefulSet',
      refusal(422, 'updates to statefulset spec for fields other than replicas are forbidden'),
      {refused: 'updates to statefulset spec for fields other than replicas are forbidden', immutable: true},
    ],
    [
      'of a Service',
      refusal(422, 'spec.clusterIP: may not be changed'),
      {refused: 'spec.clusterIP: may not be changed', immutable: true},
    ],
    ['of a value that is wrong', refusal(422, 'Invalid value: -1'), {refused: 'Invalid value: -1', immutable: false}],
    ['of a server that is busy to the end', refusal(429, 'too many'), {lost: 'too many'}],
    ['of a server that fails', refusal(500, 'etcd timeout'), {lost: 'etcd timeout'}],
    ['without a word', {status: 400, body: '{}'}, {refused: 'the API server answered 400', immutable: false}],
    [
      'that is cut off',
      {body: OBJECT, cutAfter: 4},
      {lost: expect.stringMatching(/aborted|hang up/) as unknown as string},
    ],
    ['of a proxy in between', {body: '<html>'}, {lost: expect.stringContaining('no JSON object') as unknown as string}],
  ])('%s', async (_what, reply, answer) => {
    const api = await fakeApi(() => reply);
    expect(await clusterWriter(api.connection, undefined).write(DEPLOYMENT, PLACE, APPLY, AT)).toEqual(answer);
  });

  test.each([200, 202])('%i to a deletion means that it is deleted', async (status) => {
    const api = await fakeApi(() => ({status, body: statusOf(status, '')}));
    expect(await clusterWriter(api.connection, undefined).write(DEPLOYMENT, PLACE, {kind: 'delete'}, AT)).toEqual({
      deleted: true,
    });
  });

  test('401 ends it', async () => {
    const api = await fakeApi(() => refusal(401, 'no'));
    const error = await thrownBy(clusterWriter(api.connection, undefined).write(DEPLOYMENT, PLACE, APPLY, AT));
    expect(error).toMatchObject({code: 'unauthorized'});
  });
});

describe('in a group that an API server of its own serves', () => {
  const doubtful = {doubtOf: async (group: string) => (group === 'apps' ? 'apps is served by another' : undefined)};

  test('nothing is rehearsed, for the rehearsal may be a write', async () => {
    const api = await fakeApi(() => ({body: {}}));
    expect(await clusterWriter(api.connection, doubtful).rehearse(DEPLOYMENT, PLACE, APPLY, AT)).toEqual({
      refused: 'apps is served by another (--fidelity server asks it all the same)',
      immutable: false,
    });
    expect(api.seen).toEqual([]);
  });

  test('another group is', async () => {
    const api = await fakeApi(() => ({body: {}}));
    await clusterWriter(api.connection, doubtful).rehearse({...DEPLOYMENT, group: 'batch'}, PLACE, APPLY, AT);
    expect(api.seen).toHaveLength(1);
  });
});
