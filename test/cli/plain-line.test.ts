import {expect, test} from 'vitest';
import type {Command} from '../../src/cli/commands/command.ts';
import {COMMANDS} from '../../src/cli/commands/registry.ts';
import type {FlagGroup} from '../../src/cli/flags/args.ts';
import {GLOBAL_FLAGS} from '../../src/cli/flags/connection.ts';
import {fullLine} from '../../src/cli/full-line.ts';
import {plainLine} from '../../src/cli/plain-line.ts';
import {testRuntime} from './cli.ts';

const commands: Readonly<Record<string, Command>> = COMMANDS;
const plain = (argv: readonly string[]): ReturnType<typeof plainLine> => plainLine(argv, commands, GLOBAL_FLAGS);

const WORDS = ['web', '007', '1234567', 'shop/web', './chart', 'a=b', '=b', '@x', '1e3', '0x10', 'true', 'json', 'fix'];
const ODD = [
  '',
  '-',
  '--',
  '-1',
  '-x',
  "'q'",
  '"q"',
  'a b',
  'false',
  '--no-such',
  '--help',
  '-n5',
  'a"b',
  '[x]',
  '\u00e9',
];

/** The same lines in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function drawn(name: string, below: (n: number) => number): string[] {
  const options: FlagGroup = {...GLOBAL_FLAGS, ...commands[name]?.options};
  const flags = Object.entries(options);
  const value = (): string => (below(6) === 0 ? ODD : WORDS).at(below(13)) ?? '';
  const pieces = Array.from({length: below(5)}, (): string[] => {
    if (below(3) === 0) return [value()];
    const [own, {alias, type, choices = []}] = flags[below(flags.length)] ?? ['namespace', {}];
    const short = [alias ?? []].flat()[0];
    const flag = short !== undefined && below(2) === 0 ? `-${short}` : `--${own}`;
    if (type === 'boolean' && below(8) > 0) return [flag];
    const given = choices.length > 0 && below(4) > 0 ? String(choices[below(choices.length)]) : value();
    return below(3) === 0 ? [`${flag}=${given}`] : [flag, given];
  });
  return [name, ...pieces.flat()];
}

test('a line that is taken as plain means what yargs makes of it', async () => {
  const below = chance(17);
  const runtime = testRuntime();
  let taken = 0;
  for (let index = 0; index < 400; index++) {
    const argv = drawn(Object.keys(COMMANDS)[below(Object.keys(COMMANDS).length)] ?? '', below);
    const line = plain(argv);
    if (line === undefined) continue;
    taken += 1;
    expect({argv, line}).toEqual({argv, line: await fullLine(argv, runtime)});
  }
  expect(taken).toBeGreaterThan(40);
});

test.each([
  'check web -n shop',
  'check web -n shop -o json -o sarif=x.sarif --diff',
  'check -A -o table --fail-on high',
  'check shop/web --kube-context=prod --fidelity client',
  'explain web 1234567 -n shop',
  'fix web -n shop --dry-run --only abc1234',
  'undo',
])('%s is plain', (line) => {
  expect(plain(line.split(' '))).toBeDefined();
});

test.each([
  ['an unknown command', ['cheque', 'web']],
  ['a member that every object has', ['constructor']],
  ['an unknown flag', ['check', 'web', '--dif']],
  ['another command’s flag', ['check', 'web', '--prune']],
  ['a value that is missing', ['check', 'web', '-n']],
  ['a value that is none of its choices', ['check', 'web', '--fail-on', 'never']],
  ['a word too many', ['check', 'web', 'chart', 'more']],
  ['a word too few', ['ignore', 'web', '--reason', 'known']],
  ['a flag that is given twice', ['check', 'web', '-n', 'a', '-n', 'b']],
  ['a number', ['check', 'web', '--revision', '3']],
  ['a quoted value', ['check', 'web', '-n', '"shop"']],
  ['a flag before the command', ['-n', 'shop', 'check', 'web']],
])('%s is left to yargs', (_what, argv) => {
  expect(plain(argv)).toBeUndefined();
});
