import {mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {createOnDisk} from '../../../src/audit/receiver/live-file.ts';
import type {Appendable, Create} from '../../../src/audit/receiver/live-file.ts';
import {temporaryFolder} from '../../fix/fakes/folder.ts';
import {bookOf, event, idsIn, leftAt, logs, NOW, opened, textOf, unzipped} from './spools.ts';

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
  const says = /no space left|no room|EIO/;
  test.each([{write: 0}, {write: 100}, {write: 700}, {sync: true}, {write: 300, truncate: true}])(
    '%j: nothing is half there, and it goes on when it is well again',
    async (fault) => {
      const folder = temporaryFolder();
      const now: {write?: number; sync?: boolean; truncate?: boolean} = {};
      const {spool, close} = await opened(folder, {create: faulty(now)});
      await spool.keep(event(10));
      Object.assign(now, fault);
      await expect(spool.keep(event(11, {userAgent: 'x'.repeat(2000)}))).rejects.toThrow(says);
      await expect(spool.keep(event(12))).rejects.toThrow(says);
      for (const name of ['write', 'sync', 'truncate'] as const) delete now[name];
      await spool.keep(event(13));
      await close();
      expect(await idsIn(folder)).toEqual(['e10', 'e13']);
      expect((await bookOf(folder)).unread()).toBe(0);
    },
  );

  test('where the oldest cannot be removed, all of it stays, and one line says so until it can', async () => {
    const folder = temporaryFolder();
    const {spool, told, close} = await opened(folder, {keep: 4096, rotate: 1024});
    // What it has to write down before a file goes.
    const state = join(folder, '.receiver.json');
    rmSync(state);
    mkdirSync(state);
    const noise = (): string => Array.from({length: 60}, () => Math.random().toString(36)).join('');
    for (let second = 10; second < 30; second++) await spool.keep(event(second, {userAgent: noise()}));
    await vi.waitFor(async () => {
      await spool.keep(event(30));
      expect(told).toEqual([expect.stringContaining(`${folder} grows: EISDIR`)]);
    });
    expect(spool.stored().bytes).toBeGreaterThan(4096);
    rmdirSync(state);
    await vi.waitFor(async () => {
      await spool.keep(event(31));
      expect(spool.stored().bytes).toBeLessThan(4096);
    });
    await close();
    const {removed} = spool.stored();
    // Each file that is gone is counted once.
    expect(told.filter((line) => line.includes('goes, to keep the folder small'))).toHaveLength(removed);
    expect((await bookOf(folder)).coverage()?.removed).toBe(removed);
  });

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
