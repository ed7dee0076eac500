import type {EvidenceSource, Inspection} from '../../check/check.ts';
import {asDeployed} from '../../app/session.ts';
import type {Opened} from '../../app/session.ts';
import {openForFix} from '../../app/fix-ports.ts';
import {prepare} from '../../fix/fix.ts';
import {UserError} from '../../model/errors.ts';
import {refKey} from '../../model/refs.ts';
import {changeOpened} from './context.ts';
import type {Workspace, ConsoleContext} from './context.ts';
import {follow} from '../../kube/follow.ts';
import {openedView} from '../views/opened.ts';
import type {Times} from '../views/opened.ts';
import {NAMES, promised, rehearsed} from './snapshots.ts';
import type {TimelineSnapshot} from './snapshots.ts';

/** Changes come in bursts: one look for all of them. */
const SETTLE_MS = 120;
/** What no watch tells of (a new kind under the release's name) is seen at the latest then. */
const ANYWAY_MS = 30_000;

/** A release of the cluster, followed. `onLook` is told of every look and what came of it. */
export function releaseWorkspace(
  context: ConsoleContext,
  {name, namespace}: {readonly name: string; readonly namespace: string},
  onInspected: (problem: string | undefined) => void,
): Workspace {
  const {store, runtime} = context;
  const key = `${namespace}/${name}`;
  const stop = new AbortController();
  let snapshots: {promise: TimelineSnapshot; drifted: TimelineSnapshot; reconciled: TimelineSnapshot} | undefined;
  let lastDrift: TimelineSnapshot | undefined;
  let following: {readonly objects: string; readonly stop: AbortController} | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** One look at a time, and one more for all who asked meanwhile. */
  function refresh(): Promise<void> {
    if (stop.signal.aborted) return Promise.resolve();
    if (running === undefined) {
      running = inspectNow().finally(() => (running = undefined));
      return running;
    }
    next ??= running.then(() => {
      next = undefined;
      return refresh();
    });
    return next;
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void refresh();
    }, SETTLE_MS);
  }

  async function inspectNow(): Promise<void> {
    try {
      await inspectOnce();
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = context.problem(error);
      changeOpened(store, key, (opened) => ({...opened, problem}));
      onInspected(problem.message);
    }
  }

  async function inspectOnce(): Promise<void> {
    const {session, options} = await context.session(namespace);
    const started = performance.now();
    const opened = await session.open(asDeployed(name));
    const times: Times = {intent: performance.now() - started, evidence: 0, variances: 0};
    const timed = {...opened, source: timing(opened.source, times)};
    const compared = performance.now();
    const inspection = await session.inspectOpened(timed);
    times.variances = Math.max(0, performance.now() - compared - times.evidence);
    const {baseline} = opened;
    if (!('report' in inspection) || !('text' in baseline)) {
      const {pending} = inspection as Extract<typeof inspection, {pending: unknown}>;
      throw new UserError(
        `revision ${pending.revision} of ${name} is ${pending.status}, and none was deployed yet`,
        'It can be checked when helm is through.',
      );
    }
    followObjects(inspection);
    const isSame = snapshots?.promise.inspection.intent.digest === inspection.intent.digest;
    const promise =
      isSame && snapshots !== undefined ? snapshots.promise : await promised(baseline, opened.source, runtime.now());
    const current = currentSnapshot(inspection);
    const drifted = inspection.report.summary.drift > 0;
    if (drifted) lastDrift = current;
    const waiting = snapshots !== undefined && drifted ? snapshots.reconciled : unrehearsed(current);
    snapshots = drifted
      ? {promise, drifted: current, reconciled: waiting}
      : {promise, drifted: lastDrift ?? current, reconciled: verifiedSnapshot(current)};
    const now = drifted || lastDrift === undefined ? 1 : 2;
    publish(now, times);
    onInspected(undefined);
    if (!drifted || next !== undefined || timer !== undefined) return;
    const before = performance.now();
    const reconciled = await rehearse(opened, inspection, current, options);
    if (stop.signal.aborted) return;
    snapshots = {...snapshots, reconciled};
    publish(now, {...times, reconcile: performance.now() - before});
  }

  async function rehearse(
    {baseline, source}: Opened,
    inspection: Inspection,
    current: TimelineSnapshot,
    options: Parameters<typeof rehearsed>[0]['options'],
  ): Promise<TimelineSnapshot> {
    try {
      if (!('text' in baseline)) return unrehearsed(current);
      const {session} = await context.session(namespace);
      const {ports, release} = await openForFix({name, namespace}, session, runtime, () => {});
      const selection = {only: [], exclude: [], added: true, prune: true};
      const prepared = await prepare(
        {...ports, inspect: async () => inspection},
        {release, selection, recreate: false, validFor: 60},
      );
      if (prepared.steps.some(({unanswered}) => unanswered === true))
        throw new UserError('the API server gave no answer to the rehearsal');
      return await rehearsed({baseline, source, options}, prepared, runtime.now());
    } catch (error) {
      return {...unrehearsed(current), problem: context.problem(error).message};
    }
  }

  function publish(now: number, times: Times): void {
    if (stop.signal.aborted || snapshots === undefined) return;
    const all = [snapshots.promise, snapshots.drifted, snapshots.reconciled];
    const view = openedView({key, snapshots: all, now, times, ...context, canReconcile: canReconcile(context, now)});
    changeOpened(store, key, () => view);
  }

  function followObjects({intent}: Inspection): void {
    const objects = intent.objects.map(({ref}) => refKey(ref)).join('\n');
    if (following?.objects === objects) return;
    following?.stop.abort();
    const own = new AbortController();
    following = {objects, stop: own};
    void context
      .watching()
      .then(({connection, reader}) =>
        follow(
          {name, namespace, objects: intent.objects},
          {
            connection,
            reader,
            onChange: soon,
            onMode: (by) => store.change(({connection: is}) => ({connection: {...is, by}})),
            signal: AbortSignal.any([own.signal, stop.signal]),
          },
        ),
      )
      // Without it the look that comes anyway is left, and the heartbeat tells why.
      .catch(() => {});
    // What changed between the reading and the first watch.
    setTimeout(soon, 1000).unref();
  }

  const anyway = setInterval(soon, ANYWAY_MS);
  anyway.unref();
  return {
    name,
    namespace,
    inspection: (state) => snapshotOf(state)?.inspection,
    refresh,
    arguments: () => [name, '--namespace', namespace],
    close() {
      stop.abort();
      clearInterval(anyway);
      if (timer !== undefined) clearTimeout(timer);
    },
  };

  function snapshotOf(state: string | undefined): TimelineSnapshot | undefined {
    if (snapshots === undefined) return undefined;
    const all = [snapshots.promise, snapshots.drifted, snapshots.reconciled];
    return all.find(({id}) => id === state) ?? all[store.state().opened?.now ?? 1];
  }
}

