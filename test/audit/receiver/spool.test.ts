import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {auditBook, keyOf} from '../../../src/audit/book.ts';
import type {AuditBook} from '../../../src/audit/book.ts';
import {readLog} from '../../../src/audit/log/read-log.ts';
import {createOnDisk} from '../../../src/audit/receiver/live-file.ts';
import type {Appendable, Create} from '../../../src/audit/receiver/live-file.ts';
import {batchOf} from '../../../src/audit/receiver/posted.ts';
import type {PostedEvent} from '../../../src/audit/receiver/posted.ts';
import {openSpool} from '../../../src/audit/receiver/spool.ts';
import type {Spool} from '../../../src/audit/receiver/spool.ts';
import {temporaryFolder} from '../../fix/fakes/folder.ts';
import {audited} from '../events.ts';
import type {Written} from '../events.ts';
import {listOf} from './lists.ts';

const [KIB, NOW] = [1024, Date.parse('2026-11-28T09:00:00Z')];
const WEB = {group: '', resource: 'services', namespace: 'shop', name: 'web'};

/** An event so many seconds after the beginning. */
const event = (second: number, more: Written = {}): readonly PostedEvent[] =>
  batchOf(
    listOf([audited({auditID: `e${second}`, at: new Date(NOW + second * 1000).toISOString(), ...more})]),
    'writes',
  ).kept;

interface Opening {
  readonly keep?: number;
  readonly rotate?: number;
  readonly at?: number;
  readonly create?: Create;
}

/** A spool in a folder, at a time of the test’s own. */
async function opened(folder: string, {keep = 1024 * KIB, rotate = 64 * KIB, at = NOW, create}: Opening = {}) {
  const told: string[] = [];
  const clock = {now: at};
  const options = {keep, rotate, now: () => clock.now, tell: (line: string) => void told.push(line)};
  const spool: Spool = await openSpool(folder, create === undefined ? options : {...options, create});
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await spool.close();
    isClosed = true;
  };
  onTestFinished(close);
  return {spool, told, clock, close};
}

const logs = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('audit-'))
    .toSorted();

function textOf(folder: string, name: string): string {
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

async function bookOf(folder: string): Promise<AuditBook> {
  const book = auditBook(new Map([[keyOf(WEB), {...WEB, places: []}]]));
  await readLog(folder, process.stdin, book);
  return book;
}

const idsIn = async (folder: string): Promise<(string | undefined)[]> =>
  (await bookOf(folder)).page(WEB).entries.map(({person}) => person.auditID);

test('what is kept can be read while the next is written, by nobody else', async () => {
  const folder = join(temporaryFolder(), 'deep', 'spool');
  const {spool, told} = await opened(folder);
  await spool.keep(event(10));
  expect(await idsIn(folder)).toEqual(['e10']);
  await spool.keep([...event(11), ...event(12)]);
  expect(await idsIn(folder)).toEqual(['e10', 'e11', 'e12']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder))
    expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(told).toEqual([]);
});

test('a folder that others may look into is told', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  expect((await opened(folder)).told).toEqual([`others may look into ${folder}; chmod 700 prevents it`]);
});

test('a folder that is none, or cannot be made, is one clear line', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const folder of [file, join(file, 'x')])
    await expect(opened(folder)).rejects.toMatchObject({
      message: expect.stringContaining(`cannot keep events in ${folder}`),
    });
});

