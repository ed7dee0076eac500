import type {Gap, Evidence} from './evidence.ts';
import type {IntentSource} from './intent.ts';
import type {Json} from './json.ts';
import type {Path} from './path.ts';
import type {Reason} from './reasons.ts';
import {refKey} from './refs.ts';
import type {ObjectRef, ReleaseRef} from './refs.ts';

/** changed, removed: a declared field differs or is gone. added: a field the intent does not declare. missing, extra: whole objects. */
export type Change = 'changed' | 'removed' | 'added' | 'missing' | 'extra';

/** How a variance was established: by comparing structures, by the server's own dry run, or from managedFields. */
export type Method = 'structure' | 'dry-run' | 'managed-fields';

/** Which manager wrote a value: a manager is a tool, and who used it only an audit log tells. */
export interface Attribution {
  /** Absent where nothing tells. The API server's own `ancient-changes` stands for several whose names it dropped. */
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  /** RFC 3339; the write is not later than this, because an entry's time moves with its manager's last write. */
  readonly time?: string;
  /** exact: this manager owns that very path. likely: the newest foreign write after Helm's last. unknown: the API server keeps no trace. */
  readonly certainty: 'exact' | 'likely' | 'unknown';
  /** Helm's own doing in a revision that failed or is not through. */
  readonly revision?: number;
  readonly status?: string;
  /** Absent where no audit log was given. */
  readonly person?: Persons;
}

/** Somebody who wrote to the cluster, as its audit log names them. Personal data. */
export interface Person {
  /** Whose rights counted: of a request by impersonation, the name that was taken on. */
  readonly name: string;
  /** Who was logged in, where that is somebody else. */
  readonly impersonatedBy?: string;
  readonly groups?: readonly string[];
  readonly sourceIP?: string;
  readonly userAgent?: string;
  /** RFC 3339, to the microsecond: when the request was answered. */
  readonly at: string;
  readonly verb: string;
  readonly auditID?: string;
}

/** Who made a difference what it is. */
export interface Persons {
  /** exact: one. one-of: nobody can tell which of several. unknown: none, and `why`. */
  readonly certainty: 'exact' | 'one-of' | 'unknown';
  /** Oldest first; empty where nobody is known. */
  readonly candidates: readonly Person[];
  /** One line, where it is not plain. */
  readonly why?: string;
}

/** auto: what looks different is confirmed by the server where that is allowed. server: all is. client: nothing is. */
export type Fidelity = 'auto' | 'server' | 'client';

export interface Variance {
  readonly ref: ObjectRef;
  /** Empty for missing and extra objects. */
  readonly path: Path;
  readonly change: Change;
  readonly desired?: Json;
  readonly live?: Json;
  readonly by?: Attribution;
  /** The value stands as Helm's own manager wrote it, and nobody wrote after that. */
  readonly byHelm?: true;
  readonly method: Method;
  /** Why the server did not confirm it, or what it said instead: one line. */
  readonly methodNote?: string;
  /** The server sees no difference here: judged as ignored for this reason. */
  readonly dismissed?: Reason;
  /** An undeclared value of which the books do not tell who put it there: the API server may do so by itself. */
  readonly open?: true;
}

/** Equal for the same place of the same object, and for no other: the ids of findings are short. */
export function placeKey({ref, path, change}: Pick<Variance, 'ref' | 'path' | 'change'>): string {
  return `${refKey(ref)} ${path.length === 0 ? change : JSON.stringify(path)}`;
}

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly Severity[];

export type Group =
  | 'autoscaling'
  | 'traffic'
  | 'availability'
  | 'security'
  | 'workload'
  | 'config'
  | 'storage'
  | 'metadata';

/** A path with a name: what it is called, and what its drift means. */
export interface ControlPath {
  readonly title: string;
  readonly group: Group;
  /** One sentence on what the path is for; absent where the catalogue has nothing to say, as is the next. */
  readonly meaning?: string;
  /** One sentence on what this drift does, with the values filled in. */
  readonly impact?: string;
}

/** What the next upgrade does to a difference. unforeseen: what it hangs on comes with the same upgrade. */
export const FORECASTS = ['restored', 'kept', 'overwritten', 'conflict', 'refused', 'unforeseen'] as const;
export type ForecastVerdict = (typeof FORECASTS)[number];

export interface FindingForecast {
  readonly verdict: ForecastVerdict;
  /** Of `overwritten`: the new value; absent where the whole object goes. */
  readonly becomes?: Json;
  /** Of `conflict`: whose field it is. */
  readonly manager?: string;
  /** One line, where the verdict alone does not say it. */
  readonly message?: string;
}

/** What the next upgrade will be like, as the user's own helm and the API server's dry runs say. */
export interface Forecast {
  /** `4.3.1`. */
  readonly helm: string;
  /** What it was made for: the chart that was named, or the same again. */
  readonly chart: string;
  readonly succeeds: boolean;
  /** Helm's own last words, where it does not. */
  readonly message?: string;
  readonly counts: Readonly<Record<ForecastVerdict, number>>;
  /** What stops it and is no difference of this report: one line each. */
  readonly beside: readonly string[];
}

export interface Finding extends Omit<Variance, 'by' | 'dismissed' | 'byHelm' | 'open'> {
  readonly by: Attribution;
  /** A short hash of release, object and path: the same in every run. */
  readonly id: string;
  /** RFC 3339: when a check of this machine saw it first; absent where no ledger tells. */
  readonly firstSeen?: string;
  readonly verdict: 'drift' | 'accepted' | 'ignored';
  readonly severity: Severity;
  readonly controlPath: ControlPath;
  /** For `ignored` and `accepted`: the reason code and its sentence. */
  readonly why?: Reason;
  /** Where the baseline declares the object. */
  readonly origin?: {readonly line: number; readonly template?: string};
  /** With --forecast. */
  readonly forecast?: FindingForecast;
}

export interface Summary {
  readonly objects: number;
  readonly compared: number;
  readonly drift: number;
  readonly accepted: number;
  readonly ignored: number;
  readonly gaps: number;
}

/** The outcome of one release's check; every output format is made from it. */
export interface DriftReport {
  readonly schemaVersion: '1';
  readonly release: ReleaseRef;
  readonly from: IntentSource;
  readonly evidence: Evidence['from'];
  readonly takenAt: string;
  /** RFC 3339: the time that was asked for, of a state that was kept; `takenAt` is when it was seen. Absent for now. */
  readonly asOf?: string;
  /** The file that the rules were read from; absent where there is none. */
  readonly rules?: string;
  /** What must be known beside the findings: a newer failed revision, for example. */
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly summary: Summary;
  /** With --forecast. */
  readonly forecast?: Forecast;
}

/** in-contract: nothing drifted and all was seen. incomplete: nothing drifted, but some could not be seen. */
export type State = 'in-contract' | 'variance-detected' | 'incomplete';

export function stateOf(report: DriftReport): State {
  if (report.summary.drift > 0) return 'variance-detected';
  return report.gaps.length > 0 ? 'incomplete' : 'in-contract';
}

/** Counts a report's findings by verdict. `objects` and `compared` count what the intent declares. */
export function summarize(
  findings: readonly Finding[],
  {objects, compared, gaps}: Pick<Summary, 'objects' | 'compared' | 'gaps'>,
): Summary {
  const count = (verdict: Finding['verdict']): number => findings.filter((one) => one.verdict === verdict).length;
  return {objects, compared, drift: count('drift'), accepted: count('accepted'), ignored: count('ignored'), gaps};
}
