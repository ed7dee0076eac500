import {expect, test} from 'vitest';
import {widthOf} from '../../../src/cli/text/width.ts';
import {cli, testRuntime} from '../cli.ts';

const widthWith = (env: NodeJS.ProcessEnv, columns?: number): number => {
  const {stdout} = testRuntime();
  return widthOf({env, stdout: Object.assign(stdout, columns === undefined ? {} : {columns})});
};

test.each([
  [{COLUMNS: '52'}, 132, 52],
  [{}, 132, 132],
  [{}, undefined, 80],
  [{COLUMNS: ''}, 132, 132],
  [{COLUMNS: '0'}, 132, 132],
  [{COLUMNS: 'wide'}, undefined, 80],
])('with %o in a terminal of %s columns it is %d', (env, columns, width) =>
  expect(widthWith(env, columns)).toBe(width),
);

test('an example that takes more lines is one command to a shell', async () => {
  const {stdout} = await cli(['check', '--help'], '/', {COLUMNS: '44'});
  const whole = await cli(['check', '--help'], '/', {COLUMNS: '100'});
  const commands = (text: string): string[] => text.replace(/ \\\n +/g, ' ').match(/^ {2}helm drift .*$/gm) ?? [];
  expect(commands(stdout).length).toBeGreaterThan(3);
  expect(commands(stdout)).toEqual(commands(whole.stdout));
});

test.each(['40', '60', '100'])('the help fits into %s columns', async (COLUMNS) => {
  const {stdout} = await cli(['--help'], '/', {COLUMNS});
  const widest = Math.max(...stdout.split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(Number(COLUMNS));
});
