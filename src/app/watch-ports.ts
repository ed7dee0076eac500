import type {Inspection} from '../check/check.ts';
import {ownCacheFolder} from '../disk/cache-folder.ts';
import type {LiveObject} from '../model/evidence.ts';
import type {IntentObject} from '../model/intent.ts';
import type {JsonObject} from '../model/json.ts';
import type {EvidenceSource, ReleaseRecord, ReleaseRecords, StoredRelease} from '../model/ports.ts';
import type {DriftReport} from '../model/report.ts';
import type {WatchCollection} from '../model/watch.ts';
import type {Scope} from '../watch/collections.ts';
import type {Checked, EnginePorts, ReleaseView} from '../watch/run.ts';
import {keptObjects} from '../watch/kept-objects.ts';
import type {KeptObjects} from '../watch/kept-objects.ts';
import {watchedSource} from '../watch/source.ts';
import {byRelease, checkHistory} from './check-many.ts';
import type {Cluster} from './cluster.ts';
import {clusterEvidence} from './evidence.ts';
import {noRelease} from './no-release.ts';
import {realClock} from './real-clock.ts';
import type {Runtime} from './runtime.ts';
import {assertThere} from './session.ts';
import type {Session} from './session.ts';
import {declaredOnly, heldRecords, heldWatch, insistingWatch} from './watch-shard.ts';

/** Bytes of objects and of records that are kept as they were read last: of some twenty thousand. */
const KEPT_BYTES = 40 * 1024 * 1024;
/** Objects of each kind that are read ahead in the first pass. */
const PAGE = 100;

type Options = Awaited<ReturnType<Session['options']>>;

/** What a watch leaves to others. */
export interface Narrowing {
  /** Of the releases those of such namespaces alone: what others hold is not kept here either. */
  readonly holds?: (namespace: string) => boolean;
  /** What beside its own kinds could not be searched is no gap of a release. */
  readonly searchesDeclared?: boolean;
}

/** What the ports of an engine are made of. */
export interface Parts {
  readonly cluster: Cluster;
  readonly scope: Scope;
  readonly watch: WatchCollection;
  readonly request: Narrowing;
  readonly listener: {readonly onNote: (text: string) => void};
  readonly onChecked: (
    report: DriftReport,
    history: readonly ReleaseRecord[],
    live: readonly LiveObject[] | undefined,
  ) => void;
  readonly fail: (error: unknown) => void;
}

/** The cluster, as an engine asks it. */
export function portsOf(
  session: Session,
  runtime: Runtime,
  {cluster, scope, watch, request, listener, onChecked, fail}: Parts,
): EnginePorts {
  const {holds, searchesDeclared} = request;
  const {reader, records} = cluster;
  const {redactor} = session;
  const {now, env} = runtime;
  const evidence = {cache: ownCacheFolder(env), now};
  const kept = keptObjects(KEPT_BYTES);
  let base: EvidenceSource | undefined;
  // One LIST a kind serves the first check of all releases, by its pages.
  let first: EvidenceSource | undefined;
  let ahead: ReleaseRecords['read'] | undefined;
  const isMany = scope.release === undefined;
  // The engine asks every few seconds whether the rules are what they were: no check looks for their file once more.
  let known: Options | undefined;
  const options = async (): Promise<Options> => (known ??= await session.options());
  const sourceFor = (view: ReleaseView, isFirst: boolean): EvidenceSource => {
    if (isFirst && isMany)
      first ??= clusterEvidence(cluster, {...evidence, many: {namespace: scope.namespace, pageSize: PAGE}});
    base ??= clusterEvidence(cluster, evidence);
    const pages = isFirst ? first : undefined;
    const whole = pages === undefined ? base : {...base, read: (intent: readonly IntentObject[]) => pages.read(intent)};
    const beside: EvidenceSource['owned'] = (...asked) => clusterEvidence(cluster, evidence).owned(...asked);
    const source = watchedSource(view, {base: whole, beside, reader, kept, namespace: scope.namespace});
    return searchesDeclared === true ? declaredOnly(source, view) : source;
  };
  const check = async (history: readonly ReleaseRecord[], view: ReleaseView, isFirst: boolean): Promise<Checked> => {
    let declared: Checked['declared'];
    let seen: readonly LiveObject[] | undefined;
    const onInspected = ({intent, live}: Inspection): void => {
      declared = intent.objects.map(({ref}) => ref);
      seen = live;
    };
    // Which rules nothing uses no single release can tell.
    const own = {...(await options()), ledger: {used: new Set<never>(), unused: new Set<never>()}};
    const read = keepingRecords(kept, (isFirst ? ahead : undefined) ?? ((record) => records.read(record)));
    const source = sourceFor(view, isFirst);
    const report = await checkHistory(history, {records, source, redactor, options: own, now, read, onInspected});
    onChecked(report, history, seen);
    return {report, declared};
  };
  return {
    watch:
      holds === undefined
        ? watch
        : insistingWatch(heldWatch(watch, holds), {
            now: () => performance.now(),
            onNote: (text) => listener.onNote(text),
            onRefused: fail,
          }),
    check,
    discover: () => reader.discover(0),
    async histories() {
      const found = byRelease(await recordsOf(cluster, scope));
      const all = holds === undefined ? found : heldRecords(found, holds);
      if (all.length === 0 && scope.release !== undefined)
        throw await noRelease(records, {name: scope.release, namespace: scope.namespace ?? ''});
      if (found.length === 0 && scope.namespace !== undefined && holds === undefined)
        await assertThere(cluster, scope.namespace);
      if (isMany) ahead = records.readAhead?.(scope.namespace);
      return all;
    },
    history: (namespace, name) => records.history(namespace, name, undefined, true),
    passed(namespace) {
      if (namespace !== undefined) return first?.passed?.(namespace);
      [first, ahead] = [undefined, undefined];
    },
    renewed: () => (base = undefined),
    async rules() {
      // What cannot be read now is told by the next check.
      known = undefined;
      return (await options()).config;
    },
    clock: realClock(),
  };
}

/** What a record holds is read once, for as long as nobody writes it. */
function keepingRecords(kept: KeptObjects, read: ReleaseRecords['read']): ReleaseRecords['read'] {
  return async (record) => {
    const {namespace, name, revision, status, writtenAt = ''} = record;
    const [key, version] = [`record ${namespace}/${name} ${revision}`, `${status} ${writtenAt}`];
    const known = kept.at(key, version);
    if (known !== undefined) return known as unknown as StoredRelease;
    const stored = await read(record);
    kept.keep(key, version, stored as unknown as JsonObject);
    return stored;
  };
}

function recordsOf({records}: Cluster, {namespace, release}: Scope): Promise<readonly ReleaseRecord[]> {
  return release === undefined ? records.all(namespace) : records.history(namespace ?? '', release, undefined, true);
}
