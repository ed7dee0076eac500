import {gzipSync} from 'node:zlib';
import {describe, expect, test, vi} from 'vitest';
import {isTransient} from '../../src/model/errors.ts';
import {storedReleases, unreachable} from '../../src/kube/releases.ts';
import type {StorageDriver} from '../../src/kube/record-content.ts';
import {UnreachableError} from '../../src/kube/request.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {byPath, connectionTo, fakeApi, statusOf, thrownBy} from './fakes.ts';
import type {Reply} from './fakes.ts';

vi.mock('../../src/kube/pause.ts', () => ({pause: async () => {}}));

const SECRETS = '/api/v1/namespaces/shop/secrets';
const RECORD = {name: 'web', namespace: 'shop', revision: 2, status: 'deployed'};
const refused = (code: number, message = 'no'): Reply => ({status: code, body: statusOf(code, message)});

/** A record's metadata, as helm labels it. */
const labelled = (labels: JsonObject, more: JsonObject = {}): JsonObject => ({
  metadata: {
    namespace: 'shop',
    labels: {owner: 'helm', name: 'web', version: '2', status: 'deployed', ...labels},
    managedFields: [entry('helm')],
    ...more,
  },
});

/** What an entry of the record's books says that helm wrote: all of it. */
const WHOLE = {
  'f:data': {'f:release': {}},
  'f:metadata': {'f:labels': {'f:name': {}, 'f:owner': {}, 'f:status': {}, 'f:version': {}}},
};
const entry = (manager: string, time?: string, fieldsV1: JsonObject = WHOLE): JsonObject => ({
  manager,
  ...(time === undefined ? {} : {time}),
  fieldsV1,
});
const noted = {'f:metadata': {'f:annotations': {'f:note': {}}}};

