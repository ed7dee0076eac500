import type {EvidenceSource, Inspection} from '../check/check.ts';
import {asDeployed} from '../cli/wire.ts';
import type {Opened} from '../cli/wire.ts';
import {openForFix} from '../cli/fix-ports.ts';
import {prepare} from '../fix/fix.ts';
import {UserError} from '../model/errors.ts';
import {refKey} from '../model/refs.ts';
import {changeOpened} from './desk.ts';
import type {Desk, Office} from './desk.ts';
import {follow} from './follow.ts';
import {openedView} from './opened.ts';
import type {Times} from './opened.ts';
import {NAMES, promised, rehearsed} from './scenes.ts';
import type {Scene} from './scenes.ts';

/** Changes come in bursts: one look for all of them. */
const SETTLE_MS = 120;
/** What no watch tells of (a new kind under the release's name) is seen at the latest then. */
const ANYWAY_MS = 30_000;

/** A release of the cluster, followed. `onLook` is told of every look and what came of it. */
export function releaseDesk(
  office: Office,
  {name, namespace}: {readonly name: string; readonly namespace: string},
  onLook: (problem: string | undefined) => void,
): Desk {
  const {store, surroundings} = office;
  const key = `${namespace}/${name}`;
  const stop = new AbortController();
  let scenes: {promise: Scene; drifted: Scene; reconciled: Scene} | undefined;
  let lastDrift: Scene | undefined;
  let following: {readonly objects: string; readonly stop: AbortController} | undefined;
  let looking: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** One look at a time, and one more for all who asked meanwhile. */
  function refresh(): Promise<void> {
    if (stop.signal.aborted) return Promise.resolve();
    if (looking === undefined) {
      looking = look().finally(() => (looking = undefined));
      return looking;
    }
    next ??= looking.then(() => {
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

  async function look(): Promise<void> {
    try {
      await lookOnce();
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = office.problem(error);
      changeOpened(store, key, (opened) => ({...opened, problem}));
      onLook(problem.message);
    }
  }

  async function lookOnce(): Promise<void> {
    const {product, options} = await office.product(namespace);
    const started = performance.now();
    const opened = await product.open(asDeployed(name));
    const times: Times = {intent: performance.now() - started, evidence: 0, variances: 0};
    const timed = {...opened, look: timing(opened.look, times)};
    const compared = performance.now();
    const inspection = await product.inspectOpened(timed);
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
    const isSame = scenes?.promise.inspection.intent.digest === inspection.intent.digest;
    const promise =
      isSame && scenes !== undefined ? scenes.promise : await promised(baseline, opened.look, surroundings.now());
    const current = currentScene(inspection);
    const drifted = inspection.report.summary.drift > 0;
    if (drifted) lastDrift = current;
    const waiting = scenes !== undefined && drifted ? scenes.reconciled : unrehearsed(current);
    scenes = drifted
      ? {promise, drifted: current, reconciled: waiting}
      : {promise, drifted: lastDrift ?? current, reconciled: settled(current)};
    const now = drifted || lastDrift === undefined ? 1 : 2;
    publish(now, times);
    onLook(undefined);
    if (!drifted || next !== undefined || timer !== undefined) return;
    const before = performance.now();
    const reconciled = await rehearse(opened, inspection, current, options);
    if (stop.signal.aborted) return;
    scenes = {...scenes, reconciled};
    publish(now, {...times, reconcile: performance.now() - before});
  }

  async function rehearse(
    {baseline, look: source}: Opened,
    inspection: Inspection,
    current: Scene,
    options: Parameters<typeof rehearsed>[0]['options'],
  ): Promise<Scene> {
    try {
      if (!('text' in baseline)) return unrehearsed(current);
      const {product} = await office.product(namespace);
      const {ports, release} = await openForFix({name, namespace}, product, surroundings, () => {});
      const selection = {only: [], exclude: [], added: true, prune: true};
      const prepared = await prepare(
        {...ports, inspect: async () => inspection},
        {release, selection, recreate: false, validFor: 60},
      );
      if (prepared.steps.some(({unanswered}) => unanswered === true))
        throw new UserError('the API server gave no answer to the rehearsal');
      return await rehearsed({baseline, look: source, options}, prepared, surroundings.now());
    } catch (error) {
      return {...unrehearsed(current), problem: office.problem(error).message};
    }
  }

  function publish(now: number, times: Times): void {
    if (stop.signal.aborted || scenes === undefined) return;
    const all = [scenes.promise, scenes.drifted, scenes.reconciled];
    const view = openedView({key, scenes: all, now, times, ...office, canReconcile: canReconcile(office, now)});
    changeOpened(store, key, () => view);
  }

  function followObjects({intent}: Inspection): void {
    const objects = intent.objects.map(({ref}) => refKey(ref)).join('\n');
    if (following?.objects === objects) return;
    following?.stop.abort();
    const own = new AbortController();
    following = {objects, stop: own};
    void office
      .watching()
      .then(({connection, reader}) =>
        follow(
          {name, namespace, objects: intent.objects},
          {
            connection,
            reader,
            onChange: soon,
            onWay: (by) => store.change(({connection: is}) => ({connection: {...is, by}})),
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
    inspection: (state) => sceneOf(state)?.inspection,
    refresh,
    arguments: () => [name, '--namespace', namespace],
    close() {
      stop.abort();
      clearInterval(anyway);
      if (timer !== undefined) clearTimeout(timer);
    },
  };

  function sceneOf(state: string | undefined): Scene | undefined {
    if (scenes === undefined) return undefined;
    const all = [scenes.promise, scenes.drifted, scenes.reconciled];
    return all.find(({id}) => id === state) ?? all[store.state().opened?.now ?? 1];
  }
}

function canReconcile({readOnly}: Office, now: number): {open: true} | {open: false; why: string} {
  if (readOnly) return {open: false, why: 'The console was started with --read-only.'};
  return now === 1 ? {open: true} : {open: false, why: 'Nothing has drifted.'};
}

function currentScene(inspection: Inspection): Scene {
  const {drift} = inspection.report.summary;
  const basis = drift > 0 ? 'What the cluster holds now.' : 'What the cluster holds now: nothing has drifted.';
  return {id: 'mutation', name: NAMES.mutation, basis, inspection, deeds: deedsOf(inspection)};
}

/** Who wrote what, as far as the server's books tell. */
function deedsOf({report}: Inspection): string[] {
  const deeds = report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, by, change}) => `${by.manager ?? 'somebody'} ${DEEDS[change]} ${ref.kind}/${ref.name}`);
  return [...new Set(deeds)];
}

const DEEDS = {
  changed: 'changed',
  removed: 'changed',
  added: 'added to',
  missing: 'deleted',
  extra: 'created',
} as const;

function settled(current: Scene): Scene {
  const basis = 'What the cluster holds now, verified by a check.';
  return {...current, id: 'reconcile', name: NAMES.reconcile, basis, deeds: []};
}

function unrehearsed(current: Scene): Scene {
  const basis = 'Not rehearsed yet: shown is what the cluster holds now.';
  return {...settled(current), basis, unrehearsed: true};
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
