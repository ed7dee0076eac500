import {toLive} from '../../model/evidence.ts';
import type {LiveObject, OwnedObjects, SearchFor} from '../../model/evidence.ts';
import {isList, isObject, metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {MANAGED_BY} from '../../model/ownership.ts';
import {pooled} from '../../model/pooled.ts';
import type {ApiResource, ApiResources, ClusterReader, Kind} from '../../model/ports.ts';
import {isCustom} from '../normalize/shapes.ts';
import {merged} from './owned.ts';

/** Helm stamps this label on every object of a manifest. */
export const MANAGED_BY_HELM = `${MANAGED_BY}=Helm`;
/** The search runs beside what the answer waits for, which never stands behind more of its requests than these. */
const SEARCHES_AT_ONCE = 24;
/** So many custom kinds are searched each time. A cluster of more is looked at as a whole first, and what is empty is left out for a while. */
const CUSTOM_KINDS = 100;
/** Written by the thousands, and never by Helm. */
const NEVER_OWNED = new Set([
  'events',
  'endpoints',
  'endpointslices',
  'leases',
  'controllerrevisions',
  'pods',
  'replicasets',
  'nodes',
  'namespaces',
  'componentstatuses',
  'csinodes',
  'volumeattachments',
  'certificatesigningrequests',
  'ipaddresses',
  'resourceslices',
]);

/** Custom kinds of which the whole cluster held no object of Helm's. */
export interface Look {
  /** ISO 8601. */
  readonly at: string;
  /** `group/plural`. */
  readonly empty: readonly string[];
}

/** The last look at a cluster. One that is too old, or is not to be trusted, is none. */
export interface Looks {
  read(): Promise<Look | undefined>;
  keep(look: Look): Promise<void>;
}

interface Search {
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
  readonly beside: boolean;
  /** For all releases at once, where what is found stays until the last one is checked: it is kept without what tells nothing of an extra object. */
  readonly isLean: boolean;
  /** Absent where no look is kept: then all kinds are searched. */
  readonly looks: Looks | undefined;
  /** The objects of a kind, where another LIST has told all of them, or is about to. */
  readonly whole?: (kind: ApiResource) => Promise<readonly LiveObject[] | undefined>;
  /** Aborted when the search has lasted for too long. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** The objects under Helm's label; whoever asks tells what he declares. */
export type Searched = (about: SearchFor) => Promise<OwnedObjects>;

/**
 * Begins to search every kind that a namespace can hold, and those outside namespaces, for objects under Helm's label. Metadata
 * alone is read: Secrets among them show no value. Kinds that could not be listed are named: the release's own objects are read
 * by name, and what stands beside them is not seen.
 */
export function searchOwned(reader: ClusterReader, resources: ApiResources, search: Search): Searched {
  const first = firstSearch(reader, resources, search);
  first.catch(() => {});
  const later = new Map<string, Promise<OwnedObjects>>();
  return async ({declared = []}) => {
    const {found, left} = await first;
    const wanted = left.filter(({group, kind}) => declared.some((one) => one.group === group && one.kind === kind));
    if (wanted.length === 0) return found;
    // The release declares what nobody had when the cluster was looked at.
    const key = wanted.map(keyOf).join();
    const more = later.get(key) ?? searchKinds(reader, wanted, search);
    later.set(key, more);
    return merged([found, await more]);
  };
}

interface FirstSearch {
  readonly found: OwnedObjects;
  /** Kinds that were left out. */
  readonly left: readonly ApiResource[];
}

async function firstSearch(reader: ClusterReader, resources: ApiResources, search: Search): Promise<FirstSearch> {
  const {namespace, beside, looks, now} = search;
  const kinds = resources.preferred.filter(isSearchable);
  const custom = kinds.filter(isOwnKind);
  const builtIn = kinds.filter((kind) => !isOwnKind(kind));
  if (beside) {
    const found = await searchKinds(
      reader,
      builtIn.filter(({namespaced}) => namespaced),
      search,
    );
    return {found: {...found, ...(namespace === undefined ? {} : {narrowed: [namespace]})}, left: []};
  }
  if (looks === undefined || custom.length < CUSTOM_KINDS)
    return {found: await searchKinds(reader, kinds, search), left: []};
  const look = namespace === undefined ? undefined : await looks.read();
  if (look === undefined) {
    const [inNamespace, everywhere] = await Promise.all([
      searchKinds(reader, builtIn, search),
      lookAt(reader, custom, search),
    ]);
    if (everywhere.empty !== undefined) await looks.keep({at: now().toISOString(), empty: everywhere.empty});
    return {found: merged([inNamespace, everywhere.found]), left: []};
  }
  const empty = new Set(look.empty);
  const left = custom.filter((kind) => empty.has(keyOf(kind)));
  const found = await searchKinds(reader, [...builtIn, ...custom.filter((kind) => !empty.has(keyOf(kind)))], search);
  return {found: {...found, ...(left.length === 0 ? {} : {leftOut: {kinds: left.length, lookedAt: look.at}})}, left};
}

/** Custom kinds over the whole cluster, of which only what lies in the namespace is told; `empty` where nothing stood in the way. */
async function lookAt(
  reader: ClusterReader,
  kinds: readonly ApiResource[],
  search: Search,
): Promise<{readonly found: OwnedObjects; readonly empty?: readonly string[]}> {
  const {namespace} = search;
  const answers = await pooled(kinds, SEARCHES_AT_ONCE, async (kind) => {
    const everywhere = await searchKind(reader, kind, {...search, namespace: undefined});
    if (everywhere.unsearched.length === 0 || namespace === undefined) return everywhere;
    // Whoever may not list a kind everywhere may do so in the namespace.
    return {...(await searchKind(reader, kind, search)), isNarrow: true};
  });
  const isWhole = answers.every(
    ({isNarrow = false, unsearched, late}) => !isNarrow && unsearched.length + late.length === 0,
  );
  const held = new Set(answers.flatMap(({objects}, index) => (objects.length === 0 ? [] : [kinds[index]])));
  const isHere = ({ref}: LiveObject): boolean =>
    namespace === undefined || ref.namespace === undefined || ref.namespace === namespace;
  return {
    found: together(answers.map((answer) => ({...answer, objects: answer.objects.filter(isHere)}))),
    ...(isWhole ? {empty: kinds.filter((kind) => !held.has(kind)).map(keyOf)} : {}),
  };
}

async function searchKinds(
  reader: ClusterReader,
  kinds: readonly ApiResource[],
  search: Search,
): Promise<OwnedObjects> {
  return together(await pooled(kinds, SEARCHES_AT_ONCE, (kind) => searchKind(reader, kind, search)));
}

interface Answer {
  readonly objects: readonly LiveObject[];
  readonly unsearched: readonly ApiResource[];
  readonly late: readonly ApiResource[];
  /** The namespace alone could be searched, where the cluster was meant. */
  readonly isNarrow?: boolean;
}

async function searchKind(
  reader: ClusterReader,
  kind: ApiResource,
  {namespace, isLean, whole, signal}: Pick<Search, 'namespace' | 'isLean' | 'whole' | 'signal'>,
): Promise<Answer> {
  const nothing = {objects: [], unsearched: [], late: []};
  if (signal.aborted) return {...nothing, late: [kind]};
  // Where no release declares a Secret, no value of one is read.
  const told = isSecrets(kind) ? undefined : await unlessAborted(whole?.(kind) ?? NOT_TOLD, signal);
  if (told !== undefined) return {...nothing, objects: told.map(({object}) => toLive(lean(metadataOnly(object))))};
  if (signal.aborted) return {...nothing, late: [kind]};
  const answer = await unlessAborted(
    reader.list(kind, kind.namespaced ? namespace : undefined, {
      labelSelector: MANAGED_BY_HELM,
      metadataOnly: true,
      fromCache: true,
    }),
    signal,
  );
  if (answer === undefined) return {...nothing, late: [kind]};
  if (!('failure' in answer)) {
    const objects = isLean ? answer.objects.map(lean) : answer.objects;
    return {...nothing, objects: objects.map(toLive)};
  }
  // Of a kind that is gone since it was discovered there is nothing.
  return {...nothing, unsearched: answer.failure.reason === 'unknown-kind' ? [] : [kind]};
}

const NOT_TOLD = Promise.resolve(undefined);

function metadataOnly({apiVersion, kind, metadata}: JsonObject): JsonObject {
  return {
    ...(apiVersion === undefined ? {} : {apiVersion}),
    ...(kind === undefined ? {} : {kind}),
    ...(metadata === undefined ? {} : {metadata}),
  };
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Metadata without what is most of it and tells nothing of an object that nobody declares: its old configuration, and who owns which field. */
function lean(object: JsonObject): JsonObject {
  const metadata = metadataOf(object);
  const {annotations, managedFields} = metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(isObject(annotations) && LAST_APPLIED in annotations
        ? {annotations: without(annotations, LAST_APPLIED)}
        : {}),
      ...(isList(managedFields) ? {managedFields: managedFields.map(leanEntry)} : {}),
    },
  };
}

/** Who has written is told by names and times, and who is Helm by the marks among the metadata. */
function leanEntry(entry: Json): Json {
  if (!isObject(entry) || !isObject(entry['fieldsV1'])) return entry;
  const {'f:metadata': marks} = entry['fieldsV1'];
  return {...entry, fieldsV1: marks === undefined ? {} : {'f:metadata': marks}};
}

function without(object: JsonObject, name: string): JsonObject {
  const {[name]: _left, ...rest} = object;
  return rest;
}

function unlessAborted<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const give = (): void => resolve(undefined);
    signal.addEventListener('abort', give, {once: true});
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

function together(answers: readonly Answer[]): OwnedObjects {
  return {
    objects: answers.flatMap(({objects}) => objects),
    unsearched: namesOf(answers.flatMap(({unsearched}) => unsearched)),
    late: namesOf(answers.flatMap(({late}) => late)),
  };
}

/** Kinds that were not searched, as a gap names them. */
export function namesOf(kinds: readonly ApiResource[]): string[] {
  return kinds.toSorted((a, b) => weightOf(a) - weightOf(b)).map(({plural}) => plural);
}

/** What can do most comes first: bindings, then what counts for the whole cluster. */
function weightOf({plural, namespaced}: ApiResource): number {
  if (plural.endsWith('bindings')) return 0;
  return namespaced ? 2 : 1;
}

/** Whether Helm's objects are looked for among those of a kind. */
export function isSearchable({verbs, plural}: ApiResource): boolean {
  return verbs.includes('list') && verbs.includes('create') && verbs.includes('delete') && !NEVER_OWNED.has(plural);
}

const isSecrets = ({group, plural}: ApiResource): boolean => group === '' && plural === 'secrets';

const isOwnKind = ({group, kind}: Kind): boolean => isCustom(group, kind);

const keyOf = ({group, plural}: ApiResource): string => `${group}/${plural}`;