describe('records, by their labels', () => {
  test.each<[string, JsonObject, unknown[]]>([
    ['a record', labelled({}), [RECORD]],
    [
      'with the labels of its user',
      labelled({team: 'web', createdAt: '1764000000'}),
      [{...RECORD, labels: {team: 'web'}}],
    ],
    // Helm carries the label of the revision before over.
    [
      'with the time of its creation, and not of a label',
      labelled({modifiedAt: '1764000000'}, {creationTimestamp: '2025-11-25T16:00:00Z'}),
      [{...RECORD, modifiedAt: '2025-11-25T16:00:00Z'}],
    ],
    [
      'with the server’s own time, which kubectl’s writes do not change',
      labelled(
        {},
        {
          managedFields: [
            entry('helm', '2025-11-24T16:00:00Z'),
            entry('helm', '2025-11-24T17:00:00Z'),
            entry('kubectl-annotate', '2025-11-24T18:00:00Z', noted),
          ],
        },
      ),
      [{...RECORD, writtenAt: '2025-11-24T17:00:00Z'}],
    ],
    [
      'whose content somebody changed',
      labelled(
        {},
        {managedFields: [entry('helm'), entry('kubectl-edit', '2025-11-24T18:00:00Z', {'f:data': {'f:release': {}}})]},
      ),
      [{...RECORD, doubts: ['it was changed by kubectl-edit at 2025-11-24T18:00:00Z, after helm wrote it']}],
    ],
    [
      'whose labels somebody changed',
      labelled(
        {},
        {
          managedFields: [
            entry('helm'),
            entry('kubectl-label', undefined, {'f:metadata': {'f:labels': {'f:status': {}}}}),
          ],
        },
      ),
      [{...RECORD, doubts: ['it was changed by kubectl-label, after helm wrote it']}],
    ],
    [
      'whose books were cleared',
      labelled({}, {managedFields: []}),
      [{...RECORD, doubts: ['nobody owns what it holds: whoever wrote it last left no trace']}],
    ],
    [
      'that a person made',
      labelled({}, {managedFields: [entry('kubectl-create')]}),
      [{...RECORD, doubts: ['it was made by kubectl-create, and not by helm']}],
    ],
    ['without a version', labelled({version: 'x'}), []],
    ['without a name', labelled({name: 1}), []],
    ['without any label', {metadata: {namespace: 'shop'}}, []],
  ])('%s', async (_what, item, records) => {
    const api = await fakeApi(byPath({[`GET ${SECRETS}`]: {body: {items: [item]}}}));
    expect(await storedReleases(api.connection, 'secret').history('shop', 'web')).toEqual(records);
  });

  test('of which somebody took the labels off the newest: it is asked for by its name', async () => {
    const hidden = labelled({owner: null, name: null, version: null}, {name: 'sh.helm.release.v1.web.v3'});
    const api = await fakeApi(
      byPath({
        [`GET ${SECRETS}`]: {body: {items: [labelled({})]}},
        [`GET ${SECRETS}/sh.helm.release.v1.web.v3`]: {body: hidden},
      }),
    );
    expect(await storedReleases(api.connection, 'secret').history('shop', 'web')).toEqual([
      RECORD,
      {...RECORD, revision: 3, doubts: ['its labels name and owner and version are gone']},
    ]);
  });

  test('without a status label: its content has the status still', async () => {
    const content = {info: {status: 'deployed'}, name: 'web', namespace: 'shop', version: 2, manifest: ''};
    const release = Buffer.from(gzipSync(JSON.stringify(content)).toString('base64')).toString('base64');
    const api = await fakeApi(
      byPath({
        [`GET ${SECRETS}`]: {body: {items: [labelled({status: null})]}},
        [`GET ${SECRETS}/sh.helm.release.v1.web.v2`]: {body: {data: {release}}},
      }),
    );
    const records = storedReleases(api.connection, 'secret');
    expect(await records.history('shop', 'web')).toEqual([{...RECORD, doubts: ['its label status is gone']}]);
    expect((await records.read(RECORD)).self).toEqual({
      name: 'web',
      namespace: 'shop',
      revision: 2,
      status: 'deployed',
    });
  });

  test.each<[StorageDriver, string | undefined, string, JsonObject]>([
    ['secret', 'shop', SECRETS, {fieldSelector: 'type=helm.sh/release.v1'}],
    ['secret', undefined, '/api/v1/secrets', {fieldSelector: 'type=helm.sh/release.v1'}],
    ['configmap', 'shop', '/api/v1/namespaces/shop/configmaps', {}],
  ])('of the %s driver in %s, metadata alone', async (driver, namespace, path, query) => {
    const api = await fakeApi(byPath({[`GET ${path}`]: {body: {items: null}}}));
    expect(await storedReleases(api.connection, driver).all(namespace)).toEqual([]);
    expect(api.seen[0]?.query).toEqual({limit: '500', labelSelector: 'owner=helm', ...query});
    expect(api.seen[0]?.headers.accept).toContain('as=PartialObjectMetadataList');
  });

  test.each<[number, string, boolean]>([
    [403, 'forbidden', false],
    [429, 'server-error', true],
    [500, 'server-error', true],
    [503, 'server-error', true],
  ])('that may not be listed (%i) say whether to try again', async (status, code, again) => {
    const api = await fakeApi(() => refused(status, 'secrets is forbidden'));
    const records = storedReleases(api.connection, 'secret');
    for (const asked of [records.all('shop'), records.history('shop', 'web')]) {
      const error = await thrownBy(asked);
      expect(error).toMatchObject({message: "cannot list Helm's release records: secrets is forbidden", code});
      expect(isTransient(error)).toBe(again);
    }
  });

  test('of a cluster that is away say so', async () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const error = await thrownBy(storedReleases(connection, 'secret').all(undefined));
    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(
        /^cannot reach the cluster of context "test" at http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
      ),
    });
    expect(isTransient(unreachable(connection, new UnreachableError('x', false)))).toBe(true);
    connection.close();
  });
});

describe('one revision, for who may get what he may not list', () => {
  const path = `${SECRETS}/sh.helm.release.v1.web.v2`;
  test.each<[string, Reply, unknown]>([
    ['is asked for by its name', {body: labelled({})}, [RECORD]],
    ['may not be there', refused(404, 'not found'), []],
  ])('%s', async (_what, reply, records) => {
    const api = await fakeApi(byPath({[`GET ${SECRETS}`]: refused(403), [`GET ${path}`]: reply}));
    expect(await storedReleases(api.connection, 'secret').history('shop', 'web', 2)).toEqual(records);
    expect(api.seen.at(-1)?.headers.accept).toContain('as=PartialObjectMetadata;');
  });

  test('and where that is refused too, the first refusal counts', async () => {
    const api = await fakeApi(() => refused(403, 'no rights'));
    const error = await thrownBy(storedReleases(api.connection, 'secret').history('shop', 'web', 2));
    expect(error).toMatchObject({code: 'forbidden', message: "cannot list Helm's release records: no rights"});
  });
});

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64');
const RELEASE = {
  info: {status: 'deployed'},
  manifest: 'kind: ConfigMap\n',
  apply_method: 'ssa',
  hooks: [
    {path: 'web/templates/job.yaml', manifest: 'kind: Job\n', last_run: {started_at: '2026-01-01T00:00:00Z'}},
    {path: 'web/templates/test.yaml', manifest: 'kind: Pod\n', last_run: {started_at: '0001-01-01T00:00:00Z'}},
    {},
  ],
  chart: {
    files: [
      {name: 'crds/widget.yaml', data: base64('kind: CustomResourceDefinition\n')},
      {name: 'README.md', data: base64('hello')},
      {name: 'crds/odd.yaml'},
    ],
    templates: [{name: 'templates/map.yaml', data: base64('kind: {{ .Values.kind }}\n')}],
  },
};

