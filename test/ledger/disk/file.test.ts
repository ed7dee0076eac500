import {spawn} from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {appendToLedger, forgetFindings, readLedger} from '../../../src/ledger/disk/file.ts';
import {ledgerFolder, ledgerName, ledgerNames, ledgerStart} from '../../../src/ledger/disk/folder.ts';
import {ledgerLine} from '../../../src/ledger/line.ts';
import {parseLedger} from '../../../src/ledger/parse.ts';
import {tell} from '../../../src/ledger/transitions.ts';
import type {Ledger} from '../../../src/ledger/entry.ts';
import type {Look} from '../../../src/ledger/transitions.ts';
import {folderOf} from '../../cli/cli.ts';
import {at, entryOf, entryWith, HEAD, idOf, idsOf, ledgerOf, look, seen, T0} from '../made.ts';

const NOW = new Date(T0);

/** As it is now, for as long as the test wants it. */
function ledgerAt(file: string): Ledger {
  return parseLedger(existsSync(file) ? readFileSync(file) : '');
}

async function append(file: string, one: Look): Promise<void> {
  await appendToLedger(
    file,
    HEAD,
    async (ledger) => {
      const told = tell(ledger, one, () => "somebody's hand");
      return told.look === undefined ? told.entries : [...told.entries, told.look];
    },
    NOW,
  );
}

test('a ledger is its owner’s alone, and one that is not there is empty', async () => {
  const file = join(folderOf(), 'state', 'ledger', 'x.jsonl');
  expect(ledgerAt(file).findings.size).toBe(0);
  await append(file, look(0, []));
  expect(statSync(file).size).toBe(0);
  await append(file, look(0, [seen('a')]));
  expect([statSync(file).mode & 0o777, statSync(join(file, '..')).mode & 0o777]).toEqual([0o600, 0o700]);
  expect(ledgerAt(file)).toMatchObject({head: HEAD, seq: 2, lines: 3});
  expect(readdirSync(join(file, '..'))).toEqual(['x.jsonl']);
});

test('killed at any byte of a write: what was told before stands, and the next check mends it', async () => {
  const folder = folderOf();
  const before = ledgerOf(look(0, [seen('a')])).text;
  const whole = ledgerOf(look(0, [seen('a')]), look(1, [seen('a', {value: 'v2'}), seen('ü')])).text;
  const file = join(folder, 'x.jsonl');
  const bytes = Buffer.from(whole);
  for (let size = Buffer.byteLength(before); size <= bytes.length; size++) {
    writeFileSync(file, bytes.subarray(0, size));
    const cut = ledgerAt(file);
    expect([size, cut.damaged, entryOf(cut, 'a') === undefined]).toEqual([size, 0, false]);
    await append(file, look(2, [seen('a', {value: 'v2'}), seen('ü')]));
    const mended = ledgerAt(file);
    expect([size, mended.damaged, entryOf(mended, 'a')?.state, entryOf(mended, 'ü')?.state]).toEqual([
      size,
      0,
      'changed',
      'new',
    ]);
    expect(readFileSync(file, 'utf8').endsWith('}\n')).toBe(true);
  }
});

