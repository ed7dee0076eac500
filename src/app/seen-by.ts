import {UserError} from '../model/errors.ts';
import type {
  ApiResource,
  ClusterReader,
  DryRunner,
  ReadFailure,
  ReleaseRecord,
  ReleaseRecords,
} from '../model/ports.ts';
import {pooled} from '../model/pooled.ts';
import type {Cluster} from './cluster.ts';

/** What somebody may see of a cluster that we read for him. Nothing throws: where nobody can tell, it is no. */
export interface Sight {
  readonly may: (wanted: {
    readonly verb: 'get' | 'list';
    readonly group: string;
    readonly plural: string;
    readonly namespace: string | undefined;
  }) => Promise<boolean>;
  /** Whether he may see the releases of a namespace. */
  readonly maySee: (namespace: string) => Promise<boolean>;
}

const AT_ONCE = 16;
const UNASKED = {unasked: 'nothing is rehearsed on behalf of a viewer'} as const;

/**
 * The same cluster, as far as a viewer may read it himself. A release can declare any object of any namespace, and we may read more
 * than he: without this a record that he made would show him what he must not see. So each read is held against his own rights,
 * and not against the release's namespace alone.
 */
export function clusterSeenBy(cluster: Cluster, sight: Sight): Cluster {
  return {
    ...cluster,
    reader: readerSeenBy(cluster.reader, sight),
    records: recordsSeenBy(cluster.records, sight),
    dryRunner: NO_DRY_RUNS,
    ownUser: async () => undefined,
  };
}

/** Dry runs answer with whole objects, and are patches. */
const NO_DRY_RUNS: DryRunner = {
  apply: async () => UNASKED,
  replace: async () => UNASKED,
  create: async () => UNASKED,
  merge: async () => UNASKED,
};

/** A read that the viewer may not make himself is refused, as the API server would. */
function readerSeenBy(reader: ClusterReader, {may}: Sight): ClusterReader {
  const refusal = async (
    verb: 'get' | 'list',
    {group, plural, namespaced}: ApiResource,
    namespace: string | undefined,
  ): Promise<{readonly failure: ReadFailure} | undefined> => {
    const where = namespaced ? namespace : undefined;
    if (await may({verb, group, plural, namespace: where})) return undefined;
    const kind = group === '' ? plural : `${plural}.${group}`;
    const place = where === undefined ? 'in the whole cluster' : `in namespace ${where}`;
    return {failure: {reason: 'forbidden', message: `you may not ${verb} ${kind} ${place}`}};
  };
  return {
    ...reader,
    get: async (resource, namespace, name) =>
      (await refusal('get', resource, namespace)) ?? reader.get(resource, namespace, name),
    list: async (resource, namespace, options) =>
      (await refusal('list', resource, namespace)) ?? reader.list(resource, namespace, options),
    async *pages(resource, namespace, options) {
      const refused = await refusal('list', resource, namespace);
      if (refused === undefined) yield* reader.pages(resource, namespace, options);
      else yield refused;
    },
  };
}

/** Releases of a namespace that the viewer may not see are like those that are not there. */
function recordsSeenBy(records: ReleaseRecords, {maySee}: Sight): ReleaseRecords {
  const assertSeen = async ({name, namespace}: ReleaseRecord): Promise<void> => {
    if (await maySee(namespace)) return;
    throw new UserError(`there is no release ${name} in namespace ${namespace}`, 'See `helm list`.', {
      code: 'not-found',
    });
  };
  const {storedIn} = records;
  return {
    ...(storedIn === undefined ? {} : {storedIn}),
    history: async (namespace, ...more) => ((await maySee(namespace)) ? records.history(namespace, ...more) : []),
    async all(namespace) {
      if (namespace !== undefined && !(await maySee(namespace))) return [];
      const all = await records.all(namespace);
      const places = [...new Set(all.map((record) => record.namespace))];
      const seen = new Set(
        (await pooled(places, AT_ONCE, async (place) => ((await maySee(place)) ? [place] : []))).flat(),
      );
      return all.filter((record) => seen.has(record.namespace));
    },
    async read(record) {
      await assertSeen(record);
      return records.read(record);
    },
    async templates(record) {
      await assertSeen(record);
      return records.templates(record);
    },
  };
}
