import {expect, test} from 'vitest';
import {retire} from '../../src/app/retention.ts';
import {createRecord} from '../../src/fix/record/files.ts';
import {recordIds} from '../../src/fix/record/folder.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';
import {recordHead} from '../fix/fakes/record.ts';

const NOW = new Date('2026-11-28T09:00:00Z');

async function keep(folder: string, id: string, more: {cut?: true; undoes?: string} = {}): Promise<void> {
  const {cut, undoes} = more;
  const journal = await createRecord(folder, recordHead(undoes === undefined ? {id} : {id, of: 'undo', undoes}));
  if (cut === undefined) await journal.append({type: 'end', at: '', verified: true});
  await journal.close();
}

test('a year is kept; what was cut short stays, and an undo whose fix does', async () => {
  const folder = temporaryFolder();
  await keep(folder, '20250101-090000-old');
  await keep(folder, '20250102-090000-cut', {cut: true});
  await keep(folder, '20250103-090000-undo-of-it', {undoes: '20250102-090000-cut'});
  await keep(folder, '20250104-090000-undo-of-old', {undoes: '20250101-090000-old'});
  await keep(folder, '20261127-090000-new');
  await retire(folder, NOW);
  expect((await recordIds(folder)).toSorted()).toEqual([
    '20250102-090000-cut',
    '20250103-090000-undo-of-it',
    '20261127-090000-new',
  ]);
});

test('a thousand are kept, the newest', async () => {
  const folder = temporaryFolder();
  const ids = Array.from({length: 1003}, (_, at) => `20261101-${String(at).padStart(6, '0')}-x`);
  for (const id of ids) await keep(folder, id);
  await retire(folder, NOW);
  expect((await recordIds(folder)).toSorted()).toEqual(ids.slice(3));
}, 60_000);
