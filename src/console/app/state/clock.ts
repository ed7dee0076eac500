import {signal} from '@preact/signals';
import type {TimelineState} from '../../contract.ts';
import {isEarlier} from './stops.ts';
import {serverAhead} from './store.ts';

/** The clock's beat, so that ages grow without a new state. */
export const beat = signal(Date.now());
setInterval(() => (beat.value = Date.now()), 10_000);

/** `14 min ago`, by the server's clock. */
export function ago(time: string): string {
  const seconds = Math.max(0, Math.round((Math.max(beat.value, 0) + serverAhead.value - Date.parse(time)) / 1000));
  if (Number.isNaN(seconds)) return '';
  if (seconds < 45) return 'just now';
  if (seconds < 3570) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  const days = Math.round(seconds / 86_400);
  return days === 1 ? 'a day ago' : `${days} days ago`;
}

export function clockTime(time: string): string {
  return new Date(time).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
}

/** The time of day, of another day with the day: where there is little room. */
export function shortTime(time: string): string {
  const [then, now] = [new Date(time), new Date(beat.value + serverAhead.value)];
  const ofDay = then.toLocaleTimeString(undefined, {timeStyle: 'short'});
  if (then.toDateString() === now.toDateString()) return ofDay;
  return `${then.toLocaleDateString(undefined, {day: 'numeric', month: 'short'})} ${ofDay}`;
}

/** What a state is called; an earlier one by its time. */
export function nameOf(state: Pick<TimelineState, 'id' | 'name' | 'takenAt'>): string {
  return isEarlier(state) ? `${state.name}, ${clockTime(state.takenAt)}` : state.name;
}

export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
