import type {ReconcileSettings} from '../config/reconcile.ts';
import {messageOf} from '../model/errors.ts';
import type {ReconcileState, ReconcileStore} from '../model/reconcile.ts';
import {refLabel} from '../model/refs.ts';
import type {SightedFinding} from '../notify/observe.ts';
import {decide, meant, settledFields, spend, tried} from './decide.ts';
import type {LeftAlone, Standing} from './decide.ts';
import {fieldKey, NO_STATE, observeFields} from './heat.ts';

/** A release as a check saw it, and of what is not among the findings whether it could be seen. */
export interface ReleaseSight extends Standing {
  readonly name: string;
  /** Milliseconds since 1970: when the check began. */
  readonly takenAt: number;
  readonly isGone: (id: string) => boolean;
}

export interface ReconcilerPorts {
  readonly store: ReconcileStore;
  readonly policy: ReconcileSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Puts findings of a release right, by the fix that has a record. Throws where it may not. */
  readonly putBack: (
    release: {readonly name: string; readonly namespace: string},
    ids: ReadonlySet<string>,
  ) => Promise<{readonly record?: string; readonly problem?: string}>;
  readonly onNote: (text: string) => void;
  readonly onResult: (result: 'ok' | 'failed' | 'dry-run' | 'fight', findings: number) => void;
}

