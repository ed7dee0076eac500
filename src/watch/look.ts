import {doubled} from '../model/backoff.ts';
import type {ReleaseRecord} from '../model/ports.ts';
import type {GapReason} from '../model/reasons.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import {newestOf} from '../model/revisions.ts';
import {rewatch} from './changes.ts';
import {isLabelled, labelledKey, namedKeys} from './collections.ts';
import type {Again} from './queue.ts';
import {labelled} from './run.ts';
import type {ReleaseView, Run, Tracked} from './run.ts';

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
const RETRIED: ReadonlySet<GapReason> = new Set(['unreachable', 'timeout', 'server-error'] as const);

/** One release's turn: it is looked at, or let go of, or left to helm. Answers with when it is to be looked at again, where it could not be. */
export async function checkOne(run: Run, key: string): Promise<Again | undefined> {
  const one = run.tracked.get(key);
  if (one === undefined || run.isClosed) return undefined;
  const history = await historyOf(run, one);
  if (history === undefined) return again(run, one);
  const newest = newestOf(history);
  if (newest === undefined || newest.status === 'uninstalled') {
    forget(run, key, one);
    return undefined;
  }
  const left = heldBack(run, one, newest);
  return left > 0 ? {afterMs: left} : look(run, {key, one, history, isFirst: false});
}

/** Undefined where it cannot be had now. */
async function historyOf({ports}: Run, one: Tracked): Promise<readonly ReleaseRecord[] | undefined> {
  if (one.history !== undefined) return one.history;
  const mark: readonly ReleaseRecord[] = [];
  one.history = mark;
  try {
    const history = await ports.history(one.namespace, one.name);
    // A record that changed meanwhile is asked for once more.
    if (one.history === mark) one.history = history;
    return history;
  } catch {
    one.history = undefined;
    return undefined;
  }
}

/** Milliseconds for which a release is left to the helm run that has it in hand. */
function heldBack({ports: {clock}, holdMs}: Run, one: Tracked, {revision, status}: ReleaseRecord): number {
  if (!/^(?:pending-|uninstalling)/.test(status)) {
    one.pending = undefined;
    return 0;
  }
  if (one.pending?.revision !== revision) one.pending = {revision, since: clock.now()};
  return Math.max(0, one.pending.since + holdMs - clock.now());
}

function again({ports: {clock}}: Run, one: Tracked): Again {
  one.failures += 1;
  const grown = doubled(one.failures - 1, FIRST_RETRY_MS, LONGEST_RETRY_MS);
  return {afterMs: grown * (0.75 + clock.chance() / 2)};
}

interface Look {
  readonly key: string;
  readonly one: Tracked;
  readonly history: readonly ReleaseRecord[];
  readonly isFirst: boolean;
}

/** Checks a release, and takes down what it declares. */
export async function look(run: Run, {key, one, history, isFirst}: Look): Promise<Again | undefined> {
  const {clock} = run.ports;
  const started = clock.now();
  const {report, declared} = await run.ports.check(history, viewOf(run, key, one), isFirst);
  if (run.isClosed || run.tracked.get(key) !== one) return undefined;
  one.checkedAt = clock.now();
  if (declared !== undefined) declare(run, key, one, declared);
  await run.listener.onReport(report, (clock.now() - started) / 1000);
  if (report.gaps.some(({reason}) => RETRIED.has(reason))) return again(run, one);
  one.failures = 0;
  return undefined;
}

function declare(run: Run, key: string, one: Tracked, refs: readonly ObjectRef[]): void {
  run.owners.declare(key, refs.map(refKey));
  const uncovered = refs.filter((ref) => labelled(run, ref) === undefined);
  const isSame =
    uncovered.length === one.uncovered.length &&
    uncovered.every((ref, at) => refKey(ref) === refKey(one.uncovered[at] ?? ref));
  if (isSame) return;
  one.uncovered = uncovered;
  // In the first pass once, for all.
  if (run.isReady) rewatch(run);
}

function forget(run: Run, key: string, one: Tracked): void {
  run.owners.declare(key, []);
  run.tracked.delete(key);
  run.queue.forget(key);
  if (one.uncovered.length > 0) rewatch(run);
  if (one.checkedAt !== undefined) run.listener.onGone({namespace: one.namespace, name: one.name});
}

function viewOf(run: Run, key: string, {turns}: Tracked): ReleaseView {
  const {watches, owners} = run;
  return {
    turn: turns,
    labelled: (ref) => labelled(run, ref),
    version(ref) {
      for (const one of [labelledKey(ref), ...namedKeys(ref)]) {
        if (watches.state(one) !== 'synced') continue;
        const seen = watches.seen(one)?.at(ref.namespace, ref.name);
        if (seen !== undefined) return seen.version;
      }
      return undefined;
    },
    extras: (declared) => [...owners.held(key)].flatMap(([ref, one]) => (declared.has(ref) ? [] : [one])),
    unlisted: [...run.standing].flatMap(([one, {resource}]) =>
      isLabelled(one) && watches.state(one) === 'refused' ? [resource] : [],
    ),
  };
}