describe('rotation', () => {
  test('a file that is long enough is zipped, and all of it can be read at any time', async () => {
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder, {rotate: 2 * KIB});
    for (let second = 10; second < 40; second++) {
      await spool.keep(event(second));
      expect(await idsIn(folder)).toHaveLength(second - 9);
    }
    await close();
    const names = logs(folder);
    expect(names.length).toBeGreaterThan(5);
    expect(names.every((name) => name.endsWith('.jsonl.gz'))).toBe(true);
    // With its newest event in its name.
    const newest = names.map((name) => Number(/\.(\d+)\.jsonl/.exec(name)?.[1]) / 1_000_000);
    expect(newest).toEqual(newest.toSorted((a, b) => a - b));
    expect(newest.at(-1)).toBe(NOW / 1000 + 39);
    expect(await idsIn(folder)).toHaveLength(30);
  });

  test('the oldest go, the log says so, and what it had is no answer any more', async () => {
    const folder = temporaryFolder();
    const [keep, rotate] = [12 * KIB, 2 * KIB];
    const {spool, told, close} = await opened(folder, {keep, rotate});
    const noise = (): string => Array.from({length: 60}, () => Math.random().toString(36)).join('');
    let most = 0;
    for (let second = 10; second < 60; second++) {
      await spool.keep(event(second, {userAgent: noise()}));
      most = Math.max(
        most,
        logs(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
      );
    }
    await close();
    expect(most).toBeLessThanOrEqual(keep + rotate);
    const {removed} = spool.stored();
    expect(removed).toBeGreaterThan(3);
    expect(told).toHaveLength(removed);
    expect(told.at(-1)).toContain(`goes, to keep the folder small: ${removed} so far`);
    const book = await bookOf(folder);
    const ids = book.page(WEB).entries.map(({person}) => person.auditID);
    expect(ids.at(-1)).toBe('e59');
    expect(ids).not.toContain('e10');
    const {from = 0, removed: said} = book.coverage() ?? {};
    expect(said).toBe(removed);
    // All that is there is newer than all that is gone: whatever came in between is there.
    const first = Number(ids[0]?.slice(1));
    expect(from).toBe((NOW + (first - 1) * 1000) * 1000);
    expect(ids).toEqual(Array.from({length: 60 - first}, (_none, at) => `e${first + at}`));
  });

  test('an event that came late, in a file that stays, is none where the file of its time is gone', async () => {
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder, {keep: 9 * KIB, rotate: 2 * KIB});
    const noise = (): string =>
      Array.from({length: 400}, () => Math.random().toString(36))
        .join('')
        .slice(0, 2500);
    for (let second = 20; spool.stored().removed === 0; second++) await spool.keep(event(second, {userAgent: noise()}));
    await spool.keep(event(15));
    await close();
    expect(textOf(folder, logs(folder).at(-1) ?? '')).toContain('"auditID":"e15"');
    const ids = await idsIn(folder);
    expect(ids).toContain('e23');
    expect(ids).not.toContain('e20');
    expect(ids).not.toContain('e15');
  });

  test('files that are none of its own are left alone', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'audit-mine.jsonl'), 'x'.repeat(100 * KIB));
    const {spool} = await opened(folder, {keep: 8 * KIB, rotate: 2 * KIB});
    for (let second = 10; second < 40; second++)
      await spool.keep(event(second, {userAgent: String(Math.random()).repeat(20)}));
    expect(statSync(join(folder, 'audit-mine.jsonl')).size).toBe(100 * KIB);
  });
});

/** A disk that does what the test says; what was written before an error stays, as it does on a full disk. */
function faulty(fault: {write?: number; sync?: boolean; truncate?: boolean}): Create {
  const full = (): Error => Object.assign(new Error('no space left on device'), {code: 'ENOSPC'});
  return async (path) => {
    const handle = await createOnDisk(path);
    const disk: Appendable = {
      write: (async (bytes: Buffer, from: number, length: number, at: number) => {
        if (fault.write === undefined) return handle.write(bytes, from, length, at);
        if (fault.write === 0) throw full();
        const part = Math.min(length, fault.write);
        fault.write -= part;
        return handle.write(bytes, from, part, at);
      }) as Appendable['write'],
      datasync: () => (fault.sync === true ? Promise.reject(new Error('EIO')) : handle.datasync()),
      truncate: (length) => (fault.truncate === true ? Promise.reject(new Error('EIO')) : handle.truncate(length)),
      close: () => handle.close(),
    };
    return disk;
  };
}

describe('a disk that fails', () => {
  test.each([{write: 0}, {write: 100}, {write: 700}, {sync: true}, {write: 300, truncate: true}])(
    '%j: nothing is half there, and it goes on when it is well again',
    async (fault) => {
      const folder = temporaryFolder();
      const now: {write?: number; sync?: boolean; truncate?: boolean} = {};
      const {spool, close} = await opened(folder, {create: faulty(now)});
      await spool.keep(event(10));
      Object.assign(now, fault);
      await expect(spool.keep(event(11, {userAgent: 'x'.repeat(2000)}))).rejects.toThrow();
      await expect(spool.keep(event(12))).rejects.toThrow();
      for (const name of ['write', 'sync', 'truncate'] as const) delete now[name];
      await spool.keep(event(13));
      await close();
      expect(await idsIn(folder)).toEqual(['e10', 'e13']);
      expect((await bookOf(folder)).unread()).toBe(0);
    },
  );

  test('what was turned away meanwhile is told before what comes next', async () => {
    const folder = temporaryFolder();
    const {spool, clock} = await opened(folder);
    await spool.keep(event(10));
    clock.now = NOW + 20_000;
    spool.missed('maybe later');
    await spool.keep(event(21));
    const lines = textOf(folder, logs(folder)[0] ?? '').split('\n');
    expect(lines.map((line) => /"kind":"(\w+)"/.exec(line)?.[1])).toEqual([
      'AuditCoverage',
      'Event',
      'AuditCoverage',
      'Event',
      undefined,
    ]);
    expect((await bookOf(folder)).coverage()?.settled).toBe((NOW + 140_000) * 1000);
  });
});

/** When its writer was there last. */
function leftAt(folder: string, at: number): void {
  utimesSync(join(folder, '.receiver.json'), at / 1000, at / 1000);
}

/** As it was before the file was closed: its plain name. */
function unzipped(folder: string, more = ''): string {
  const [zipped = ''] = logs(folder);
  const plain = zipped.replace(/\.\d+\.jsonl\.gz$/, '.jsonl');
  writeFileSync(join(folder, plain), textOf(folder, zipped) + more);
  return plain;
}

