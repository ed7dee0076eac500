import {parseSnapshot} from '../check/evidence/snapshot.ts';
import {UserError} from '../model/errors.ts';
import {toLive} from '../model/evidence.ts';
import type {ClusterIdentity, Gap, LiveObject, OwnedObjects} from '../model/evidence.ts';
import type {JsonObject} from '../model/json.ts';
import type {Baseline, DryRunResult, EvidenceSource, OtherRevision, ReleaseRecord, Supplement} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ApplyMethod, ObjectRef, ReleaseRef} from '../model/refs.ts';
import type {SchemaTable} from '../model/schema.ts';

/** What one check asked, and was told, apart from the live objects: they lie in a file that kubectl could have written. */
export interface RecordedState {
  readonly name: string;
  readonly live: string;
  /** RFC 3339. */
  readonly takenAt: string;
  readonly release: ReleaseRef;
  readonly revision: number;
  readonly notes: readonly string[];
  readonly gaps: readonly Gap[];
  /** Objects under Helm's label that are not the release's: names and labels alone. */
  readonly owned: readonly JsonObject[];
  readonly unsearched: readonly string[];
  readonly narrowed?: readonly string[];
  readonly leftOut?: OwnedObjects['leftOut'];
  /** The helm run that had the release in hand. */
  readonly pending?: ReleaseRecord;
  /** What spoke against the release's record, and when it says that it was deployed. */
  readonly doubts?: readonly string[];
  readonly deployedAt?: string;
  /** Other revisions, newest first. */
  readonly newer?: readonly RecordedRevision[];
  readonly older?: readonly RecordedRevision[];
  /** `apps/Deployment` → whether it lives in namespaces. */
  readonly scopes: Readonly<Record<string, boolean>>;
  readonly dryRuns: Readonly<Record<string, DryRunResult>>;
  /** By namespace; '' for none. */
  readonly autoscalers: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface RecordedRevision {
  readonly revision: number;
  readonly status: string;
  /** Absent where nobody asked for it, null where it could not be read. */
  readonly manifest?: string | null;
}

/** What replacing an object, or making it anew, came to stands beside the dry run of it, under a key of its own. */
export function replacedKey(ref: ObjectRef): string {
  return `replaced ${refKey(ref)}`;
}

export function madeKey(ref: ObjectRef): string {
  return `made ${refKey(ref)}`;
}

/** What several states of one release share. */
export interface SharedAnswers {
  readonly cluster: ClusterIdentity;
  readonly applyMethod: ApplyMethod;
  readonly supplements: readonly Supplement[];
  readonly schemas?: SchemaTable;
}

/** The evidence of one state as the check met it, answered from the recording; `live` is a snapshot's text, or its objects. */
export function replayed(
  {applyMethod, supplements, cluster, schemas}: SharedAnswers,
  state: RecordedState,
  live: string | readonly LiveObject[],
  intent: string,
): {readonly baseline: Baseline; readonly source: EvidenceSource} {
  const snapshot = typeof live === 'string' ? parseSnapshot(live, state.live) : live;
  const {name, namespace} = state.release;
  const {notes, unsearched, narrowed, leftOut, pending, doubts, deployedAt, newer, older} = state;
  const baseline: Baseline = {
    release: state.release,
    from: {kind: 'release', revision: state.revision},
    text: intent,
    name: `manifest of ${name}, revision ${state.revision}`,
    notes,
    applyMethod: async () => applyMethod,
    supplements: async () => supplements,
    ...(newer === undefined ? {} : {newer: newer.map(toldAgain)}),
    ...(older === undefined ? {} : {older: older.map(toldAgain)}),
    ...(pending === undefined ? {} : {pending}),
    ...(doubts === undefined && deployedAt === undefined
      ? {}
      : {record: async () => ({doubts: doubts ?? [], ...(deployedAt === undefined ? {} : {deployedAt})})}),
  };
  const owned: OwnedObjects = {
    objects: [...snapshot, ...state.owned.map(toLive)],
    unsearched,
    ...(narrowed === undefined ? {} : {narrowed}),
    ...(leftOut === undefined ? {} : {leftOut}),
  };
  const unheard = {unasked: `the recording of ${namespace} holds no answer`};
  const source: EvidenceSource = {
    from: {kind: 'cluster', cluster},
    scopeOf: async () => (group, kind) => state.scopes[`${group}/${kind}`],
    read: async () => ({objects: snapshot, gaps: state.gaps}),
    owned: async () => owned,
    ...(schemas === undefined ? {} : {schemas: async () => schemas}),
    queries: async () => ({
      reread: async ({ref}) => ({live: snapshot.find((object) => refKey(object.ref) === refKey(ref))}),
      dryRun: async ({ref}) => state.dryRuns[refKey(ref)] ?? unheard,
      replaced: async ({ref}) => state.dryRuns[replacedKey(ref)] ?? unheard,
      made: async ({ref}) => state.dryRuns[madeKey(ref)] ?? unheard,
      autoscalers: async (where) => ({objects: (state.autoscalers[where ?? ''] ?? []).map(toLive)}),
    }),
  };
  return {baseline, source};
}

function toldAgain({revision, status, manifest}: RecordedRevision): OtherRevision {
  return {
    revision,
    status,
    async manifest() {
      if (typeof manifest === 'string') return manifest;
      throw new UserError(manifest === null ? 'it could not be read then either' : 'it was not kept');
    },
  };
}
