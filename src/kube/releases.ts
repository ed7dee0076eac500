import {theCluster} from '../model/cluster-words.ts';
import {UserError} from '../model/errors.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import {newestOf} from '../model/revisions.ts';
import type {Connection} from './connection.ts';
import {listAll, pagesOf} from './paging.ts';
import {bodiesOf, identityOf} from './record-bodies.ts';
import type {Bodies} from './record-bodies.ts';
import {chartFiles, storedRelease, unpacked} from './record-content.ts';
import type {StorageDriver} from './record-content.ts';
import {doubtsOf, unlabelled} from './record-doubts.ts';
import {ownLabels} from './record-labels.ts';
import {recordsAhead, RECORDS_A_PAGE} from './records-ahead.ts';
import {errorCodeOfStatus, getJson, METADATA_ONLY, METADATA_ONLY_ONE, UnreachableError} from './request.ts';

/** Helm's release records as they lie in the cluster; those of the sql driver helm alone reaches. Without `readsContent` only metadata is asked for. */
export function storedReleases(connection: Connection, driver: StorageDriver, readsContent = true): ReleaseRecords {
  const plural = driver === 'secret' ? 'secrets' : 'configmaps';
  const fields: Record<string, string> = driver === 'secret' ? {fieldSelector: 'type=helm.sh/release.v1'} : {};
  const list = (namespace: string | undefined, labelSelector: string): ReturnType<typeof listRecords> =>
    listRecords(connection, collection(plural, namespace), {labelSelector, ...fields});
  const pathOf = (namespace: string, name: string, revision: number): string =>
    `${collection(plural, namespace)}/sh.helm.release.v1.${name}.v${revision}`;
  /** Read beside a history that named them, and let go with it. */
  const beside = new WeakMap<ReleaseRecord, JsonObject>();
  const contentOf = async (record: ReleaseRecord): Promise<JsonObject> => {
    if (!readsContent) throw new UserError('the content of records is not read here');
    const known = beside.get(record);
    if (known !== undefined) return unpacked(known, driver);
    const {name, revision} = record;
    const path = pathOf(record.namespace, name, revision);
    const {status, body} = await orUnreachable(connection, () => getJson(connection, {path}));
    if (status === 200) return unpacked(body, driver);
    throw unreadable(record, body, status);
  };
  /** What a release deployed last is nearly always what is wanted. Where it may not be listed, it is read by its name. */
  const deployedOf = (namespace: string, name: string): Promise<Bodies> => {
    const labelSelector = `owner=helm,name=${name},status=deployed`;
    return bodiesAt(connection, collection(plural, namespace), {labelSelector, ...fields});
  };
  /** Without its status label a record is found by nobody who asks for deployed ones; its content has the status still. */
  const withStatus = async (record: ReleaseRecord): Promise<ReleaseRecord> => {
    if (record.status !== '') return record;
    if (!readsContent) return {...record, status: 'unknown'};
    const {self} = storedRelease(await contentOf(record));
    return {...record, status: self?.status || 'unknown'};
  };
  /** Whoever takes the labels off the newest record makes the one before it the newest: so the next one is asked for by its name. */
  const unlisted = async (records: readonly ReleaseRecord[]): Promise<readonly ReleaseRecord[]> => {
    const newest = newestOf(records);
    if (newest === undefined) return [];
    return (await oneRecord(connection, pathOf(newest.namespace, newest.name, newest.revision + 1))) ?? [];
  };
  return {
    history: async (namespace, name, revision, isToRead = false) => {
      const [listed, whole] = await Promise.all([
        list(namespace, `owner=helm,name=${name}`),
        isToRead && readsContent ? deployedOf(namespace, name) : undefined,
      ]);
      if (!('refused' in listed)) {
        for (const {record, identity} of listed.records) {
          const body = whole?.get(identity);
          if (body !== undefined) beside.set(record, body);
        }
        const records = listed.records.map(({record}) => record);
        return Promise.all([...records, ...(await unlisted(records))].map(withStatus));
      }
      const path = revision === undefined ? undefined : pathOf(namespace, name, revision);
      const found = path === undefined ? undefined : await oneRecord(connection, path);
      if (found === undefined) throw listed.refused;
      return found;
    },
    all: async (namespace) => {
      const listed = await list(namespace, 'owner=helm');
      if ('refused' in listed) throw listed.refused;
      return Promise.all(listed.records.map(({record}) => withStatus(record)));
    },
    read: async (record) => storedRelease(await contentOf(record)),
    readAhead: (namespace) => {
      const query = {labelSelector: 'owner=helm,status=deployed', ...fields};
      const ahead = recordsAhead(pagesOf(connection, collection(plural, namespace), query, {limit: RECORDS_A_PAGE}));
      return async (record) => {
        const body = await orUnreachable(connection, () => ahead(record));
        return storedRelease(body === undefined ? await contentOf(record) : unpacked(body, driver));
      };
    },
    templates: async (record) => {
      const {chart} = await contentOf(record);
      return chartFiles(isObject(chart) ? chart['templates'] : undefined);
    },
  };
}

