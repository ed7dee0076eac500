import {messageOf} from '../model/errors.ts';
import {run} from './lanes.ts';
import {observe} from './observe.ts';
import type {Sight} from './observe.ts';
import {forget, settle, wake} from './work.ts';
import type {Work} from './work.ts';

/** Releases whose states are read and written at once. */
const AT_ONCE = 4;
/** What could not be kept is tried again after so long. */
const AGAIN_MS = 10_000;

/** Remembers what was seen, some releases at once. */
export function observeNext(work: Work): void {
  while (work.observing < AT_ONCE) {
    const [first] = work.sights;
    if (first === undefined) break;
    const [key, sight] = first;
    work.sights.delete(key);
    work.observing += 1;
    work.inHand.set(key, (work.inHand.get(key) ?? 0) + 1);
    void remember(work, key, sight).finally(() => {
      work.observing -= 1;
      const others = (work.inHand.get(key) ?? 1) - 1;
      if (others === 0) work.inHand.delete(key);
      else work.inHand.set(key, others);
      observeNext(work);
      settle(work);
    });
  }
}

async function remember(work: Work, key: string, sight: Sight): Promise<void> {
  const {ports, lanes, locks, sights, unkept} = work;
  const {store, policy, onNote, clock} = ports;
  let isNews = !work.asked.has(key);
  try {
    await locks.alone(key, async () => {
      const before = await store.read(sight.release);
      const after = observe(before, sight, {sinks: ports.sinks.map(({name}) => name), flapping: policy.flapping});
      if (after !== before) await store.write(sight.release, after);
      isNews ||= after !== before;
      // One that was forgotten meanwhile is known again.
      if (after === undefined) forget(work, key);
      else work.known.set(key, sight.release);
    });
  } catch (error) {
    onNote(`what was told of ${key} cannot be kept: ${messageOf(error)}`);
    if (sights.has(key)) return;
    unkept.set(key, sight);
    clock.later(AGAIN_MS, () => {
      if (work.isClosed || unkept.get(key) !== sight) return;
      unkept.delete(key);
      sights.set(key, sight);
      observeNext(work);
    });
    return;
  }
  if (!isNews || !work.known.has(key)) return;
  work.asked.add(key);
  for (const lane of lanes) {
    wake(lane, key);
    run(work, lane);
  }
}
