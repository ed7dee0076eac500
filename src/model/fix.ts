import {inertName} from './inert.ts';
import type {Json, JsonObject} from './json.ts';
import {refLabel} from './refs.ts';
import type {ApplyMethod, ObjectRef} from './refs.ts';
import type {Attribution, Change, Severity} from './report.ts';

/** What a step does to its object. recreate: deletes it and makes it anew, for what the API server will not change. */
export type Action = 'patch' | 'create' | 'delete' | 'recreate';

/** One field of a step, as it is shown and written to plan files: values are redacted copies. */
export interface PlannedField {
  /** The finding's whole id: all 64 hex digits, of which people see the first seven. */
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
  /** What the drift that an undo brings back does; one sentence. */
  readonly impact?: string;
}

/** One object's part of a plan, made for the object as it stood when it was reviewed. */
export interface Step {
  readonly action: Action;
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  /** Absent where the object is to be created. */
  readonly uid?: string;
  readonly resourceVersion?: string;
  /** A keyed digest of what the object holds, where a step deletes it: what was reviewed, and nothing else, may go. */
  readonly content?: string;
  readonly fields: readonly PlannedField[];
  /** Paths, declared and as declared, that an interrupted fix left under its own name: Helm becomes their owner. */
  readonly handsOver?: readonly string[];
  /** Who has the object by Helm's own marks, where the step takes it back: `release b in shop`. */
  readonly takesFrom?: string;
  /** Paths that the API server changes along with those fields, by its own dry run. */
  readonly consequences: readonly string[];
  /** What it costs, and who may fight back: a line each. */
  readonly warnings: readonly string[];
  /** Why the step will not be carried out; absent where it can be. */
  readonly refused?: string;
  /** Refused for a field that the API server never changes: deleted and made anew, the object could have it. */
  readonly recreatable?: true;
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
  /** Of version 1, whose ids are short, are only plans in old records. */
  readonly schemaVersion: '1' | '2';
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
  /** HMAC-SHA-256 of all of the above, hex. Its key is what the release declares: who cannot read that cannot sign. */
  readonly digest: string;
}

/** Whether a text is the ID of a record; those of older versions tell the time to the second alone. */
export function isRecordId(text: string): boolean {
  return /^\d{8}-\d{6}(?:\d{3})?-/.test(text);
}

/** Who started a run: as the machine knows them, and as the cluster does. */
export interface Author {
  /** The OS user and the host, each as the machine tells it. */
  readonly user: string;
  readonly host: string;
  /** By a SelfSubjectReview; absent where the cluster does not tell. */
  readonly clusterUser?: string;
}

/** `alice on build-7, as system:admin in the cluster`. */
export function authorText({user, host, clusterUser}: Author): string {
  const machine = `${inertName(user)} on ${inertName(host)}`;
  return clusterUser === undefined ? machine : `${machine}, as ${inertName(clusterUser)} in the cluster`;
}

/** What a run wrote, for the cluster itself to remember: a runner's disk is not the only witness then. It holds no value. */
export interface Told {
  readonly of: 'fix' | 'undo';
  readonly release: PlanRelease;
  readonly record: string;
  /** SHA-256 of the record's file, hex. */
  readonly digest: string;
  readonly objects: readonly ToldObject[];
  /** Written ones beside those. */
  readonly more: number;
}

export interface ToldObject {
  readonly ref: ObjectRef;
  readonly apiVersion: string;
  readonly uid?: string;
  /** `patched: spec.ports[0].port and 2 more`. */
  readonly what: string;
}

/** What became of one step. altered: written, and the API server made something else of it than its dry run had said. */
export type Outcome =
  | 'created'
  | 'patched'
  | 'deleted'
  | 'recreated'
  | 'unchanged'
  | 'altered'
  | 'skipped'
  | 'conflict'
  | 'failed';

const DONE: ReadonlySet<string> = new Set(['created', 'patched', 'deleted', 'recreated'] satisfies Outcome[]);

/** Whether an outcome means that the object was written. */
export function hasWritten(outcome: Outcome): boolean {
  return outcome === 'altered' || DONE.has(outcome);
}

export interface StepResult {
  readonly ref: ObjectRef;
  readonly outcome: Outcome;
  /** Why, where it is not plain; one line. */
  readonly message?: string;
  /** It failed, and not before something was written: the record tells what, and another fix or an undo ends it. */
  readonly halfDone?: true;
}

/** Whether a step wrote anything, also where it failed afterwards. */
export function hasTouched({outcome, halfDone}: Pick<StepResult, 'outcome' | 'halfDone'>): boolean {
  return hasWritten(outcome) || halfDone === true;
}

/** Whether a step's object is as the step was to make it. */
export function isUntroubled({outcome}: Pick<StepResult, 'outcome'>): boolean {
  return DONE.has(outcome) || outcome === 'unchanged';
}

/** The objects that the API server made something else of than its dry run had shown, a line each. */
export function alterations(results: readonly StepResult[]): string[] {
  return results.flatMap(({ref, outcome, message = ''}) =>
    outcome === 'altered' ? [`${refLabel(ref)}: ${message}`] : [],
  );
}

/** What a record says that one step has done to its object. */
export interface StepOutcome {
  readonly index: number;
  /** The object before the first write; null where there was none. */
  readonly before: JsonObject | null;
  /** After the last write that was answered; null where it is gone. Undefined where nothing is known to have been written. */
  readonly after: JsonObject | null | undefined;
  /** A write that went out, and whose answer nobody took down. */
  readonly open: OpenWrite | undefined;
  /** The name of ours that a patch went out under, to be handed over to Helm; undefined where none did. */
  readonly ownManager?: string | undefined;
  readonly outcome: Outcome | undefined;
  readonly message: string | undefined;
}

/** A patch of a fix that went out under a name of ours and was not handed over to Helm, as a record of this machine proves it. */
export interface UnfinishedPatch {
  /** `refKey` of the object. */
  readonly key: string;
  readonly uid: string;
  /** The name that the patch was written under. */
  readonly manager: string;
}

/** What an object is if a write without an answer was carried out. */
export interface OpenWrite {
  /** Of its content; '' where it is gone. */
  readonly digest: string;
  readonly resourceVersion: string | undefined;
  /** As the dry run showed it; absent in records of older versions. */
  readonly expected?: JsonObject;
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
