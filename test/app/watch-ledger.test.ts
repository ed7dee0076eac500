import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Session} from '../../src/app/session.ts';
import {toldInMemory, toldOnDisk} from '../../src/app/watch-ledger.ts';
import type {ToldBefore} from '../../src/app/watch-ledger.ts';
import {deployedLevel} from '../check/level.ts';
import {folderOf} from '../cli/cli.ts';

const session = {
  cluster: async () => ({
    reader: {
      identity: {name: 'test', server: 'https://test'},
      discover: async () => ({find: () => undefined}),
    },
  }),
} as unknown as Session;

/** The states that a row of values is told as, an empty one where nothing is new. */
async function told(before: ToldBefore, levels: readonly string[]): Promise<string[]> {
  const states: string[] = [];
  for (const level of levels) {
    const report = await deployedLevel(level);
    const {entries, problem} = await before.news(report, report);
    expect(problem).toBeUndefined();
    states.push(entries.map(({state}) => state).join());
  }
  return states;
}

const LEVELS = ['info', 'debug', 'debug', 'trace', 'info', 'info', 'debug'];
const STATES = ['', 'new', '', 'changed', 'resolved', '', 'came back'];

test('news are those of a ledger: new, changed, resolved, back, and nothing twice', async () => {
  const memory = toldInMemory(['hooks']);
  expect(await told(memory, LEVELS)).toEqual(STATES);
  memory.forget((await deployedLevel('debug')).release);
  expect(await told(memory, ['debug'])).toEqual(['new']);
});

test('on the disk they are the same, and the next process knows them', async () => {
  const home = folderOf();
  let time = Date.parse('2026-11-28T12:00:00Z');
  const runtime = {env: {HOME: home}, now: () => new Date(time)};
  expect(await told(await toldOnDisk(session, runtime, ['hooks']), LEVELS)).toEqual(STATES);
  const folder = join(home, '.local', 'state', 'helm-drift', 'ledger');
  const lines = (): number =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .reduce((sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 1, 0);
  const before = lines();
  const next = await toldOnDisk(session, runtime, ['hooks']);
  expect(await told(next, ['debug', 'debug', 'debug'])).toEqual(['', '', '']);
  // That it looked is said once in ten minutes.
  expect(lines()).toBe(before + 1);
  time += 700_000;
  expect(await told(next, ['debug'])).toEqual(['']);
  expect(lines()).toBe(before + 2);
});

test('a release without drift and without a ledger leaves nothing; without a home they are in memory', async () => {
  const home = folderOf();
  const runtime = {env: {HOME: home}, now: () => new Date()};
  const clean = await toldOnDisk(session, runtime, ['hooks']);
  expect(await told(clean, ['info'])).toEqual(['']);
  expect(() => readdirSync(join(home, '.local', 'state', 'helm-drift', 'ledger'))).toThrow('ENOENT');
  const none = await toldOnDisk(session, {...runtime, env: {}}, ['hooks']);
  expect(await told(none, ['debug'])).toEqual(['new']);
});
