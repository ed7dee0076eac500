import {describe, expect, test} from 'vitest';
import {COMMANDS} from '../../src/cli/commands/registry.ts';
import type {Command} from '../../src/cli/commands/command.ts';
import {NEVER} from '../../src/cli/idle-rules.ts';
import {POSITIONALS} from '../../src/cli/flags/positionals.ts';
import {cli, folderOf} from './cli.ts';

const helpOf = async (...line: readonly string[]): Promise<string> => {
  const {code, stdout, stderr} = await cli([...line, '--help'], folderOf());
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

/** `release` and `chart` of `check [release] [chart]`. */
const wordsOf = (usage: string): string[] => Array.from(usage.matchAll(/[[<](\w+)[\]>]/g), ([, word = '']) => word);

describe.each(Object.entries<Command>(COMMANDS))('the help of %s', (name, {usage, options}) => {
  test('keeps to 80 columns, and says what each word and flag is', async () => {
    const help = await helpOf(name);
    // A line of an example is one to be copied whole.
    const [flags = ''] = help.split('\nExamples:');
    expect(flags.split('\n').filter((line) => line.length > 80)).toEqual([]);
    const plain = help.replace(/\s+/g, ' ');
    const unsaid = wordsOf(usage).filter((word) => {
      const [start = ''] = (POSITIONALS[word] ?? 'nothing').split(/[;,(]/);
      return !plain.includes(start.trim());
    });
    expect(unsaid).toEqual([]);
    const shown = Object.entries(options).filter(([, {hidden}]) => hidden !== true);
    expect(shown.filter(([flag, {describe: says}]) => !help.includes(`--${flag}`) || !says)).toEqual([]);
  });

  test('offers no flag that never has an effect', async () => {
    const help = await helpOf(name);
    for (const flag of NEVER[name]?.flags ?? []) expect(help).not.toMatch(new RegExp(`--${flag}\\b`));
  });
});

test('no word is explained that no command takes', () => {
  const taken = new Set(Object.values<Command>(COMMANDS).flatMap(({usage}) => wordsOf(usage)));
  expect(new Set(Object.keys(POSITIONALS))).toEqual(taken);
});
