import {setTimeout as sleep} from 'node:timers/promises';
import {resourcePath} from './discovery.ts';
import type {Connection} from './connection.ts';
import {getJson} from './request.ts';
import {watch, WatchRefusedError} from './watch.ts';
import type {WatchRequest} from './watch.ts';
import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {ApiResource, ApiResources, ClusterReader} from '../model/ports.ts';
import {parseApiVersion} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';

/** A release as it is followed: its objects, and the records of its revisions. */
export interface Followed {
  readonly name: string;
  readonly namespace: string;
  readonly objects: readonly {readonly ref: ObjectRef; readonly apiVersion: string}[];
}

export interface FollowPorts {
  readonly reader: ClusterReader;
  /** With sockets for all watches at once. */
  readonly connection: Connection;
  /** Something that a person could have changed is not what it was. */
  readonly onChange: () => void;
  /** Watched, or looked at every second where that is refused. */
  readonly onMode: (mode: 'watch' | 'poll') => void;
  readonly signal: AbortSignal;
}

const POLL_MS = 1000;
const RETRY_MS = 500;

interface Stream {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly counts: (object: JsonObject) => boolean;
  /** Not looked at in another way where it may not be watched. */
  readonly optional?: true;
}

/** Follows a release until the signal. Every stream says on its own when something has changed. */
export async function follow(followed: Followed, ports: FollowPorts): Promise<void> {
  const resources = await ports.reader.discover();
  const streams = [...objectStreams(followed, resources), ...recordStreams(followed, resources)];
  await Promise.all(streams.map((stream) => followOne(stream, ports)));
}

function objectStreams({objects, name}: Followed, served: ApiResources): Stream[] {
  const streams = new Map<string, {resource: ApiResource; namespace: string | undefined; names: Set<string>}>();
  for (const {ref, apiVersion} of objects) {
    const resource = served.find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
    if (resource === undefined) continue;
    const namespace = resource.namespaced ? ref.namespace : undefined;
    const key = resourcePath(resource, namespace);
    const stream = streams.get(key) ?? {resource, namespace, names: new Set<string>()};
    stream.names.add(ref.name);
    streams.set(key, stream);
  }
  return [...streams.values()].map(({resource, namespace, names}) => ({
    resource,
    namespace,
    // Of a whole cluster's roles or namespaces only the one that counts.
    query: names.size === 1 ? {fieldSelector: `metadata.name=${[...names][0]}`} : {},
    counts: (object) => names.has(textOf(metadataOf(object)['name'])) || isOf(object, name),
  }));
}

/** Under the release's name, though it does not declare it. */
function isOf(object: JsonObject, name: string): boolean {
  const {annotations} = metadataOf(object);
  return isObject(annotations) && annotations['meta.helm.sh/release-name'] === name;
}

/** Where Helm keeps its revisions: an upgrade changes what was promised. */
function recordStreams({name, namespace}: Followed, served: ApiResources): Stream[] {
  return ['Secret', 'ConfigMap'].flatMap((kind): Stream[] => {
    const resource = served.find('', kind, 'v1');
    if (resource === undefined) return [];
    return [
      {resource, namespace, query: {labelSelector: `owner=helm,name=${name}`}, counts: () => true, optional: true},
    ];
  });
}

async function followOne(stream: Stream, ports: FollowPorts): Promise<void> {
  const {connection, onMode, signal} = ports;
  const seen = new Map<string, string>();
  const isNews = noticing(stream, seen);
  const request: WatchRequest = {path: resourcePath(stream.resource, stream.namespace), query: stream.query, signal};
  let isFirst = true;
  while (!signal.aborted) {
    try {
      if (!isFirst) ports.onChange();
      isFirst = false;
      for await (const {type, object} of watch(connection, request))
        if (isNews(object, type === 'DELETED')) ports.onChange();
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof WatchRefusedError) {
        if (stream.optional) return;
        onMode('poll');
        return poll(stream, ports);
      }
      // Whether the server is there at all somebody else finds out.
      await sleep(RETRY_MS, undefined, {signal}).catch(() => {});
    }
  }
}

/** Tells news from what has been seen: the first sight of an object is none. */
function noticing({counts}: Stream, seen: Map<string, string>): (object: JsonObject, isGone: boolean) => boolean {
  const started = Date.now();
  return (object, isGone) => {
    if (!counts(object)) return false;
    const key = textOf(metadataOf(object)['uid']);
    const mark = isGone ? 'gone' : markOf(object);
    const before = seen.get(key);
    seen.set(key, mark);
    // What a watch begins with is there already.
    return before === undefined ? Date.now() - started > 1000 || isGone : before !== mark;
  };
}

/** Equal for as long as only an object's status, and what its own controllers write there, has changed. */
function markOf(object: JsonObject): string {
  const {generation, labels, annotations, managedFields, resourceVersion, deletionTimestamp} = metadataOf(object);
  const managers = Array.isArray(managedFields) ? (managedFields as Json[]).filter(isObject) : [];
  if (managers.length === 0) return textOf(resourceVersion);
  const written = managers
    .filter(({subresource}) => subresource !== 'status')
    .map(({manager, operation, time, fieldsV1}) => [manager, operation, time, fieldsV1]);
  return JSON.stringify([generation, labels, annotations, deletionTimestamp, written]);
}

/** Where nobody may watch: a cheap LIST of names and versions. */
async function poll(stream: Stream, {reader, onChange, signal}: FollowPorts): Promise<void> {
  let before: string | undefined;
  while (!signal.aborted) {
    const answer = await reader
      .list(stream.resource, stream.namespace, {...stream.query, metadataOnly: true})
      .catch(() => undefined);
    if (answer !== undefined && 'objects' in answer) {
      const marks = answer.objects
        .filter(stream.counts)
        .map((one) => `${textOf(metadataOf(one)['uid'])} ${markOf(one)}`);
      const now = marks.toSorted().join('\n');
      if (before !== undefined && now !== before) onChange();
      before = now;
    } else if (answer !== undefined && answer.failure.reason === 'forbidden') {
      // Nothing cheaper than a look at the release itself is left.
      onChange();
      await sleep(POLL_MS * 4, undefined, {signal}).catch(() => {});
    }
    await sleep(POLL_MS, undefined, {signal}).catch(() => {});
  }
}

/** Whether the API server answers, asked every two seconds: a connection may die without a word. */
export async function heartbeat(
  connection: Connection,
  onBeat: (problem: string | undefined) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(3000)]);
    const problem = await getJson(connection, {path: '/version', signal: limit}).then(
      () => undefined,
      (error: Error) => (error.name === 'AbortError' ? 'no answer within 3 s' : error.message),
    );
    if (signal.aborted) return;
    onBeat(problem);
    await sleep(problem === undefined ? 1500 : 500, undefined, {signal}).catch(() => {});
  }
}
