import {expect, test} from 'vitest';
import {progressOn, progressText} from '../../../src/cli/text/progress.ts';
import {wantsColor} from '../../../src/cli/text/color.ts';
import {testRuntime} from '../cli.ts';

test('a terminal sees one line that is rewritten, and wiped at the end', () => {
  const runtime = testRuntime();
  const progress = progressOn(Object.assign(runtime.stderr, {isTTY: true}), {});
  progress.on({kind: 'releases-checked', done: 3, total: 7});
  progress.say('more');
  progress.done();
  progress.done();
  expect(runtime.written.stderr()).toBe('\r\u001B[2KChecked 3 of 7 releases …\r\u001B[2Kmore\r\u001B[2K');
});

test.each([
  ['a pipe', {}, false],
  ['a dumb terminal', {TERM: 'dumb'}, true],
  ['CI', {CI: 'true'}, true],
])('%s sees nothing of it', (_name, env, isTTY) => {
  const runtime = testRuntime();
  const progress = progressOn(Object.assign(runtime.stderr, {isTTY}), env);
  progress.on({kind: 'comparing'});
  progress.say('x');
  progress.done();
  expect(runtime.written.stderr()).toBe('');
});

test.each([
  [{kind: 'reading-baseline'}, 'Reading the baseline …'],
  [{kind: 'writing'}, 'Writing …'],
  [{kind: 'installing', release: 'web'}, 'Installing web …'],
  [{kind: 'waiting-for-controllers'}, 'Waiting for the controllers …'],
  [{kind: 'reconciling'}, 'Putting back what drifted …'],
  [
    {kind: 'waiting-for-rollouts', left: 1, total: 2, first: 'Deployment/web'},
    'Waiting for 1 of 2 rollouts: Deployment/web',
  ],
] as const)('%j reads %s', (event, text) => {
  expect(progressText(event)).toBe(text);
});

test.each([
  ['always', {NO_COLOR: '1'}, false, true],
  ['never', {}, true, false],
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['auto', {NO_COLOR: '1'}, true, false],
  ['auto', {NO_COLOR: ''}, true, true],
  ['auto', {TERM: 'dumb'}, true, false],
] as const)('--color %s with %j on a terminal: %s → %s', (flag, env, isTerminal, wanted) => {
  expect(wantsColor(flag, env, isTerminal)).toBe(wanted);
});
