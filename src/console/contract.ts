import type {Activity, Problem, RecordRow} from './activity.ts';
import type {LiveScenarioView, ScenarioRow} from './scenarios.ts';
import type {GapReason} from '../model/reasons.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Change, ForecastVerdict, Group, Method, Severity, State, Summary} from '../model/report.ts';

/**
 * What the console's server and its page say to each other; the routes are in routes.ts. Every text in here has been through
 * the redactor: the page may show all of it, and as text alone.
 */

/** The whole of what the page shows, sent anew whenever some of it changed. One server state feeds all pages. */
export interface ConsoleState {
  /** Grows with each change; also the id of the event. */
  readonly sequence: number;
  /** RFC 3339, by the server's clock: ages are counted from it. */
  readonly at: string;
  /** Our own version. */
  readonly version: string;
  /** Nothing can be written: because of --read-only, or because there is nothing to write to (a demo). */
  readonly readOnly: boolean;
  readonly connection: Connection;
  /** Absent in a demo. */
  readonly cluster?: ClusterView;
  /** The namespace that the console was started in; absent where it shows the whole cluster. */
  readonly namespace?: string;
  /** The start page. Checked when it is shown: `POST /api/open {}` and `POST /api/refresh`. */
  readonly releases: ReleasesView;
  /** Scenarios that can be opened: `POST /api/open {scenario}`. */
  readonly scenarios: readonly ScenarioRow[];
  /** The release or scenario that is open; absent on the start page. */
  readonly opened?: OpenedView;
  /** What is running, or what ran last until it is dismissed. */
  readonly activity?: Activity;
  /** Fixes and undos of this machine on this cluster, newest first. */
  readonly records: readonly RecordRow[];
  /** The prompt's state line: `workflow=helm-release-assurance state=variance-detected`. */
  readonly promptState: string;
}

export interface Connection {
  /** stale: what is shown is old. disconnected: the API server does not answer, or refuses this console. */
  readonly kind: 'live' | 'stale' | 'disconnected' | 'demo';
  /** RFC 3339; since when it is so. */
  readonly since: string;
  /** How changes are noticed; absent in a demo. */
  readonly by?: 'watch' | 'poll';
  /** Why, where it is not live. */
  readonly message?: string;
  /** It stays so until somebody acts: credentials that are not accepted, a right that is missing, a release that is not there. */
  readonly needsAction?: true;
}

export interface ClusterView {
  readonly name: string;
  readonly server: string;
}

export interface ReleasesView {
  readonly rows: readonly ReleaseRow[];
  readonly checking: boolean;
  /** RFC 3339; absent before the first check. */
  readonly checkedAt?: string;
  /** Why there is no list. */
  readonly problem?: string;
}

export interface ReleaseRow {
  readonly name: string;
  readonly namespace: string;
  readonly revision?: number;
  readonly status?: string;
  readonly deployedAt?: string;
  readonly state: State;
  /** `Variance detected: 4 in 2 of 7 objects`. */
  readonly headline: string;
  readonly summary: Summary;
  /** The severest of its drift. */
  readonly worst?: WorstView;
}

/** The one finding of a release to look at first. */
export interface WorstView {
  readonly severity: Severity;
  /** `Service port`. */
  readonly title: string;
  readonly object: string;
  /** `80 → 8080`. */
  readonly values: string;
  readonly manager?: string;
  /** RFC 3339. */
  readonly time?: string;
}

/** An open release, or a scenario of one. */
export interface OpenedView {
  /** `sandbox-nginx/test-nginx`, or `scenario:governed-drift`: for the address bar. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly revision?: number;
  readonly status?: string;
  readonly deployedAt?: string;
  readonly applyMethod?: 'ssa' | 'csa';
  /** Set where the states are a scenario's. */
  readonly scenario?: ScenarioView;
  /** Scenarios that can be played live: `POST /api/scenario`. Absent but on the sandbox, by a console that may write. */
  readonly live?: readonly LiveScenarioView[];
  /** Whether the first check is over: until then there are no states. */
  readonly ready: boolean;
  /** Why the release cannot be checked; what is shown beside it is the last that was seen. */
  readonly problem?: Problem;
  /** `helm-release-assurance`. */
  readonly workflow: string;
  /** `release-baseline.yaml`, where it comes from, and its digest. */
  readonly artifact: ArtifactView;
  /** What anybody types to get the same by hand. */
  readonly commands: CommandsView;
  /** Kinds of the baseline's objects, each with how many there are. */
  readonly kinds: readonly KindCount[];
  /** The pipeline of the state that is now. */
  readonly stages: readonly StageView[];
  /** Baseline, states that were kept, now, the way back and the next upgrade; a scenario may have more steps, and no forecast. */
  readonly timeline: readonly TimelineState[];
  /** Which of the timeline is what the cluster (or a scenario's drift) is now. */
  readonly now: number;
  /** The finding to begin with. */
  readonly focus?: string;
  /** Whether drift can be put back from here; else why not, in a sentence. */
  readonly reconcile: {readonly open: true} | {readonly open: false; readonly why: string};
}

export interface ScenarioView extends ScenarioRow {
  /** `Evidence recorded on 2026-11-20 on Kubernetes v1.37.2 with Helm 4.3.1`. */
  readonly source: string;
}

