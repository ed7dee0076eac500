import {forgetRecords} from '../fix/record/forget.ts';
import {recordIds} from '../fix/record/folder.ts';
import type {FixRecord} from '../fix/record/history.ts';
import {allRecords} from './records.ts';

/** Records that are kept: those of a year, and a thousand of them. */
const [KEPT_DAYS, KEPT_RECORDS] = [365, 1000];
const DAY_MS = 86_400_000;

/** Records that may go: ended ones, for what was cut short is needed to go on. An undo goes with its fix, which would pass for one that stands. */
export function forgettable(chosen: readonly FixRecord[], all: readonly FixRecord[]): string[] {
  const ended = chosen.filter((record) => record.ended);
  const [there, going] = [new Set(all.map(({head}) => head.id)), new Set(ended.map(({head}) => head.id))];
  return ended
    .filter(({head: {undoes}}) => undoes === undefined || going.has(undoes) || !there.has(undoes))
    .map(({head}) => head.id);
}

/** Whether a record was begun so many milliseconds ago, or more. */
export function isOlder({head}: FixRecord, now: Date, age: number): boolean {
  return now.getTime() - Date.parse(head.plan.createdAt) > age;
}

/** Forgets what is kept longer than anybody needs it. Throws what the disk throws. */
export async function retire(folder: string, now: Date): Promise<void> {
  const ids = await recordIds(folder);
  // By their names alone: most often nothing is to be done, and then no record is read.
  const oldest = new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
  const due = new Set(ids.filter((id, at) => at >= KEPT_RECORDS || id < oldest));
  if (due.size === 0) return;
  const all = await allRecords(folder);
  const chosen = all.filter(({head}) => due.has(head.id));
  await forgetRecords(folder, forgettable(chosen, all), now);
}
