import {chmod, mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createRecord, readRecord} from '../../../src/fix/record/files.ts';
import {newRecordId, recordIds, recordsFolder} from '../../../src/fix/record/folder.ts';
import {fixRecord} from '../../../src/fix/record/history.ts';
import {temporaryFolder} from '../fakes/folder.ts';
import {recordHead} from '../fakes/record.ts';
import type {RecordHead, RecordLine} from '../../../src/fix/record/journal.ts';

const folderFor = (): string => join(temporaryFolder(), 'records');

const head = (id: string): RecordHead => recordHead({id});
const end: RecordLine = {type: 'end', at: '2026-11-23T12:00:00.000Z', verified: true};

describe('where records lie', () => {
  test.each<[NodeJS.ProcessEnv, string]>([
    [{XDG_STATE_HOME: '/state', HOME: '/home/a'}, '/state/helm-drift/records'],
    [{XDG_STATE_HOME: '', HOME: '/home/a'}, '/home/a/.local/state/helm-drift/records'],
  ])('%j', (env, folder) => {
    expect(recordsFolder(env)).toBe(folder);
  });

  test('nowhere: nothing may be written', () => {
    expect(() => recordsFolder({})).toThrow(expect.objectContaining({code: 'precondition'}));
  });
});

test('a name sorts by time, says whose it is, and is another one each time', () => {
  const at = new Date('2026-11-24T09:15:00Z');
  expect(newRecordId('shop', at)).toMatch(/^20261124-091500000-shop-[0-9a-f]{4}$/);
  expect(new Set(Array.from({length: 20}, () => newRecordId('shop', at))).size).toBeGreaterThan(1);
});

test('what was taken down is read again, 64-bit numbers too, and nobody else can read it', async () => {
  const folder = folderFor();
  const journal = await createRecord(folder, head('one'));
  const after = {spec: {big: 9_007_199_254_740_993n}};
  await journal.append({type: 'outcome', step: 0, write: 0, result: 'done', after, at: ''});
  await journal.append(end);
  await journal.close();
  const lines = await readRecord(folder, 'one');
  expect(lines).toEqual([head('one'), {type: 'outcome', step: 0, write: 0, result: 'done', after, at: ''}, end]);
  expect((await stat(join(folder, 'one.jsonl'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await readdir(folder)).toEqual(['one.jsonl']);
});

describe('a record that cannot be begun', () => {
  test('the folder is a file', async () => {
    const folder = folderFor();
    await writeFile(folder, '');
    await expect(createRecord(folder, head('one'))).rejects.toMatchObject({
      code: 'precondition',
      message: expect.stringMatching(/^the record of this fix cannot be written: E/),
      hint: expect.stringContaining('Nothing was written to the cluster'),
    });
  });

  test('half a record does not stay', async () => {
    const folder = folderFor();
    await mkdir(join(folder, 'one.jsonl', 'in-the-way'), {recursive: true});
    await expect(createRecord(folder, head('one'))).rejects.toMatchObject({code: 'precondition'});
    expect(await readdir(folder)).toEqual(['one.jsonl']);
  });
});

describe('a record that was cut short or damaged', () => {
  async function written(text: string): Promise<string> {
    const folder = folderFor();
    await mkdir(folder);
    await writeFile(join(folder, 'one.jsonl'), text);
    return folder;
  }
  const whole = `${JSON.stringify(head('one'))}\n${JSON.stringify(end)}\n`;

  test.each([1, 10, 60])('%d characters cut off: the last line is left out', async (cut) => {
    const folder = await written(whole.slice(0, -cut));
    expect((await readRecord(folder, 'one')).map(({type}) => type)).toEqual(['head']);
  });

  test('cut in its first line: there is nothing to read', async () => {
    const lines = await readRecord(await written(whole.slice(0, 40)), 'one');
    expect(lines).toEqual([]);
    expect(() => fixRecord(lines, 'one')).toThrow('the record one is none that this version can read');
  });

  test.each([
    ['no JSON', 'garbage'],
    ['a number', '5'],
    ['nothing', 'null'],
    ['a line without a type', '{"step":1}'],
    ['a line without a step', '{"type":"result"}'],
    ['a head without a plan', '{"type":"head","id":"one","before":[]}'],
  ])('%s among its lines', async (_what, line) => {
    const folder = await written(`${JSON.stringify(head('one'))}\n${line}\n${JSON.stringify(end)}\n`);
    await expect(readRecord(folder, 'one')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('the record one is damaged'),
      hint: expect.stringContaining(join(folder, 'one.jsonl')),
    });
  });

  test('one of a later version', async () => {
    const folder = await written(whole.replace('"schemaVersion":"3"', '"schemaVersion":"4"'));
    const lines = await readRecord(folder, 'one');
    expect(() => fixRecord(lines, 'one')).toThrow('none that this version can read');
  });

  test('none at all, and one that is a folder', async () => {
    const folder = await written(whole);
    await expect(readRecord(folder, 'two')).rejects.toThrow('there is no record two');
    await mkdir(join(folder, 'three.jsonl'));
    await expect(readRecord(folder, 'three')).rejects.toThrow('the record three cannot be read: EISDIR');
  });
});

test('all records by name, newest first; what is none is passed over', async () => {
  const folder = folderFor();
  expect(await recordIds(folder)).toEqual([]);
  await mkdir(folder);
  for (const name of ['2026-a.jsonl', '2027-b.jsonl', '2027-b.jsonl.3fa2', 'notes.txt'])
    await writeFile(join(folder, name), '');
  expect(await recordIds(folder)).toEqual(['2027-b', '2026-a']);
});

test('a line that cannot be kept is an error to whoever writes', async () => {
  const folder = folderFor();
  const journal = await createRecord(folder, head('one'));
  await journal.close();
  await expect(journal.append(end)).rejects.toThrow('file closed');
  await chmod(folder, 0o700);
  expect(await readFile(join(folder, 'one.jsonl'), 'utf8')).toBe(`${JSON.stringify(head('one'))}\n`);
});
