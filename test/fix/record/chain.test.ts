import {appendFile, readFile, rm, writeFile} from 'node:fs/promises';
import {describe, expect, test} from 'vitest';
import {brokenLinks, lastEnded} from '../../../src/fix/record/chain.ts';
import {createRecord, readRecord} from '../../../src/fix/record/files.ts';
import {forgetRecords, forgottenRecords} from '../../../src/fix/record/forget.ts';
import {recordFile, recordIds} from '../../../src/fix/record/folder.ts';
import type {RecordHead, RecordLine} from '../../../src/fix/record/journal.ts';
import {temporaryFolder} from '../fakes/folder.ts';
import {recordHead} from '../fakes/record.ts';

const END: RecordLine = {type: 'end', at: '2026-11-23T12:00:00.000Z', verified: true};
const NOW = new Date('2026-11-28T09:00:00Z');

/** Records in a folder of the test's own; those in `cut` never come to their end. */
async function folderWith(ids: readonly string[], cut: readonly string[] = []): Promise<string> {
  const folder = temporaryFolder();
  for (const id of ids) {
    const journal = await createRecord(folder, recordHead({id}));
    if (!cut.includes(id)) await journal.append(END);
    await journal.close();
  }
  return folder;
}

async function headsOf(folder: string): Promise<RecordHead[]> {
  const lines = await Promise.all((await recordIds(folder)).map((id) => readRecord(folder, id)));
  return lines.map(([first]) => first).filter((line) => line?.type === 'head');
}

async function broken(folder: string): Promise<string[]> {
  const known = new Map((await forgottenRecords(folder)).map(({id, digest = ''}) => [id, digest]));
  return (await brokenLinks(folder, await headsOf(folder), known)).map(({id, by, named}) => `${id} ${by}, by ${named}`);
}

describe('each record names the one before by its digest', () => {
  test('the first has none before it, and an untouched chain holds', async () => {
    const folder = await folderWith(['a', 'b', 'c']);
    expect((await headsOf(folder)).map(({id, previous}) => [id, previous?.id])).toEqual([
      ['c', 'b'],
      ['b', 'a'],
      ['a', undefined],
    ]);
    expect(await broken(folder)).toEqual([]);
  });

  test('one that was cut short is passed over: somebody may still be writing to it', async () => {
    const folder = await folderWith(['a', 'b', 'c'], ['b']);
    expect((await headsOf(folder))[0]).toMatchObject({id: 'c', previous: {id: 'a'}});
    await appendFile(recordFile(folder, 'b'), '{"type":"end","at":"","verified":false');
    expect(await lastEnded(folder, ['b', 'a'])).toMatchObject({id: 'a'});
  });

  test.each<[string, (file: string) => Promise<unknown>, string]>([
    ['a byte', async (file) => writeFile(file, (await readFile(file, 'utf8')).replace('"shop"', '"chop"')), 'changed'],
    ['a line more', (file) => appendFile(file, `${JSON.stringify(END)}\n`), 'changed'],
    ['its file', (file) => rm(file), 'gone'],
  ])('whoever changes %s of it is found out', async (_what, tamper, by) => {
    const folder = await folderWith(['a', 'b', 'c']);
    await tamper(recordFile(folder, 'b'));
    expect(await broken(folder)).toEqual([`b ${by}, by c`]);
  });

  test('the digest of a journal is that of its file', async () => {
    const folder = temporaryFolder();
    const journal = await createRecord(folder, recordHead({id: 'a'}));
    await journal.append(END);
    await journal.close();
    expect(await lastEnded(folder, ['a'])).toEqual({id: 'a', digest: journal.digest()});
  });
});

describe('forgetting', () => {
  test('what was forgotten on purpose breaks no chain; what was changed before does', async () => {
    const folder = await folderWith(['a', 'b', 'c']);
    await forgetRecords(folder, ['b'], NOW);
    expect(await recordIds(folder)).toEqual(['c', 'a']);
    expect(await broken(folder)).toEqual([]);
    await appendFile(recordFile(folder, 'a'), 'x\n');
    await forgetRecords(folder, ['a'], NOW);
    expect((await forgottenRecords(folder)).map(({id, at}) => [id, at])).toEqual([
      ['b', NOW.toISOString()],
      ['a', NOW.toISOString()],
    ]);
  });

  test('one that was changed before it was forgotten is told all the same', async () => {
    const folder = await folderWith(['a', 'b']);
    await appendFile(recordFile(folder, 'a'), 'x\n');
    await forgetRecords(folder, ['a'], NOW);
    expect(await broken(folder)).toEqual(['a changed, by b']);
  });

  test('a damaged log explains nothing, and stops nothing', async () => {
    const folder = await folderWith(['a', 'b']);
    await writeFile(`${folder}/forgotten.log`, 'garbage\n{"id":5}\n[]\n');
    await forgetRecords(folder, ['a'], NOW);
    expect(await forgottenRecords(folder)).toMatchObject([{id: 'a'}]);
    expect(await recordIds(folder)).toEqual(['b']);
  });
});
