import {isDeepStrictEqual} from 'node:util';
import type {Write} from '../../../src/model/fix.ts';
import {isObject, metadataOf, textOf} from '../../../src/model/json.ts';
import type {Json, JsonObject} from '../../../src/model/json.ts';
import type {
  ApiResource,
  ApiResources,
  ClusterReader,
  ClusterWriter,
  ReadFailure,
  WriteAnswer,
  WritePlace,
} from '../../../src/model/ports.ts';
import {parseApiVersion} from '../../../src/model/refs.ts';
import {merged} from './owned-fields.ts';
import {changed, made, owner, shown, taken} from './stored.ts';
import type {Stored} from './stored.ts';

export interface Request {
  readonly kind: 'write' | 'rehearse';
  readonly write: Write;
  readonly name: string;
}

type Answering = (write: Write, place: WritePlace) => WriteAnswer | undefined;

/** One field a method: what it answers instead of what it would; undefined lets it go on. */
export interface Faults {
  get?: (kind: string, name: string) => ReadFailure | undefined;
  rehearse?: Answering;
  write?: Answering;
  /** The write is carried out, and its answer is lost. */
  loses?: (write: Write, place: WritePlace) => boolean;
  /** Somebody acts right after each write. */
  after?: () => void;
}

export interface FakeServer {
  readonly reader: ClusterReader;
  readonly writer: ClusterWriter;
  readonly faults: Faults;
  readonly requests: Request[];
  /** Kinds by `apiVersion/Kind`, as `example.com/v1/Widget`. */
  readonly served: Set<string>;
  /** Fields, as `spec.selector`, that it never changes. */
  readonly immutable: Set<string>;
  /** Puts an object there under a manager's name, as `helm Apply` or `kubectl-edit Update`. */
  put(object: JsonObject, owner: string): void;
  /** Somebody else lays something over what is there. */
  edit(kind: string, name: string, part: JsonObject, manager?: string): void;
  remove(kind: string, name: string): void;
  live(kind: string, name: string): JsonObject | undefined;
  /** All that it holds, to be set back to later. */
  snapshot(): ReadonlyMap<string, Stored>;
  restore(state: ReadonlyMap<string, Stored>): void;
}

const CLUSTER_SCOPED = new Set(['Namespace', 'CustomResourceDefinition', 'ClusterRole']);
const CORE = ['v1/ConfigMap', 'v1/Secret', 'v1/Service', 'v1/Namespace', 'apps/v1/Deployment', 'apps/v1/StatefulSet'];