describe('a process that was killed', () => {
  test('half a line is taken away, and a file that was zipped halfway is zipped anew', async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    await first.spool.keep([...event(10), ...event(11)]);
    await first.close();
    const [zipped = ''] = logs(folder);
    const plain = unzipped(folder, '{"kind":"Event","auditID":"half');
    rmSync(join(folder, zipped));
    writeFileSync(join(folder, `.${plain}.new`), 'half');
    leftAt(folder, NOW);
    const {spool, close} = await opened(folder, {at: NOW + 20_000});
    await spool.keep(event(30));
    await close();
    expect(await idsIn(folder)).toEqual(['e10', 'e11', 'e30']);
    expect((await bookOf(folder)).unread()).toBe(0);
    expect(logs(folder)).toEqual([zipped, expect.stringContaining('audit-0000000002-')]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('what is zipped already stays, and the plain file goes', async () => {
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder);
    await spool.keep(event(10));
    await close();
    const [name = ''] = logs(folder);
    unzipped(folder);
    await (await opened(folder)).close();
    expect(logs(folder)).toEqual([name]);
  });

  test('an empty file is none', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'audit-0000000007-0123abcd.jsonl'), '{"half');
    const {spool, close} = await opened(folder);
    await spool.keep(event(10));
    await close();
    expect(await idsIn(folder)).toEqual(['e10']);
    expect(logs(folder)).toHaveLength(1);
  });
});

describe('what the log covers', () => {
  const entries = (folder: string) => idsIn(folder);

  test('nothing that was done before the receiver was there, nor seconds later', async () => {
    const folder = temporaryFolder();
    const {spool} = await opened(folder);
    await spool.keep([...event(-10), ...event(5), ...event(6)]);
    expect(await entries(folder)).toEqual(['e6']);
  });

  test('a short absence is bridged; until batches have been tried again the log may have holes', async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    await first.spool.keep(event(10));
    await first.close();
    leftAt(folder, NOW + 15_000);
    const {spool, told} = await opened(folder, {at: NOW + 70_000});
    await spool.keep(event(80));
    expect(await entries(folder)).toEqual(['e10', 'e80']);
    expect((await bookOf(folder)).coverage()?.settled).toBe((NOW + 190_000) * 1000);
    expect(told).toEqual([]);
  });

  test('after a long one, or one of which nobody knows, it begins anew', async () => {
    for (const spoil of [
      (file: string) => utimesSync(file, NOW / 1000, NOW / 1000),
      (file: string) => writeFileSync(file, 'x'),
      (file: string) => rmSync(file),
    ]) {
      const folder = temporaryFolder();
      const first = await opened(folder);
      await first.spool.keep(event(10));
      await first.close();
      spoil(join(folder, '.receiver.json'));
      const {spool} = await opened(folder, {at: NOW + 70_000});
      await spool.keep(event(80));
      expect(await entries(folder)).toEqual(['e80']);
    }
  });

  test('the absence is told', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).close();
    leftAt(folder, NOW);
    const {told} = await opened(folder, {at: NOW + 600_000});
    expect(told).toEqual(['nothing was received for 600 s: the log covers what is done from now on']);
  });
});

describe('one receiver a folder', () => {
  test('a second one is refused while the first is there', async () => {
    const folder = temporaryFolder();
    const first = await opened(folder);
    await expect(opened(folder)).rejects.toMatchObject({
      message: expect.stringContaining(`another receiver writes to ${folder}: process ${process.pid}@`),
      hint: 'End that one, or name another folder.',
    });
    await first.close();
    await (await opened(folder)).close();
  });

  test.each([
    ['a process that is no more', `${2 ** 22 + 1}@${hostname()} 00`, 0],
    ['this very number, before a container was started again', `${process.pid}@${hostname()} 00`, 0],
    ['another machine, long ago', '1@elsewhere 00', 60],
    ['nobody knows whom, long ago', '', 60],
  ])('a lock of %s holds nothing', async (_what, text, ago) => {
    const folder = temporaryFolder();
    const lock = join(folder, '.receiver.lock');
    writeFileSync(lock, text);
    const time = Date.now() / 1000 - ago;
    utimesSync(lock, time, time);
    const {spool} = await opened(folder);
    await spool.keep(event(10));
    expect(readdirSync(folder).filter((name) => name.startsWith('.receiver.lock'))).toEqual(['.receiver.lock']);
  });

  test('whoever finds its lock in other hands stops, and takes nothing away', async () => {
    vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
    onTestFinished(() => void vi.useRealTimers());
    const folder = temporaryFolder();
    const {spool, close} = await opened(folder);
    const lock = join(folder, '.receiver.lock');
    writeFileSync(lock, '1@elsewhere 00');
    vi.advanceTimersByTime(5000);
    await expect(spool.taken).rejects.toThrow(`another receiver has taken ${folder}`);
    await close();
    expect(readFileSync(lock, 'utf8')).toBe('1@elsewhere 00');
  });
});

test('a folder in the place of a file does not stop it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  const {spool} = await opened(folder);
  await spool.keep(event(10));
  expect(await idsIn(folder)).toEqual(['e10']);
});
