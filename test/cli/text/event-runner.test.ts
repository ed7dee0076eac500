import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {eventRunner} from '../../../src/cli/text/event-runner.ts';
import {folderOf} from '../cli.ts';

/** A program of Node's, which finds the folder as its argument. */
function runner(script: string, timeoutMs?: number) {
  const folder = folderOf({'program.cjs': script});
  const notes: string[] = [];
  const one = eventRunner({
    program: [process.execPath, join(folder, 'program.cjs'), folder, 'a b;c'],
    env: {},
    cwd: folder,
    isHeard: false,
    onNote: (text) => void notes.push(text),
    ...(timeoutMs === undefined ? {} : {timeoutMs}),
  });
  return {one, folder, notes};
}

const HEAD = `const fs = require('node:fs'); const [folder, word] = process.argv.slice(2); const event = fs.readFileSync(0, 'utf8');`;

test('each event is on the stdin of a program of its own, whose arguments no shell has read', async () => {
  const {one, folder, notes} = runner(`${HEAD} fs.appendFileSync(folder + '/heard', word + ' ' + event);`);
  for (let at = 0; at < 6; at++) one.run(`{"at":${at}}\n`, 'x');
  await one.settled();
  const heard = readFileSync(join(folder, 'heard'), 'utf8').trim().split('\n').toSorted();
  expect(heard).toEqual(Array.from({length: 6}, (_, at) => `a b;c {"at":${at}}`));
  expect([one.counts, notes]).toEqual([{ok: 6, failed: 0}, []]);
});

test('one that fails, or is not there, is told of, and stops nothing', async () => {
  const {one, notes} = runner(`${HEAD} process.exit(event.includes('bad') ? 3 : 0);`);
  one.run('bad', 'shop/web: Replicas');
  one.run('good', 'shop/web: Image');
  await one.settled();
  expect([one.counts, notes]).toEqual([
    {ok: 1, failed: 1},
    [expect.stringMatching(/ended with 3, for shop\/web: Replicas$/)],
  ]);
  const missing: string[] = [];
  const none = eventRunner({
    program: ['/does/not/exist'],
    env: {},
    cwd: '/',
    isHeard: false,
    onNote: (text) => void missing.push(text),
  });
  none.run('x', 'it');
  await none.settled();
  expect(missing).toEqual([expect.stringContaining('cannot be run')]);
});

test('one that does not end is ended; one that reads nothing is right all the same', async () => {
  const {one, notes} = runner('setInterval(() => {}, 1000);', 300);
  one.run('x'.repeat(1_000_000), 'it');
  await one.settled();
  expect(notes).toEqual([expect.stringContaining('took longer than 0.3 s')]);
  const deaf = runner('process.exit(0);');
  deaf.one.run('x'.repeat(1_000_000), 'it');
  await deaf.one.settled();
  expect(deaf.one.counts).toEqual({ok: 1, failed: 0});
});

test('nothing runs once it is closed', async () => {
  const {one, folder, notes} = runner(
    `${HEAD} fs.writeFileSync(folder + '/heard', event); setInterval(() => {}, 1000);`,
  );
  for (let at = 0; at < 20; at++) one.run('x', 'it');
  await expect.poll(() => existsSync(join(folder, 'heard'))).toBe(true);
  one.close();
  writeFileSync(join(folder, 'heard'), 'closed');
  one.run('y', 'it');
  await one.settled();
  expect([readFileSync(join(folder, 'heard'), 'utf8'), notes]).toEqual(['closed', []]);
});
