import {readFileSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, test} from 'vitest';
import {checkArguments, environmentOfCheck, inputsOf} from '../../src/action/inputs.ts';
import type {ReportFiles} from '../../src/action/inputs.ts';

const FILES: ReportFiles = {github: '/t/a', markdown: '/t/m', json: '/t/j', sarif: '/t/s'};
const given = (inputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
const args = (inputs: Readonly<Record<string, string>>): string[] => checkArguments(inputsOf(given(inputs)), FILES);

const OUTPUTS = ['--output=github=/t/a', '--output=markdown=/t/m', '--output=json=/t/j', '--output=sarif=/t/s'];

describe('the arguments of a check', () => {
  test('of one release against a chart', () => {
    const inputs = {
      release: 'shop',
      chart: './charts/shop',
      namespace: 'prod',
      values: ' a.yaml\n\n b c.yaml \n',
      kubeconfig: '/k/c',
      'kube-context': 'blue',
      config: 'rules.yaml',
      'fail-on': 'high',
      'allow-incomplete': 'True',
      format: 'table',
    };
    expect(args(inputs)).toEqual([
      'check',
      'shop',
      './charts/shop',
      '--namespace=prod',
      '--values=a.yaml',
      '--values=b c.yaml',
      '--kubeconfig=/k/c',
      '--kube-context=blue',
      '--config=rules.yaml',
      '--fail-on=high',
      '--allow-incomplete',
      '--output=table',
      ...OUTPUTS,
    ]);
  });

  test('of a namespace, and of all', () => {
    expect(args({namespace: 'prod'}).slice(0, 4)).toEqual(['check', '--all', '--namespace=prod', '--no-ledger']);
    expect(args({'all-namespaces': 'true'}).slice(0, 2)).toEqual(['check', '--all-namespaces']);
  });
});

describe('what cannot be meant', () => {
  test.each([
    [{release: '--kubeconfig=/evil'}, 'the input release is "--kubeconfig=/evil", and no name'],
    [{release: 'a', chart: '-x'}, 'the input chart is "-x", and no name'],
    [{release: 'a', 'all-namespaces': 'true'}, 'both a release and all-namespaces were given'],
    [{chart: './c'}, 'a chart was given without a release'],
    [{'allow-incomplete': 'yes'}, 'the input allow-incomplete is "yes"'],
    [{format: 'github'}, 'the input format is "github"'],
    [{mode: 'fix'}, 'the input mode is "fix"'],
    [{mode: 'issue'}, 'mode: issue has no token'],
    [{'issue-label': 'a,b'}, 'issue-label names more than one label'],
  ] as const)('%j', (inputs, message) => {
    expect(() => inputsOf(given(inputs))).toThrow(message);
  });
});

test('a check is not told the inputs, among which the token is', () => {
  expect(environmentOfCheck({PATH: '/bin', INPUT_TOKEN: 'x', 'INPUT_FAIL-ON': 'low'})).toEqual({PATH: '/bin'});
});

describe('action.yml', () => {
  const action = load(readFileSync('action.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, {readonly default?: string; readonly description: string}>>;
    readonly outputs: Readonly<Record<string, object>>;
    readonly runs: {readonly using: string; readonly main: string};
  };

  test('names every input that is read, and no other', () => {
    const asked = new Set<string>();
    const env = new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_none, name) => {
          if (typeof name === 'string') asked.add(name);
          return undefined;
        },
      },
    );
    inputsOf(env);
    expect([...asked].toSorted()).toEqual(
      Object.keys(action.inputs)
        .map((name) => `INPUT_${name.toUpperCase()}`)
        .toSorted(),
    );
  });

  test('has defaults that are taken as they are', () => {
    const defaults = Object.fromEntries(
      Object.entries(action.inputs).flatMap(([name, {default: value}]) =>
        value === undefined || name === 'token' ? [] : [[name, value]],
      ),
    );
    expect(inputsOf(given(defaults))).toEqual({...inputsOf({}), failOn: 'low'});
  });

  test('runs what the build makes, on a Node that runners have', () => {
    expect(action.runs).toEqual({using: 'node24', main: 'dist/action.cjs'});
    expect(readFileSync(action.runs.main, 'utf8')).toContain('Made by `npm run build`');
  });
});
