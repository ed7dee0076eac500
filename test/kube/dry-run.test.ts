import {describe, expect, test, vi} from 'vitest';
import {dryRunner} from '../../src/kube/dry-run.ts';
import type {DryRunResult} from '../../src/model/ports.ts';
import {byPath, connectionTo, DEPLOYMENT, fakeApi, statusOf, thrownBy, WIDGET} from './fakes.ts';
import type {Answer, Reply, Seen} from './fakes.ts';
import type {JsonObject} from '../../src/model/json.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const OBJECT = {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web'}};
const OCCASION = {live: OBJECT, isInsisted: false};
const refusal = (status: number, message: string): Reply => ({status, body: statusOf(status, message)});

describe('a dry run', () => {
  test.each([
    ['apply', 'application/apply-patch+yaml', {force: 'true'}],
    ['strategic', 'application/strategic-merge-patch+json', {}],
    ['merge', 'application/merge-patch+json', {}],
  ] as const)('as %s is what Helm would send, and never carried out', async (kind, contentType, query) => {
    const api = await fakeApi(() => ({body: OBJECT}));
    const runner = dryRunner(api.connection);
    const result =
      kind === 'apply'
        ? await runner.apply(DEPLOYMENT, 'shop', OBJECT, OCCASION)
        : await runner.merge(DEPLOYMENT, 'shop', OBJECT, kind, OCCASION);
    expect(result).toEqual({object: OBJECT});
    expect(api.seen[0]).toMatchObject({
      method: 'PATCH',
      path: '/apis/apps/v1/namespaces/shop/deployments/web',
      headers: {'content-type': contentType},
      body: JSON.stringify(OBJECT),
    });
    expect(api.seen[0]?.query).toEqual({fieldManager: 'helm', fieldValidation: 'Ignore', dryRun: 'All', ...query});
  });

  const rbac = 'deployments.apps "web" is forbidden: User "ann" cannot patch resource "deployments"';
  test.each<[string, Reply, DryRunResult]>([
    ['of an object that is not there yet', {status: 201, body: OBJECT}, {object: OBJECT}],
    ['without the right', refusal(403, rbac), {unasked: 'no right to patch deployments'}],
    ['that an admission plugin refuses', refusal(403, 'denied by policy'), {refused: 'denied by policy'}],
    ['that is not valid', refusal(422, 'spec.replicas: Invalid value'), {refused: 'spec.replicas: Invalid value'}],
    ['that conflicts', refusal(409, 'Apply failed with 1 conflict'), {refused: 'Apply failed with 1 conflict'}],
    [
      'past a webhook that takes none',
      refusal(400, 'admission webhook "a.b" does not support dry run'),
      {unasked: 'an admission webhook takes no dry runs'},
    ],
    [
      'of an object that has moved on',
      refusal(409, 'Operation cannot be fulfilled: the object has been modified; please apply your changes'),
      {unasked: 'the object keeps changing'},
    ],
    ['of a kind that is gone', refusal(404, 'not found'), {unasked: 'not found'}],
    ['of what takes no patch', refusal(405, 'not allowed'), {unasked: 'not allowed'}],
    ['of what takes no such patch', refusal(415, 'unsupported media type'), {unasked: 'unsupported media type'}],
    ['of a busy server', refusal(429, 'too many'), {unasked: 'too many'}],
    ['of a failing server', refusal(500, 'failed calling webhook'), {unasked: 'failed calling webhook'}],
    ['without a word', {status: 503, body: '{}'}, {unasked: 'the API server answered 503'}],
  ])('%s', async (_what, reply, result) => {
    const api = await fakeApi(() => reply);
    expect(await dryRunner(api.connection).apply(DEPLOYMENT, 'shop', OBJECT, OCCASION)).toEqual(result);
  });

  test('that gets no answer was not asked', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    expect(await dryRunner(connection).apply(DEPLOYMENT, 'shop', OBJECT, OCCASION)).toEqual({
      unasked: expect.stringContaining('ECONNREFUSED'),
    });
    connection.close();
  });

  test('of nobody whom the server knows ends the check', async () => {
    const api = await fakeApi(() => refusal(401, 'no'));
    expect(await thrownBy(dryRunner(api.connection).apply(DEPLOYMENT, 'shop', OBJECT, OCCASION))).toMatchObject({
      code: 'unauthorized',
    });
  });
});

