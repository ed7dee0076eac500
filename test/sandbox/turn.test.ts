import {existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {cached} from '../../src/sandbox/cache.ts';
import {holderOf, holderText, tryLock} from '../../src/sandbox/lock.ts';
import {claim} from '../../src/sandbox/home.ts';
import {sizeText} from '../../src/sandbox/remains.ts';
import {alone, starterOf} from '../../src/sandbox/turn.ts';
import {cli} from '../cli/cli.ts';
import {thrownBy} from '../kube/fakes.ts';
import {folder, script} from './stand-ins.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const homeOf = () => {
  const home = folder();
  const env = {HOME: home, HELM_DRIFT_CACHE: join(home, 'cache'), PATH: '/usr/bin:/bin'};
  return {home, env, sandbox: join(home, '.local', 'state', 'helm-drift', 'sandbox')};
};

describe('a second one who starts the same sandbox', () => {
  test('is told at once who is at it, and since when', async () => {
    const {home, env, sandbox} = homeOf();
    await alone(sandbox, env, async () => {
      for (const action of ['up', 'reset']) {
        const {code, stdout, stderr} = await cli(['sandbox', action], home, env);
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr.split('\n')[0]).toMatch(
          new RegExp(
            `^Error: a sandbox is just being started in ${sandbox}, by process ${process.pid} since [\\d:]+ UTC$`,
          ),
        );
      }
      const status = await cli(['sandbox', 'status'], home, env);
      expect([status.code, status.stdout]).toEqual([3, expect.stringContaining(`by process ${process.pid} since`)]);
    });
    expect(await starterOf(sandbox, env)).toBe(undefined);
    expect(readdirSync(env.HELM_DRIFT_CACHE)).toEqual([]);
  });

  test('has its turn where the first one died, failed, or starts another one', async () => {
    const {env, sandbox} = homeOf();
    await thrownBy(alone(sandbox, env, () => Promise.reject(new Error('no'))));
    await alone(sandbox, env, async () => {
      const [lock = ''] = readdirSync(env.HELM_DRIFT_CACHE);
      writeFileSync(join(env.HELM_DRIFT_CACHE, lock), '2147483647');
      expect(await alone(sandbox, env, async () => 'mine')).toBe('mine');
      expect(await alone(`${sandbox}2`, env, async () => 'other')).toBe('other');
    });
  });

  test('needs no cache that can be written', async () => {
    const {env, home, sandbox} = homeOf();
    writeFileSync(join(home, 'cache'), '');
    expect(await alone(sandbox, env, async () => 'mine')).toBe('mine');
  });
});

describe('a lock', () => {
  test('says whose it is', async () => {
    const path = join(folder(), 'lock');
    const mine = await tryLock(path);
    expect(await tryLock(path)).toEqual({holder: {pid: process.pid, since: expect.any(Date)}});
    utimesSync(path, NOW, NOW);
    expect(await holderOf(path)).toBe(undefined);
    if ('release' in mine) await mine.release();
    expect([existsSync(path), await holderOf(path)]).toEqual([false, undefined]);
  });

  test('of another day names the day', () => {
    const holder = {pid: 7, since: NOW};
    expect(holderText(holder, NOW)).toBe('process 7 since 12:00:00 UTC');
    expect(holderText(holder, new Date('2026-11-24T00:00:00Z'))).toBe('process 7 since 2026-11-23 12:00:00 UTC');
  });

  test('that is waited for is said once', async () => {
    const root = folder();
    const said: string[] = [];
    const make = async (at: string): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      script(join(at, 'tool'), 'exit 0');
    };
    // Whichever of the two is first.
    const one = {
      name: 'tool-1',
      inputs: 'a',
      proof: {tool: []},
      make,
      onNotice: (text: string) => void said.push(text),
    };
    await Promise.all([cached(root, one), cached(root, one)]);
    expect(said).toEqual([expect.stringMatching(/^tool-1 is being made by process \d+ since .+: waiting for it$/)]);
  });
});

test('down says what is gone, what is kept, and how to be rid of that', async () => {
  const {home, env, sandbox} = homeOf();
  await claim(sandbox, NOW);
  const programs = join(env.HELM_DRIFT_CACHE, 'control-plane-1.37.2-linux-x64-0123456789ab');
  mkdirSync(programs, {recursive: true});
  writeFileSync(join(programs, 'etcd'), Buffer.alloc(2_000_000));
  const records = join(home, '.local', 'state', 'helm-drift', 'records');
  mkdirSync(records, {recursive: true});
  writeFileSync(join(records, 'one.jsonl'), '{}');
  const {code, stdout} = await cli(['sandbox', 'down'], home, env);
  expect(code).toBe(0);
  expect(stdout).toContain(`The sandbox in ${sandbox} is gone: `);
  expect(stdout).toContain(
    `the control plane (2 MB), for the next one: rm -r ${env.HELM_DRIFT_CACHE}/control-plane-[0-9]*\n`,
  );
  expect(stdout).toContain(`of other clusters too, for undo: rm -r ${records}\n`);
  expect(stdout).not.toContain('helm (');
  expect((await cli(['sandbox', 'down'], home, env)).stdout).toBe(`There is no sandbox in ${sandbox}.\n`);
});

test('sizes are told as people read them', () => {
  expect([3, 610_400_000, 1_234_000_000].map(sizeText)).toEqual(['1 MB', '610 MB', '1.2 GB']);
});
