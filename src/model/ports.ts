import type {ClusterIdentity, Evidence, LiveObject, LiveState, OwnedObjects, SearchFor} from './evidence.ts';
import type {Write} from './fix.ts';
import type {IntentObject, IntentSource} from './intent.ts';
import type {JsonObject} from './json.ts';
import type {GapReason} from './reasons.ts';
import type {ApplyMethod, ReleaseRef} from './refs.ts';
import type {SchemaTable} from './schema.ts';

/** One kind that the API server serves, at one version. */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The plural in URLs: `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What the API server serves; made of two discovery requests. */
export interface ApiResources {
  /** The resource at the version the intent asks for, else at the server's preferred one; undefined where the kind is not served. */
  find(group: string, kind: string, version?: string): ApiResource | undefined;
  /** Every kind once, at the server's preferred version. */
  readonly preferred: readonly ApiResource[];
  /** `v1`, `apps/v1`, `apps/v1/Deployment` …: what `helm template --api-versions` takes. */
  readonly apiVersions: readonly string[];
  /** Groups whose discovery failed (an aggregated API server that is down): their kinds are unknown, not absent. */
  readonly stale: readonly string[];
}

export interface ReadFailure {
  readonly reason: GapReason;
  readonly message: string;
}

export type GetResult = {readonly object: JsonObject} | {readonly absent: true} | {readonly failure: ReadFailure};
export type ListResult = {readonly objects: readonly JsonObject[]} | {readonly failure: ReadFailure};
/** `isLast`: no page follows. */
export type ListPage = ListResult & {readonly isLast?: boolean};

export interface ListOptions {
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
  /** Names, labels, annotations and managedFields, and nothing of what the objects hold. */
  readonly metadataOnly?: boolean;
  /** As the API server's cache has it, which may be a moment behind: it answers from memory then. */
  readonly fromCache?: boolean;
  readonly pageSize?: number;
}

/** Reads a cluster, and can do nothing else. Failures of one object are data; a cluster that cannot be reached at all throws UserError. */
export interface ClusterReader {
  readonly identity: ClusterIdentity;
  /** The server's version, as `v1.37.2`. */
  version(): Promise<string>;
  /** An answer not older than `maxAgeMs`, a minute where nobody says; 0 asks anew, where a definition may have come since. */
  discover(maxAgeMs?: number): Promise<ApiResources>;
  get(resource: ApiResource, namespace: string | undefined, name: string): Promise<GetResult>;
  /** Every page. A namespace of undefined lists the whole cluster. */
  list(resource: ApiResource, namespace: string | undefined, options?: ListOptions): Promise<ListResult>;
  /** The same page by page, in the order of namespaces and names, each asked for when it is wanted; a failure is the last. */
  pages(resource: ApiResource, namespace: string | undefined, options?: ListOptions): AsyncIterable<ListPage>;
}

/** What the API server says it would make of a write. */
export type DryRunResult =
  | {readonly object: JsonObject}
  /** The server would not take it: what is live stands in its way, or the intent is not valid there any more. Its own words. */
  | {readonly refused: string}
  /** Nobody could ask: no right to patch, a webhook that takes no dry runs, no answer. */
  | {readonly unasked: string};

/** What a dry run is tried on, and how much it is wanted. */
export interface DryRunOccasion {
  /** The object as it was read before: the server tries the write on this state of it, or says that it has moved on. */
  readonly live: JsonObject;
  /** Whether somebody asked for the server's word: then servers are asked too that may not keep to dry runs. */
  readonly isInsisted: boolean;
}

type DryRun = (
  resource: ApiResource,
  namespace: string | undefined,
  object: JsonObject,
  occasion: DryRunOccasion,
) => Promise<DryRunResult>;

/** Asks what a write would make of a live object, by dry runs: there is no other method to call. Throws PersistedDryRunError where a server has written it all the same; nothing is asked afterwards. */
export interface DryRunner {
  /** Server-side apply as Helm's own manager, forced. */
  readonly apply: DryRun;
  /** Replaces the whole object: what nobody declares is gone, but for what the server fills in. */
  readonly replace: DryRun;
  /** Makes the object once more, under a name of its own. */
  readonly create: DryRun;
  /** The patch that Helm's client side sends: strategic for kinds that the server has Go types of, else a JSON merge. */
  merge(
    resource: ApiResource,
    namespace: string | undefined,
    object: JsonObject,
    kind: 'strategic' | 'merge',
    occasion: DryRunOccasion,
  ): Promise<DryRunResult>;
}

/** One revision of one release, as its record's labels say. */
export interface ReleaseRecord {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  /** deployed, failed, superseded, uninstalled, uninstalling, pending-install, pending-upgrade, pending-rollback. */
  readonly status: string;
  /** RFC 3339: when the record was made, which is when its helm run began; undefined where nothing says so. */
  readonly modifiedAt?: string;
  /** RFC 3339, by the API server's clock: when helm last wrote the record. Objects it wrote in that run are not younger. */
  readonly writtenAt?: string;
  /** Those of `helm install --labels`; absent where there are none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What the record's own metadata says against it: one line each. */
  readonly doubts?: readonly string[];
}

/** What a record's content says of itself, whatever its labels say. */
export interface RecordedSelf {
  readonly name?: string;
  readonly namespace?: string;
  readonly revision?: number;
  readonly status?: string;
  /** RFC 3339. */
  readonly deployedAt?: string;
}

/** A file of a chart, by its path in the chart: `templates/hpa.yaml`. */
export interface ChartFile {
  readonly name: string;
  readonly text: string;
}

/** A revision as Helm stored it. */
export interface StoredRelease {
  readonly manifest: string;
  /** Absent where only helm can read the storage. */
  readonly self?: RecordedSelf;
  readonly applyMethod: ApplyMethod;
  readonly hooks: readonly StoredHook[];
  /** The chart's crds/ files: Helm installs them once and keeps them out of the manifest. Those of subcharts are not stored. */
  readonly crds: readonly ChartFile[];
  /** Why there may be more of them than the record gives. */
  readonly moreCrds?: string;
}

/** Which events a hook belongs to, and when it is deleted, its annotations say. */
export interface StoredHook {
  readonly template: string;
  readonly manifest: string;
  /** Whether it ran in this very revision; undefined where the record's reader cannot tell. */
  readonly ran?: boolean;
}

export interface ReleaseRecords {
  /** Where they lie, in words. */
  readonly storedIn?: string;
  /** Every revision of one release; where they may not be listed, the one that is asked for. `isToRead`: the deployed one's content comes along. */
  history(namespace: string, name: string, revision?: number, isToRead?: boolean): Promise<readonly ReleaseRecord[]>;
  /** Every revision of every release; a namespace of undefined means the whole cluster. */
  all(namespace: string | undefined): Promise<readonly ReleaseRecord[]>;
  /** What one record holds. */
  read(record: ReleaseRecord): Promise<StoredRelease>;
  /** Reads many deployed records of a namespace, or of the cluster, that are asked for about in their order; absent where each is read alone. */
  readAhead?(namespace: string | undefined): (record: ReleaseRecord) => Promise<StoredRelease>;
  /** The chart's own templates, as they were rendered; those of subcharts are not stored. Empty where the storage cannot tell. */
  templates(record: ReleaseRecord): Promise<readonly ChartFile[]>;
}

/** What the API server made of a write, or of the dry run of one. */
export type WriteAnswer =
  | {readonly object: JsonObject}
  | {readonly deleted: true}
  /** The object is not the one that the write was made for any more. Its own words. */
  | {readonly conflict: string}
  /** The server would not take it. `immutable`: because of a field that it never changes. */
  | {readonly refused: string; readonly immutable: boolean}
  /** The caller may not do it. */
  | {readonly forbidden: string}
  /** No answer came: it may have been carried out or not. */
  | {readonly lost: string};

/** Writes to a cluster. Handed to fix/apply alone; `rehearse` is the same request as a dry run. */
export interface ClusterWriter {
  /** `at` is the object that the write was made for: its uid and resourceVersion go along as preconditions. Absent to create. */
  write(resource: ApiResource, place: WritePlace, write: Write, at: JsonObject | undefined): Promise<WriteAnswer>;
  rehearse(resource: ApiResource, place: WritePlace, write: Write, at: JsonObject | undefined): Promise<WriteAnswer>;
}

export interface WritePlace {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** A kind, whatever its version; the group is '' for the core group. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
}

/** Whether a kind's objects live in namespaces; undefined where nobody knows. */
export type ScopeOf = (group: string, kind: string) => boolean | undefined;

/** A text that a release brings beside its manifest: a hook, or a file of the chart's crds/. */
export interface Supplement {
  readonly part: 'hook' | 'crd';
  readonly text: string;
  /** The template or file it comes from; '' where that is not known. */
  readonly template: string;
  /** Whether the hook ran in this revision; undefined where nobody knows. */
  readonly ran?: boolean;
}

/** Another revision of the same release, read only when it is needed. */
export interface OtherRevision {
  readonly revision: number;
  readonly status: string;
  readonly manifest: () => Promise<string>;
}

/** A baseline's text as some source gave it, not parsed yet. */
export interface Baseline {
  readonly release: ReleaseRef;
  readonly from: IntentSource;
  readonly text: string;
  /** What messages about its lines call it: a file's name, `manifest of shop, revision 3`. */
  readonly name: string;
  /** What the reader of the report must know about this choice of baseline. */
  readonly notes: readonly string[];
  /** How Helm would write it; asked for only when something looks different. */
  readonly applyMethod: () => Promise<ApplyMethod>;
  /** Failed and pending revisions after it, newest first: what they wrote is there and was never approved. */
  readonly newer?: readonly OtherRevision[];
  /** Revisions before it, newest first. */
  readonly older?: readonly OtherRevision[];
  /** What the release's record says of itself, and what speaks against it; absent where the baseline is none. */
  readonly record?: () => Promise<{readonly deployedAt?: string; readonly doubts: readonly string[]}>;
  /** What the release brings beside its manifest; absent for a file, which is what it is. */
  readonly supplements?: () => Promise<readonly Supplement[]>;
  /** Why the chart may have more crds/ than `supplements` gives. */
  readonly moreCrds?: () => Promise<string | undefined>;
  /** The helm run that has the release in hand, or died there. */
  readonly pending?: ReleaseRecord;
}

/** What a live cluster can be asked beyond the first reading. */
export interface ClusterQueries {
  /** The object as it is now. */
  reread(intent: IntentObject): Promise<{readonly live: LiveObject | undefined} | {readonly failure: ReadFailure}>;
  /** What the server would make of writing the intent once more, in the release's own way. */
  dryRun(intent: IntentObject, occasion: DryRunOccasion): Promise<DryRunResult>;
  /** What the object would be, were it replaced by what the release declares: with the server's and its webhooks' own doing. */
  replaced(intent: IntentObject, occasion: DryRunOccasion): Promise<DryRunResult>;
  /** The same, were it made anew, under a name of its own: some webhooks act on creations alone. */
  made(intent: IntentObject, occasion: DryRunOccasion): Promise<DryRunResult>;
  /** The autoscalers of a namespace, whoever brought them. */
  autoscalers(
    namespace: string | undefined,
  ): Promise<{readonly objects: readonly LiveObject[]; readonly failure?: ReadFailure}>;
}

/** Where live objects come from: a cluster, or a snapshot of one. */
export interface EvidenceSource {
  readonly from: Evidence['from'];
  /** `kinds` are those that the intent names, so that a source can ask anew about one that it does not know. */
  scopeOf(kinds: readonly Kind[]): Promise<ScopeOf>;
  read(intent: readonly IntentObject[]): Promise<LiveState>;
  /**
   * Objects under Helm's ownership metadata in a namespace, this release's among them. A search is under way once it was asked for.
   */
  owned(namespace: string, about?: SearchFor): Promise<OwnedObjects>;
  /** Nothing else is waited for any more: a search that goes on for long is ended, and says what it has not seen. Gives what calls this off. */
  hurry?(): () => void;
  /** No release of a namespace before this one is checked any more; absent where nothing is kept. */
  passed?(namespace: string): void;
  /** The schemas of kinds that are not built in; absent where nobody can be asked. */
  schemas?(intent: readonly IntentObject[]): Promise<SchemaTable>;
  /** What else the cluster can be asked about a release's objects; absent for a snapshot. */
  queries?(release: ReleaseRef, applyMethod: () => Promise<ApplyMethod>): Promise<ClusterQueries>;
}