function canReconcile({readOnly}: ConsoleContext, now: number): {open: true} | {open: false; why: string} {
  if (readOnly) return {open: false, why: 'The console was started with --read-only.'};
  return now === 1 ? {open: true} : {open: false, why: 'Nothing has drifted.'};
}

function currentSnapshot(inspection: Inspection): TimelineSnapshot {
  const {drift} = inspection.report.summary;
  const basis = drift > 0 ? 'What the cluster holds now.' : 'What the cluster holds now: nothing has drifted.';
  return {id: 'mutation', name: NAMES.mutation, basis, inspection, mutations: mutationsOf(inspection)};
}

/** Who wrote what, as far as the server's books tell. */
function mutationsOf({report}: Inspection): string[] {
  const mutations = report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, by, change}) => `${by.manager ?? 'somebody'} ${MUTATION_VERBS[change]} ${ref.kind}/${ref.name}`);
  return [...new Set(mutations)];
}

const MUTATION_VERBS = {
  changed: 'changed',
  removed: 'changed',
  added: 'added to',
  missing: 'deleted',
  extra: 'created',
} as const;

function verifiedSnapshot(current: TimelineSnapshot): TimelineSnapshot {
  const basis = 'What the cluster holds now, verified by a check.';
  return {...current, id: 'reconcile', name: NAMES.reconcile, basis, mutations: []};
}

function unrehearsed(current: TimelineSnapshot): TimelineSnapshot {
  const basis = 'Not rehearsed yet: shown is what the cluster holds now.';
  return {...verifiedSnapshot(current), basis, unrehearsed: true};
}

/** Reading is timed apart from comparing. */
function timing(source: EvidenceSource, times: Times): EvidenceSource {
  return {
    ...source,
    read: async (intent) => {
      const started = performance.now();
      try {
        return await source.read(intent);
      } finally {
        times.evidence += performance.now() - started;
      }
    },
  };
}
