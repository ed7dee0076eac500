import type {FindingView, ValueView} from '../../contract.ts';
import type {Group, Severity, State} from '../../../model/report.ts';
import {signal} from '@preact/signals';
import {serverAhead} from './store.ts';

export const SHAPES: Record<Severity, string> = {critical: '◆', high: '▲', medium: '●', low: '○'};

export const STATES: Record<State, {readonly words: string; readonly shape: string}> = {
  'in-contract': {words: 'In contract', shape: '✓'},
  'variance-detected': {words: 'Variance detected', shape: '▲'},
  incomplete: {words: 'Incomplete', shape: '?'},
};

/** By how soon somebody feels it. */
export const GROUPS: readonly Group[] = [
  'traffic',
  'security',
  'availability',
  'autoscaling',
  'workload',
  'config',
  'storage',
  'metadata',
];

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

export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A value on one line. */
export function short(value: ValueView | undefined, absent: string): string {
  if (value === undefined) return absent;
  const [first = '', ...more] = value.text.trimEnd().split('\n');
  const cut = first.length > 60 ? `${first.slice(0, 59)}…` : first;
  return more.length > 0 || value.cutFrom !== undefined ? `${cut} …` : cut;
}

/** The two sides of a finding in few words. */
export function sides(finding: FindingView): {readonly desired: string; readonly live: string} {
  if (finding.change === 'missing') return {desired: 'present', live: 'missing'};
  if (finding.change === 'extra') return {desired: 'not declared', live: 'present'};
  return {
    desired: short(finding.desired, finding.change === 'added' ? 'not declared' : 'absent'),
    live: short(finding.live, 'absent'),
  };
}
