import {setMaxListeners} from 'node:events';
import {join} from 'node:path';
import {clusterQueries} from '../check/confirm/cluster-queries.ts';
import {readLive} from '../check/evidence/read.ts';
import {sharedReads} from '../check/evidence/shared.ts';
import {searchOwned} from '../check/evidence/search.ts';
import type {Searched} from '../check/evidence/search.ts';
import type {Many, SharedReads} from '../check/evidence/shared.ts';
import {fromSnapshot, parseSnapshot} from '../check/evidence/snapshot.ts';
import {builtinScope} from '../check/intent/builtin-scope.ts';
import type {ApiResources, EvidenceSource, Kind} from '../model/ports.ts';
import type {Redactor} from '../redact/redactor.ts';
import type {Cluster} from './cluster.ts';
import {readInput} from './input.ts';
import {looksAt} from './looks.ts';
import {schemaReader} from './schemas.ts';

/** A discovery older than this is asked anew for a kind that it does not know: its definition may have come since. */
const RECENT_MS = 5000;

/** What the search for extra objects may take when all else is done: of one release, and of many, where it is one for all. */
const BUDGET_MS = {one: 5000, many: 60_000};

export interface EvidenceOptions {
  /** Many releases are checked, of a namespace or of the cluster: what one LIST tells of all of them is asked for once. */
  readonly many?: Many;
  /** Our own corner of the user's cache. */
  readonly cache: string | undefined;
  readonly now: () => Date;
  readonly budgetMs?: number;
}

/** The cluster as a source of evidence. Discovery is under way when this returns. */
export function clusterEvidence(
  {connection, reader, dryRunner}: Omit<Cluster, 'records'>,
  {many, cache, now, budgetMs = many === undefined ? BUDGET_MS.one : BUDGET_MS.many}: EvidenceOptions,
): EvidenceSource {
  const everywhere = many !== undefined && many.namespace === undefined;
  const {fingerprint} = connection;
  const looks =
    cache === undefined || fingerprint === undefined || (many !== undefined && !everywhere)
      ? undefined
      : looksAt(join(cache, 'looks'), fingerprint, now);
  const late = new AbortController();
  // One listener for each search under way.
  setMaxListeners(0, late.signal);
  let resources = reader.discover();
  resources.catch(() => {});
  const searches = new Map<string | undefined, Promise<Searched>>();
  const resourcesFor = async (kinds: readonly Kind[]): Promise<ApiResources> => {
    const served = await resources;
    if (kinds.every(({group, kind}) => served.find(group, kind) !== undefined)) return served;
    resources = reader.discover(RECENT_MS);
    return resources;
  };
  let shared: SharedReads | undefined;
  const sharedBy = (served: ApiResources): SharedReads =>
    (shared ??= sharedReads(reader, served, many ?? {namespace: undefined}));
  return {
    from: {kind: 'cluster', cluster: reader.identity},
    async owned(namespace, about = {}) {
      const scope = everywhere ? undefined : namespace;
      const beside = about.beside === true && !everywhere;
      const search =
        searches.get(scope) ??
        resources.then((served) =>
          searchOwned(reader, served, {
            namespace: scope,
            beside,
            isLean: everywhere,
            ...(everywhere ? {whole: (kind) => sharedBy(served).whole(kind)} : {}),
            looks,
            signal: late.signal,
            now,
          }),
        );
      searches.set(scope, search);
      return (await search)(about);
    },
    hurry() {
      const timer = setTimeout(() => late.abort(), budgetMs);
      return () => clearTimeout(timer);
    },
    scopeOf: async (kinds) => {
      const served = await resourcesFor(kinds);
      return (group, kind) => served.find(group, kind)?.namespaced;
    },
    read: async (intent) =>
      many === undefined ? readLive(reader, await resources, intent) : sharedBy(await resources).read(intent),
    passed: (namespace) => shared?.passed(namespace),
    schemas: schemaReader(connection, schemaFolder(cache)),
    queries: async (release, applyMethod) =>
      clusterQueries({reader, dryRunner, resources: await resources, release, applyMethod}),
  };
}

/** What `kubectl get -o yaml` wrote, in a file or (`-`) on stdin, as a source of evidence. Throws UserError where it cannot be read. */
export async function snapshotEvidence(file: string, stdin: NodeJS.ReadableStream): Promise<EvidenceSource> {
  const {text, name} = await readInput(file, 'live snapshot', stdin);
  const snapshot = parseSnapshot(text, name);
  return {
    from: {kind: 'file', file: name},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: snapshot, unsearched: []}),
    read: async (intent) => fromSnapshot(snapshot, intent, name),
  };
}

/** The same source; the redactor learns the secrets of all that is read. */
export function learning(source: EvidenceSource, {learn}: Pick<Redactor, 'learn'>): EvidenceSource {
  return {
    ...source,
    read: async (intent) => {
      const state = await source.read(intent);
      for (const {object} of [...intent, ...state.objects]) learn(object);
      return state;
    },
  };
}

export function schemaFolder(cache: string | undefined): string | undefined {
  return cache === undefined ? undefined : join(cache, 'schemas');
}
