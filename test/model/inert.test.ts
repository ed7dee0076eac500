import {describe, expect, test} from 'vitest';
import {inertName, inertText} from '../../src/model/inert.ts';
import {formatPath} from '../../src/model/path.ts';
import {refLabel} from '../../src/model/refs.ts';
import {load as parseYaml} from 'js-yaml';
import {printedJson} from '../../src/yaml/json.ts';
import {writeYaml} from '../../src/yaml/write.ts';

/** What a terminal, GitHub's runner and Azure's agent act on. */
const HOSTILE = [
  '\u001B[2J\u001B]0;owned\u0007',
  '\u001B[30;40mhidden',
  '\u001B[8mconcealed',
  '\u009B31m',
  'a\u202Eb\u2066c',
  'line\u2028separator',
  '::set-env name=PATH::/tmp',
  '  ::error::indented',
  'fine\n::add-mask::x',
  'fine\r\n\t::add-mask::x',
  '##vso[task.setvariable variable=x]y',
  'a ##[group]b',
  '##VSO[task.complete]',
];
const ACTED_ON =
  /[\u0000-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\u2028]|^\s*::|##(vso)?\[/im;

describe('whole lines', () => {
  test.each(HOSTILE)('%j is shown, not obeyed', (text) => {
    const shown = inertText(text);
    expect(shown).not.toMatch(ACTED_ON);
    expect(shown).not.toMatch(/\u001B/);
  });

  test('our own colours and line ends stay', () => {
    const ours = '\u001B[1m\u001B[35mcritical\u001B[39m\u001B[22m\n\tA::B\n';
    expect(inertText(ours)).toBe(ours);
  });
});

test.each(HOSTILE)('%j as a name stays on its line, and can be read back', (name) => {
  const shown = inertName(name);
  expect(shown).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E\u2028]/);
  expect(JSON.parse(`"${shown}"`)).toBe(name);
});

test('what stands for an object and for a field is inert, everywhere', () => {
  const name = 'x\u001B[2J\n  safe/other';
  expect(refLabel({group: 'rbac.authorization.k8s.io', kind: 'Role', name})).toBe(
    'Role/x\\u001b[2J\\u000a  safe/other',
  );
  expect(formatPath([{field: 'rules'}, {select: {name}, nth: 0}])).toBe('rules[name=x\\u001b[2J\\u000a  safe/other]');
  expect(formatPath([{field: 'a\u009Bb'}])).toBe('["a\\u009bb"]');
});

describe('documents for machines mean the same, and are inert', () => {
  test.each(HOSTILE)('JSON, YAML: %j', (text) => {
    const value = {[text]: [text, {deep: text}], text};
    for (const [printed, read] of [
      [printedJson(value), JSON.parse],
      [writeYaml(value), parseYaml],
    ] as const) {
      expect(printed).not.toMatch(ACTED_ON);
      expect(read(printed)).toEqual(value);
    }
  });

  test('a text that is too long for js-yaml too', () => {
    const value = {text: `${'x'.repeat(60_000)}\n::error::x\n##vso[y]`};
    expect(writeYaml(value)).not.toMatch(ACTED_ON);
    expect(parseYaml(writeYaml(value))).toEqual(value);
  });
});
