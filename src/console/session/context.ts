import type {Runtime} from '../../app/runtime.ts';
import type {EarlierState} from '../../app/remembered.ts';
import type {Session} from '../../app/session.ts';
import type {PreparedUndo} from '../../app/undo.ts';
import type {Inspection} from '../../check/check.ts';
import type {FixPorts} from '../../fix/fix.ts';
import type {Followed, FollowMode} from '../../kube/follow.ts';
import type {ClusterIdentity} from '../../model/evidence.ts';
import type {Baseline} from '../../model/ports.ts';
import type {DriftReport} from '../../model/report.ts';
import type {PlanCluster, PlanRelease, StepResult} from '../../model/fix.ts';
import type {Scenario} from '../../model/scenario.ts';
import type {Recorder} from '../../recording/recorder.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {Problem} from '../activity.ts';
import type {OpenedView} from '../contract.ts';
import type {DocumentStore} from '../views/document.ts';
import type {Inspected} from '../views/timeline.ts';
import {RefusedError} from './refusal.ts';
import type {Store} from './store.ts';

/** A release, by its name and where it is. */
export interface ReleasePlace {
  readonly name: string;
  readonly namespace: string;
}

export type OnResult = (result: StepResult, step: number) => void;

/** Who is told of changes. */
export interface FollowListener {
  readonly onChange: () => void;
  readonly onMode: (mode: FollowMode) => void;
}

/** The console's one cluster, for its whole life: one session, and one connection for all watches. */
export interface ClusterAccess {
  readonly session: Session;
  /** Throws UserError where the kubeconfig cannot be understood. */
  identity(): Promise<ClusterIdentity>;
  /** One request. Throws UserError where nothing answers, or the credentials are not accepted. */
  ping(signal: AbortSignal): Promise<void>;
  /** Tells of changes until the signal. */
  follow(followed: Followed, listener: FollowListener, signal: AbortSignal): Promise<void>;
  /** Which cluster this is; without a uid where that may not be read. */
  here(): Promise<PlanCluster>;
  /** What it takes to rehearse and to write; as app/fix-ports.ts has it. */
  openForFix(
    place: ReleasePlace,
    onResult: OnResult,
  ): Promise<{readonly ports: FixPorts; readonly release: PlanRelease}>;
  /** The report, with what the next upgrade to the same chart and values does to each difference. Throws UserError. */
  foretell(checked: {readonly inspection: Inspection; readonly baseline: Baseline}): Promise<DriftReport>;
  /** The report with who made each difference, by the audit log; absent where none was given. Throws UserError where it cannot be read. */
  witness?(inspection: Inspection): Promise<DriftReport>;
  /** Takes down what a check has told, and keeps what `ear` heard of it; answers with the report, whose findings know since when. */
  remember(report: DriftReport, ear: Recorder): Promise<DriftReport>;
  /** States of a release that checks of this machine have kept, oldest first. */
  earlier(place: ReleasePlace): Promise<readonly EarlierState[]>;
  prepareUndo(record: string, onResult: OnResult): Promise<PreparedUndo>;
  /** Whether this is the user's sandbox, by the proof of `simulate --live`: never by a name. */
  isSandbox(): Promise<boolean>;
  /** Makes what a scenario does on the sandbox; told of each mutation. Throws UserError on any other cluster. */
  introduceDrift(scenario: Scenario, onDone: (mutation: number) => void): Promise<void>;
  /** Ends all watches and requests, and lets go of every socket. */
  close(): void;
}

export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What all parts of the console's server share. */
export interface ConsoleContext {
  readonly store: Store;
  readonly documents: DocumentStore;
  readonly redactor: Redactor;
  /** Its signal is aborted when the console closes. */
  readonly runtime: Runtime;
  readonly readOnly: boolean;
  /** Undefined in a demo. */
  readonly cluster: ClusterAccess | undefined;
  /** Those that ship. */
  readonly scenarios: readonly Scenario[];
  /** The command line, pointed at what is open; what it writes is captured. */
  command(argv: readonly string[]): Promise<CommandOutput>;
  /** An error of anybody's, fit to be shown. */
  problem(error: unknown): Problem;
}

/** Throws RefusedError in a demo. */
export function clusterIn({cluster}: Pick<ConsoleContext, 'cluster'>): ClusterAccess {
  if (cluster === undefined) throw new RefusedError('gated', 'a demo has no cluster');
  return cluster;
}

/** What is open: a release of the cluster, or a scenario. */
export interface Workspace extends ReleasePlace {
  /** The newest reading of a state of the timeline; undefined before the first. */
  inspection(state?: string): Inspected | undefined;
  /** Reads anew, now or as soon as the refresh that is under way is over; done when that is through. Never throws. */
  refresh(): Promise<void>;
  /** Arguments that make a command of the CLI speak of the same. */
  arguments(): readonly string[];
  /** Scenarios that can be played live on what is open. */
  playable(): readonly Scenario[];
  close(): void;
}

/** Changes what is open, if it still is. */
export function changeOpened(store: Store, key: string, change: (opened: OpenedView) => OpenedView): void {
  store.change(({opened}) => (opened?.key === key ? {opened: change(opened)} : {}));
}
