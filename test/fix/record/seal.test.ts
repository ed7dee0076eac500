import {randomBytes} from 'node:crypto';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {createRecord, readRecord} from '../../../src/fix/record/files.ts';
import {ensureKey, keyFile, readKey} from '../../../src/fix/record/key.ts';
import type {RecordHead, RecordLine} from '../../../src/fix/record/journal.ts';
import {isSealed, sealed, unsealed} from '../../../src/fix/record/seal.ts';
import {textOf} from '../../../src/model/json.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {temporaryFolder} from '../fakes/folder.ts';
import {recordHead} from '../fakes/record.ts';

const secret = (value: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {name: 'keys', namespace: 'shop', uid: 'u-1', resourceVersion: '7', annotations: {note: value}},
  data: {token: value, big: 9_007_199_254_740_993n as never},
});
const map: JsonObject = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c'}, data: {a: 'in the clear'}};
const head = (before: readonly (JsonObject | null)[]): RecordHead => recordHead({before});
const LINES: readonly RecordLine[] = [
  head([secret('hunter22'), map, null]),
  {type: 'begin', step: 0, before: secret('hunter22')},
  {type: 'write-ahead', step: 0, write: 0, kind: 'json-patch', digest: '', at: '', expected: secret('hunter22')},
  {type: 'outcome', step: 0, write: 0, result: 'done', after: secret('hunter22'), at: ''},
  {type: 'result', step: 0, outcome: 'patched'},
  {type: 'end', at: '', verified: true},
];

test.each(LINES)('a line of type $type comes back as it was, and shows nothing of a Secret meanwhile', (line) => {
  const key = randomBytes(32);
  const closed = sealed(line, key);
  expect(
    JSON.stringify(closed, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('hunter22');
  expect(unsealed(closed, key)).toEqual(line);
});

test('what is sealed still says which object it is, and is no object to be written', () => {
  const line = sealed(LINES[1] as RecordLine, randomBytes(32)) as {before: JsonObject};
  expect(line.before).toMatchObject({
    kind: 'Secret',
    metadata: {name: 'keys', namespace: 'shop', uid: 'u-1', resourceVersion: '7'},
  });
  expect(isSealed(line.before)).toBe(true);
  expect(isSealed(map)).toBe(false);
});

test.each([
  ['without a key', () => undefined],
  ['with another key', () => randomBytes(32)],
])('%s it stays sealed', (_how, key) => {
  const closed = sealed(LINES[0] as RecordLine, randomBytes(32));
  const kept = unsealed(closed, key()) as RecordHead;
  expect(kept.before.map((object) => isSealed(object))).toEqual([true, false, false]);
});

test('a seal that somebody changed does not open', () => {
  const key = randomBytes(32);
  const closed = sealed(LINES[0] as RecordLine, key) as RecordHead;
  const [first] = closed.before;
  const text = textOf(first?.['helm-drift/sealed']);
  const changed = {...closed, before: [{...first, 'helm-drift/sealed': `${text.slice(0, -8)}AAAAAAA=`}]};
  expect(isSealed((unsealed(changed, key) as RecordHead).before[0])).toBe(true);
});

describe('a record on the disk', () => {
  const folder = (): string => join(temporaryFolder(), 'records');

  test('holds no Secret in the clear, and is read as it was written; the key is not beside it, and its owner’s alone', async () => {
    const place = folder();
    const journal = await createRecord(place, LINES[0] as RecordHead);
    for (const line of LINES.slice(1)) await journal.append(line);
    await journal.close();
    const text = await readFile(join(place, 'one.jsonl'), 'utf8');
    expect(text).not.toContain('hunter22');
    expect(text).toContain('in the clear');
    expect(await readRecord(place, 'one')).toEqual(LINES);
    expect(keyFile(place)).toBe(join(place, '..', 'record-key'));
    expect((await stat(keyFile(place))).mode & 0o777).toBe(0o600);
  });

  test('without its key is still a record, with what is sealed in it', async () => {
    const place = folder();
    await (await createRecord(place, LINES[0] as RecordHead)).close();
    await rm(keyFile(place));
    const [line] = await readRecord(place, 'one');
    expect((line as RecordHead).before.map(isSealed)).toEqual([true, false, false]);
  });

  test('without Secrets needs no key', async () => {
    const place = folder();
    await (await createRecord(place, head([map]))).close();
    expect(await readKey(place)).toBeUndefined();
  });
});

test('many who make the key at once end with one; a file that holds none is no key, and not written over', async () => {
  const place = join(temporaryFolder(), 'records');
  const keys = await Promise.all(Array.from({length: 8}, () => ensureKey(place)));
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  await writeFile(keyFile(place), 'nonsense');
  await expect(ensureKey(place)).rejects.toThrow('holds no key');
});
