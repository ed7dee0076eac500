import {existsSync, readdirSync, readFileSync, utimesSync, writeFileSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test, vi} from 'vitest';
import {cached, cacheRoot} from '../../src/sandbox/cache.ts';
import type {CacheEntry} from '../../src/sandbox/cache.ts';
import {thrownBy} from '../kube/fakes.ts';
import {folder, script} from './stand-ins.ts';

vi.mock('../../src/kube/pause.ts', async () => {
  const {setTimeout: sleep} = await import('node:timers/promises');
  return {pause: () => sleep(5)};
});

function entry(changes: Partial<CacheEntry> = {}) {
  const make = vi.fn<(at: string) => Promise<void>>(async (at) => void script(join(at, 'tool'), 'exit 0'));
  return {
    make,
    one: {name: 'tool-1', inputs: 'a', proof: {tool: ['--version']}, make, ...changes} satisfies CacheEntry,
  };
}

test.each([
  [{HELM_DRIFT_CACHE: '/mine', XDG_CACHE_HOME: '/x'}, /^\/mine$/],
  [{XDG_CACHE_HOME: '/x'}, /^\/x\/helm-drift$/],
  [{}, /\/\.cache\/helm-drift$/],
])('the cache of %o', (env, at) => {
  expect(cacheRoot(env)).toMatch(at);
});

describe('an entry', () => {
  test('is made once, and found again by its inputs', async () => {
    const root = join(folder(), 'cache');
    const {one, make} = entry();
    const at = await cached(root, one);
    expect(await cached(root, one)).toBe(at);
    expect(make).toHaveBeenCalledTimes(1);
    expect(await cached(root, {...one, inputs: 'b'})).not.toBe(at);
    expect(readdirSync(root).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  });

  test('is made once for two who ask at the same time', async () => {
    const root = folder();
    const {one, make} = entry();
    const [first, second] = await Promise.all([cached(root, one), cached(root, one)]);
    expect([first, make.mock.calls.length]).toEqual([second, 1]);
  });

  test('that is damaged is made anew, and that is said', async () => {
    const root = folder();
    const onNotice = vi.fn<(text: string) => void>();
    const {one, make} = entry({onNotice});
    const at = await cached(root, one);
    script(join(at, 'tool'), 'exit 1');
    writeFileSync(join(at, 'left'), '');
    await cached(root, one);
    expect([make.mock.calls.length, existsSync(join(at, 'left'))]).toEqual([2, false]);
    expect(onNotice).toHaveBeenCalledWith(`the cached tool-1 is damaged: making it anew (${at})`);
  });

  test('that does not start is none, and what a killed build left is swept', async () => {
    const root = folder();
    const {one} = entry({make: async (at) => void script(join(at, 'tool'), 'exit 1')});
    expect((await thrownBy(cached(root, one))).message).toBe('tool-1 was built and does not start');
    expect(readdirSync(root)).toEqual([]);
    const good = entry().one;
    const at = await cached(root, good);
    script(join(at, 'tool'), 'exit 1');
    mkdirSync(`${at}.tmp-dead`);
    await cached(root, good);
    expect(existsSync(`${at}.tmp-dead`)).toBe(false);
  });

  test('whose making fails leaves nothing, and the next one may try', async () => {
    const root = folder();
    const {one} = entry({make: () => Promise.reject(new Error('no network'))});
    expect((await thrownBy(cached(root, one))).message).toBe('no network');
    expect(readdirSync(root)).toEqual([]);
    await cached(root, entry().one);
  });

  test('has nowhere to be', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect((await thrownBy(cached(join(file, 'cache'), entry().one))).message).toMatch(/as a cache: E/);
  });
});

describe('the lock', () => {
  async function locked(text: string, ageMs = 0) {
    const root = folder();
    const {one} = entry();
    const at = await cached(root, one);
    script(join(at, 'tool'), 'exit 1');
    const lock = `${at}.lock`;
    writeFileSync(lock, text);
    const then = new Date(Date.now() - ageMs);
    utimesSync(lock, then, then);
    return {root, one, lock};
  }

  test.each([
    ['a process that is gone', '2147483647', 0],
    ['a build of yesterday', String(process.pid), 46 * 60_000],
  ])('of %s is taken over', async (_what, text, age) => {
    const {root, one, lock} = await locked(text, age);
    await cached(root, one);
    expect(existsSync(lock)).toBe(false);
  });

  test('of somebody at work is waited for, until the signal', async () => {
    const {root, one, lock} = await locked(String(process.pid));
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 20);
    expect((await thrownBy(cached(root, {...one, signal: controller.signal}))).message).toBe('enough');
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
  });
});
