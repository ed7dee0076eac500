import {describe, expect, test, vi} from 'vitest';
import {apiResources, discover, resourcePath, serverVersion} from '../../src/kube/discovery.ts';
import {openApiDocument, openApiIndex} from '../../src/kube/openapi.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {byPath, DEPLOYMENT, discoveryOf, fakeApi, NAMESPACE, statusOf, thrownBy, WIDGET} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const resource = (kind: string, plural: string): JsonObject => ({
  resource: plural,
  responseKind: {kind},
  scope: 'Namespaced',
  verbs: ['get', 'list'],
});
const version = (name: string, resources: readonly JsonObject[], freshness = 'Current'): JsonObject => ({
  version: name,
  freshness,
  resources,
});

describe('what is served', () => {
  const served = apiResources([
    {metadata: {}, versions: [version('v1', [resource('Pod', 'pods')])]},
    {
      metadata: {name: 'autoscaling'},
      versions: [
        version('v2', [resource('HorizontalPodAutoscaler', 'horizontalpodautoscalers')]),
        version('v1', [resource('HorizontalPodAutoscaler', 'horizontalpodautoscalers')]),
      ],
    },
    {metadata: {name: 'metrics.k8s.io'}, versions: [version('v1beta1', [], 'Stale')]},
    // Subresource-only entries carry no kind; a group may have no versions yet.
    {metadata: {name: 'odd.io'}, versions: [version('v1', [{resource: 'things', scope: 'Cluster'}])]},
    {metadata: {name: 'empty.io'}},
  ]);

  test.each([
    ['at the version that is asked for', 'v1', 'v1'],
    ['at the preferred one where that is not served', 'v2beta2', 'v2'],
    ['at the preferred one where none is asked for', undefined, 'v2'],
  ])('is found %s', (_what, asked, found) => {
    expect(served.find('autoscaling', 'HorizontalPodAutoscaler', asked)?.version).toBe(found);
  });

  test('is each kind once, with its scope and verbs', () => {
    expect(served.preferred.map(({kind, version: at}) => `${kind} ${at}`)).toEqual([
      'Pod v1',
      'HorizontalPodAutoscaler v2',
    ]);
    expect(served.find('', 'Pod')).toEqual({
      group: '',
      version: 'v1',
      kind: 'Pod',
      plural: 'pods',
      namespaced: true,
      verbs: ['get', 'list'],
    });
    expect(served.find('', 'Nothing')).toBeUndefined();
  });

  test('tells versions as helm template takes them, and groups that do not answer', () => {
    expect(served.apiVersions).toEqual([
      'v1',
      'v1/Pod',
      'autoscaling/v2',
      'autoscaling/v2/HorizontalPodAutoscaler',
      'autoscaling/v1',
      'autoscaling/v1/HorizontalPodAutoscaler',
      'metrics.k8s.io/v1beta1',
      'odd.io/v1',
    ]);
    expect(served.stale).toEqual(['metrics.k8s.io']);
  });
});

describe('discovery', () => {
  test('is two requests, and asks for the aggregated form', async () => {
    const api = await fakeApi(byPath(discoveryOf([NAMESPACE, DEPLOYMENT])));
    const served = await discover(api.connection);
    expect(served.preferred.map(({kind, namespaced}) => [kind, namespaced])).toEqual([
      ['Namespace', false],
      ['Deployment', true],
    ]);
    expect(api.seen.map(({path}) => path).toSorted()).toEqual(['/api', '/apis']);
    expect(api.seen[0]?.headers.accept).toContain('as=APIGroupDiscoveryList');
  });

  test.each([
    [403, 'forbidden'],
    [500, 'server-error'],
    [404, 'not-found'],
  ])('that is answered %i says whether to try again', async (status, code) => {
    const api = await fakeApi(() => ({status, body: statusOf(status, 'no')}));
    expect(await thrownBy(discover(api.connection))).toMatchObject({
      message: `the API server refused discovery (${status}): no`,
      code,
    });
  });

  test('of an old server is no discovery', async () => {
    const api = await fakeApi(() => ({body: {kind: 'APIVersions', versions: ['v1']}}));
    expect((await thrownBy(discover(api.connection))).message).toContain('aggregated discovery');
  });
});

test.each([
  [DEPLOYMENT, 'shop', 'web', '/apis/apps/v1/namespaces/shop/deployments/web'],
  [DEPLOYMENT, undefined, undefined, '/apis/apps/v1/deployments'],
  [NAMESPACE, 'ignored', 'shop', '/api/v1/namespaces/shop'],
  [WIDGET, 'a b', 'x/y', '/apis/example.com/v1/namespaces/a%20b/widgets/x%2Fy'],
])('%o lies at its path', (one, namespace, name, path) => {
  expect(resourcePath(one, namespace, name)).toBe(path);
});

test.each([
  [{gitVersion: 'v1.37.2'}, 'v1.37.2'],
  [{}, ''],
])('the version of %o', async (body, said) => {
  const api = await fakeApi(byPath({'GET /version': {body}}));
  expect(await serverVersion(api.connection)).toBe(said);
});

describe('OpenAPI', () => {
  test('is an index of hashes; what has none is left out', async () => {
    const paths = {
      'apis/example.com/v1': {serverRelativeURL: '/openapi/v3/apis/example.com/v1?hash=ABC123'},
      'api/v1': {serverRelativeURL: '/openapi/v3/api/v1'},
      odd: null,
    };
    const api = await fakeApi(byPath({'GET /openapi/v3': {body: {paths}}}));
    expect(await openApiIndex(api.connection)).toEqual([{groupVersion: 'apis/example.com/v1', hash: 'ABC123'}]);
  });

  test.each([
    ['refused', {status: 403, body: statusOf(403, 'no')}],
    ['something else', {body: {hello: 'world'}}],
  ])('that is %s is empty', async (_what, reply) => {
    const api = await fakeApi(() => reply);
    expect(await openApiIndex(api.connection)).toEqual([]);
  });

  test('is read under its hash, so that caches in between know it', async () => {
    const api = await fakeApi(byPath({'GET /openapi/v3/apis/example.com/v1': {body: {openapi: '3.0.0'}}}));
    const entry = {groupVersion: 'apis/example.com/v1', hash: 'ABC123'};
    expect(await openApiDocument(api.connection, entry)).toEqual({openapi: '3.0.0'});
    expect(api.seen[0]?.query).toEqual({hash: 'ABC123'});
    expect(await openApiDocument(api.connection, {...entry, groupVersion: 'gone'})).toBeUndefined();
  });
});
