import {createHash} from 'node:crypto';
import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {RELEASE_NAME, RELEASE_NAMESPACE} from '../model/ownership.ts';
import type {CollectionEvent, SeenObject} from '../model/watch.ts';
import type {Connection} from './connection.ts';
import {markOf} from './follow-streams.ts';
import {UnreachableError} from './http.ts';
import {getJson, METADATA_ONLY} from './request.ts';
import {ForgottenError, rawEvents, WatchRefusedError} from './watch.ts';

export interface CollectionRequest {
  readonly path: string;
  /** Selectors. */
  readonly query: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The server ends a watch after such a time, not all of them at once. */
const LASTS_S = {least: 300, spread: 300};
/** A server that takes the wish for what is there, and does not say when that is told, does not know it. */
const SYNCED_WITHIN_MS = 60_000;
const PAGE = 500;

/**
 * What is there, that this was all of it (`synced`), and then what changes, for as long as the server knows where we were. It ends
 * where that is forgotten: whoever asks again begins anew. Throws what `watch` throws.
 */
export async function* followCollection(
  connection: Connection,
  request: CollectionRequest,
): AsyncGenerator<CollectionEvent> {
  try {
    let version = yield* streamedFrom(connection, request);
    for (;;) version = yield* changesSince(connection, request, version);
  } catch (error) {
    if (!(error instanceof ForgottenError)) throw error;
  }
}

/** One request tells what is there and goes on with what changes; a server that does not know it is asked by two. */
async function* streamedFrom(
  connection: Connection,
  request: CollectionRequest,
): AsyncGenerator<CollectionEvent, string> {
  const query = {sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan', ...request.query};
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), SYNCED_WITHIN_MS).unref();
  const own = {...request, query, signal: AbortSignal.any([request.signal, late.signal])};
  let isSynced = false;
  const onSynced = (): void => {
    isSynced = true;
    clearTimeout(timer);
  };
  try {
    const version = yield* following(connection, own, '', onSynced);
    if (!isSynced) throw new UnreachableError('the watch ended before all was told', false);
    return version;
  } catch (error) {
    const isUnknown = error instanceof WatchRefusedError && [400, 422].includes(error.status);
    if (!isUnknown && !(late.signal.aborted && !request.signal.aborted)) throw error;
    return yield* listed(connection, request);
  } finally {
    clearTimeout(timer);
  }
}

async function* listed(
  connection: Connection,
  {path, query, signal}: CollectionRequest,
): AsyncGenerator<CollectionEvent, string> {
  let [token, version] = ['', ''];
  do {
    const {status, body} = await getJson(connection, {
      path,
      query: {limit: String(PAGE), ...(token === '' ? {} : {continue: token}), ...query},
      accept: METADATA_ONLY,
      signal,
    });
    if (status === 410) throw new ForgottenError();
    if (status !== 200)
      throw [401, 429].includes(status) || status >= 500
        ? new UnreachableError(`answered ${status} to a list`, false)
        : new WatchRefusedError(status);
    for (const item of objectsIn(body['items'])) yield {type: 'there', object: seenOf(item)};
    token = textOf(metadataOf(body)['continue']);
    version = textOf(metadataOf(body)['resourceVersion']);
  } while (token !== '');
  yield {type: 'synced'};
  return version;
}

async function* changesSince(
  connection: Connection,
  request: CollectionRequest,
  version: string,
): AsyncGenerator<CollectionEvent, string> {
  return yield* following(
    connection,
    {...request, query: {resourceVersion: version, ...request.query}},
    version,
    () => {},
  );
}

/** Gives the newest version that was told. */
async function* following(
  connection: Connection,
  request: CollectionRequest,
  from: string,
  onSynced: () => void,
): AsyncGenerator<CollectionEvent, string> {
  let version = from;
  const lasts = LASTS_S.least + Math.floor(Math.random() * LASTS_S.spread);
  const query = {allowWatchBookmarks: 'true', timeoutSeconds: String(lasts), ...request.query};
  for await (const {type, object} of rawEvents(connection, {...request, query})) {
    version = textOf(metadataOf(object)['resourceVersion']) || version;
    if (type !== 'BOOKMARK') yield {type: type === 'DELETED' ? 'gone' : 'there', object: seenOf(object)};
    else if (isEndOfFirst(object)) {
      onSynced();
      yield {type: 'synced'};
    }
  }
  return version;
}

function isEndOfFirst(bookmark: JsonObject): boolean {
  const {annotations} = metadataOf(bookmark);
  return isObject(annotations) && annotations['k8s.io/initial-events-end'] === 'true';
}

/** All that is kept of an object. */
function seenOf(object: JsonObject): SeenObject {
  const {uid, name, namespace, resourceVersion, annotations} = metadataOf(object);
  const marks = isObject(annotations) ? annotations : {};
  const [of, place] = [textOf(marks[RELEASE_NAME]), textOf(marks[RELEASE_NAMESPACE])];
  return {
    uid: textOf(uid),
    name: textOf(name),
    ...(typeof namespace === 'string' ? {namespace} : {}),
    version: textOf(resourceVersion),
    // Not cut from a longer text, which would stay with it.
    hash: createHash('sha256').update(markOf(object)).digest().toString('base64', 0, 16),
    ...(of === '' ? {} : {release: `${place}/${of}`}),
  };
}
