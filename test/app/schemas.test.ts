import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {clusterSchemas} from '../../src/app/schemas.ts';
import type {IntentObject} from '../../src/model/intent.ts';
import {byPath, connectionTo, fakeApi, statusOf, thrownBy} from '../kube/fakes.ts';
import type {Reply} from '../kube/fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'helm-drift-schemas-'));
  onTestFinished(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

function declared(apiVersion: string, group: string, kind: string): IntentObject {
  const ref = {group, kind, namespace: 'shop', name: 'one'};
  return {ref, apiVersion, object: {}, origin: {line: 1}};
}
const WIDGET = declared('example.com/v1', 'example.com', 'Widget');
const GADGET = declared('other.io/v1beta1', 'other.io', 'Gadget');
const DEPLOYMENT = declared('apps/v1', 'apps', 'Deployment');

const INDEX = 'GET /openapi/v3';
const at = (groupVersion: string): string => `GET /openapi/v3/apis/${groupVersion}`;
const indexOf = (hash: string): Reply => ({
  body: {
    paths: Object.fromEntries(
      ['apis/example.com/v1', 'apis/other.io/v1beta1', 'apis/apps/v1'].map((path) => [
        path,
        {serverRelativeURL: `/openapi/v3/${path}?hash=${hash}`},
      ]),
    ),
  },
});
const documentOf = (group: string, version: string, kind: string, field: string): Reply => ({
  body: {
    components: {
      schemas: {
        [`${group}.${kind}`]: {
          type: 'object',
          'x-kubernetes-group-version-kind': [{group, version, kind}],
          properties: {
            [field]: {type: 'string'},
            metadata: {allOf: [{$ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'}]},
          },
        },
      },
    },
  },
});
const SERVED = {
  [INDEX]: indexOf('A1'),
  [at('example.com/v1')]: documentOf('example.com', 'v1', 'Widget', 'mode'),
  [at('other.io/v1beta1')]: documentOf('other.io', 'v1beta1', 'Gadget', 'size'),
};

describe('the schemas of custom kinds', () => {
  test('are those of all that the release declares, in one table', async () => {
    const api = await fakeApi(byPath(SERVED));
    const table = await clusterSchemas(api.connection, [WIDGET, GADGET, DEPLOYMENT], undefined);
    expect(Object.keys(table.kinds).toSorted()).toEqual(['example.com/v1/Widget', 'other.io/v1beta1/Gadget']);
    const typeOf = (kind: string) => table.types[table.kinds[kind] ?? ''];
    expect([typeOf('example.com/v1/Widget')?.['mode'], typeOf('other.io/v1beta1/Gadget')?.['size']]).toEqual([
      's',
      's',
    ]);
    expect(api.seen.map(({path}) => path)).not.toContain('/openapi/v3/apis/apps/v1');
  });

  test('are not asked for where there is none', async () => {
    const api = await fakeApi(byPath(SERVED));
    expect(await clusterSchemas(api.connection, [DEPLOYMENT], folder())).toEqual({kinds: {}, types: {}});
    expect(api.seen).toEqual([]);
  });

  test.each<[string, Record<string, Reply>]>([
    ['of a server that publishes none', {}],
    ['of a server that does not know the kind', {[INDEX]: {body: {paths: {}}}}],
    [
      'of a document that may not be read',
      {[INDEX]: indexOf('A1'), [at('example.com/v1')]: {status: 403, body: statusOf(403, 'no')}},
    ],
    ['of an answer that breaks off', {[INDEX]: {body: '{"paths":{}}', cutAfter: 3}}],
  ])('%s are none, and nothing of that is kept', async (_what, replies) => {
    const cache = folder();
    const api = await fakeApi(byPath(replies));
    expect(await clusterSchemas(api.connection, [WIDGET], cache)).toEqual({kinds: {}, types: {}});
    expect(readdirSync(cache)).toEqual([]);
  });

  test('of a cluster that is away are none; of one that does not know us are an error', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    expect(await clusterSchemas(connection, [WIDGET], undefined)).toEqual({kinds: {}, types: {}});
    connection.close();
    const api = await fakeApi(() => ({status: 401, body: statusOf(401, 'no')}));
    expect(await thrownBy(clusterSchemas(api.connection, [WIDGET], undefined))).toMatchObject({code: 'unauthorized'});
  });
});

describe('the cache', () => {
  async function asked(cache: string, hash = 'A1') {
    const api = await fakeApi(byPath({...SERVED, [INDEX]: indexOf(hash)}));
    const table = await clusterSchemas(api.connection, [WIDGET], cache);
    return {table, documents: api.seen.filter(({path}) => path !== '/openapi/v3').length};
  }

  test('saves the document for as long as its hash is the same', async () => {
    const cache = join(folder(), 'deep');
    const first = await asked(cache);
    const second = await asked(cache);
    expect([first.documents, second.documents, second.table]).toEqual([1, 0, first.table]);
    expect(readdirSync(cache)).toEqual(['1-apis_example.com_v1-A1.json']);
    expect((await asked(cache, 'B2')).documents).toBe(1);
  });

  test.each(['{"kinds":', 'null', '{"kinds":{}}', '[]'])('that holds %s is made again', async (text) => {
    const cache = folder();
    const file = join(cache, '1-apis_example.com_v1-A1.json');
    writeFileSync(file, text);
    const {table, documents} = await asked(cache);
    expect([documents, Object.keys(table.kinds)]).toEqual([1, ['example.com/v1/Widget']]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(table);
  });

  test('that cannot be written costs time and nothing else', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const {table} = await asked(join(file, 'cache'));
    expect(Object.keys(table.kinds)).toEqual(['example.com/v1/Widget']);
    expect(existsSync(join(file, 'cache'))).toBe(false);
  });
});
