import {asDeployed} from '../../app/session.ts';
import type {Inspection} from '../../check/check.ts';
import {UserError} from '../../model/errors.ts';
import type {EvidenceSource, ReleaseRecord} from '../../model/ports.ts';
import type {Scenario} from '../../model/scenario.ts';
import {recorder} from '../../recording/recorder.ts';
import {liveScenarioView} from '../views/live-scenario.ts';
import {openedView, waitingView} from '../views/opened.ts';
import type {Times} from '../views/stages.ts';
import {baselineSnapshot} from './baseline-snapshot.ts';
import type {ConnectionEvent} from './connection-state.ts';
import {changeOpened} from './context.ts';
import {earlierStates} from './earlier-states.ts';
import type {EarlierStates} from './earlier-states.ts';
import type {ClusterAccess, ConsoleContext, ReleasePlace, Workspace} from './context.ts';
import {liveScenarios} from './live-scenarios.ts';
import type {LiveScenarios} from './live-scenarios.ts';
import {persons} from './persons.ts';
import type {Persons} from './persons.ts';
import {refreshQueue} from './refresh-queue.ts';
import type {RefreshQueue} from './refresh-queue.ts';
import {rehearse} from './rehearsal.ts';
import type {Checked} from './rehearsal.ts';
import {nowOf, snapshotsOf, timelineAfter, unrehearsed} from './release-timeline.ts';
import type {ReleaseTimeline} from './release-timeline.ts';
import {releaseWatch} from './release-watch.ts';
import type {ReleaseWatch} from './release-watch.ts';
import {retryAfter} from './retry.ts';
import type {Retry} from './retry.ts';
import {upgradeForecasts} from './upgrade-forecasts.ts';
import type {UpgradeForecasts} from './upgrade-forecasts.ts';

const SETTLE_MS = 120;
/** What no watch tells of (a new kind under the release's name) is seen at the latest then. */
const ANYWAY_MS = 30_000;

interface State {
  readonly key: string;
  readonly place: ReleasePlace;
  timeline: ReleaseTimeline | undefined;
  /** What the last check saw, before anybody was named. */
  seen: Inspection | undefined;
  times: Times;
  playable: readonly Scenario[];
  failures: number;
  isClosed: boolean;
}

interface Parts {
  readonly context: ConsoleContext;
  readonly cluster: ClusterAccess;
  readonly onConnection: (event: ConnectionEvent) => void;
  readonly queue: RefreshQueue;
  readonly watch: ReleaseWatch;
  readonly forecasts: UpgradeForecasts;
  readonly live: LiveScenarios;
  readonly earlier: EarlierStates;
  readonly people: Persons;
}

/** A release of the cluster, followed. */
export function releaseWorkspace(
  context: ConsoleContext,
  cluster: ClusterAccess,
  place: ReleasePlace,
  onConnection: (event: ConnectionEvent) => void,
): Workspace {
  const {name, namespace} = place;
  const state: State = {
    key: `${namespace}/${name}`,
    place,
    timeline: undefined,
    seen: undefined,
    times: {},
    playable: [],
    failures: 0,
    isClosed: false,
  };
  const queue = refreshQueue(() => refreshOnce(state, parts), SETTLE_MS);
  const watch = releaseWatch(place, cluster, {
    onChange: queue.soon,
    onMode: (by) => onConnection({kind: 'mode', by}),
  });
  const forecasts = upgradeForecasts(
    (of) => cluster.foretell(of),
    (error) => context.problem(error).message,
    (key, upgrade) => {
      if (state.timeline?.upgradeKey === key) publish({...state.timeline, upgrade}, state.times, state, parts);
    },
  );
  const live = liveScenarios(context, cluster, place);
  const earlier = earlierStates(() => cluster.earlier(place));
  const read = cluster.witness?.bind(cluster);
  const messageOf = (error: unknown): string => context.problem(error).message;
  const people = persons(read === undefined ? undefined : {read, messageOf, now: context.runtime.now}, () => {
    const {timeline, seen} = state;
    if (timeline?.now !== 1 || seen === undefined) return;
    const drifted = {...timeline.drifted, inspection: people.named(seen)};
    publish({...timeline, drifted}, state.times, state, parts);
  });
  const parts: Parts = {context, cluster, onConnection, queue, watch, forecasts, live, earlier, people};
  const anyway = setInterval(queue.soon, ANYWAY_MS);
  anyway.unref();
  return {
    name,
    namespace,
    inspection(id) {
      const snapshots = state.timeline === undefined ? [] : snapshotsOf(state.timeline);
      const found =
        snapshots.find((snapshot) => snapshot.id === id) ??
        snapshots[state.timeline === undefined ? 1 : nowOf(state.timeline)];
      return found?.inspection;
    },
    refresh: queue.now,
    arguments: () => [name, '--namespace', namespace],
    playable: () => state.playable,
    close() {
      state.isClosed = true;
      clearInterval(anyway);
      queue.close();
      watch.close();
      forecasts.close();
      people.close();
    },
  };
}

