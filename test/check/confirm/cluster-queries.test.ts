import {expect, test} from 'vitest';
import {clusterQueries} from '../../../src/check/confirm/cluster-queries.ts';
import {UserError} from '../../../src/model/errors.ts';
import type {
  ApiResource,
  ApiResources,
  ClusterQueries,
  ClusterReader,
  DryRunner,
  DryRunResult,
} from '../../../src/model/ports.ts';
import {configMap, live} from '../sources.ts';

const RESOURCE: ApiResource = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: ['get', 'list', 'patch'],
};
const {ref, object} = live(configMap('settings', {level: 'debug'}));
const OCCASION = {live: object, isInsisted: false};
const intent = {ref, apiVersion: 'v1', object: configMap('settings', {level: 'info'}), origin: {line: 1}};

interface Scripted {
  readonly dryRun?: (kind: string) => DryRunResult;
  readonly applyMethod?: () => Promise<'ssa' | 'csa'>;
  readonly served?: boolean;
  readonly reader?: Partial<ClusterReader>;
}

function queriesWith({
  dryRun = () => ({unasked: 'nobody scripted an answer'}),
  applyMethod = async () => 'ssa',
  served = true,
  reader = {},
}: Scripted): ClusterQueries {
  const resources: ApiResources = {
    find: (_group, kind) => (served && kind !== 'ScaledObject' ? {...RESOURCE, kind} : undefined),
    preferred: [],
    apiVersions: [],
    stale: [],
  };
  const dryRunner: DryRunner = {
    apply: async () => dryRun('apply'),
    merge: async (_resource, _namespace, _object, kind) => dryRun(kind),
    replace: async () => dryRun('replace'),
    create: async () => dryRun('create'),
  };
  const whole: ClusterReader = {
    identity: {name: 'x', server: 'https://x'},
    version: async () => 'v1.37.2',
    discover: async () => resources,
    get: async () => ({object}),
    list: async () => ({objects: []}),
    pages: async function* () {},
    ...reader,
  };
  return clusterQueries({
    reader: whole,
    dryRunner,
    resources,
    release: {name: 'app', namespace: 'shop'},
    applyMethod,
  });
}

test.each([
  ['ssa', 'apply'],
  ['csa', 'strategic'],
] as const)('a release that helm writes by %s is dried by %s', async (method, kind) => {
  const asked: string[] = [];
  const dryRun = (one: string): DryRunResult => {
    asked.push(one);
    return {object: {}};
  };
  await queriesWith({dryRun, applyMethod: async () => method}).dryRun(intent, OCCASION);
  expect(asked).toEqual([kind]);
});

test('a kind that may not be patched is asked about once', async () => {
  let asked = 0;
  const dryRun = (): DryRunResult => {
    asked += 1;
    return {unasked: 'no right to patch configmaps'};
  };
  const queries = queriesWith({dryRun});
  expect(await queries.dryRun(intent, OCCASION)).toEqual({unasked: 'no right to patch configmaps'});
  expect(await queries.dryRun(intent, OCCASION)).toEqual({unasked: 'no right to patch configmaps'});
  expect(asked).toBe(1);
});

test.each<[string, Scripted, string]>([
  [
    'the record cannot be read',
    {applyMethod: () => Promise.reject(new UserError('forbidden'))},
    'it is not known how Helm writes the release: forbidden',
  ],
  ['the version is not served', {served: false}, 'the cluster serves no v1 of ConfigMap'],
])('there is no dry run where %s', async (_name, scripted, says) => {
  expect(await queriesWith(scripted).dryRun(intent, OCCASION)).toEqual({unasked: says});
});

test('a bug of ours is not taken for a record that cannot be read', async () => {
  const applyMethod = (): Promise<'ssa'> => Promise.reject(new TypeError('ours'));
  await expect(queriesWith({applyMethod}).dryRun(intent, OCCASION)).rejects.toThrow(TypeError);
});

test.each<[string, Scripted, object]>([
  ['that is there', {}, {live: {ref: {name: 'settings'}}}],
  ['that has gone', {reader: {get: async () => ({absent: true})}}, {live: undefined}],
  ['of a kind that has gone', {served: false}, {failure: {reason: 'unknown-kind'}}],
  [
    'that may not be read',
    {reader: {get: async () => ({failure: {reason: 'forbidden', message: 'no'}})}},
    {failure: {reason: 'forbidden'}},
  ],
])('an object %s is read again', async (_name, scripted, answer) => {
  expect(await queriesWith(scripted).reread(intent)).toMatchObject(answer);
});

test('autoscalers of a namespace are those of every kind that is served, or a failure', async () => {
  const found = await queriesWith({reader: {list: async () => ({objects: [object]})}}).autoscalers('shop');
  expect(found.objects.length).toBeGreaterThan(0);
  expect(found.failure).toBeUndefined();
  const failure = {reason: 'forbidden', message: 'no'} as const;
  expect((await queriesWith({reader: {list: async () => ({failure})}}).autoscalers('shop')).failure).toEqual(failure);
});
