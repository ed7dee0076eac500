import {join} from 'node:path';
import {clusterQueries} from '../check/confirm/cluster-queries.ts';
import {findOwned} from '../check/evidence/owned.ts';
import {readLive} from '../check/evidence/read.ts';
import {sharedReads} from '../check/evidence/shared.ts';
import type {SharedReads} from '../check/evidence/shared.ts';
import {fromSnapshot, parseSnapshot} from '../check/evidence/snapshot.ts';
import {builtinScope} from '../check/intent/builtin-scope.ts';
import type {LiveState, OwnedObjects} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import type {ApiResources, EvidenceSource, Kind} from '../model/ports.ts';
import type {Redactor} from '../redact/redactor.ts';
import type {Cluster} from './cluster.ts';
import {readText} from './input.ts';
import {clusterSchemas} from './schemas.ts';

/** A discovery older than this is asked anew for a kind that it does not know: its definition may have come since. */
const RECENT_MS = 5000;

interface EvidenceOptions {
  /** Many releases are checked, of a namespace or of the cluster: what one LIST tells of all of them is asked for once. */
  readonly many?: {readonly namespace: string | undefined};
  readonly cacheFolder: string | undefined;
}

/** The cluster as a source of evidence. Discovery is under way when this returns. */
export function clusterEvidence(
  {connection, reader, dryRunner}: Omit<Cluster, 'records'>,
  {many, cacheFolder}: EvidenceOptions,
): EvidenceSource {
  const everywhere = many !== undefined && many.namespace === undefined;
  let resources = reader.discover();
  resources.catch(() => {});
  const searches = new Map<string | undefined, Promise<OwnedObjects>>();
  const resourcesFor = async (kinds: readonly Kind[]): Promise<ApiResources> => {
    const served = await resources;
    if (kinds.every(({group, kind}) => served.find(group, kind) !== undefined)) return served;
    resources = reader.discover(RECENT_MS);
    return resources;
  };
  let shared: SharedReads | undefined;
  const readMany = async (intent: readonly IntentObject[]): Promise<LiveState> => {
    shared ??= sharedReads(reader, await resources, many?.namespace);
    return shared.read(intent);
  };
  return {
    from: {kind: 'cluster', cluster: reader.identity},
    owned(namespace, beside = false) {
      const scope = everywhere ? undefined : namespace;
      const search =
        searches.get(scope) ?? resources.then((served) => findOwned(reader, served, scope, beside && !everywhere));
      search.catch(() => {});
      searches.set(scope, search);
      return search;
    },
    scopeOf: async (kinds) => {
      const served = await resourcesFor(kinds);
      return (group, kind) => served.find(group, kind)?.namespaced;
    },
    read: async (intent) => (many === undefined ? readLive(reader, await resources, intent) : readMany(intent)),
    passed: (namespace) => shared?.passed(namespace),
    schemas: (intent) => clusterSchemas(connection, intent, cacheFolder),
    queries: async (release, applyMethod) =>
      clusterQueries({reader, dryRunner, resources: await resources, release, applyMethod}),
  };
}

/** A file that `kubectl get -o yaml` wrote, as a source of evidence. Throws UserError where it cannot be read. */
export async function snapshotEvidence(file: string): Promise<EvidenceSource> {
  const snapshot = parseSnapshot(await readText(file, 'live snapshot'), file);
  return {
    from: {kind: 'file', file},
    scopeOf: async () => builtinScope,
    owned: async () => ({objects: snapshot, unsearched: []}),
    read: async (intent) => fromSnapshot(snapshot, intent, file),
  };
}

/** The same source; the redactor learns the secrets of all that is read. */
export function learning(source: EvidenceSource, redactor: Redactor): EvidenceSource {
  return {
    ...source,
    read: async (intent) => {
      const state = await source.read(intent);
      for (const {object} of [...intent, ...state.objects]) redactor.learn(object);
      return state;
    },
  };
}

/** Where Helm keeps what it can fetch again, or our own corner of the user's cache. */
export function schemaCacheFolder(env: NodeJS.ProcessEnv): string | undefined {
  const base = env['HELM_CACHE_HOME'] || (env['XDG_CACHE_HOME'] ? join(env['XDG_CACHE_HOME'], 'helm') : undefined);
  if (base !== undefined) return join(base, 'drift', 'schemas');
  return env['HOME'] ? join(env['HOME'], '.cache', 'helm', 'drift', 'schemas') : undefined;
}
