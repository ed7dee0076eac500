import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, inject, test} from 'vitest';
import {dangersOf} from '../release/workflow-dangers.ts';
import {run, temporaryFolder} from './harness.ts';
import {pipelineRecipes} from './pipeline-recipes.ts';
import type {Run} from './harness.ts';

const lint = (files: readonly string[], cwd: string): Promise<Run> =>
  run(inject('goTools').actionlint, ['-no-color', '-shellcheck', inject('tools').shellcheck, ...files], {cwd});

/** A repository with our action, and one workflow that uses it. */
function repository(workflow: string): string {
  const folder = temporaryFolder();
  execFileSync('git', ['init', '-q', folder]);
  mkdirSync(join(folder, '.github/workflows'), {recursive: true});
  mkdirSync(join(folder, 'dist'));
  for (const file of ['action.yml', 'dist/action.cjs']) cpSync(file, join(folder, file));
  writeFileSync(join(folder, '.github/workflows/drift.yml'), workflow);
  return folder;
}

const using = (inputs: string): string => `on: push
jobs:
  drift:
    runs-on: ubuntu-24.04
    steps:
      - id: drift
        uses: ./
        with: ${inputs}
      - run: echo "$SARIF"
        env:
          SARIF: \${{ steps.drift.outputs.sarif }}
`;

test('the workflows of this repository are clean by actionlint', async () => {
  const files = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];
  expect(await lint(files, process.cwd())).toEqual({code: 0, stdout: '', stderr: ''});
});

test('the action is one by actionlint, and what a workflow gives it is known', async () => {
  const good = repository(using('{release: web, namespace: shop, mode: issue}'));
  expect(await lint([], good)).toEqual({code: 0, stdout: '', stderr: ''});
  const bad = repository(using('{relase: web}').replace('outputs.sarif', 'outputs.serif'));
  const {code, stdout} = await lint([], bad);
  expect(code).toBe(1);
  expect(stdout).toContain('input "relase" is not defined in action');
  expect(stdout).toContain('property "serif" is not defined');
});

test.each(['github', 'github-plain'])(
  'the recipe %s is a workflow by actionlint, with the inputs that there are',
  async (name) => {
    const recipe = pipelineRecipes()[name] ?? '';
    expect(
      dangersOf(recipe).filter((danger) => !danger.includes('OWNER/') && !danger.includes('github/codeql-action')),
    ).toEqual([]);
    // Where somebody has it from is nobody's: the action is this one.
    const folder = repository(recipe.replace('OWNER/helm-drift@v0.1.0', './'));
    expect(await lint([], folder)).toEqual({code: 0, stdout: '', stderr: ''});
  },
);

test('the linter of scripts looks into steps', async () => {
  const folder = repository('on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo $x\n');
  expect((await lint([], folder)).stdout).toContain('SC2086');
});

test('a range of commits is signed off, or it is said which are not', async () => {
  const folder = temporaryFolder();
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const script = join(process.cwd(), 'scripts/signed-off.sh');
  const check = (range: string): Promise<Run> => run('sh', [script, range], {cwd: folder});
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'base');
  git('commit', '-q', '--allow-empty', '--signoff', '-m', 'mine');
  expect(await check('HEAD~1..HEAD')).toEqual({code: 0, stdout: '', stderr: ''});
  git('commit', '-q', '--allow-empty', '-m', 'theirs\n\nSigned-off-by: Bob <bob@example.com>');
  const {code, stderr} = await check('HEAD~2..HEAD');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Error: [0-9a-f]+ by Ann <ann@example\.com> is not signed off: theirs\nSign off with .+\n$/);
  expect((await check('nothing..HEAD')).code).not.toBe(0);
  expect(await run('sh', [script])).toMatchObject({code: 1, stdout: ''});
  expect(await run(inject('tools').shellcheck, [script])).toMatchObject({code: 0, stdout: ''});
  expect(readFileSync('CONTRIBUTING.md', 'utf8')).toContain('git commit -s');
});