/** An API server in memory: uids, versions, preconditions, owners of fields, and a fault where a test wants one. */
export function fakeServer(): FakeServer {
  const objects = new Map<string, Stored>();
  const served = new Set([...CORE, 'apps/v1/DaemonSet', 'apiextensions.k8s.io/v1/CustomResourceDefinition']);
  const immutable = new Set<string>();
  const faults: Faults = {};
  const requests: Request[] = [];
  let count = 0;

  const keyOf = (kind: string, name: string): string => `${kind}/${name}`;
  const refusedFor = (before: JsonObject, after: JsonObject): WriteAnswer | undefined => {
    const valueOf = (object: JsonObject, path: string): Json | undefined =>
      path.split('.').reduce<Json | undefined>((here, field) => (isObject(here) ? here[field] : undefined), object);
    const field = [...immutable].find((path) => !isDeepStrictEqual(valueOf(before, path), valueOf(after, path)));
    return field === undefined ? undefined : {refused: `${field}: field is immutable`, immutable: true};
  };

  function send(
    kind: string,
    {name, namespace}: WritePlace,
    write: Write,
    at: JsonObject | undefined,
    isDry: boolean,
  ): WriteAnswer {
    const key = keyOf(kind, name);
    const stored = objects.get(key);
    const isNew = write.kind === 'create' || (write.kind === 'apply' && write.absent === true);
    if (isNew !== (stored === undefined))
      return {conflict: stored === undefined ? `${name} not found` : `${name} already exists`};
    const {uid, resourceVersion} = metadataOf(at ?? {});
    if (stored !== undefined && uid !== stored.uid) return {conflict: 'it is another object of the same name now'};
    if (stored !== undefined && resourceVersion !== String(stored.version))
      return {conflict: 'the object has been modified'};
    const next = isNew
      ? made(write.object, owner(write), namespace, (count += 1))
      : changed(stored ?? made({}, '', namespace, 0), write);
    if (next === undefined) {
      if (!isDry) objects.delete(key);
      return {deleted: true};
    }
    const refusal = stored === undefined ? undefined : refusedFor(stored.object, next.object);
    if (refusal !== undefined) return refusal;
    const isSame = stored !== undefined && isDeepStrictEqual(shown(next), shown(stored));
    const kept = isSame || isDry ? next : {...next, version: (count += 1)};
    if (!isDry) objects.set(key, kept);
    return write.kind === 'delete' ? {deleted: true} : {object: shown(kept)};
  }

  const answer =
    (kind: 'write' | 'rehearse'): ClusterWriter['write'] =>
    async (resource, place, write, at) => {
      requests.push({kind, write, name: place.name});
      const fault = faults[kind]?.(write, place);
      if (fault !== undefined) return fault;
      const said = send(resource.kind, place, write, at, kind === 'rehearse');
      if (kind === 'write') faults.after?.();
      return kind === 'write' && faults.loses?.(write, place) === true ? {lost: 'socket hang up'} : said;
    };

  return {
    faults,
    requests,
    served,
    immutable,
    writer: {write: answer('write'), rehearse: answer('rehearse')},
    reader: {
      identity: {name: 'test', server: 'https://test:6443'},
      version: async () => 'v1.35.0',
      discover: async () => resourcesOf(served),
      get: async ({kind}, _namespace, name) => {
        const failure = faults.get?.(kind, name);
        if (failure !== undefined) return {failure};
        const stored = objects.get(keyOf(kind, name));
        return stored === undefined ? {absent: true} : {object: shown(stored)};
      },
      list: async ({kind}) => ({
        objects: [...objects.values()].filter(({object}) => object['kind'] === kind).map(shown),
      }),
      pages: async function* ({kind}) {
        yield {objects: [...objects.values()].filter(({object}) => object['kind'] === kind).map(shown)};
      },
    },
    put(object, by) {
      const {name} = metadataOf(object);
      const version = (count += 1);
      objects.set(keyOf(textOf(object['kind']), textOf(name)), {...made(object, by, undefined, version), version});
    },
    edit(kind, name, part, manager = 'kubectl-edit') {
      const stored = objects.get(keyOf(kind, name));
      if (stored === undefined) throw new Error(`${kind}/${name} is not there`);
      const next = merged(stored.object, part);
      if (!isObject(next)) throw new Error('no object');
      objects.set(keyOf(kind, name), {...taken(stored, next, `${manager} Update`), version: (count += 1)});
    },
    remove: (kind, name) => void objects.delete(keyOf(kind, name)),
    live: (kind, name) => {
      const stored = objects.get(keyOf(kind, name));
      return stored === undefined ? undefined : shown(stored);
    },
    snapshot: () => new Map(objects),
    restore(state) {
      objects.clear();
      for (const [key, stored] of state) objects.set(key, stored);
    },
  };
}

function resourcesOf(served: ReadonlySet<string>): ApiResources {
  const preferred = [...served].map((name): ApiResource => {
    const slash = name.lastIndexOf('/');
    const kind = name.slice(slash + 1);
    const verbs = ['get', 'list', 'patch', 'create', 'delete'];
    const of = parseApiVersion(name.slice(0, slash));
    return {...of, kind, plural: `${kind.toLowerCase()}s`, namespaced: !CLUSTER_SCOPED.has(kind), verbs};
  });
  return {
    find: (group, kind) => preferred.find((one) => one.group === group && one.kind === kind),
    preferred,
    apiVersions: preferred.map(({group, version}) => (group === '' ? version : `${group}/${version}`)),
    stale: [],
  };
}