const SERVICES = 'GET /apis/apiregistration.k8s.io/v1/apiservices';
const DEFINITIONS = 'GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const forbidden = refusal(403, 'no');
const served = (service: object | null): Reply => ({
  body: {items: [{metadata: {name: 'v1.example.com'}, spec: {group: 'example.com', version: 'v1', service}}]},
});
const PATH = '/apis/example.com/v1/namespaces/shop/widgets/a';
const widget = (resourceVersion: string, size: number, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: {name: 'a', uid: 'u', resourceVersion, ...more},
  spec: {size},
});
const patches = (seen: readonly Seen[]): number => seen.filter(({method}) => method === 'PATCH').length;

describe('a group that another API server may serve', () => {
  const asked = async (replies: Readonly<Record<string, Reply>>, isInsisted = false) => {
    const api = await fakeApi(byPath({...replies, [`PATCH ${PATH}`]: {body: widget('1', 1)}}));
    const runner = dryRunner(api.connection);
    const occasion = {live: widget('1', 1), isInsisted};
    const results = [
      await runner.apply(WIDGET, 'shop', widget('', 2), occasion),
      await runner.merge(WIDGET, 'shop', widget('', 2), 'merge', occasion),
    ];
    return {api, results: results.map((one) => ('unasked' in one ? one.unasked : 'asked'))};
  };
  const ALL = 'asked,asked';

  test.each<[string, Readonly<Record<string, Reply>>, string | RegExp]>([
    [
      'is not asked where an APIService hands it on',
      {[SERVICES]: served({namespace: 'x', name: 'y'})},
      /^no dry run: example\.com is served by an API server of its own \(APIService v1\.example\.com\).*--fidelity server asks/,
    ],
    ['is asked where the API server serves it itself', {[SERVICES]: served(null)}, ALL],
    ['is asked where no APIService names it', {[SERVICES]: {body: {items: []}}}, ALL],
    [
      'is asked where APIServices may not be read and a definition brings it',
      {[SERVICES]: forbidden, [DEFINITIONS]: {body: {items: [{metadata: {name: 'widgets.example.com'}}]}}},
      ALL,
    ],
    [
      'is not asked where neither may be read',
      {[SERVICES]: forbidden, [DEFINITIONS]: forbidden},
      /who serves example\.com is not known, for APIServices may not be listed/,
    ],
  ])('%s', async (_what, replies, expected) => {
    const {results, api} = await asked(replies);
    expect(results.join()).toMatch(expected);
    expect(api.seen.filter(({path}) => path.endsWith('apiservices'))).toHaveLength(1);
    expect(patches(api.seen)).toBe(expected === ALL ? 2 : 0);
  });

  test('is asked where somebody insists', async () => {
    expect((await asked({[SERVICES]: served({name: 'y'})}, true)).results.join()).toBe(ALL);
  });

  test('is not asked where nobody answers, and is looked at again', async () => {
    let isUp = false;
    const api = await fakeApi(({path}) => {
      if (!path.endsWith('apiservices')) return {body: widget('1', 1)};
      return isUp ? {body: {items: []}} : {headers: {'content-length': '9'}, body: '{', cutAfter: 1};
    });
    const runner = dryRunner(api.connection);
    const occasion = {live: widget('1', 1), isInsisted: false};
    const first = await runner.apply(WIDGET, 'shop', widget('', 2), occasion);
    expect(first).toEqual({unasked: expect.stringContaining('who serves example.com is not known')});
    isUp = true;
    expect(await runner.apply(WIDGET, 'shop', widget('', 2), occasion)).toHaveProperty('object');
  });
});

