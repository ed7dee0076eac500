import {expect, test} from 'vitest';
import {searchOwned} from '../../../src/check/evidence/search.ts';
import type {Look, Looks} from '../../../src/check/evidence/search.ts';
import type {ApiResource, ApiResources, ClusterReader, ListResult} from '../../../src/model/ports.ts';

const NOW = new Date('2026-11-28T10:00:00Z');
const resource = (plural: string, namespaced: boolean, group = ''): ApiResource => ({
  group,
  version: 'v1',
  kind: plural,
  plural,
  namespaced,
  verbs: ['list', 'create', 'delete'],
});
const custom = (index: number): ApiResource => resource(`thing${index}`, true, 'example.com');
const resourcesOf = (preferred: readonly ApiResource[]): ApiResources => ({
  find: () => undefined,
  preferred,
  apiVersions: [],
  stale: [],
});
/** More than are searched each time. */
const MANY = resourcesOf([resource('configmaps', true), ...Array.from({length: 120}, (_, index) => custom(index))]);

type Answer = (plural: string, namespace: string | undefined) => ListResult | Promise<ListResult>;

function scripted(answer: Answer = () => ({objects: []})): {reader: ClusterReader; asked: string[]} {
  const asked: string[] = [];
  const reader: ClusterReader = {
    identity: {name: 'x', server: 'https://x'},
    version: async () => 'v1.37.2',
    discover: async () => MANY,
    get: async () => ({absent: true}),
    list: async ({plural}, namespace) => {
      asked.push(`${namespace ?? '*'}/${plural}`);
      return answer(plural, namespace);
    },
    pages: async function* () {},
  };
  return {reader, asked};
}

function remembering(look?: Look): {looks: Looks; kept: Look[]} {
  const kept: Look[] = [];
  return {looks: {read: async () => look, keep: async (one) => void kept.push(one)}, kept};
}

const found = (plural: string, namespace: string): ListResult => ({
  objects: [{apiVersion: 'example.com/v1', kind: plural, metadata: {name: 'one', namespace}}],
});
const FORBIDDEN: ListResult = {failure: {reason: 'forbidden', message: 'no'}};
const base = {
  namespace: 'shop',
  beside: false,
  isLean: false,
  looks: undefined,
  signal: new AbortController().signal,
  now: () => NOW,
};

test('kinds that may not be listed are named, bindings and what counts for the whole cluster first', async () => {
  const kinds = [resource('services', true), resource('clusterroles', false), resource('rolebindings', true)];
  const {reader} = scripted(() => FORBIDDEN);
  const search = await searchOwned(reader, resourcesOf(kinds), base)({});
  expect(search).toEqual({objects: [], unsearched: ['rolebindings', 'clusterroles', 'services'], late: []});
});

test('a cluster of few custom kinds is searched as a whole each time', async () => {
  const {reader, asked} = scripted();
  const {looks, kept} = remembering({at: NOW.toISOString(), empty: ['example.com/thing0']});
  const kinds = resourcesOf([resource('configmaps', true), custom(0)]);
  await searchOwned(reader, kinds, {...base, looks})({});
  expect(asked).toEqual(['shop/configmaps', 'shop/thing0']);
  expect(kept).toEqual([]);
});

test('a cluster of many is looked at as a whole, and what is elsewhere is not told of this namespace', async () => {
  const {reader, asked} = scripted((plural) =>
    plural === 'thing3' ? found(plural, 'shop') : plural === 'thing4' ? found(plural, 'other') : {objects: []},
  );
  const {looks, kept} = remembering();
  const search = await searchOwned(reader, MANY, {...base, looks})({});
  expect(search.objects.map(({ref}) => ref.kind)).toEqual(['thing3']);
  expect(asked).toContain('*/thing7');
  expect(asked).toContain('shop/configmaps');
  expect(kept).toHaveLength(1);
  expect(kept[0]?.at).toBe(NOW.toISOString());
  expect(kept[0]?.empty).toHaveLength(118);
  expect(kept[0]?.empty).not.toContain('example.com/thing4');
});

