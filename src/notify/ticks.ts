import {messageOf} from '../model/errors.ts';
import {run} from './lanes.ts';
import {wake} from './work.ts';
import type {Lane, Work} from './work.ts';

const TICK_MS = 5000;
const REFRESHED_AT_ONCE = 20;

/** Looks every few seconds for what comes due by itself. */
export function tickLater(work: Work): void {
  if (work.isClosed) return;
  work.callOffTick = work.ports.clock.later(TICK_MS, () => {
    tick(work);
    tickLater(work);
  });
}

/** What comes due though nothing happens: reminders, the end of quiet hours, calm. */
function tick(work: Work): void {
  const now = work.ports.clock.now();
  for (const lane of work.lanes) {
    for (const [key, at] of lane.dueAt) {
      if (at > now || !work.fresh.has(key)) continue;
      lane.dueAt.delete(key);
      wake(lane, key);
    }
    run(work, lane);
    const {refresh} = lane.sink;
    if (refresh === undefined || lane.standing.size === 0 || now - lane.refreshedAt < refresh.everyMs) continue;
    lane.refreshedAt = now;
    void refreshed(work, lane);
  }
}

async function refreshed(work: Work, {sink, standing}: Lane): Promise<void> {
  const messages = [...standing.values()];
  for (let at = 0; at < messages.length && !work.isClosed; at += REFRESHED_AT_ONCE) {
    const some = messages.slice(at, at + REFRESHED_AT_ONCE);
    const delivery = await sink.refresh
      ?.send(some, work.abort.signal)
      .catch((error: unknown) => ({later: messageOf(error)}));
    if (delivery === undefined || 'accepted' in delivery) continue;
    work.ports.onResult(sink.name, 'failed', 1);
    return work.ports.onNote(
      `${sink.name} cannot be told what still stands: ${'later' in delivery ? delivery.later : delivery.refused}`,
    );
  }
}