describe('a dry run that was none', () => {
  const entry = (time: string): JsonObject => ({manager: 'helm', operation: 'Apply', time, fieldsV1: {'f:spec': {}}});

  /** A server whose dry run gives one answer, and whose object is another one afterwards. */
  async function server(dried: JsonObject, after: Reply, before = widget('5', 1)) {
    const answer: Answer = byPath({
      [SERVICES]: {body: {items: []}},
      [`PATCH ${PATH}`]: {body: dried},
      [`GET ${PATH}`]: after,
    });
    const api = await fakeApi(answer);
    const runner = dryRunner(api.connection);
    const ask = () => runner.apply(WIDGET, 'shop', widget('', 2), {live: before, isInsisted: false});
    return {api, ask};
  }

  test.each<[string, JsonObject, JsonObject]>([
    ['is what is live now', widget('6', 2), widget('6', 2)],
    [
      'is what is live now, reported on meanwhile',
      {...widget('6', 2), status: {a: 1}},
      {...widget('6', 2), status: {a: 2}},
    ],
    ['has changed nothing but the version', widget('6', 1), widget('6', 1)],
    [
      'shows in managedFields, whoever has written since',
      widget('6', 2, {managedFields: [entry('2026-01-01T00:00:01Z')]}),
      widget('7', 3, {managedFields: [entry('2026-01-01T00:00:01Z')]}),
    ],
  ])('%s: the check ends, and nothing is asked any more', async (_what, dried, after) => {
    const {api, ask} = await server(dried, {body: after});
    expect(await thrownBy(ask())).toMatchObject({
      name: 'UserError',
      code: 'precondition',
      message: expect.stringMatching(
        /^the API server has persisted a dry run of Widget shop\/a \(example\.com\/v1\): .* 5 to [67]$/,
      ),
      hint: expect.stringContaining('--fidelity client'),
    });
    expect(await ask()).toEqual({
      unasked: expect.stringContaining('no dry run any more: the API server has persisted'),
    });
    expect(patches(api.seen)).toBe(1);
  });

  test.each<[string, JsonObject, Reply, JsonObject?]>([
    ['was tried on what somebody else has written', widget('6', 2), {body: widget('6', 9)}],
    ['and somebody else wrote twice', widget('6', 2), {body: widget('7', 2)}],
    [
      'where helm itself wrote meanwhile, at another time',
      widget('6', 2, {managedFields: [entry('2026-01-01T00:00:02Z')]}),
      {body: widget('7', 2, {managedFields: [entry('2026-01-01T00:00:01Z')]})},
    ],
    [
      'where helm’s entry was there before',
      widget('6', 2, {managedFields: [entry('2026-01-01T00:00:01Z')]}),
      {body: widget('7', 2, {managedFields: [entry('2026-01-01T00:00:01Z')]})},
      widget('5', 1, {managedFields: [entry('2026-01-01T00:00:01Z')]}),
    ],
    ['of an object that was made anew', widget('6', 2, {uid: 'v'}), {body: widget('6', 2, {uid: 'v'})}],
    ['of an object that has gone', widget('6', 2), refusal(404, 'gone')],
  ])('is no such thing: %s', async (_what, dried, after, before) => {
    const {ask} = await server(dried, after, before);
    expect(await ask()).toEqual({object: dried});
    expect(await ask()).toEqual({object: dried});
  });

  test('costs no request where the version has not moved', async () => {
    const {api, ask} = await server(widget('5', 2), {body: widget('5', 1)});
    await ask();
    expect(api.seen.filter(({path}) => path === PATH)).toHaveLength(1);
  });

  test('is made on the state that was read, and no other', async () => {
    const {api, ask} = await server(widget('5', 2), {body: widget('5', 1)});
    await ask();
    const sent = api.seen.find(({method}) => method === 'PATCH');
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({metadata: {name: 'a', resourceVersion: '5'}});
  });

  test('ends those that wait behind it, where somebody insists', async () => {
    const api = await fakeApi(
      byPath({
        [SERVICES]: served({name: 'y'}),
        [`PATCH ${PATH}`]: {body: widget('6', 2)},
        [`GET ${PATH}`]: {body: widget('6', 2)},
      }),
    );
    const runner = dryRunner(api.connection);
    const occasion = {live: widget('5', 1), isInsisted: true};
    const all = await Promise.allSettled([1, 2, 3].map(() => runner.apply(WIDGET, 'shop', widget('', 2), occasion)));
    expect(all.map(({status}) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(patches(api.seen)).toBe(1);
  });
});

describe('a whole object, as a dry run', () => {
  const AT = '/apis/apps/v1/namespaces/shop/deployments';
  const live = {live: {...OBJECT, metadata: {name: 'web', uid: 'u', resourceVersion: '7'}}, isInsisted: false};

  test('replaces the very state that was read', async () => {
    const api = await fakeApi(() => ({body: live.live}));
    expect(await dryRunner(api.connection).replace(DEPLOYMENT, 'shop', OBJECT, live)).toEqual({object: live.live});
    expect(api.seen[0]).toMatchObject({
      method: 'PUT',
      path: `${AT}/web`,
      query: {dryRun: 'All', fieldManager: 'helm', fieldValidation: 'Ignore'},
      headers: {'content-type': 'application/json'},
    });
    expect(JSON.parse(api.seen[0]?.body ?? '')).toMatchObject({metadata: {name: 'web', resourceVersion: '7'}});
  });

  test('is made under a name of its own, and looked for afterwards', async () => {
    const api = await fakeApi(({method}) => (method === 'POST' ? {status: 201, body: OBJECT} : refusal(404, 'gone')));
    expect(await dryRunner(api.connection).create(DEPLOYMENT, 'shop', OBJECT, live)).toEqual({object: OBJECT});
    const [made, looked] = api.seen;
    expect(made).toMatchObject({method: 'POST', path: AT, query: {dryRun: 'All'}});
    const {metadata} = JSON.parse(made?.body ?? '') as {metadata: {name: string; resourceVersion?: string}};
    expect(metadata.name).toMatch(/^web-dry-[0-9a-f]{8}$/);
    expect(metadata.resourceVersion).toBeUndefined();
    expect(looked).toMatchObject({method: 'GET', path: `${AT}/${metadata.name}`});
  });

  test('that is there afterwards ends it all: the server has persisted a dry run', async () => {
    const api = await fakeApi(() => ({status: 200, body: OBJECT}));
    const runner = dryRunner(api.connection);
    const error = await thrownBy(runner.create(DEPLOYMENT, 'shop', OBJECT, live));
    expect(error.message).toMatch(/^the API server has persisted a dry run: it made Deployment web-dry-/);
    expect(await runner.replace(DEPLOYMENT, 'shop', OBJECT, live)).toMatchObject({
      unasked: expect.stringContaining('no dry run any more'),
    });
  });

  test('of which nobody can see what became of it is the last one', async () => {
    const api = await fakeApi(({method}) => (method === 'POST' ? {cutAfter: 0, body: 'x'} : refusal(403, 'no')));
    const runner = dryRunner(api.connection);
    expect(await runner.create(DEPLOYMENT, 'shop', OBJECT, live)).toHaveProperty('unasked');
    expect(await runner.create(DEPLOYMENT, 'shop', OBJECT, live)).toMatchObject({
      unasked: expect.stringContaining('nobody knows whether the last one made Deployment web-dry-'),
    });
  });

  test('that may not be made, or is not valid, is not looked for', async () => {
    const api = await fakeApi(() => refusal(403, 'User "ann" cannot create resource "deployments"'));
    const answer = await dryRunner(api.connection).create(DEPLOYMENT, 'shop', OBJECT, live);
    expect(answer).toEqual({unasked: 'no right to create deployments'});
    expect(api.seen).toHaveLength(1);
  });
});