test('whoever may not list everywhere searches the namespace, and keeps nothing', async () => {
  const {reader} = scripted((plural, namespace) =>
    namespace === undefined ? FORBIDDEN : plural === 'thing3' ? found(plural, 'shop') : {objects: []},
  );
  const {looks, kept} = remembering();
  const search = await searchOwned(reader, MANY, {...base, looks})({});
  expect(search.objects.map(({ref}) => ref.kind)).toEqual(['thing3']);
  expect(search.unsearched).toEqual([]);
  expect(kept).toEqual([]);
});

test('what a look found empty is left out, and said; what the release declares is not', async () => {
  const look = {
    at: '2026-11-28T09:58:00Z',
    empty: Array.from({length: 119}, (_, index) => `example.com/thing${index}`),
  };
  const {reader, asked} = scripted((plural) => (plural === 'thing3' ? found(plural, 'shop') : {objects: []}));
  const {looks, kept} = remembering(look);
  const searched = searchOwned(reader, MANY, {...base, looks});
  expect(await searched({})).toMatchObject({objects: [], leftOut: {kinds: 119, lookedAt: look.at}});
  // A definition that came since is none that the look has seen.
  expect(asked).toEqual(['shop/configmaps', 'shop/thing119']);
  const declared = [{group: 'example.com', kind: 'thing3'}];
  const [one, other] = await Promise.all([searched({declared}), searched({declared})]);
  expect(one.objects.map(({ref}) => ref.kind)).toEqual(['thing3']);
  expect(other).toEqual(one);
  expect(asked.filter((name) => name.endsWith('thing3'))).toEqual(['shop/thing3']);
  expect(kept).toEqual([]);
});

test('a search that is ended names what had not answered', async () => {
  const late = new AbortController();
  const {reader} = scripted((plural) => (plural === 'secrets' ? new Promise(() => {}) : {objects: []}));
  const kinds = resourcesOf([resource('configmaps', true), resource('secrets', true)]);
  const search = searchOwned(reader, kinds, {...base, signal: late.signal});
  const answer = search({});
  await new Promise((resolve) => setImmediate(resolve));
  late.abort();
  expect(await answer).toEqual({objects: [], unsearched: [], late: ['secrets']});
});

test('for all releases at once an object is kept with its marks, its owners and its writers, and without what is most of it', async () => {
  const marks = {'f:annotations': {'f:meta.helm.sh/release-name': {}}};
  const entry = {manager: 'Go-http-client', operation: 'Update', time: '2026-11-28T09:00:00Z'};
  const annotations = {'meta.helm.sh/release-name': 'web'};
  const metadata = {name: 'one', namespace: 'shop', uid: 'u', ownerReferences: [{uid: 'o'}], labels: {a: 'b'}};
  const whole = {
    ...metadata,
    annotations: {...annotations, 'kubectl.kubernetes.io/last-applied-configuration': 'x'.repeat(5000)},
    managedFields: [{...entry, fieldsV1: {'f:metadata': marks, 'f:data': {'f:a': {}}}}],
  };
  const {reader} = scripted(() => ({objects: [{apiVersion: 'v1', kind: 'ConfigMap', metadata: whole}]}));
  const kinds = resourcesOf([resource('configmaps', true)]);
  const search = {...base, namespace: undefined, isLean: true};
  const {objects} = await searchOwned(reader, kinds, search)({});
  expect(objects[0]?.object['metadata']).toEqual({
    ...metadata,
    annotations,
    managedFields: [{...entry, fieldsV1: {'f:metadata': marks}}],
  });
  const plain = await searchOwned(reader, kinds, base)({});
  expect(plain.objects[0]?.object['metadata']).toEqual(whole);
});

test('a kind that another LIST has told is not listed again, but Secrets are: without their values', async () => {
  const object = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'one', namespace: 'shop'}, data: {a: 'b'}};
  const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'one'};
  const {reader, asked} = scripted();
  const kinds = ['configmaps', 'secrets', 'services'].map((plural) => resource(plural, true));
  const {objects} = await searchOwned(reader, resourcesOf(kinds), {
    ...base,
    namespace: undefined,
    isLean: true,
    whole: async ({plural}) => (plural === 'services' ? undefined : [{ref, apiVersion: 'v1', object}]),
  })({});
  expect(objects.map((one) => one.object)).toEqual([{apiVersion: 'v1', kind: 'ConfigMap', metadata: object.metadata}]);
  expect(asked).toEqual(['*/secrets', '*/services']);
});
