import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {newRecordId, recordFile, recordIds} from '../../../src/fix/record/folder.ts';
import {isRecordId} from '../../../src/model/fix.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-records-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

test('records of one second come newest first, whatever their releases are called', async () => {
  const folder = emptyFolder();
  const ids = ['zebra', 'web', 'alpha', 'web'].map((release, at) =>
    newRecordId(release, new Date(Date.UTC(2026, 10, 24, 9, 15, 0, at))),
  );
  for (const id of ids) writeFileSync(recordFile(folder, id), '');
  expect(await recordIds(folder)).toEqual(ids.toReversed());
});

test('a record of before, whose time is in seconds, comes before those of the same second', async () => {
  const folder = emptyFolder();
  const ids = ['20261124-091500-web-3fa2', newRecordId('alpha', new Date('2026-11-24T09:15:00.000Z'))];
  for (const id of ids) writeFileSync(recordFile(folder, id), '');
  expect(await recordIds(folder)).toEqual(ids.toReversed());
});

test('a record is told from other words by its ID, as it is made now and as it was', () => {
  const ids = [newRecordId('web', new Date('2026-11-24T09:15:00.123Z')), '20261124-091500-web-3fa2'];
  expect(ids.map(isRecordId)).toEqual([true, true]);
  expect(['upgrade to revision 7', "somebody's hand"].map(isRecordId)).toEqual([false, false]);
});
