import {appendFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createRecord} from '../../../src/fix/record/files.ts';
import {recordFile} from '../../../src/fix/record/folder.ts';
import type {RecordHead} from '../../../src/fix/record/journal.ts';
import {recordHead} from '../../fix/fakes/record.ts';
import {NOW} from '../../check/check-files.ts';
import {cli, folderOf} from '../cli.ts';

const DAY = 86_400_000;
const by = {user: 'alice', host: 'build-7', clusterUser: 'system:admin'};

interface Kept {
  readonly id: string;
  readonly days: number;
  readonly release?: string;
  readonly undoes?: string;
  readonly cut?: true;
}

/** A machine with these records, oldest first. */
async function machine(...records: readonly Kept[]) {
  const home = folderOf();
  const folder = join(home, '.local', 'state', 'helm-drift', 'records');
  for (const {id, days, release = 'shop', undoes, cut} of records) {
    const head: Partial<RecordHead> = {id, by, of: undoes === undefined ? 'fix' : 'undo'};
    const createdAt = new Date(NOW.getTime() - days * DAY).toISOString();
    const place = {name: release, namespace: 'prod', revision: 3, applyMethod: 'ssa'} as const;
    const journal = await createRecord(
      folder,
      recordHead(undoes === undefined ? head : {...head, undoes}, {createdAt, release: place}),
    );
    if (cut !== true) await journal.append({type: 'end', at: createdAt, verified: true});
    await journal.close();
  }
  const run = (line: string) => cli(['history', ...line.split(' ').filter((word) => word !== '')], home, {HOME: home});
  const left = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).map((name) => name.replace('.jsonl', ''));
  return {run, left, folder};
}

const OLD = {id: '20250101-a', days: 300};
const MIDDLE = {id: '20260601-b', days: 100, release: 'web'};
const NEW = {id: '20261101-c', days: 1};

test('a list says who it was, and of one release or record where it is named', async () => {
  const {run} = await machine(OLD, MIDDLE, NEW);
  const all = await run('');
  expect(all.stdout.replace(/\s+/g, ' ').match(/by alice on build-7, as system:admin in the cluster/g)).toHaveLength(3);
  expect((await run('web')).stdout).toContain(MIDDLE.id);
  expect((await run('web')).stdout).not.toContain(NEW.id);
  const named = (await run('20261101')).stdout;
  expect([named.includes(NEW.id), named.includes(OLD.id)]).toEqual([true, false]);
  expect((await run('--older-than 30d')).stdout).not.toContain(NEW.id);
  expect(JSON.parse((await run('-o json')).stdout)).toMatchObject({records: [{by, previous: {id: MIDDLE.id}}, {}, {}]});
});

describe('--forget', () => {
  test('takes away what is old, and the chain that is left holds', async () => {
    const {run, left} = await machine(OLD, MIDDLE, NEW);
    const {code, stdout, stderr} = await run('--forget --older-than 30d --yes');
    expect([code, stdout]).toEqual([0, '2 records forgotten.\n']);
    expect(stderr).toContain(OLD.id);
    expect(await left()).toEqual([NEW.id]);
    expect((await run('')).stderr).toBe('');
  });

  test('nobody is there to ask: nothing goes', async () => {
    const {run, left} = await machine(OLD);
    expect(await run('--forget --older-than 30d')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('See which they are and add --yes.'),
    });
    expect(await left()).toEqual([OLD.id]);
  });

  test('says which, or is an error; so is a name that nothing has', async () => {
    const {run, left} = await machine(OLD);
    expect((await run('--forget --yes')).stderr).toContain('does not say which');
    expect(await run('--forget nobody --yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no record nobody, and none of a release nobody'),
    });
    expect(await left()).toEqual([OLD.id]);
  });

  test('what was cut short goes by its own name alone: another fix may need it', async () => {
    const {run, left} = await machine({...OLD, cut: true});
    expect((await run('--forget shop --yes')).stdout).toBe('No record is meant: nothing was forgotten.\n');
    expect(await left()).toEqual([OLD.id]);
    expect((await run(`--forget ${OLD.id} --yes`)).stdout).toBe('1 record forgotten.\n');
    expect(await left()).toEqual([]);
  });

  test('an undo goes with its fix, which would pass for one that stands', async () => {
    const undo = {id: '20260602-u', days: 99, undoes: MIDDLE.id};
    const young = await machine({...MIDDLE, days: 10}, {...undo, days: 9});
    expect((await young.run('--forget --older-than 9d --yes')).stdout).toBe('1 record forgotten.\n');
    expect(await young.left()).toEqual([undo.id]);
    const named = await machine(MIDDLE, undo);
    await named.run(`--forget ${undo.id} --yes`);
    expect(await named.left()).toEqual([]);
  });

  test('a damaged one goes by its name', async () => {
    const {run, left, folder} = await machine(NEW);
    await appendFile(recordFile(folder, '20250505-x'), 'garbage\n');
    expect((await run('--forget 20250505-x --yes')).stdout).toBe('1 record forgotten.\n');
    expect(await left()).toEqual([NEW.id]);
  });

  test('as JSON', async () => {
    const {run} = await machine(OLD, NEW);
    expect(JSON.parse((await run('--forget --older-than 30d --yes -o json')).stdout)).toEqual({
      schemaVersion: '1',
      kind: 'ForgottenRecords',
      records: [OLD.id],
    });
  });
});

test.each([
  [
    'changed',
    (file: string) => appendFile(file, '{"type":"end","at":"","verified":true}\n'),
    'was changed since it ended',
  ],
])('a record that was %s behind our back is told', async (_what, tamper, words) => {
  const {run, folder} = await machine(OLD, NEW);
  await tamper(recordFile(folder, OLD.id));
  expect((await run('')).stderr).toBe(`Note: the record ${OLD.id} ${words}: ${NEW.id} has its digest\n`);
});