async function stored(release: unknown, driver: StorageDriver = 'secret', how: 'gzip' | 'plain' = 'gzip') {
  const json = Buffer.from(typeof release === 'string' ? release : JSON.stringify(release));
  const inner = base64(how === 'gzip' ? gzipSync(json) : json);
  const plural = driver === 'secret' ? 'secrets' : 'configmaps';
  const path = `GET /api/v1/namespaces/shop/${plural}/sh.helm.release.v1.web.v2`;
  const data = {release: driver === 'secret' ? base64(inner) : inner};
  const api = await fakeApi(byPath({[path]: {body: {data}}}));
  return storedReleases(api.connection, driver);
}

describe('what a record holds', () => {
  test.each<[StorageDriver, 'gzip' | 'plain']>([
    ['secret', 'gzip'],
    ['secret', 'plain'],
    ['configmap', 'gzip'],
    ['configmap', 'plain'],
  ])('%s, %s', async (driver, how) => {
    const records = await stored(RELEASE, driver, how);
    expect(await records.read(RECORD)).toEqual({
      manifest: 'kind: ConfigMap\n',
      self: {status: 'deployed'},
      applyMethod: 'ssa',
      hooks: [
        {template: 'web/templates/job.yaml', manifest: 'kind: Job\n', ran: true},
        {template: 'web/templates/test.yaml', manifest: 'kind: Pod\n', ran: false},
        {template: '', manifest: '', ran: false},
      ],
      crds: [{name: 'crds/widget.yaml', text: 'kind: CustomResourceDefinition\n'}],
    });
    expect(await records.templates(RECORD)).toEqual([{name: 'templates/map.yaml', text: 'kind: {{ .Values.kind }}\n'}]);
  });

  test('of helm 3 knows one way to write, and an empty manifest may be left out', async () => {
    const records = await stored({info: {}});
    expect(await records.read(RECORD)).toEqual({manifest: '', self: {}, applyMethod: 'csa', hooks: [], crds: []});
    expect(await records.templates(RECORD)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['is no JSON', '{"manifest":', 'the release record is damaged'],
    ['is a list', '[]', 'the release record holds no manifest'],
    ['is no release', {name: 'web'}, 'the release record holds no manifest'],
    ['has a manifest that is no text', {info: {}, manifest: 1}, 'the release record holds no manifest'],
  ])('that %s is said', async (_what, release, message) => {
    expect(await thrownBy((await stored(release)).read(RECORD))).toMatchObject({name: 'UserError', message});
  });

  test('that is half a gzip is damaged', async () => {
    const half = gzipSync(JSON.stringify(RELEASE)).subarray(0, 40);
    const path = `GET ${SECRETS}/sh.helm.release.v1.web.v2`;
    const api = await fakeApi(byPath({[path]: {body: {data: {release: base64(base64(half))}}}}));
    const error = await thrownBy(storedReleases(api.connection, 'secret').read(RECORD));
    expect(error.message).toBe('the release record is damaged');
  });

  test('that unpacks to gigabytes is refused, and not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    const path = `GET ${SECRETS}/sh.helm.release.v1.web.v2`;
    const api = await fakeApi(byPath({[path]: {body: {data: {release: base64(base64(bomb))}}}}));
    const error = await thrownBy(storedReleases(api.connection, 'secret').read(RECORD));
    expect(error.message).toBe('the release record unpacks to more than 64 MiB, and is not read');
  });

  test.each([{}, {data: null}, {data: {release: 1}}])('that is not in %o is said', async (body) => {
    const api = await fakeApi(() => ({body}));
    const error = await thrownBy(storedReleases(api.connection, 'secret').read(RECORD));
    expect(error.message).toBe('the release record holds no release');
  });

  test.each<[number, string]>([
    [404, 'not-found'],
    [403, 'forbidden'],
    [500, 'server-error'],
  ])('cannot be read (%i)', async (status, code) => {
    const api = await fakeApi(() => refused(status, 'no such secret'));
    expect(await thrownBy(storedReleases(api.connection, 'secret').read(RECORD))).toMatchObject({
      message: 'cannot read the record of web revision 2: no such secret',
      code,
    });
  });
});
