import {spawn} from 'node:child_process';
import {PassThrough} from 'node:stream';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {processGroup, wardGroup} from '../../src/sandbox/processes.ts';
import {SOON} from '../kube/fakes.ts';
import {ended, folder, script} from './stand-ins.ts';

function log() {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  return Object.assign(stream, {text: (): string => text});
}

function group() {
  const own = processGroup();
  onTestFinished(() => own.stop());
  return own;
}

describe('a group of processes', () => {
  test('writes what they say, and ends them one after the other, the last first', async () => {
    const at = folder();
    const words = log();
    const own = group();
    for (const name of ['first', 'second'])
      own.start(
        script(join(at, name), `trap 'echo end ${name}; exit 0' TERM; echo "$1"; while :; do sleep 0.02; done`),
        [name],
        words,
      );
    await expect.poll(words.text, SOON).toMatch(/first[\s\S]*second|second[\s\S]*first/);
    expect(own.firstDead()).toBeUndefined();
    await own.stop();
    expect(words.text().split('\n').slice(-3)).toEqual(['end second', 'end first', '']);
    await own.stop();
  });

  test.each([
    ['ends by itself', 'exit 3'],
    ['is killed', 'kill -9 $$'],
  ])('names the one that %s', async (_what, text) => {
    const own = group();
    own.start(script(join(folder(), 'etcd'), text), [], log());
    await expect.poll(() => own.firstDead(), SOON).toBe('etcd');
  });

  test('names the one that does not start, and says why', async () => {
    const words = log();
    const own = group();
    own.start('/no/such/etcd', [], words);
    expect(own.firstDead()).toBe('etcd');
    await expect.poll(words.text, SOON).toContain('ENOENT');
    await own.stop();
  });
});

test('a warded group outlives its warden where that is called off', async () => {
  const child = spawn(script(join(folder(), 'work'), 'sleep 0.3; exit 7'), [], {detached: true, stdio: 'ignore'});
  wardGroup(child.pid ?? 0)();
  await ended(child);
  expect(child.exitCode).toBe(7);
});
