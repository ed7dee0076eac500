import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import {UserError} from '../model/errors.ts';
import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {ChartFile, ReleaseRecord, ReleaseRecords, StoredRelease} from '../model/ports.ts';
import type {Connection} from './connection.ts';
import {listAll} from './paging.ts';
import {errorCodeOfStatus, getJson, METADATA_ONLY, METADATA_ONLY_ONE, UnreachableError} from './request.ts';

export type StorageDriver = 'secret' | 'configmap';

const gunzipAsync = promisify(gunzip);
/** Bytes of a record once it is unpacked. Helm's own are far below: what fits an object of etcd's may unpack to gigabytes. */
const LARGEST = 64 * 1024 * 1024;

/** Helm's release records as they lie in the cluster. The sql driver is not reachable through the API server: helm itself is asked there. */
export function storedReleases(connection: Connection, driver: StorageDriver): ReleaseRecords {
  const plural = driver === 'secret' ? 'secrets' : 'configmaps';
  const fields: Record<string, string> = driver === 'secret' ? {fieldSelector: 'type=helm.sh/release.v1'} : {};
  const list = (namespace: string | undefined, labelSelector: string): ReturnType<typeof listRecords> =>
    listRecords(connection, collection(plural, namespace), {labelSelector, ...fields});
  const pathOf = (namespace: string, name: string, revision: number): string =>
    `${collection(plural, namespace)}/sh.helm.release.v1.${name}.v${revision}`;
  const contentOf = async ({namespace, name, revision}: ReleaseRecord): Promise<JsonObject> => {
    const path = pathOf(namespace, name, revision);
    const {status, body} = await orUnreachable(connection, () => getJson(connection, {path}));
    if (status === 200) return unpacked(body, driver);
    throw new UserError(
      `cannot read the record of ${name} revision ${revision}: ${messageOf(body, status)}`,
      status === 404 ? 'See `helm history`: helm keeps the last ten revisions unless told otherwise.' : undefined,
      {code: errorCodeOfStatus(status)},
    );
  };
  return {
    history: async (namespace, name, revision) => {
      const listed = await list(namespace, `owner=helm,name=${name}`);
      if (!('refused' in listed)) return listed.records;
      const path = revision === undefined ? undefined : pathOf(namespace, name, revision);
      const found = path === undefined ? undefined : await oneRecord(connection, path);
      if (found === undefined) throw listed.refused;
      return found;
    },
    all: async (namespace) => {
      const listed = await list(namespace, 'owner=helm');
      if ('refused' in listed) throw listed.refused;
      return listed.records;
    },
    read: async (record) => storedRelease(await contentOf(record)),
    templates: async (record) => {
      const {chart} = await contentOf(record);
      return chartFiles(isObject(chart) ? chart['templates'] : undefined);
    },
  };
}

function collection(plural: string, namespace: string | undefined): string {
  return namespace === undefined
    ? `/api/v1/${plural}`
    : `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}`;
}

async function listRecords(
  connection: Connection,
  path: string,
  query: Record<string, string>,
): Promise<{readonly records: ReleaseRecord[]} | {readonly refused: UserError}> {
  const answer = await orUnreachable(connection, () => listAll(connection, path, query, METADATA_ONLY));
  if ('refused' in answer) {
    const refused = new UserError(
      `cannot list Helm's release records: ${messageOf(answer.refused.body, answer.refused.status)}`,
      'It needs `list` on the secrets (or configmaps) that Helm keeps them in; with `get` alone name a --revision, with neither a chart: `helm drift check RELEASE CHART`.',
      {code: errorCodeOfStatus(answer.refused.status)},
    );
    return {refused};
  }
  return {records: answer.items.flatMap((item) => recordOf(item) ?? [])};
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

/** The one sentence for "no cluster there", for whoever meets it first. */
export function unreachable(connection: Connection, error: UnreachableError): UserError {
  return new UserError(
    `cannot reach the cluster ${connection.identity.name} at ${connection.server.origin}: ${error.message}`,
    'Is it up, and is it the right context (--kube-context, --kubeconfig)?',
    {code: 'unreachable', cause: error},
  );
}

function recordOf(item: JsonObject): ReleaseRecord | undefined {
  const metadata = metadataOf(item);
  const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
  const {name, version, status} = labels;
  const revision = Number(version);
  if (typeof name !== 'string' || typeof status !== 'string' || !Number.isSafeInteger(revision)) return undefined;
  const seconds = Number(labels['modifiedAt'] ?? labels['createdAt']);
  const created = typeof metadata['creationTimestamp'] === 'string' ? metadata['creationTimestamp'] : undefined;
  const modifiedAt = Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000).toISOString() : created;
  return {
    name,
    namespace: textOf(metadata['namespace']),
    revision,
    status,
    ...(modifiedAt === undefined ? {} : {modifiedAt}),
    ...writtenAt(metadata),
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

/** Secret: base64(base64(gzip(json))); ConfigMap: base64(gzip(json)). Old records are plain JSON without gzip. */
async function unpacked(body: JsonObject, driver: StorageDriver): Promise<JsonObject> {
  const data = isObject(body['data']) ? body['data']['release'] : undefined;
  if (typeof data !== 'string')
    throw new UserError(
      'the release record holds no release',
      'It was not written by Helm, or was damaged: look at it with `helm get all`.',
    );
  const outer = Buffer.from(data, 'base64');
  const bytes = driver === 'secret' ? Buffer.from(outer.toString('latin1'), 'base64') : outer;
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
  let json: unknown;
  try {
    json = JSON.parse((zipped ? await gunzipAsync(bytes, {maxOutputLength: LARGEST}) : bytes).toString('utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new UserError(
        'the release record unpacks to more than 64 MiB, and is not read',
        'Helm writes none like it: look at who wrote it, or name another with --revision.',
        {cause: error},
      );
    throw new UserError(
      'the release record is damaged',
      'Look at it with `helm get all`; `helm rollback` or an upgrade writes a new one.',
      {cause: error},
    );
  }
  if (!isObject(json)) throw new UserError('the release record holds no manifest');
  return json;
}

function storedRelease(json: JsonObject): StoredRelease {
  const {chart} = json;
  // Helm leaves an empty manifest out: a chart may declare nothing, with its present values at least.
  const manifest = json['info'] === undefined ? undefined : (json['manifest'] ?? '');
  if (typeof manifest !== 'string') throw new UserError('the release record holds no manifest');
  return {
    manifest,
    // Helm 3 knows one way only, and says nothing of it.
    applyMethod: json['apply_method'] === 'ssa' ? 'ssa' : 'csa',
    hooks: objectsIn(json['hooks']).map(({path, manifest: text, last_run: run}) => ({
      template: textOf(path),
      manifest: textOf(text),
      ran: hasRun(run),
    })),
    crds: chartFiles(isObject(chart) ? chart['files'] : undefined).filter(({name}) => name.startsWith('crds/')),
  };
}

function chartFiles(value: Json | undefined): ChartFile[] {
  return objectsIn(value).flatMap(({name, data}) =>
    typeof name === 'string' && typeof data === 'string'
      ? [{name, text: Buffer.from(data, 'base64').toString('utf8')}]
      : [],
  );
}

/** Go writes a time that is not set as the year 1. */
function hasRun(run: Json | undefined): boolean {
  const started = isObject(run) ? textOf(run['started_at']) : '';
  return started !== '' && !started.startsWith('0001-');
}

function messageOf(body: JsonObject, status: number): string {
  return typeof body['message'] === 'string' ? body['message'] : `the API server answered ${status}`;
}
