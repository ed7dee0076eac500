import type {Json, JsonObject} from './json.ts';
import type {ApplyMethod, ObjectRef} from './refs.ts';
import type {Attribution, Change, Severity} from './report.ts';

/** What a step does to its object. recreate: deletes it and makes it anew, for what the API server will not change. */
export type Action = 'patch' | 'create' | 'delete' | 'recreate';

/** One field of a step, as it is shown and written to plan files: values are redacted copies. */
export interface PlannedField {
  /** The finding's id. */
  readonly id: string;
  /** As `formatPath` writes it; '' for a whole object. */
  readonly path: string;
  readonly change: Change;
  readonly title: string;
  readonly severity: Severity;
  readonly desired?: Json;
  readonly live?: Json;
  /** Who loses the field. */
  readonly by: Attribution;
}

/** One object's part of a plan, made for the object as it stood when it was reviewed. */
export interface Step {
  readonly action: Action;
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  /** Absent where the object is to be created. */
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly fields: readonly PlannedField[];
  /** Paths that the API server changes along with those fields, by its own dry run. */
  readonly consequences: readonly string[];
  /** What it costs, and who may fight back: a line each. */
  readonly warnings: readonly string[];
  /** Why the step will not be carried out; absent where it can be. */
  readonly refused?: string;
}

export interface PlanRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly applyMethod: ApplyMethod;
}

export interface PlanCluster {
  readonly name: string;
  readonly server: string;
  /** The uid of the kube-system namespace, which is made once for a cluster; absent where it may not be read. */
  readonly uid?: string;
}

/** What a fix is going to do, to review, keep and carry out later: `docs/fix-plan.schema.json`. It holds no secret value. */
export interface Plan {
  readonly schemaVersion: '1';
  readonly kind: 'FixPlan';
  readonly release: PlanRelease;
  readonly cluster: PlanCluster;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly expires: string;
  /** SHA-256 of the manifest that the desired values are read from again, hex: it stands for those that are not shown. */
  readonly intentDigest: string;
  readonly steps: readonly Step[];
  /** What the reader should know beside the steps. */
  readonly notes: readonly string[];
  /** SHA-256 of all of the above, hex. */
  readonly digest: string;
}

/** What became of one step. */
export type Outcome = 'created' | 'patched' | 'deleted' | 'recreated' | 'unchanged' | 'skipped' | 'conflict' | 'failed';

const WRITTEN: ReadonlySet<string> = new Set(['created', 'patched', 'deleted', 'recreated'] satisfies Outcome[]);

/** Whether an outcome means that the object was written. */
export function hasWritten(outcome: Outcome): boolean {
  return WRITTEN.has(outcome);
}

export interface StepResult {
  readonly ref: ObjectRef;
  readonly outcome: Outcome;
  /** Why, where it is not plain; one line. */
  readonly message?: string;
  /** It failed, and not before something was written: the record tells what, and another fix or an undo ends it. */
  readonly halfDone?: true;
}

/** Whether a step's object is as the step was to make it. */
export function isUntroubled({outcome}: StepResult): boolean {
  return hasWritten(outcome) || outcome === 'unchanged';
}

/** What a record says that one step has done to its object. */
export interface StepOutcome {
  readonly index: number;
  /** The object before the first write; null where there was none. */
  readonly before: JsonObject | null;
  /** After the last write that was answered; null where it is gone. Undefined where nothing is known to have been written. */
  readonly after: JsonObject | null | undefined;
  /** A write that went out, and whose answer nobody took down: the digest of what the object is if it was carried out. */
  readonly open: {readonly digest: string; readonly resourceVersion: string | undefined} | undefined;
  readonly outcome: Outcome | undefined;
  readonly message: string | undefined;
}

/** One request of a step. Each is sent as a dry run first. */
export type Write =
  /** Server-side apply as Helm, forced. `absent`: only where there is no such object yet. */
  | {readonly kind: 'apply'; readonly object: JsonObject; readonly manager: string; readonly absent?: true}
  | {readonly kind: 'json-patch'; readonly operations: readonly Operation[]; readonly manager: string}
  /** Takes an entry of ours out of managedFields: a second owner would make the next upgrade fail. */
  | {readonly kind: 'drop-manager'; readonly manager: string}
  | {readonly kind: 'create'; readonly object: JsonObject; readonly manager: string}
  | {readonly kind: 'delete'};

/** RFC 6902. */
export type Operation =
  | {readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json}
  | {readonly op: 'remove'; readonly path: string};