test('two processes at once: each of their thousand checks is told, and none twice', async () => {
  const file = join(folderOf(), 'x.jsonl');
  const started = ['one', 'two'].map(
    (name) =>
      new Promise<string>((done) => {
        const child = spawn(process.execPath, ['scripts/run.mjs', 'test/ledger/disk/appender.ts', file, name, '500']);
        let said = '';
        child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
        child.on('close', (code) => done(`${code} ${said}`));
      }),
  );
  expect(await Promise.all(started)).toEqual(['0 ', '0 ']);
  const ledger = ledgerAt(file);
  const expected = ['one', 'two'].flatMap((name) => Array.from({length: 500}, (_, turn) => idOf(`${name}-${turn}`)));
  expect([idsOf(ledger.findings), ledger.damaged]).toEqual([expected.toSorted(), 0]);
  const numbers = [...readFileSync(file, 'utf8').matchAll(/^\{"seq":(\d+)/gm)].map(([, digits]) => Number(digits));
  // No two lines bear one number, and they stand in its order.
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('a lock that a killed process left is taken away; one of somebody who is at work is waited for', async () => {
  const folder = folderOf();
  const file = join(folder, 'x.jsonl');
  // No process has this number.
  writeFileSync(`${file}.lock`, `4194305@${hostname()}`);
  writeFileSync(`${file}.lock.stale`, `4194305@${hostname()}`);
  await append(file, look(0, [seen('a')]));
  expect(entryOf(ledgerAt(file), 'a')?.state).toBe('new');
  // Of another machine nobody can tell: it is old after ten seconds.
  writeFileSync(`${file}.lock`, '1@elsewhere');
  utimesSync(`${file}.lock`, 1_700_000_000, 1_700_000_000);
  await append(file, look(1, []));
  expect(entryOf(ledgerAt(file), 'a')?.state).toBe('resolved');
  writeFileSync(`${file}.lock`, `${process.pid}@${hostname()}`);
  await expect(append(file, look(2, [seen('a')]))).rejects.toThrow('another process does not let go of');
  expect(entryOf(ledgerAt(file), 'a')?.state).toBe('resolved');
});

test('what another version has written is neither changed nor forgotten', async () => {
  const file = join(folderOf(), 'x.jsonl');
  writeFileSync(file, '{"schemaVersion":"7"}\n');
  await expect(append(file, look(0, [seen('a')]))).rejects.toThrow(
    'is of version 7, which this helm drift does not know',
  );
  await expect(forgetFindings(file, new Set([idOf('a')]))).rejects.toThrow('version 7');
  expect(readFileSync(file, 'utf8')).toBe('{"schemaVersion":"7"}\n');
});

test('a ledger without its head gets one again', async () => {
  const file = join(folderOf(), 'x.jsonl');
  writeFileSync(
    file,
    ledgerOf(look(0, [seen('a')]))
      .text.split('\n')
      .slice(1)
      .join('\n'),
  );
  expect(ledgerAt(file).head).toBeUndefined();
  await append(file, look(1, [seen('a')]));
  expect(ledgerAt(file)).toMatchObject({head: HEAD, damaged: 0});
});

test('a ledger grows no longer than it must', async () => {
  const file = join(folderOf(), 'x.jsonl');
  const names = Array.from({length: 50}, (_, index) => `n${index}`);
  let most = 0;
  for (let turn = 0; turn < 60; turn++) {
    await append(
      file,
      look(
        turn,
        names.map((name) => seen(name, {value: `v${turn}`})),
      ),
    );
    most = Math.max(most, readFileSync(file, 'utf8').split('\n').length);
  }
  expect(most).toBeLessThan(2100);
  const {findings} = ledgerAt(file);
  expect([findings.size, findings.get(idOf('n7'))]).toEqual([
    50,
    expect.objectContaining({first: at(0), state: 'changed', value: 'v59', lastSeen: at(59)}),
  ]);
});

test('findings are forgotten one by one, and the file with the last', async () => {
  const file = join(folderOf(), 'x.jsonl');
  await append(file, look(0, [seen('a'), seen('b')]));
  const {findings} = ledgerAt(file);
  await forgetFindings(file, new Set([idOf('a')]));
  const left = ledgerAt(file);
  expect([left.head, idsOf(left.findings)]).toEqual([HEAD, [idOf('b')]]);
  expect(entryOf(left, 'b')).toMatchObject({first: findings.get(idOf('b'))?.first, lastSeen: at(0)});
  await forgetFindings(file, new Set([idOf('b')]));
  expect(existsSync(file)).toBe(false);
});

test('a folder that cannot be written is an error, and no lock stays', async () => {
  const folder = folderOf({file: ''});
  await expect(append(join(folder, 'file', 'x.jsonl'), look(0, [seen('a')]))).rejects.toThrow(/ENOTDIR|EEXIST/);
  mkdirSync(join(folder, 'ledger'));
  mkdirSync(join(folder, 'ledger', 'x.jsonl'));
  await expect(append(join(folder, 'ledger', 'x.jsonl'), look(0, [seen('a')]))).rejects.toThrow('EISDIR');
  expect(readdirSync(join(folder, 'ledger'))).toEqual(['x.jsonl']);
  chmodSync(folder, 0o700);
});

test('a file a release, by its cluster’s uid, and by the server where there is none', async () => {
  const {cluster, release} = HEAD;
  const name = ledgerName(cluster, release);
  expect(name).toMatch(/^shop\.web\.[0-9a-f]{12}\.jsonl$/);
  expect(ledgerName({...cluster, server: 'https://elsewhere'}, release)).toBe(name);
  expect(ledgerName({...cluster, uid: 'u-2'}, release)).not.toBe(name);
  const {uid: _uid, ...unknown} = cluster;
  expect(ledgerName(unknown, release)).not.toBe(ledgerName({...unknown, server: 'https://elsewhere'}, release));
  expect(name.startsWith(ledgerStart(release))).toBe(true);
  // A release `web.x` is none of `web`, and no name leaves the folder.
  expect(ledgerName(cluster, {name: 'web.x', namespace: 'shop'}).startsWith(ledgerStart(release))).toBe(true);
  expect(ledgerName(cluster, {name: '../../x', namespace: 'shop'})).not.toContain('/');
  const folder = folderOf({[name]: '', 'x.lock': ''});
  expect([await ledgerNames(folder), await ledgerNames(join(folder, 'nowhere'))]).toEqual([[name], []]);
  expect([ledgerFolder({}), ledgerFolder({HOME: '/h'}), ledgerFolder({XDG_STATE_HOME: '/s', HOME: '/h'})]).toEqual([
    undefined,
    '/h/.local/state/helm-drift/ledger',
    '/s/helm-drift/ledger',
  ]);
  expect(parseLedger('').lines).toBe(0);
});

test('what another program has written anew is appended to, and nothing of it is lost', async () => {
  const file = join(folderOf(), 'x.jsonl');
  const {text} = ledgerOf(look(0, [seen('a'), seen('b')]));
  const spaced = text.replaceAll('":', '": ').replaceAll(',"', ', "');
  writeFileSync(file, `${spaced}{"seq":`);
  await append(file, look(1, [seen('a'), seen('c')]));
  expect(readFileSync(file, 'utf8').startsWith(`${spaced}{"seq":`)).toBe(true);
  const ledger = ledgerAt(file);
  expect(['a', 'b', 'c'].map((name) => entryOf(ledger, name)?.state)).toEqual(['new', 'resolved', 'new']);
  expect([ledger.damaged, ledger.end]).toEqual([0, statSync(file).size]);
});

test('a file is read by pieces, wherever they end, and says what its bytes say', async () => {
  const file = join(folderOf(), 'x.jsonl');
  const entry = ledgerLine(entryWith({title: 'é'.repeat(300)}));
  const long = ledgerLine(entryWith({id: idOf('long'), title: 'x'.repeat(3 * 1024 * 1024)}));
  const lines = Array.from({length: 3000}, (_, index) =>
    ledgerLine(entryWith({id: idOf(`n${index % 1500}`), seq: index + 2, title: 'é'.repeat(index % 700)})),
  );
  const text = [ledgerLine(HEAD), entry, ...lines.slice(0, 1000), '{"seq":1,"i}\n', long, ...lines.slice(1000)].join(
    '',
  );
  for (const tail of ['', '{"seq":', 'y'.repeat(2 * 1024 * 1024)]) {
    writeFileSync(file, text + tail);
    const inMemory = ledgerAt(file);
    const all = [...inMemory.findings.newest('')];
    expect([all.length, inMemory.end]).toEqual([1502, Buffer.byteLength(text)]);
    await readLedger(file, (ledger) => {
      expect([...ledger.findings.newest('')]).toEqual(all);
      const {seq, lines: count, damaged, end} = ledger;
      expect([seq, count, damaged, end]).toEqual([3001, 3004, 1, inMemory.end]);
    });
  }
});
