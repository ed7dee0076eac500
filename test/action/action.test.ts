import {appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {runAction} from '../../src/action/action.ts';
import type {Step} from '../../src/action/action.ts';
import {githubServer} from './github-server.ts';

const REPORT = {
  kind: 'DriftReport',
  state: 'variance-detected',
  release: {name: 'web', namespace: 'shop', revision: 1},
  summary: {drift: 1},
  findings: [
    {id: 'e0eeb00', ref: {kind: 'Service', name: 'web'}, change: 'changed', severity: 'high', verdict: 'drift', by: {}},
  ],
  gaps: [],
};

interface Ran {
  readonly code: number;
  readonly log: string;
  readonly summary: string;
  readonly output: string;
  readonly args: readonly string[];
  readonly childEnv: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

interface Given {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly exit?: number;
  readonly said?: string;
  readonly printed?: string;
  readonly markdown?: string;
}

/** The step with the files that a runner gives it; the check itself is told what to answer. */
async function run({
  inputs = {},
  env = {},
  exit = 2,
  said = '',
  printed = 'text\n',
  markdown = '### web\n',
}: Given): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-action-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const [summary, output] = [join(folder, 'summary.md'), join(folder, 'output')];
  writeFileSync(summary, 'from a step before\n');
  writeFileSync(output, '');
  let log = '';
  let asked: {args: readonly string[]; env: Ran['childEnv']; cwd: string} = {args: [], env: {}, cwd: ''};
  let random = 0;
  const step: Step = {
    env: {
      GITHUB_WORKSPACE: '/work/shop',
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_RUN_ID: '77',
      GITHUB_SERVER_URL: 'https://github.test',
      GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/drift.yml@refs/heads/main',
      GITHUB_JOB: 'drift',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
    say: (text) => (log += text),
    read: async (file) => readFileSync(file, 'utf8'),
    append: async (file, text) => appendFileSync(file, text),
    folder: (below) => mkdtemp(join(below, 'step-')),
    random: () => `random${(random += 1)}`,
    check: async (args, {env: childEnv, cwd}) => {
      asked = {args, env: childEnv, cwd};
      log += printed;
      const fileOf = (format: string): string =>
        args.find((arg) => arg.startsWith(`--output=${format}=`))?.slice(`--output=${format}=`.length) ?? '';
      if (exit !== 1) {
        writeFileSync(fileOf('github'), '::error title=web::Variance detected\n');
        writeFileSync(fileOf('markdown'), markdown);
        writeFileSync(fileOf('json'), JSON.stringify(REPORT));
      }
      return {code: exit, said};
    },
    fetch,
    pause: async () => {},
  };
  const code = await runAction(step);
  return {
    code,
    log,
    summary: readFileSync(summary, 'utf8'),
    output: readFileSync(output, 'utf8'),
    args: asked.args,
    childEnv: asked.env,
    cwd: asked.cwd,
  };
}

describe('a step', () => {
  test('annotates, sums up, and hands on', async () => {
    const {code, log, summary, output, args, cwd} = await run({inputs: {release: 'web'}});
    expect(code).toBe(2);
    expect(args.slice(0, 2)).toEqual(['check', 'web']);
    expect(cwd).toBe('/work/shop');
    expect(log).toBe('::stop-commands::random1\ntext\n\n::random1::\n::error title=web::Variance detected\n');
    expect(summary).toBe('from a step before\n### web\n');
    expect(output).toMatch(
      /^state<<helm-drift-random2\nvariance-detected\nhelm-drift-random2\ndrift<<helm-drift-random2\n1\n/,
    );
    expect(output).toMatch(/\nexit-code<<helm-drift-random2\n2\nhelm-drift-random2\n/);
    expect(output).toMatch(/\nsarif<<helm-drift-random2\n\/.+\/step-\w+\/drift\.sarif\n/);
  });

  test('what a check prints is never obeyed', async () => {
    const {log} = await run({printed: 'x\n::add-mask::x\n##[error]y\n::endgroup::\n'});
    const [, between = ''] = /::stop-commands::random1\n([\s\S]*)\n::random1::\n/.exec(log) ?? [];
    expect(between).toContain('::add-mask::x');
    expect(log.replace(between, '')).not.toContain('add-mask');
  });

  test('writes the SARIF file where it is wanted', async () => {
    const {args} = await run({inputs: {sarif: 'out/drift.sarif', 'working-directory': 'deploy'}});
    expect(args).toContain('--output=sarif=/work/shop/deploy/out/drift.sarif');
  });

  test('a summary that the runner would refuse is cut', async () => {
    const {summary} = await run({markdown: `${'x'.repeat(99)}\n`.repeat(20_000)});
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(summary).toMatch(/x\n\nThe log has all of it\.\n$/);
  });

  test('a check that failed is one annotation, with its way out, and no report', async () => {
    const said = 'Error: release "web" was not found\n::warning::Name another, 100%\n';
    const {code, log, summary, output} = await run({exit: 1, said, printed: said});
    expect(code).toBe(1);
    expect(log.split('\n::random1::\n')[1]).toBe(
      '::error title=helm drift::release "web" was not found%0A::warning::Name another, 100%25\n',
    );
    expect({summary, output}).toEqual({summary: 'from a step before\n', output: ''});
  });

  test('a check that says nothing', async () => {
    const {log} = await run({exit: 1});
    expect(log).toContain('::error title=helm drift::it ended with exit code 1\n');
  });

  test.each([
    [{inputs: {release: '-x'}}, '::error title=helm drift::the input release is "-x", and no name%0AName a release.\n'],
    [{env: {RUNNER_TEMP: ''}}, '::error title=helm drift::RUNNER_TEMP is not set%0AThis runs as a step'],
  ])('%j', async (given, said) => {
    const {code, log} = await run(given);
    expect(code).toBe(1);
    expect(log).toContain(said);
  });
});

describe('mode: issue', () => {
  test('keeps one, and the token goes nowhere but to GitHub', async () => {
    const github = await githubServer();
    const given: Given = {
      inputs: {mode: 'issue', token: 'ghs_secret', release: 'web'},
      env: {GITHUB_API_URL: github.base},
      exit: 0,
    };
    const first = await run(given);
    expect(first.code).toBe(0);
    expect(first.log).toContain('Issue: opened, https://github.test/octo/shop/issues/1\n');
    expect(first.output).toContain('issue<<helm-drift-random3\nhttps://github.test/octo/shop/issues/1\n');
    expect(github.issues[0]?.title).toBe('Variance detected: 1 in 1 object (web in shop)');
    expect(github.issues[0]?.body).toContain('Seen by https://github.test/octo/shop/actions/runs/77.');
    expect(first.childEnv).not.toHaveProperty('INPUT_TOKEN');
    expect(`${first.log}${first.output}${first.summary}${first.args.join()}`).not.toContain('ghs_secret');

    expect((await run(given)).log).toContain('Issue: unchanged');
    const branch = {GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/drift.yml@refs/heads/other'};
    expect((await run({...given, env: {...given.env, ...branch}})).log).toContain('Issue: unchanged');
    expect((await run({...given, inputs: {...given.inputs, 'issue-key': 'eu'}})).log).toContain('Issue: opened');
  });

  test('as whom the token is, or is said to be', async () => {
    const github = await githubServer();
    github.login = 'octocat';
    const given: Given = {inputs: {mode: 'issue', token: 't'}, env: {GITHUB_API_URL: github.base}};
    await run(given);
    expect(github.issues[0]?.user.login).toBe('octocat');
    expect((await run(given)).log).toContain('Issue: unchanged');
    github.login = undefined;
    const app = {...given, inputs: {...given.inputs, 'issue-author': 'octocat'}};
    expect((await run(app)).log).toContain('Issue: unchanged');
  });

  test('a token that may not: the report stands, and one line says what is missing', async () => {
    const github = await githubServer();
    github.fault = () => ({status: 403});
    const {code, log, summary, output} = await run({
      inputs: {mode: 'issue', token: 't'},
      env: {GITHUB_API_URL: github.base},
    });
    expect(code).toBe(1);
    expect(summary).toContain('### web');
    expect(output).toContain('state<<');
    expect(log).toMatch(
      /::error title=helm drift::GitHub does not let the token do this: GET \/repos\/octo\/shop\/issues in octo\/shop got 403%0AGive the job `permissions: \{issues: write\}`/,
    );
  });
});
