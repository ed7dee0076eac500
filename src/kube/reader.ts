import type {GapReason} from '../model/reasons.ts';
import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {
  ApiResource,
  ClusterReader,
  GetResult,
  ListOptions,
  ListPage,
  ListResult,
  ReadFailure,
} from '../model/ports.ts';
import type {Connection} from './connection.ts';
import {discover, resourcePath, serverVersion} from './discovery.ts';
import {listAll, pagesOf} from './paging.ts';
import {getJson, METADATA_ONLY, UnreachableError} from './request.ts';
import type {ApiResponse} from './request.ts';

/** How old an answer of discovery may be where nobody says: definitions come and go while a console runs. */
const DISCOVERY_MAX_AGE_MS = 60_000;

/** A ClusterReader over plain JSON requests: the typed client would drop the fields that it does not know, and so hide drift. */
export function clusterReader(connection: Connection, now: () => number = () => performance.now()): ClusterReader {
  return {
    identity: connection.identity,
    version: () => serverVersion(connection),
    discover: remembered(() => discover(connection), now),
    get: (resource, namespace, name) => get(connection, resource, namespace, name),
    list: (resource, namespace, options) => list(connection, resource, namespace, options),
    pages: (resource, namespace, options) => pages(connection, resource, namespace, options),
  };
}

/** The last answer while it is young enough, else a new one; whoever asks while one is under way gets that. A failure is not kept. */
function remembered<T>(ask: () => Promise<T>, now: () => number): (maxAgeMs?: number) => Promise<T> {
  let kept: {readonly value: T; readonly askedAt: number} | undefined;
  let asking: Promise<T> | undefined;
  const anew = async (): Promise<T> => {
    const askedAt = now();
    try {
      const value = await ask();
      kept = {value, askedAt};
      return value;
    } finally {
      asking = undefined;
    }
  };
  return (maxAgeMs = DISCOVERY_MAX_AGE_MS) => {
    if (asking !== undefined) return asking;
    if (kept !== undefined && now() - kept.askedAt < maxAgeMs) return Promise.resolve(kept.value);
    asking = anew();
    return asking;
  };
}

async function get(
  connection: Connection,
  resource: ApiResource,
  namespace: string | undefined,
  name: string,
): Promise<GetResult> {
  const answer = await unlessUnreachable(() => getJson(connection, {path: resourcePath(resource, namespace, name)}));
  if ('failure' in answer) return answer;
  if (answer.status === 200) return {object: answer.body};
  return isAbsent(answer) ? {absent: true} : {failure: failureOf(answer, resource)};
}

async function list(
  connection: Connection,
  resource: ApiResource,
  namespace: string | undefined,
  options: ListOptions = {},
): Promise<ListResult> {
  const accept = options.metadataOnly === true ? METADATA_ONLY : undefined;
  const answer = await unlessUnreachable(() =>
    listAll(connection, resourcePath(resource, namespace), selectors(options), {
      ...(accept === undefined ? {} : {accept}),
      ...(options.fromCache === true ? {fromCache: true} : {}),
    }),
  );
  return 'failure' in answer ? answer : resultOf(answer, resource);
}

async function* pages(
  connection: Connection,
  resource: ApiResource,
  namespace: string | undefined,
  options: ListOptions = {},
): AsyncGenerator<ListPage> {
  const limit = options.pageSize === undefined ? {} : {limit: options.pageSize};
  const all = pagesOf(connection, resourcePath(resource, namespace), selectors(options), limit);
  for (;;) {
    const next = await unlessUnreachable(() => all.next());
    if ('failure' in next) yield next;
    if ('failure' in next || next.done === true) return;
    yield resultOf(next.value, resource);
  }
}

function resultOf(
  page: {readonly items: readonly JsonObject[]; readonly isLast?: boolean} | {readonly refused: ApiResponse},
  resource: ApiResource,
): ListPage {
  if ('refused' in page) return {failure: failureOf(page.refused, resource)};
  // Items of a list do not say what they are.
  const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
  const objects = page.items.map((item) => ({...item, apiVersion, kind: resource.kind}));
  return {objects, ...(page.isLast === undefined ? {} : {isLast: page.isLast})};
}

function selectors({fieldSelector, labelSelector}: ListOptions): Record<string, string> {
  return {
    ...(fieldSelector === undefined ? {} : {fieldSelector}),
    ...(labelSelector === undefined ? {} : {labelSelector}),
  };
}

/** One object that gets no answer is a gap; it does not end the check. */
async function unlessUnreachable<T>(ask: () => Promise<T>): Promise<T | {failure: ReadFailure}> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return {failure: {reason: error.timedOut ? 'timeout' : 'unreachable', message: error.message}};
  }
}

/** A 404 for the object itself; a 404 without details means that the path (the kind, the version) is not served. */
function isAbsent({status, body}: ApiResponse): boolean {
  return status === 404 && isObject(body['details']) && body['details']['name'] !== undefined;
}

function failureOf({status, body}: ApiResponse, resource: ApiResource): ReadFailure {
  const said = typeof body['message'] === 'string' ? body['message'] : '';
  const reasons: Readonly<Record<number, GapReason>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'unknown-kind',
    504: 'timeout',
  };
  const reason = reasons[status] ?? 'server-error';
  return {reason, message: said === '' ? `the API server answered ${status} for ${resource.plural}` : said};
}
