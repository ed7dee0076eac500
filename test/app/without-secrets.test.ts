import {expect, test} from 'vitest';
import {openCluster} from '../../src/app/cluster.ts';
import {settingsOf} from '../../src/app/settings.ts';
import type {Helm} from '../../src/helm/helm.ts';
import {apiResources} from '../../src/kube/discovery.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {fakeApi, statusOf} from '../kube/fakes.ts';
import {config, folder} from '../kube/connected.ts';

const helm = {} as unknown as Helm;
const SECRET = apiResources([
  {
    metadata: {name: ''},
    versions: [
      {
        version: 'v1',
        resources: [{resource: 'secrets', responseKind: {kind: 'Secret'}, scope: 'Namespaced', verbs: []}],
      },
    ],
  },
]).find('', 'Secret');
const OCCASION = {live: {}, isInsisted: false};

/** A cluster with the records of `web`, one of them without a status, and a baseline of revision 2 in a ConfigMap. */
async function cluster(driver = 'secret') {
  const record = (revision: number, status: JsonObject): JsonObject => ({
    metadata: {
      name: `sh.helm.release.v1.web.v${revision}`,
      namespace: 'shop',
      labels: {owner: 'helm', name: 'web', version: String(revision), ...status},
    },
    data: {release: 'secret!'},
  });
  const api = await fakeApi(({path}) => {
    if (path === '/api')
      return {
        body: {
          kind: 'APIGroupDiscoveryList',
          items: [
            {
              metadata: {name: ''},
              versions: [
                {
                  version: 'v1',
                  resources: [
                    {resource: 'configmaps', responseKind: {kind: 'ConfigMap'}, scope: 'Namespaced', verbs: []},
                  ],
                },
              ],
            },
          ],
        },
      };
    if (path === '/apis') return {body: {kind: 'APIGroupDiscoveryList', items: []}};
    if (path.endsWith('/configmaps/helm-drift.baseline.web.v2'))
      return {body: {data: {manifest: 'a: 1', applyMethod: 'ssa'}}};
    if (path.endsWith('/secrets')) return {body: {items: [record(1, {}), record(2, {status: 'deployed'})]}};
    return {status: 404, body: {...statusOf(404, 'not found'), details: {name: 'x'}}};
  });
  const kubeconfig = `${folder({config: config({server: api.server, user: null})})}/config`;
  const settings = {...settingsOf({kubeconfig}, {HELM_DRIVER: driver}), withoutSecrets: true as const};
  return {api, settings, open: () => openCluster(settings, helm)};
}

test('nothing that a Secret holds is asked for, whatever is called', async () => {
  const {api, open} = await cluster();
  const {records, reader, dryRunner, connection} = await open();
  if (SECRET === undefined) throw new Error('no kind');
  const history = await records.history('shop', 'web', undefined, true);
  expect(history.map(({revision, status}) => [revision, status])).toEqual([
    [1, 'unknown'],
    [2, 'deployed'],
  ]);
  expect(await records.all(undefined)).toHaveLength(2);
  expect(records).not.toHaveProperty('readAhead');
  expect(await records.templates(history[0] ?? {name: 'web', namespace: 'shop', revision: 1, status: ''})).toEqual([]);
  expect(await reader.get(SECRET, 'shop', 'token')).toHaveProperty('failure.reason', 'forbidden');
  expect(await reader.list(SECRET, 'shop')).toHaveProperty('failure.reason', 'forbidden');
  for await (const page of reader.pages(SECRET, 'shop')) expect(page).toHaveProperty('failure.reason', 'forbidden');
  expect(await reader.list(SECRET, 'shop', {metadataOnly: true})).toHaveProperty('objects');
  for (const asked of [
    dryRunner.apply(SECRET, 'shop', {}, OCCASION),
    dryRunner.replace(SECRET, 'shop', {}, OCCASION),
    dryRunner.create(SECRET, 'shop', {}, OCCASION),
    dryRunner.merge(SECRET, 'shop', {}, 'merge', OCCASION),
  ])
    expect(await asked).toHaveProperty('unasked');
  const secrets = api.seen.filter(({path}) => path.includes('/secrets'));
  expect(secrets.length).toBeGreaterThan(2);
  for (const {method, headers} of secrets)
    expect([method, headers.accept]).toEqual(['GET', expect.stringContaining('PartialObjectMetadata')]);
  connection.close();
});

test('what a revision declares stands in a ConfigMap; without one it is not known', async () => {
  const {open} = await cluster();
  const {records, connection} = await open();
  const record = {name: 'web', namespace: 'shop', revision: 2, status: 'deployed'};
  expect(await records.read(record)).toEqual({manifest: 'a: 1', applyMethod: 'ssa', hooks: [], crds: []});
  await expect(records.read({...record, revision: 3})).rejects.toThrow('no ConfigMap helm-drift.baseline.web.v3 holds');
  connection.close();
});

test('a database is read by helm alone, and whole', async () => {
  const {open} = await cluster('sql');
  await expect(open()).rejects.toThrow('--without-secrets knows no records in a database');
});