/** Answers with when to try again where it failed; what was shown stays, with the problem beside it. */
async function refreshOnce(state: State, parts: Parts): Promise<Retry | undefined> {
  const {context, onConnection} = parts;
  try {
    await checkOnce(state, parts);
    state.failures = 0;
  } catch (error) {
    if (state.isClosed) return undefined;
    const problem = context.problem(error);
    // What is not there any more is in no contract: nothing of what was seen of it stays.
    const isGone = error instanceof UserError && error.code === 'not-found';
    if (isGone) state.timeline = undefined;
    changeOpened(context.store, state.key, (opened) => ({
      ...(isGone ? waitingView(state.key, state.place.name, state.place.namespace) : opened),
      problem,
    }));
    onConnection({kind: 'refresh-failed', error, message: problem.message});
    state.failures += 1;
    return retryAfter(error, state.failures);
  }
}

async function checkOnce(state: State, parts: Parts): Promise<void> {
  const {context, cluster, onConnection, queue, watch, forecasts, live, people} = parts;
  const {checked, inspection, times} = await checkedRelease(state.place, cluster);
  state.playable = await live.fitting(inspection.intent.objects);
  if (state.isClosed) return;
  state.seen = inspection;
  watch.follow(inspection.intent.objects);
  const before = state.timeline;
  const isSame = before?.baseline.inspection.intent.digest === inspection.intent.digest;
  const baseline =
    before !== undefined && isSame
      ? before.baseline
      : await baselineSnapshot(checked.baseline, checked.source, context.runtime.now());
  const after = timelineAfter(before, baseline, people.named(inspection));
  const beside = after.now === 2 ? [inspection, after.drifted.inspection] : [inspection];
  const timeline = {...after, earlier: await parts.earlier.before(beside)};
  if (state.isClosed) return;
  publish(timeline, times, state, parts);
  if (state.isClosed) return;
  onConnection({kind: 'refreshed'});
  people.ask(inspection);
  // Nobody need rehearse what is out of date already.
  if (inspection.report.summary.drift === 0 || queue.isWanted()) return;
  const started = performance.now();
  const reconciled = await rehearse(state.place, checked, inspection, {cluster, now: context.runtime.now}).catch(
    (error: unknown) => unrehearsed(timeline.drifted, context.problem(error).message),
  );
  // Meanwhile a forecast or an audit log may have told something.
  const rehearsed = {...(state.timeline ?? timeline), reconciled};
  const spent = {...times, reconcile: performance.now() - started};
  publish(rehearsed, spent, state, parts);
  if (timeline.upgrade.unrehearsed === true)
    forecasts.ask({key: timeline.upgradeKey, inspection, baseline: checked.baseline});
}

interface CheckedRelease {
  readonly checked: Checked;
  readonly inspection: Inspection;
  readonly times: Times;
}

/** Throws UserError where the release cannot be checked. */
async function checkedRelease({name, namespace}: ReleasePlace, cluster: ClusterAccess): Promise<CheckedRelease> {
  const {session} = cluster;
  const options = await session.options();
  const started = performance.now();
  const {baseline, source} = await session.open(asDeployed(name, namespace));
  const opened = performance.now();
  const reading = timed(source);
  if (!('text' in baseline)) throw notDeployed(baseline.pending);
  const ear = recorder();
  const found = await session.inspectOpened(ear.listen(baseline, reading.source));
  if (!('report' in found)) throw notDeployed(found.pending);
  const evidence = reading.spentMs();
  const variances = Math.max(0, performance.now() - opened - evidence);
  const inspection = {...found, report: await cluster.remember(found.report, ear)};
  return {
    checked: {baseline, source, options},
    inspection,
    times: {intent: opened - started, evidence, variances},
  };
}

function notDeployed({name, revision, status}: ReleaseRecord): UserError {
  return new UserError(
    `revision ${revision} of ${name} is ${status}, and none was deployed yet`,
    'It can be checked when helm is through.',
    {code: 'pending-release'},
  );
}

function publish(timeline: ReleaseTimeline, times: Times, state: State, {context}: Parts): void {
  if (state.isClosed) return;
  state.timeline = timeline;
  state.times = times;
  const {key} = state;
  const now = nowOf(timeline);
  const {store, redactor, documents} = context;
  const canReconcile = gateOf(context, timeline);
  const snapshots = snapshotsOf(timeline);
  const live = state.playable.map((scenario) => liveScenarioView(scenario, redactor.text));
  const view = openedView({key, snapshots, now, times, redactor, documents, canReconcile, live});
  changeOpened(store, key, () => view);
}

function gateOf({readOnly}: ConsoleContext, {now}: ReleaseTimeline): {open: true} | {open: false; why: string} {
  if (readOnly) return {open: false, why: 'The console was started with --read-only.'};
  return now === 1 ? {open: true} : {open: false, why: 'Nothing has drifted.'};
}

/** The same source; reading is timed apart from comparing. */
function timed(source: EvidenceSource): {readonly source: EvidenceSource; readonly spentMs: () => number} {
  let spent = 0;
  const read: EvidenceSource['read'] = async (intent) => {
    const started = performance.now();
    try {
      return await source.read(intent);
    } finally {
      spent += performance.now() - started;
    }
  };
  return {source: {...source, read}, spentMs: () => spent};
}
