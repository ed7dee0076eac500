import {expect, test} from 'vitest';
import type {Cluster} from '../../src/app/cluster.ts';
import {clusterSeenBy} from '../../src/app/seen-by.ts';
import type {Sight} from '../../src/app/seen-by.ts';
import type {ApiResource, ClusterReader, ReleaseRecord, ReleaseRecords} from '../../src/model/ports.ts';

const SECRETS: ApiResource = {group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true, verbs: []};
const NODES: ApiResource = {...SECRETS, kind: 'Node', plural: 'nodes', namespaced: false};
const ROLES: ApiResource = {...SECRETS, group: 'rbac.authorization.k8s.io', kind: 'Role', plural: 'roles'};

const record = (namespace: string): ReleaseRecord => ({name: 'web', namespace, revision: 1, status: 'deployed'});

/** A cluster that answers everything, and takes down what it was asked. */
function seen(allowed: readonly string[]) {
  const asked: string[] = [];
  const told = (what: string): void => void asked.push(what);
  const reader = {
    get: async (kind, namespace, name) => (told(`get ${kind.plural} ${namespace}/${name}`), {object: {}}),
    list: async (kind, namespace) => (told(`list ${kind.plural} ${namespace}`), {objects: []}),
    async *pages(kind, namespace) {
      told(`pages ${kind.plural} ${namespace}`);
      yield {objects: []};
    },
  } as Partial<ClusterReader> as ClusterReader;
  const records = {
    storedIn: 'secrets',
    history: async (namespace) => (told(`history ${namespace}`), [record(namespace)]),
    all: async () => ['shop', 'blog', 'shop'].map(record),
    read: async () => (told('read'), {manifest: 'm', applyMethod: 'ssa', hooks: [], crds: []}),
    templates: async () => (told('templates'), []),
  } as Partial<ReleaseRecords> as ReleaseRecords;
  const sight: Sight = {
    may: async ({verb, group, plural, namespace}) => allowed.includes(`${verb} ${group}/${plural} ${namespace}`),
    maySee: async (namespace) => allowed.includes(namespace),
  };
  const whole = {reader, records, ownUser: async () => 'us'} as Partial<Cluster> as Cluster;
  return {asked, cluster: clusterSeenBy(whole, sight)};
}

async function pagesOf(cluster: Cluster, kind: ApiResource, namespace: string | undefined) {
  const pages = [];
  for await (const page of cluster.reader.pages(kind, namespace)) pages.push(page);
  return pages;
}

test('a read that the viewer may not make himself is refused before it is made', async () => {
  const {asked, cluster} = seen(['get /secrets shop', 'list /nodes undefined', 'get /nodes undefined']);
  const refusal = (message: string) => ({failure: {reason: 'forbidden', message}});
  expect(await cluster.reader.get(SECRETS, 'blog', 'a')).toEqual(refusal('you may not get secrets in namespace blog'));
  expect(await cluster.reader.list(SECRETS, 'shop')).toEqual(refusal('you may not list secrets in namespace shop'));
  expect(await cluster.reader.list(ROLES, undefined)).toEqual(
    refusal('you may not list roles.rbac.authorization.k8s.io in the whole cluster'),
  );
  expect(await pagesOf(cluster, SECRETS, 'shop')).toEqual([refusal('you may not list secrets in namespace shop')]);
  expect(asked).toEqual([]);
  expect(await cluster.reader.get(SECRETS, 'shop', 'a')).toEqual({object: {}});
  // What no namespace holds is not asked for in one.
  expect(await cluster.reader.get(NODES, 'shop', 'n')).toEqual({object: {}});
  expect(await cluster.reader.list(NODES, undefined)).toEqual({objects: []});
  expect(await pagesOf(cluster, NODES, undefined)).toEqual([{objects: []}]);
  expect(asked).toEqual(['get secrets shop/a', 'get nodes shop/n', 'list nodes undefined', 'pages nodes undefined']);
});

test('releases of other namespaces are not there', async () => {
  const {asked, cluster} = seen(['shop']);
  const {records} = cluster;
  expect((await records.all(undefined)).map(({namespace}) => namespace)).toEqual(['shop', 'shop']);
  expect(await records.all('blog')).toEqual([]);
  expect(await records.history('blog', 'web')).toEqual([]);
  const gone = {message: 'there is no release web in namespace blog', code: 'not-found'};
  await expect(records.read(record('blog'))).rejects.toMatchObject(gone);
  await expect(records.templates(record('blog'))).rejects.toMatchObject(gone);
  expect([asked, 'readAhead' in records]).toEqual([[], false]);
  await Promise.all([records.history('shop', 'web'), records.read(record('shop')), records.templates(record('shop'))]);
  expect(asked.toSorted()).toEqual(['history shop', 'read', 'templates']);
});

test('nothing is rehearsed, and who we are is not said', async () => {
  const {cluster} = seen([]);
  const {dryRunner} = cluster;
  const occasion = {live: {}, isInsisted: true};
  for (const ask of [dryRunner.apply, dryRunner.replace, dryRunner.create])
    expect(await ask(SECRETS, 'shop', {}, occasion)).toHaveProperty('unasked');
  expect(await cluster.ownUser()).toBeUndefined();
});
