import {describe, expect, test} from 'vitest';
import {namespaceKey, sharedReads} from '../../../src/check/evidence/shared.ts';
import type {IntentObject} from '../../../src/model/intent.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import type {ApiResource, ApiResources, ClusterReader, ListPage, ListResult} from '../../../src/model/ports.ts';

const CONFIG_MAPS: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: ['get', 'list'],
};
const RESOURCES: ApiResources = {
  find: (_group, kind) => (kind === 'ConfigMap' ? CONFIG_MAPS : undefined),
  preferred: [CONFIG_MAPS],
  apiVersions: [],
  stale: [],
};
const configMap = (namespace: string, name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name, namespace},
});
const intent = (namespace: string, ...names: string[]): IntentObject[] =>
  names.map((name) => ({
    ref: {group: '', kind: 'ConfigMap', namespace, name},
    apiVersion: 'v1',
    object: configMap(namespace, name),
    origin: {line: 1},
  }));

interface Cluster {
  readonly reader: ClusterReader;
  /** What was asked, in its order. */
  readonly asked: string[];
}

function cluster(pages: readonly ListPage[], there: readonly JsonObject[] = []): Cluster {
  const asked: string[] = [];
  const reader: ClusterReader = {
    identity: {name: 'x', server: 'https://x'},
    version: async () => 'v1.37.2',
    discover: async () => RESOURCES,
    get: async (_resource, namespace, name) => {
      asked.push(`get ${namespace ?? ''}/${name}`);
      const found = there.find(({metadata}) => {
        const {name: own, namespace: place} = metadata as JsonObject;
        return own === name && place === namespace;
      });
      return found === undefined ? {absent: true} : {object: found};
    },
    list: async () => ({objects: []}),
    pages: async function* (_resource, _namespace, options) {
      for (const [at, page] of pages.entries()) {
        asked.push(`page ${at} ${options?.labelSelector ?? ''}`);
        yield page;
      }
    },
  };
  return {reader, asked};
}

const page = (...objects: JsonObject[]): ListResult => ({objects});
const LABEL = 'app.kubernetes.io/managed-by=Helm';

describe('objects of many releases', () => {
  test('come from one LIST, and a page is asked for when a namespace may lie in it', async () => {
    const {reader, asked} = cluster([
      page(configMap('a', 'one'), configMap('b', 'one')),
      page(configMap('b', 'two')),
      page(configMap('c', 'one')),
    ]);
    const reads = sharedReads(reader, RESOURCES, {namespace: undefined});
    expect((await reads.read(intent('a', 'one'))).objects.map(({ref}) => ref.name)).toEqual(['one']);
    expect(asked).toEqual([`page 0 ${LABEL}`]);
    const found = await reads.read(intent('b', 'one', 'two'));
    expect(found.objects.map(({ref}) => ref.name)).toEqual(['one', 'two']);
    expect(asked).toEqual([`page 0 ${LABEL}`, `page 1 ${LABEL}`, `page 2 ${LABEL}`]);
  });

  test('that the LIST does not hold are asked for by name: their label may be gone', async () => {
    const {reader, asked} = cluster([page(configMap('a', 'one'))], [configMap('a', 'bare')]);
    const {objects, gaps} = await sharedReads(reader, RESOURCES, {namespace: undefined}).read(
      intent('a', 'one', 'bare', 'gone'),
    );
    expect([objects.map(({ref}) => ref.name), gaps]).toEqual([['one', 'bare'], []]);
    expect(asked.filter((line) => line.startsWith('get'))).toEqual(['get a/bare', 'get a/gone']);
  });

  test('are asked for one by one where they may not be listed', async () => {
    const refused: ListResult = {failure: {reason: 'forbidden', message: 'no'}};
    const {reader, asked} = cluster([refused], [configMap('a', 'one')]);
    const reads = sharedReads(reader, RESOURCES, {namespace: undefined});
    const names = async (): Promise<string[]> =>
      (await reads.read(intent('a', 'one'))).objects.map(({ref}) => ref.name);
    expect([await names(), await names()]).toEqual([['one'], ['one']]);
    expect(asked).toEqual([`page 0 ${LABEL}`, 'get a/one', 'get a/one']);
  });

  test('are let go with their namespace, and are asked for by name should they be wanted after all', async () => {
    const {reader, asked} = cluster([page(configMap('a', 'one'), configMap('b', 'one'))], [configMap('a', 'one')]);
    const reads = sharedReads(reader, RESOURCES, {namespace: undefined});
    await reads.read(intent('b', 'one'));
    reads.passed('b');
    expect((await reads.read(intent('a', 'one'))).objects).toHaveLength(1);
    expect((await reads.read(intent('b', 'one'))).objects).toHaveLength(1);
    expect(asked).toEqual([`page 0 ${LABEL}`, 'get a/one']);
  });

  test('of a kind that is not served are gaps', async () => {
    const {reader} = cluster([]);
    const resources = {...RESOURCES, find: () => undefined};
    const {gaps} = await sharedReads(reader, resources, {namespace: undefined}).read(intent('a', 'one'));
    expect(gaps).toMatchObject([{reason: 'unknown-kind'}]);
  });
});

describe('all objects of a kind', () => {
  const last = (...objects: JsonObject[]): ListPage => ({objects, isLast: true});
  const namesOf = (found: readonly {readonly ref: {readonly name: string}}[] | undefined): string[] | undefined =>
    found?.map(({ref}) => ref.name);

  test('are told by its only page, which serves the reads too', async () => {
    const {reader, asked} = cluster([last(configMap('a', 'one'), configMap('b', 'two'))]);
    const reads = sharedReads(reader, RESOURCES, {namespace: undefined});
    expect(namesOf(await reads.whole(CONFIG_MAPS))).toEqual(['one', 'two']);
    expect((await reads.read(intent('b', 'two'))).objects).toHaveLength(1);
    expect(asked).toEqual([`page 0 ${LABEL}`]);
  });

  test('are not told where more pages follow, or none may be read', async () => {
    const many = cluster([{...page(configMap('a', 'one')), isLast: false}, last(configMap('b', 'two'))]);
    const none = cluster([{failure: {reason: 'forbidden', message: 'no'}}]);
    for (const {reader} of [many, none])
      expect(await sharedReads(reader, RESOURCES, {namespace: undefined}).whole(CONFIG_MAPS)).toBeUndefined();
    expect(many.asked).toEqual([`page 0 ${LABEL}`]);
  });

  test('are not told once some of them were let go', async () => {
    const {reader} = cluster([last(configMap('a', 'one'), configMap('b', 'two'))]);
    const reads = sharedReads(reader, RESOURCES, {namespace: undefined});
    await reads.read(intent('a', 'one'));
    reads.passed('b');
    expect(await reads.whole(CONFIG_MAPS)).toBeUndefined();
  });
});

test('namespaces come in the order of the API server’s keys, where a slash follows the name', () => {
  const names = ['a', 'a-b', 'ab', 'a.c'];
  expect(names.toSorted((one, other) => (namespaceKey(one) < namespaceKey(other) ? -1 : 1))).toEqual([
    'a-b',
    'a.c',
    'a',
    'ab',
  ]);
});