/** Puts back by a policy, one release after the other, and holds up no check. */
export interface Reconciler {
  readonly seen: (sight: ReleaseSight) => void;
  readonly gone: (release: string) => void;
  /** What was left alone for a while may have its turn. */
  readonly tick: () => void;
  /** Done when nothing is in hand. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Releases with something left alone for now. */
const HELD_AT_MOST = 5000;
/** What waits for a window, for the budget or for calm is looked at again after so long. */
const LOOK_AGAIN_MS = 60_000;

interface Held {
  readonly sight: ReleaseSight;
  readonly dueAt: number;
}

interface Work {
  readonly ports: ReconcilerPorts;
  /** The newest sight of each release that is to be looked at. */
  readonly queue: Map<string, ReleaseSight>;
  /** Those in which something waits. */
  readonly held: Map<string, Held>;
  /** When a release was written to last: a check that began before has not seen it. */
  readonly writtenAt: Map<string, number>;
  /** Fights that were told. */
  readonly fights: Set<string>;
  state: ReconcileState | undefined;
}

export function openReconciler(ports: ReconcilerPorts): Reconciler {
  const work: Work = {
    ports,
    queue: new Map(),
    held: new Map(),
    writtenAt: new Map(),
    fights: new Set(),
    state: undefined,
  };
  const {queue, held, writtenAt} = work;
  let working: Promise<void> | undefined;
  let isClosed = false;
  const through = async (): Promise<void> => {
    for (;;) {
      const [next] = queue;
      if (next === undefined || isClosed) return;
      const [key, sight] = next;
      queue.delete(key);
      held.delete(key);
      try {
        await reconcile(work, sight);
      } catch (error) {
        ports.onNote(`nothing is put back in ${key}: ${messageOf(error)}`);
        ports.onResult('failed', 1);
        hold(work, sight, ports.now() + LOOK_AGAIN_MS);
      }
    }
  };
  const begin = (): void => {
    working ??= through().finally(() => {
      working = undefined;
      if (queue.size > 0 && !isClosed) begin();
    });
  };
  const settled = async (): Promise<void> => {
    if (working === undefined) return;
    await working;
    await settled();
  };
  return {
    seen(sight) {
      if (isClosed || sight.takenAt < (writtenAt.get(sight.release) ?? 0)) return;
      queue.set(sight.release, sight);
      begin();
    },
    gone(release) {
      queue.delete(release);
      held.delete(release);
    },
    tick() {
      const now = ports.now();
      for (const [key, {sight, dueAt}] of held) if (dueAt <= now && !queue.has(key)) queue.set(key, sight);
      if (queue.size > 0 && !isClosed) begin();
    },
    settled,
    async close() {
      isClosed = true;
      await working;
    },
  };
}

function hold({queue, held}: Work, sight: ReleaseSight, dueAt: number): void {
  // A newer one that came meanwhile is the one that counts.
  if (!queue.has(sight.release) && held.size < HELD_AT_MOST) held.set(sight.release, {sight, dueAt});
}

async function reconcile(work: Work, sight: ReleaseSight): Promise<void> {
  const {ports} = work;
  const {policy, now} = ports;
  const before = (work.state ??= (await ports.store.read()) ?? NO_STATE);
  const findings = meant(sight, policy).map(({id, value, by: {manager}}) => ({id, value, manager}));
  const how = {fight: policy.fight, now: now()};
  const state = observeFields(before, {release: sight.release, findings, isGone: sight.isGone}, how);
  const {act, left} = decide(sight, state, policy, now());
  tellFights(work, sight, left);
  const rest = left.filter(({why}) => why !== 'pending');
  const dueAt = Math.min(
    ...rest.map(({finding, why}) => dueOf(why, state.fields[fieldKey(sight.release, finding.id)]?.since ?? 0, ports)),
  );
  if (act.length === 0) {
    await keep(work, state);
    if (rest.length > 0) hold(work, sight, dueAt);
    return;
  }
  if (policy.mode === 'dry-run') {
    await keep(work, tried(state, sight.release, act, now()));
    ports.onNote(`would put back in ${sight.release}: ${namesOf(act)}`);
    ports.onResult('dry-run', act.length);
    if (rest.length > 0) hold(work, sight, dueAt);
    return;
  }
  // Spent before anything is written: whoever dies in between has spent it.
  await keep(work, spend(state, sight.release, act, now()));
  const isBack = await carryOut(ports, sight, act);
  if (isBack) {
    if (work.writtenAt.size > HELD_AT_MOST) work.writtenAt.clear();
    work.writtenAt.set(sight.release, now());
    await keep(work, settledFields(work.state, sight.release, act));
  }
  const ids = new Set(act.map(({id}) => id));
  const others = isBack ? {...sight, findings: sight.findings.filter(({id}) => !ids.has(id))} : sight;
  if (rest.length > 0 || !isBack) hold(work, others, Math.min(dueAt, now() + LOOK_AGAIN_MS));
}

function dueOf(why: LeftAlone['why'], since: number, {now, policy}: ReconcilerPorts): number {
  return why === 'soon' ? since + policy.afterMs : now() + LOOK_AGAIN_MS;
}

async function keep(work: Work, state: ReconcileState): Promise<void> {
  if (JSON.stringify(state) !== JSON.stringify(work.state)) await work.ports.store.write(state);
  work.state = state;
}

/** Answers whether all of it is right by now. */
async function carryOut(
  {putBack, onNote, onResult}: ReconcilerPorts,
  {name, namespace, release}: ReleaseSight,
  act: readonly SightedFinding[],
): Promise<boolean> {
  const told = (text: string, isDone: boolean): boolean => {
    onNote(text);
    onResult(isDone ? 'ok' : 'failed', act.length);
    return isDone;
  };
  try {
    const {record, problem} = await putBack({name, namespace}, new Set(act.map(({id}) => id)));
    const how = record === undefined ? '' : ` (helm drift undo ${record})`;
    if (problem === undefined) return told(`put back in ${release}: ${namesOf(act)}${how}`, true);
    return told(`not all is put back in ${release}: ${namesOf(act)}${how}: ${problem}`, false);
  } catch (error) {
    return told(`nothing is put back in ${release}: ${messageOf(error)}`, false);
  }
}

/** A fight is told once, with all who write. */
function tellFights(
  {ports: {onNote, onResult}, fights}: Work,
  {release}: ReleaseSight,
  left: readonly LeftAlone[],
): void {
  if (fights.size > HELD_AT_MOST) fights.clear();
  for (const {finding, why, managers} of left) {
    const key = fieldKey(release, finding.id);
    if (why !== 'fight') {
      fights.delete(key);
      continue;
    }
    if (fights.has(key)) continue;
    fights.add(key);
    onNote(
      `a fight in ${release}: ${namesOf([finding])} is written again and again by ${['helm drift', ...managers].join(' and ')}; it is left alone`,
    );
    onResult('fight', 1);
  }
}

function namesOf(findings: readonly SightedFinding[]): string {
  return findings.map(({ref, path}) => `${refLabel(ref)} ${path}`.trimEnd()).join(', ');
}