export interface ArtifactView {
  readonly file: string;
  /** `revision 3`, `charts/nginx at main (0123abcd)`. */
  readonly from: string;
  /** SHA-256, hex. */
  readonly digest: string;
}

export interface CommandsView {
  /** Writes release-baseline.yaml. */
  readonly baseline: string;
  /** Writes live-snapshot.yaml. */
  readonly live: string;
  /** The way back. */
  readonly reconcile: string;
}

export interface KindCount {
  readonly kind: string;
  readonly group: string;
  readonly count: number;
}

export interface StageView {
  readonly id: 'intent' | 'evidence' | 'variances' | 'judgement' | 'reconcile';
  readonly title: string;
  readonly count: number;
  readonly status: 'done' | 'running' | 'attention' | 'incomplete' | 'waiting' | 'gated' | 'failed';
  /** What the count counts, and what came of it: `7 objects of 7 read`. */
  readonly text: string;
  /** Time spent, where it was measured. */
  readonly ms?: number;
}

export interface TimelineState {
  readonly id: 'baseline' | 'mutation' | 'reconcile' | 'upgrade' | `mutation-${number}` | `kept-${string}`;
  /** `Baseline render`, `Live now`, `Controlled reconcile`, `Next upgrade`; a scenario's step has its own name. */
  readonly name: string;
  /** What this state is, and how real: `what the cluster holds now`, `rehearsed by the API server, not written`. */
  readonly basis: string;
  /** RFC 3339. */
  readonly takenAt: string;
  /** Active variances. */
  readonly load: number;
  readonly compliance: State;
  /** `Variance detected: 4 in 2 of 7 objects`. */
  readonly headline: string;
  readonly summary: Summary;
  /** Worst first; drift before accepted before ignored. */
  readonly findings: readonly FindingView[];
  readonly gaps: readonly GapView[];
  readonly notes: readonly string[];
  /** The approved baseline and the live evidence of this state, for `GET /api/documents/ID`. */
  readonly baselineDocument: string;
  readonly liveDocument: string;
  /** What was done to get here, a line each: `kubectl-edit patches Service/test-nginx`. */
  readonly mutations: readonly string[];
  /** What it would be is not worked out yet: what is shown is the state before. */
  readonly unrehearsed?: true;
  /** Of the next upgrade. */
  readonly upgrade?: UpgradeView;
  /** Why this state could not be worked out (a rehearsal that the server refused); what is shown is the state before. */
  readonly problem?: string;
}

/** How the next upgrade to the same chart and values ends, as helm itself rehearsed it. */
export interface UpgradeView {
  /** helm's version. */
  readonly helm: string;
  readonly succeeds: boolean;
  /** Helm's own last words, where it fails. */
  readonly message?: string;
  /** What it does to each difference of now, by the finding's id. */
  readonly fates: Readonly<Record<string, FateView>>;
}

/** What the next upgrade does to one difference. */
export interface FateView {
  readonly verdict: ForecastVerdict;
  /** `It will fail here, in conflict with kubectl-edit.` */
  readonly text: string;
}

/** One finding, redacted. The same id in every state and every run. */
export interface FindingView {
  readonly id: string;
  readonly ref: ObjectRef;
  /** `HorizontalPodAutoscaler/test-nginx`. */
  readonly object: string;
  /** `spec.minReplicas`; '' for a whole object. */
  readonly path: string;
  /** `HPA floor`; of one entry of many alike its key, `LOG_LEVEL`. */
  readonly title: string;
  readonly group: Group;
  readonly severity: Severity;
  readonly change: Change;
  readonly verdict: 'drift' | 'accepted' | 'ignored';
  /** For accepted and ignored: the reason. */
  readonly why?: {readonly code: string; readonly text: string};
  /** Values as YAML; absent where there is none. Long ones are cut: the whole is in FindingDetail. */
  readonly desired?: ValueView;
  readonly live?: ValueView;
  /** Both values on a line each, from where they differ: `…:1.29`, `…:1.29-hotfix`. */
  readonly glance: {readonly desired?: string; readonly live?: string};
  readonly meaning?: string;
  readonly impact?: string;
  readonly by: AttributionView;
  /** RFC 3339: when a check of this machine saw it first, where the last write does not tell how long it stands. */
  readonly firstSeen?: string;
  readonly method: Method;
  /** `the API server's own dry run`, and why not, where it was not. */
  readonly methodText: string;
  /** 1-based lines in the baseline's and in the state's live document, each in its default form. */
  readonly baselineLine?: number;
  readonly liveLine?: number;
  /** `nginx/templates/hpa.yaml`. */
  readonly template?: string;
}

export interface ValueView {
  readonly text: string;
  /** Characters of the whole value, where `text` was cut. */
  readonly cutFrom?: number;
}

export interface AttributionView {
  /** `By kubectl-edit (Update), exact.`; nobody known: a sentence that says so. */
  readonly text: string;
  /** The person, or the persons of whom it was one, where an audit log was given; else the manager. */
  readonly writer?: string;
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  /** RFC 3339. */
  readonly time?: string;
  readonly certainty: 'exact' | 'likely' | 'unknown';
}

export interface GapView {
  /** Absent where the gap is the whole release's. */
  readonly object?: string;
  /** The object's key in documents. */
  readonly key?: string;
  readonly reason: GapReason;
  readonly message: string;
}
