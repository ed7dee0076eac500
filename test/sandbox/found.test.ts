import {readFileSync} from 'node:fs';
import type * as fs from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {endProcesses, processesOf, supervisorArgs} from '../../src/sandbox/found.ts';
import {SOON} from '../kube/fakes.ts';
import {ended, folder, running} from './stand-ins.ts';

const places = vi.hoisted(() => ({hasProc: true}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const readdir = async (path: string): Promise<string[]> => {
    if (path === '/proc' && !places.hasProc) throw new Error('no /proc here');
    return real.readdir(path);
  };
  return {...real, readdir};
});
afterEach(() => void (places.hasProc = true));

const NAMES = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'supervisor'] as const;
const namesOf = async (at: string): Promise<string[]> => (await processesOf(at)).map(({name}) => name).toSorted();

describe.each([
  ['by /proc', true],
  ['by ps', false],
])('the processes of a sandbox, %s', (_how, hasProc) => {
  test('are those whose command lines name its folder', async () => {
    const [mine, other] = [folder(), folder()];
    const children = NAMES.map((name) => running(mine, name));
    running(other, 'etcd');
    places.hasProc = hasProc;
    const pids = new Set(children.map(({pid}) => pid));
    await expect.poll(async () => new Set((await processesOf(mine)).map(({pid}) => pid)), SOON).toEqual(pids);
    expect(await namesOf(mine)).toEqual([...NAMES]);
    await expect.poll(() => namesOf(other), SOON).toEqual(['etcd']);
    expect(await namesOf(mine.slice(0, -1))).toEqual([]);
  });
});

describe('ending them', () => {
  test('asks the supervisor alone, and ends what outlives it', async () => {
    const at = folder();
    const log = join(folder(), 'log');
    const supervisor = running(at, 'supervisor', `sleep 0.2; echo supervisor >> ${log}; exit 0`);
    const etcd = running(at, 'etcd', `echo etcd >> ${log}; exit 0`);
    const other = running(folder(), 'etcd');
    await expect.poll(() => namesOf(at), SOON).toEqual(['etcd', 'supervisor']);
    await endProcesses(at);
    await Promise.all([ended(supervisor), ended(etcd)]);
    expect(readFileSync(log, 'utf8')).toBe('supervisor\netcd\n');
    expect([await namesOf(at), other.exitCode, other.signalCode]).toEqual([[], null, null]);
  });

  test('is no work where nothing runs', async () => {
    await endProcesses(folder());
    expect(supervisorArgs('/a b')).toEqual(['sandbox', 'supervise', '--dir', '/a b']);
  });

  test('ends the stubborn ones too, in the end', async () => {
    const at = folder();
    const etcd = running(at, 'etcd', '');
    await expect.poll(() => namesOf(at), SOON).toEqual(['etcd']);
    // Patience is over at the second look.
    const times = [0, 0];
    vi.spyOn(Date, 'now').mockImplementation(() => times.shift() ?? 20_001);
    await endProcesses(at);
    vi.restoreAllMocks();
    await ended(etcd);
    expect(etcd.signalCode).toBe('SIGKILL');
  });
});