async function bodiesAt(connection: Connection, path: string, query: Record<string, string>): Promise<Bodies> {
  const found = await orUnreachable(connection, () => listAll(connection, path, query));
  return bodiesOf('refused' in found ? [] : found.items);
}

function unreadable({name, revision}: ReleaseRecord, body: JsonObject, status: number): UserError {
  return new UserError(
    `cannot read the record of ${name} revision ${revision}: ${messageOf(body, status)}`,
    status === 404 ? 'See `helm history`: helm keeps the last ten revisions unless told otherwise.' : undefined,
    {code: errorCodeOfStatus(status)},
  );
}

function collection(plural: string, namespace: string | undefined): string {
  return namespace === undefined
    ? `/api/v1/${plural}`
    : `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

interface Listed {
  readonly record: ReleaseRecord;
  readonly identity: string;
}

async function listRecords(
  connection: Connection,
  path: string,
  query: Record<string, string>,
): Promise<{readonly records: readonly Listed[]} | {readonly refused: UserError}> {
  const answer = await orUnreachable(connection, () => listAll(connection, path, query, {accept: METADATA_ONLY}));
  if ('refused' in answer) {
    const refused = new UserError(
      `cannot list Helm's release records: ${messageOf(answer.refused.body, answer.refused.status)}`,
      'It needs `list` on the secrets (or configmaps) that Helm keeps them in; with `get` alone name a --revision, with neither a chart: `helm drift check RELEASE CHART`.',
      {code: errorCodeOfStatus(answer.refused.status)},
    );
    return {refused};
  }
  return {
    records: answer.items.flatMap((item) => {
      const record = recordOf(item);
      return record === undefined ? [] : [{record, identity: identityOf(item)}];
    }),
  };
}

/** A record by its name, for who may get what he may not list; undefined where that is refused too. */
async function oneRecord(connection: Connection, path: string): Promise<ReleaseRecord[] | undefined> {
  const {status, body} = await orUnreachable(connection, () => getJson(connection, {path, accept: METADATA_ONLY_ONE}));
  if (status === 404) return [];
  const record = status === 200 ? recordOf(body) : undefined;
  return record === undefined ? undefined : [record];
}

async function orUnreachable<T>(connection: Connection, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof UnreachableError ? unreachable(connection, error) : error;
  }
}

/** A cluster without a name in the kubeconfig goes by its address. */
function placeText({identity, server}: Connection): string {
  const place = theCluster({...identity, server: server.origin});
  return place.endsWith(server.origin) ? place : `${place} at ${server.origin}`;
}

/** The one sentence for "no cluster there", for whoever meets it first. */
export function unreachable(connection: Connection, error: UnreachableError): UserError {
  return new UserError(
    `cannot reach ${placeText(connection)}: ${error.message}`,
    'Is it up, and is it the right context (--kube-context, --kubeconfig)?',
    {code: 'unreachable', cause: error},
  );
}

function recordOf(item: JsonObject): ReleaseRecord | undefined {
  const metadata = metadataOf(item);
  const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
  const [, own = '', number = ''] = /^sh\.helm\.release\.v1\.(.*)\.v(\d+)$/.exec(textOf(metadata['name'])) ?? [];
  const {status} = labels;
  const name = labels['name'] ?? own;
  const version = labels['version'] ?? number;
  const revision = Number(version);
  if (typeof name !== 'string' || name === '' || version === '' || !Number.isSafeInteger(revision)) return undefined;
  // Helm carries the labels of the revision before over into the next, its times among them.
  const made = typeof metadata['creationTimestamp'] === 'string' ? metadata['creationTimestamp'] : undefined;
  const doubts = [...unlabelled(labels), ...doubtsOf(metadata)];
  return {
    name,
    namespace: textOf(metadata['namespace']),
    revision,
    status: textOf(status),
    ...(made === undefined ? {} : {modifiedAt: made}),
    ...writtenAt(metadata),
    ...ownLabels(labels),
    ...(doubts.length === 0 ? {} : {doubts}),
  };
}

/** By the server's clock, as its managedFields are; the labels tell the time of whoever ran helm. */
function writtenAt({managedFields}: JsonObject): {writtenAt?: string} {
  const times = objectsIn(managedFields).flatMap(({manager, time}) =>
    typeof time === 'string' && !textOf(manager).startsWith('kubectl') ? [time] : [],
  );
  const last = times.toSorted().at(-1);
  return last === undefined ? {} : {writtenAt: last};
}

function messageOf(body: JsonObject, status: number): string {
  return typeof body['message'] === 'string' ? body['message'] : `the API server answered ${status}`;
}
