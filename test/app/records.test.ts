import {messageOf} from '../../src/model/errors.ts';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {allRecords, namedRecord, undoableFixes} from '../../src/app/records.ts';
import {createRecord} from '../../src/fix/record/files.ts';
import type {RecordHead, RecordLine} from '../../src/fix/record/journal.ts';
import type {PlanCluster} from '../../src/model/fix.ts';
import {temporaryFolder} from '../fix/fakes/folder.ts';
import {recordHead} from '../fix/fakes/record.ts';

const HERE: PlanCluster = {name: 'here', server: 'https://here', uid: '1'};
const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'};

interface Kept {
  readonly id: string;
  readonly of?: 'fix' | 'undo';
  readonly undoes?: string;
  readonly cluster?: PlanCluster;
  readonly release?: string;
  readonly namespace?: string;
  /** Whether something was written. */
  readonly result?: 'done' | 'refused' | 'open';
  /** Whether it came to its end. */
  readonly ended?: boolean;
}

function head({id, of = 'fix', undoes, cluster = HERE, release = 'shop', namespace = 'shop'}: Kept): RecordHead {
  return recordHead(
    {id, of, ...(undoes === undefined ? {} : {undoes}), before: [null]},
    {
      release: {name: release, namespace, revision: 3, applyMethod: 'ssa'},
      cluster,
      steps: [{action: 'patch', ref, apiVersion: 'v1', fields: [], consequences: [], warnings: []}],
    },
  );
}

async function folderWith(...records: readonly Kept[]): Promise<string> {
  const folder = temporaryFolder();
  for (const record of records) {
    const journal = await createRecord(folder, head(record));
    const {result = 'done'} = record;
    const ahead: RecordLine = {type: 'write-ahead', step: 0, write: 0, kind: 'apply', digest: 'd', at: ''};
    await journal.append(ahead);
    if (result !== 'open') await journal.append({type: 'outcome', step: 0, write: 0, result, at: ''});
    const outcome = result === 'done' ? 'patched' : 'failed';
    if (record.ended !== false) {
      await journal.append({type: 'result', step: 0, outcome});
      await journal.append({type: 'end', at: '', verified: result === 'done'});
    }
    await journal.close();
  }
  return folder;
}

test('a damaged record hides no other, and the newest comes first', async () => {
  const folder = await folderWith({id: '2026-a'}, {id: '2026-c'});
  await writeFile(join(folder, '2026-b.jsonl'), 'garbage\n');
  await writeFile(join(folder, '2026-d.jsonl'), `${JSON.stringify(head({id: '2026-d'}))}\n5\n`);
  await writeFile(join(folder, '2026-e.jsonl'), '{"type":"head"');
  expect((await allRecords(folder)).map((record) => record.head.id)).toEqual(['2026-c', '2026-a']);
});

describe('without a name: the newest fix of this cluster that nobody has undone', () => {
  const fix = (id: string, more: Omit<Kept, 'id'> = {}): Kept => ({id, ...more});
  const undo = (id: string, undoes: string, result: Kept['result'] = 'done'): Kept => ({
    id,
    of: 'undo',
    undoes,
    result,
  });

  test.each<[string, readonly Kept[], PlanCluster, string]>([
    ['the newest', [fix('1'), fix('2')], HERE, '2'],
    ['not one of another cluster', [fix('1'), fix('2', {cluster: {...HERE, uid: '2'}})], HERE, '1'],
    ['not one that was undone', [fix('1'), fix('2'), undo('3', '2')], HERE, '1'],
    ['one whose undo may have written, and is not through', [fix('1'), fix('2'), undo('3', '2', 'open')], HERE, '2'],
    ['one whose undo was cut short', [fix('1'), fix('2'), {...undo('3', '2'), ended: false}], HERE, '2'],
    ['one whose undo was refused', [fix('1'), fix('2'), undo('3', '2', 'refused')], HERE, '2'],
    ['not one that wrote nothing', [fix('1'), fix('2', {result: 'refused'})], HERE, '1'],
    [
      'not an undo',
      [undo('3', '2')],
      HERE,
      'there is no fix of this cluster to undo: it is context here at https://here',
    ],
    ['none at all', [], HERE, 'there is no fix of this cluster to undo: it is context here at https://here'],
    [
      'where kube-system may not be read, one of the same server',
      [
        fix('1', {cluster: {name: 'x', server: 'https://here'}}),
        fix('2', {cluster: {name: 'x', server: 'https://there'}}),
      ],
      {name: 'here', server: 'https://here'},
      '1',
    ],
  ])('%s', async (_what, records, here, chosen) => {
    const choice = undoableFixes(await folderWith(...records), here);
    const id = choice.then(([newest]) => newest?.head.id);
    expect(await id.catch(messageOf)).toBe(chosen);
  });
});

describe('of a release and a namespace', () => {
  const records = [
    {id: '1'},
    {id: '2', release: 'web'},
    {id: '3', release: 'web', namespace: 'stage'},
    {id: '4', release: 'db', namespace: 'stage'},
  ];

  test.each([
    [{}, '4'],
    [{release: 'web'}, '3'],
    [{release: 'web', namespace: 'shop'}, '2'],
    [{namespace: 'shop'}, '2'],
    [{release: 'api'}, 'there is no fix of api of this cluster to undo: it is context here at https://here'],
    [
      {release: 'db', namespace: 'shop'},
      'there is no fix of db in namespace shop of this cluster to undo: it is context here at https://here',
    ],
  ])('%o', async (of, chosen) => {
    const choice = undoableFixes(await folderWith(...records), HERE, of).then(([newest]) => newest?.head.id);
    expect(await choice.catch(messageOf)).toBe(chosen);
  });

  test('a damaged record that is newer is not passed over in silence; an older one is', async () => {
    const folder = await folderWith({id: '2026-b'});
    await writeFile(join(folder, '2026-a.jsonl'), 'garbage\n');
    expect((await undoableFixes(folder, HERE))[0]?.head.id).toBe('2026-b');
    await writeFile(join(folder, '2026-c.jsonl'), 'garbage\n');
    await expect(undoableFixes(folder, HERE)).rejects.toMatchObject({
      message: expect.stringContaining('the newest record cannot be read'),
      hint: expect.stringContaining('helm drift undo RECORD'),
    });
  });
});

describe('by name', () => {
  test.each<[string, string]>([
    ['2026-shop-a', '2026-shop-a'],
    ['2026-w', '2026-web'],
    // The start of another one, and a name all the same.
    ['2026-web', '2026-web'],
  ])('%s is %s', async (named, id) => {
    const records = [
      {id: '2026-shop-a'},
      {id: '2026-shop-b'},
      {id: '2026-web'},
      ...(named === '2026-web' ? [{id: '2026-web-2'}] : []),
    ];
    expect((await namedRecord(await folderWith(...records), named)).head.id).toBe(id);
  });

  test.each([
    ['2026-shop', '2026-shop is the start of 2 records'],
    ['2027', 'there is no record 2027'],
    ['../2026-web', 'there is no record ../2026-web'],
  ])('%s is none', async (named, message) => {
    const folder = await folderWith({id: '2026-shop-a'}, {id: '2026-shop-b'});
    await expect(namedRecord(folder, named)).rejects.toMatchObject({code: 'usage', message});
  });
});
