import {readFileSync, readdirSync} from 'node:fs';
import {load} from 'js-yaml';
import {describe, expect, test} from 'vitest';
import {dangersOf} from './workflow-dangers.ts';

const FOLDER = '.github/workflows';
const files = readdirSync(FOLDER);
const textOf = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

test('there are those of CI and of releases', () => {
  expect(files.toSorted()).toEqual(['ci.yml', 'release.yml']);
});

test.each(files)('%s holds none of the known dangers', (file) => {
  expect(dangersOf(textOf(file))).toEqual([]);
});

test('one version of each action', () => {
  const pins = new Set(files.flatMap((file) => textOf(file).match(/uses: .+/g) ?? []));
  const actions = [...pins].map((pin) => pin.replace(/@.*/, ''));
  expect(actions.toSorted()).toEqual([...new Set(actions)].toSorted());
});

test('only what publishes may write, and only where it does', () => {
  const {jobs} = load(textOf('release.yml')) as {jobs: Record<string, {permissions: Record<string, string>}>};
  const writers = Object.entries(jobs).map(([name, {permissions}]) => [
    name,
    Object.keys(permissions).filter((scope) => permissions[scope] === 'write'),
  ]);
  expect(Object.fromEntries(writers)).toEqual({
    make: [],
    attest: ['id-token', 'attestations'],
    npm: ['id-token'],
    registry: ['packages', 'id-token'],
    github: ['contents'],
  });
  expect(textOf('ci.yml')).not.toMatch(/: write\b/);
  expect(textOf('ci.yml')).not.toContain('secrets.');
});

describe('a danger is found', () => {
  const SHA = 'a'.repeat(40);
  const checkout = `uses: actions/checkout@${SHA} # v7.0.1\n        with: {persist-credentials: false}`;
  const workflow = (step: string, {on = 'push', permissions = 'permissions: {}', job = 'timeout-minutes: 5'} = {}) =>
    `on: ${on}\n${permissions}\njobs:\n  a:\n    runs-on: x\n    ${job}\n    permissions: {contents: read}\n    steps:\n      - ${step}\n`;

  test('where there is none, none is', () => {
    expect(dangersOf(workflow(checkout))).toEqual([]);
    expect(dangersOf(workflow('uses: ./'))).toEqual([]);
  });

  test.each([
    ['an expression in a script', workflow('run: echo ${{ github.head_ref }}'), 'a: an expression stands in a script'],
    [
      'an expression in a script of several lines',
      workflow('run: |\n          echo\n          echo "${{ github.event.issue.title }}"'),
      'a: an expression stands in a script',
    ],
    ['a tag', workflow('uses: actions/cache@v5'), 'actions/cache@v5 is not pinned by commit'],
    [
      'a pin without its version',
      workflow(`uses: actions/cache@${SHA}`),
      `actions/cache@${SHA} does not say its version`,
    ],
    [
      'a checkout that leaves the token',
      workflow(`uses: actions/checkout@${SHA} # v7.0.1`),
      'a: the token stays in the checkout',
    ],
    ['rights of its own event', workflow(checkout, {on: 'pull_request_target'}), 'pull_request_target'],
    ['rights by default', workflow(checkout, {permissions: ''}), 'the workflow does not begin without permissions'],
    [
      'all rights',
      workflow(checkout, {permissions: 'permissions: write-all'}),
      'the workflow does not begin without permissions',
    ],
    ['a job without an end', workflow(checkout, {job: 'name: a'}), 'a: no timeout'],
    [
      'a secret for a whole job',
      workflow(checkout, {job: 'timeout-minutes: 5\n    env: {A: "${{ secrets.A }}"}'}),
      'a: a secret is given to the whole job',
    ],
  ])('%s', (_name, text, danger) => {
    expect(dangersOf(text)).toContain(danger);
  });
});
