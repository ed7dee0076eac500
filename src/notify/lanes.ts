import {doubled} from '../model/backoff.ts';
import {messageOf} from '../model/errors.ts';
import type {Delivery, Message, Notice, ReleaseKey, Sink, ToldState} from '../model/notify.ts';
import {dueNotices, standingNotices, withSending, withTold} from './notice.ts';
import {pruned} from './observe.ts';
import {forget, settle} from './work.ts';
import type {Lane, Retry, Work} from './work.ts';

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS, LONGEST_ASKED_MS] = [1000, 300_000, 3_600_000];
/** A message that a sink cannot take for so long is taken down, and is through. */
const GIVE_UP_MS = 24 * 3_600_000;

/** Works off a lane: one message after the other, each release in its turn. */
export function run(work: Work, lane: Lane): void {
  if (lane.isRunning || work.isClosed || work.ports.clock.now() < lane.pausedUntil) return;
  const [key] = lane.waiting;
  const release = key === undefined ? undefined : work.known.get(key);
  if (key === undefined) return;
  lane.waiting.delete(key);
  if (release === undefined) return run(work, lane);
  lane.isRunning = true;
  work.sending += 1;
  void deliver(work, lane, key, release)
    .catch((error: unknown) => {
      // A state that cannot be read or written: nothing of it was told, or what was told is not known to be.
      work.ports.onNote(`${lane.sink.name} is not told of ${key}: ${messageOf(error)}`);
      retryLater(work, lane, key, undefined);
    })
    .finally(() => {
      lane.isRunning = false;
      work.sending -= 1;
      run(work, lane);
      settle(work);
    });
}

async function deliver(work: Work, lane: Lane, key: string, release: ReleaseKey): Promise<void> {
  const {ports, locks} = work;
  const {store, clock} = ports;
  const {sink} = lane;
  const begun = await locks.alone(key, () => begin(work, lane, key, release));
  if (begun === undefined) return;
  const {message} = begun;
  const delivery = await sent(sink, message, work.abort.signal);
  if ('later' in delivery && clock.now() - (lane.retries.get(key)?.since ?? clock.now()) < GIVE_UP_MS) {
    if (!work.abort.signal.aborted) fail(work, lane, key, delivery);
    return;
  }
  if ('accepted' in delivery) {
    succeed(lane);
    ports.onResult(sink.name, 'ok', message.notices.length);
  } else {
    const why = 'refused' in delivery ? delivery.refused : delivery.later;
    await ports.bury(sink.name, message, why);
    ports.onResult(sink.name, 'dropped', message.notices.length);
    ports.onNote(`${sink.name} does not take what is told of ${key}, and it is kept aside: ${why}`);
  }
  lane.failing.delete(key);
  lane.retries.delete(key);
  await persist(work, () =>
    locks.alone(key, async () => {
      const state = await store.read(release);
      if (state !== undefined) await write(work, key, withTold(state, sink.name, message.notices, clock.now()));
    }),
  );
  lane.waiting.add(key);
}

/** What is to be sent, as it is remembered before it is; undefined where nothing is due. */
async function begin(
  work: Work,
  lane: Lane,
  key: string,
  release: ReleaseKey,
): Promise<{readonly message: Message} | undefined> {
  const {store, policy, clock} = work.ports;
  const {sink, dueAt, standing} = lane;
  const state = await store.read(release);
  if (state === undefined) {
    forget(work, key);
    return undefined;
  }
  const {sending} = state.sinks[sink.name] ?? {};
  if (sending !== undefined) return {message: messageOfNotices(state, sending)};
  const {notices, silent, next} = dueNotices(state, sink, policy, clock.now());
  if (next === undefined) dueAt.delete(key);
  else dueAt.set(key, next);
  const quiet = silent.length === 0 ? state : withTold(state, sink.name, silent, clock.now());
  if (notices.length > 0) {
    await store.write(release, withSending(quiet, sink.name, notices));
    return {message: messageOfNotices(state, notices)};
  }
  if (sink.refresh !== undefined) {
    const still = standingNotices(quiet, sink.name);
    if (still.length === 0) standing.delete(key);
    else standing.set(key, messageOfNotices(state, still));
  }
  const isOver = pruned(quiet, clock.now(), policy.flapping) === undefined;
  if (quiet !== state || isOver) await write(work, key, quiet);
  return undefined;
}

async function write(work: Work, key: string, state: ToldState): Promise<void> {
  const {store, clock, policy} = work.ports;
  const left = pruned(state, clock.now(), policy.flapping);
  await store.write(state.release, left);
  if (left === undefined) forget(work, key);
}

function messageOfNotices({release, more}: ToldState, notices: readonly Notice[]): Message {
  return {release, notices, ...(more === undefined ? {} : {more})};
}

async function sent(sink: Sink, message: Message, signal: AbortSignal): Promise<Delivery> {
  try {
    return await sink.send(message, signal);
  } catch (error) {
    return {later: messageOf(error)};
  }
}

/** What was taken is taken down, however long that takes: or it would be told again. */
async function persist(work: Work, take: () => Promise<void>): Promise<void> {
  const {clock, onNote} = work.ports;
  for (let attempt = 0; ; attempt++) {
    try {
      return await take();
    } catch (error) {
      onNote(`that something was told cannot be kept: ${messageOf(error)}`);
      if (work.isClosed) return;
      const ms = doubled(attempt, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      await new Promise<void>((resolve) => void clock.later(ms, resolve));
    }
  }
}

function fail(work: Work, lane: Lane, key: string, {later, afterMs}: Extract<Delivery, {later: string}>): void {
  const {name} = lane.sink;
  work.ports.onResult(name, 'failed', 1);
  if (lane.failing.size === 0) work.ports.onNote(`${name} cannot be told now, and is tried again: ${later}`);
  retryLater(work, lane, key, afterMs);
}

/** The release waits, longer each time; where others fail too, or the receiver says so, the whole sink does. */
function retryLater(work: Work, lane: Lane, key: string, askedMs: number | undefined): void {
  const {clock} = work.ports;
  const {retries, failing} = lane;
  const before = retries.get(key);
  const failures = (before?.failures ?? 0) + 1;
  const retry: Retry = {
    since: before?.since ?? clock.now(),
    failures,
    isDue: false,
    callOff: clock.later(backoff(work, failures), () => {
      retry.isDue = true;
      lane.waiting.add(key);
      run(work, lane);
    }),
  };
  retries.set(key, retry);
  failing.add(key);
  const ms = Math.max(failing.size > 1 ? backoff(work, failing.size - 1) : 0, Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
  if (ms === 0) return;
  lane.pausedUntil = clock.now() + ms;
  clock.later(ms, () => run(work, lane));
}

/** Longer each time, and not at the same moment as others. */
function backoff({ports: {clock}}: Work, failures: number): number {
  const ms = doubled(failures - 1, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  return ms * (0.5 + clock.chance() / 2);
}

/** A sink that was away, and is back, is told of all that waits for it. */
function succeed({failing, retries, waiting}: Lane): void {
  if (failing.size > 1)
    for (const key of failing) {
      const retry = retries.get(key);
      if (retry === undefined) continue;
      retry.callOff();
      retry.isDue = true;
      waiting.add(key);
    }
  failing.clear();
}
