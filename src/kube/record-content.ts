import {gunzipSync} from 'node:zlib';
import {UserError} from '../model/errors.ts';
import {isObject, objectsIn, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {ChartFile, RecordedSelf, StoredRelease} from '../model/ports.ts';

export type StorageDriver = 'secret' | 'configmap';

/** Bytes of a record once it is unpacked. Helm's own are far below: what fits an object of etcd's may unpack to gigabytes. */
const LARGEST = 64 * 1024 * 1024;
/** At once: a record takes less time than to hand it to a thread, and each thread keeps memory of its own. */
const UNPACKING = {maxOutputLength: LARGEST, chunkSize: 64 * 1024};

/** Secret: base64(base64(gzip(json))); ConfigMap: base64(gzip(json)). Old records are plain JSON without gzip. Throws UserError where it is neither. */
export function unpacked(body: JsonObject, driver: StorageDriver): JsonObject {
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
    json = JSON.parse((zipped ? gunzipSync(bytes, UNPACKING) : bytes).toString('utf8'));
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

/** Throws UserError where it holds no manifest. */
export function storedRelease(json: JsonObject): StoredRelease {
  const {chart} = json;
  // Helm leaves an empty manifest out: a chart may declare nothing, with its present values at least.
  const manifest = json['info'] === undefined ? undefined : (json['manifest'] ?? '');
  if (typeof manifest !== 'string') throw new UserError('the release record holds no manifest');
  const subcharts = subchartsOf(isObject(chart) ? chart['metadata'] : undefined, manifest);
  return {
    manifest,
    ...(subcharts.length === 0 ? {} : {moreCrds: moreCrdsText(textOf(json['name']), subcharts)}),
    self: selfOf(json),
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

/** The charts that came with a chart: by its own list, and by the templates that its release has from them. */
function subchartsOf(metadata: Json | undefined, manifest: string): string[] {
  const listed = objectsIn(isObject(metadata) ? metadata['dependencies'] : undefined).map(({alias, name}) =>
    textOf(alias === undefined || alias === '' ? name : alias),
  );
  const seen = [...manifest.matchAll(/^# Source: [^/\n]+\/charts\/([^/\n]+)\//gm)].map(([, name = '']) => name);
  return [...new Set([...listed, ...seen])].filter((name) => name !== '').toSorted();
}

const moreCrdsText = (release: string, subcharts: readonly string[]): string =>
  `Helm does not keep the crds/ of subcharts (${subcharts.join(', ')}): \`helm drift check ${release} CHART --include-crds\` takes them from the chart`;

function selfOf({name, namespace, version, info}: JsonObject): RecordedSelf {
  const {status, last_deployed: deployed} = isObject(info) ? info : {};
  const time = Date.parse(textOf(deployed));
  return {
    ...(typeof name === 'string' ? {name} : {}),
    ...(typeof namespace === 'string' ? {namespace} : {}),
    ...(typeof version === 'number' ? {revision: version} : {}),
    ...(typeof status === 'string' ? {status} : {}),
    // Go writes a time that is not set as the year 1.
    ...(Number.isNaN(time) || time < 0 ? {} : {deployedAt: new Date(time).toISOString()}),
  };
}

/** Files of a chart, as a record holds them. */
export function chartFiles(value: Json | undefined): ChartFile[] {
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
