import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {parseApiVersion} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import {resourcePath} from './discovery.ts';

/** A release as it is followed: its objects, and the records of its revisions. */
export interface Followed {
  readonly name: string;
  readonly namespace: string;
  readonly objects: readonly {readonly ref: ObjectRef; readonly apiVersion: string}[];
}

/** One watch: a kind in a namespace, or in the whole cluster. */
export interface Stream {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Whether an object is the release's. */
  readonly counts: (object: JsonObject) => boolean;
  /** Not looked at in another way where it may not be watched. */
  readonly isOptional: boolean;
}

export interface Streams {
  /** By the path and the selector that they watch. */
  readonly wanted: ReadonlyMap<string, Stream>;
  /** Whether an object's kind is not served; it may come yet. */
  readonly hasUnknown: boolean;
}

/** What must be watched of a release, by what is served now; pure. */
export function streamsOf(followed: Followed, served: ApiResources): Streams {
  const {objects, name} = followed;
  const kinds = new Map<string, {resource: ApiResource; namespace: string | undefined; names: Set<string>}>();
  let hasUnknown = false;
  for (const {ref, apiVersion} of objects) {
    const resource = served.find(ref.group, ref.kind, parseApiVersion(apiVersion).version);
    if (resource === undefined) {
      hasUnknown = true;
      continue;
    }
    const namespace = resource.namespaced ? ref.namespace : undefined;
    const key = resourcePath(resource, namespace);
    const kind = kinds.get(key) ?? {resource, namespace, names: new Set<string>()};
    kind.names.add(ref.name);
    kinds.set(key, kind);
  }
  const ofObjects = [...kinds.values()].map(({resource, namespace, names}): Stream => ({
    resource,
    namespace,
    // Of a whole cluster's roles or namespaces only the one that counts.
    query: names.size === 1 ? {fieldSelector: `metadata.name=${[...names].join('')}`} : {},
    counts: (object) => names.has(textOf(metadataOf(object)['name'])) || isOwnedBy(object, name),
    isOptional: false,
  }));
  const all = [...ofObjects, ...recordStreams(followed, served)];
  return {wanted: new Map(all.map((stream) => [keyOf(stream), stream])), hasUnknown};
}

function keyOf({resource, namespace, query}: Stream): string {
  return `${resourcePath(resource, namespace)}?${new URLSearchParams(query).toString()}`;
}

/** Under the release's name, though it does not declare it. */
function isOwnedBy(object: JsonObject, name: string): boolean {
  const {annotations} = metadataOf(object);
  return isObject(annotations) && annotations['meta.helm.sh/release-name'] === name;
}

/** Where Helm keeps its revisions: an upgrade changes what was promised. */
function recordStreams({name, namespace}: Followed, served: ApiResources): Stream[] {
  return ['Secret', 'ConfigMap'].flatMap((kind): Stream[] => {
    const resource = served.find('', kind, 'v1');
    if (resource === undefined) return [];
    const query = {labelSelector: `owner=helm,name=${name}`};
    return [{resource, namespace, query, counts: () => true, isOptional: true}];
  });
}

/** What a stream has seen, to tell news from it. */
export interface Memory {
  /** Whether an event says something that a person should hear: the first sight of what was there already says nothing. */
  isNews(object: JsonObject, isGone: boolean): boolean;
  /** The watch begins anew, with what is there now. */
  restart(): void;
  /** How many objects are remembered. */
  size(): number;
}

/** What a watch tells so soon was there before it. */
const FIRST_SIGHT_MS = 1000;

export function memory(counts: (object: JsonObject) => boolean, now: () => number): Memory {
  const started = now();
  // What was deleted while nobody watched is forgotten with the watch after next.
  let [before, seen] = [new Map<string, string>(), new Map<string, string>()];
  return {
    isNews(object, isGone) {
      if (!counts(object)) return false;
      const key = textOf(metadataOf(object)['uid']);
      if (isGone) {
        before.delete(key);
        seen.delete(key);
        return true;
      }
      const mark = markOf(object);
      const known = seen.get(key) ?? before.get(key);
      seen.set(key, mark);
      return known === undefined ? now() - started > FIRST_SIGHT_MS : known !== mark;
    },
    restart() {
      [before, seen] = [seen, new Map()];
    },
    size: () => new Set([...before.keys(), ...seen.keys()]).size,
  };
}

/** Equal for as long as only an object's status, and what its own controllers write there, has changed. */
export function markOf(object: JsonObject): string {
  const {generation, labels, annotations, managedFields, resourceVersion, deletionTimestamp} = metadataOf(object);
  const managers = objectsIn(managedFields);
  if (managers.length === 0) return textOf(resourceVersion);
  const written = managers
    .filter(({subresource}) => subresource !== 'status')
    .map(({manager, operation, time, fieldsV1}) => [manager, operation, time, fieldsV1]);
  return JSON.stringify([generation, labels, annotations, deletionTimestamp, written]);
}
