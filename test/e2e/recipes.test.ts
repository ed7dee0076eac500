import {existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {load} from 'js-yaml';
import {beforeAll, describe, expect, inject, test} from 'vitest';
import type {Command} from '../../src/cli/commands/command.ts';
import {COMMANDS} from '../../src/cli/commands/registry.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {drift, helmBinary, kubectl, must, pluginHome, run, temporaryFolder} from './harness.ts';
import {pipelineRecipes} from './pipeline-recipes.ts';
import {NOBODYS} from './sandboxes.ts';
import type {Run} from './harness.ts';

const PLACE = 'sandbox-nginx';
/** What timeout(1) exits with. */
const ENDED_BY_TIMEOUT = 124;
const text = readFileSync('docs/recipes.md', 'utf8');

interface Recipe {
  readonly name: string;
  readonly exit: number;
  readonly script: string;
}

const shells = [...text.matchAll(/^```sh recipe=(\S+) exit=(\d)\n([\s\S]*?)^```$/gm)].map(
  ([, name = '', exit, script = '']): Recipe => ({name, exit: Number(exit), script}),
);
const pipelines = pipelineRecipes();
const pipeline = (name: string): unknown => load(pipelines[name] ?? '');

function githubScript(): string {
  const {jobs} = pipeline('github-plain') as {jobs: {drift: {steps: {run?: string}[]}}};
  return jobs.drift.steps.flatMap(({run: script}) => script ?? []).join('\n');
}

interface GitlabJob {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** The script of the template, with the variables of the job that extends it. */
function gitlabJob(): GitlabJob {
  const {'.helm-drift': template, drift: job} = pipeline('gitlab') as Record<string, GitlabJob>;
  return {script: template?.script ?? [], variables: {...template?.variables, ...job?.variables}};
}

interface Hook {
  readonly command: string;
  readonly args: readonly string[];
}

beforeAll(async () => {
  await kubectl('create', 'namespace', PLACE);
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', PLACE]);
  await introduceGovernedDrift(PLACE);
  return async () => {
    await run(inject('kubectl'), ['delete', 'namespace', PLACE, '--wait=false']);
  };
});

/** A shell as a pipeline's: this helm on PATH, the plugin installed, a checkout as the working directory. */
const shellOf =
  (version: string) =>
  async (
    script: string,
    more: Readonly<Record<string, string>> = {},
    command = 'sh',
  ): Promise<Run & {folder: string}> => {
    const helm = helmBinary(version);
    const folder = temporaryFolder();
    for (const name of ['charts', 'scripts']) symlinkSync(resolve(name), join(folder, name));
    mkdirSync(join(folder, 'bin'));
    symlinkSync(helm, join(folder, 'bin', 'helm'));
    const env = {
      ...(await pluginHome(helm)),
      PATH: `${folder}/bin:${process.env['PATH']}`,
      CI: 'true',
      XDG_STATE_HOME: join(folder, 'state'),
      HELM_DRIFT_CACHE: NOBODYS.HELM_DRIFT_CACHE,
      ...more,
    };
    return {...(await run(command, ['-e', '-c', script], {env, cwd: folder})), folder};
  };

describe.each(['3.22.0', '4.3.1'])('with helm %s', (version) => {
  const shell = shellOf(version);

  test.each(shells)('$name', async ({script, exit}) => {
    const ran = await shell(script);
    expect(ran.stdout).toContain('Variance detected: 4');
    expect(ran.code).toBe(exit);
  });

  test('the script of GitHub Actions', async () => {
    const summary = join(temporaryFolder(), 'summary.md');
    writeFileSync(summary, '');
    const {code, stdout, folder} = await shell(githubScript(), {GITHUB_STEP_SUMMARY: summary}, 'bash');
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^::error title=test-nginx in sandbox-nginx::Variance detected: 4 in 2 of 7 objects\n::error file=charts\/nginx\/templates\/service\.yaml,/,
    );
    expect(readFileSync(summary, 'utf8')).toContain('### ❌ `test-nginx`');
    expect(JSON.parse(readFileSync(join(folder, 'drift.sarif'), 'utf8'))).toMatchObject({version: '2.1.0'});
  });

  test('the script of GitLab CI', async () => {
    const {script, variables} = gitlabJob();
    const {code, stdout, folder} = await shell(script.join('\n'), variables);
    expect(code).toBe(2);
    expect(stdout).toContain('Variance detected: 4');
    expect(readFileSync(join(folder, 'drift.junit.xml'), 'utf8')).toContain('failures="4"');
    expect(readFileSync(join(folder, 'public', 'drift.html'), 'utf8')).toContain('<!doctype html>');
  });

  test('the hook of helmfile: drift stops a sync, and the first one goes on', async () => {
    const {releases} = pipeline('helmfile') as {releases: {name: string; namespace: string; hooks: Hook[]}[]};
    const [release] = releases;
    const [hook] = release?.hooks ?? [];
    // helmfile fills in what stands in braces, and runs no shell of its own.
    const filled = (name: string): string =>
      (hook?.args ?? [])
        .map((arg) => arg.replace('{{ .Release.Name }}', name).replace('{{ .Release.Namespace }}', PLACE))
        .map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`)
        .join(' ');
    const drifted = await shell(`${hook?.command} ${filled(release?.name ?? '')}`);
    expect(drifted.stdout).toContain('Variance detected: 4');
    expect(drifted.code).toBe(2);
    expect(await shell(`${hook?.command} ${filled('first')}`)).toMatchObject({code: 0, stdout: '', stderr: ''});
  });

  describe('scripts/run_helm_mode.sh', () => {
    const runner = (args: string): string => `sh scripts/run_helm_mode.sh ${args}`;
    const FILES = [
      'release-baseline.yaml',
      'live-snapshot.yaml',
      'drift.txt',
      'drift.json',
      'drift.sarif',
      'drift.junit.xml',
      'drift.md',
      'drift.html',
      'verdict.txt',
    ];

    test.each([
      ['drift', `test-nginx -n ${PLACE}`, 2, 'variance detected'],
      ['a policy behind --', `test-nginx -n ${PLACE} -- --fail-on none`, 0, 'in contract'],
      ['a chart', `test-nginx -n ${PLACE} --chart ./charts/nginx`, 2, 'variance detected'],
    ])('%s: all evidence, and the exit code of the check', async (_name, args, exit, verdict) => {
      const {code, stdout, stderr, folder} = await shell(
        runner(
          `${args.replace(' -- ', ' --artifacts "evidence of today" -- ')}${args.includes(' -- ') ? '' : ' --artifacts "evidence of today"'}`,
        ),
      );
      expect(stderr).toContain('Evidence: evidence of today');
      expect(code).toBe(exit);
      expect(stdout).toContain('Variance detected: 4');
      const read = (file: string): string => readFileSync(join(folder, 'evidence of today', file), 'utf8');
      for (const file of FILES) expect([file, read(file).length > 0]).toEqual([file, true]);
      expect(read('verdict.txt')).toBe(
        `release: test-nginx\nnamespace: ${PLACE}\nverdict: ${verdict}\nexit code: ${exit}\n`,
      );
      expect(read('drift.txt')).toContain('Variance detected: 4');
    });

    test.each([
      ['no release', '', /^Error: no release was named\n.+\n$/],
      ['an unknown flag', '--quick', /^Error: there is no flag --quick\n.+\n$/],
      ['two releases', 'a b', /^Error: two releases were named: a and b\n.+\n$/],
      ['a flag without its value', 'a -n', /^Error: -n needs a value\n.+\n$/],
    ])('%s: what, and what to do', async (_name, args, said) => {
      const {code, stdout, stderr} = await shell(runner(args));
      expect({code, stdout}).toEqual({code: 1, stdout: ''});
      expect(stderr).toMatch(said);
    });

    test('a release that is not there leaves no verdict, not even an older one', async () => {
      const script = `mkdir drift-artifacts; echo old >drift-artifacts/verdict.txt; ${runner(`nobody -n ${PLACE}`)}`;
      const {code, stderr, folder} = await shell(script);
      expect(code).toBe(1);
      expect(stderr).toContain('Error: the baseline could not be captured');
      expect(existsSync(join(folder, 'drift-artifacts', 'verdict.txt'))).toBe(false);
    });
  });
});

test('shell scripts are clean by shellcheck', async () => {
  const scripts = ['scripts/run_helm_mode.sh', 'install-hook.sh', 'plugin.complete', '.ci/run'];
  expect(await run(inject('tools').shellcheck, scripts)).toMatchObject({code: 0, stdout: ''});
  const {code} = await run(inject('tools').shellcheck, ['-s', 'sh', '-'], {input: 'echo $x\n'});
  expect(code).not.toBe(0);
});

/** What the image runs: the bundle, by its entry point. */
describe('the containers', () => {
  test('of Argo Workflows', async () => {
    const {spec} = pipeline('argo') as {
      spec: {workflowSpec: {templates: {container: {args: string[]}; outputs: {artifacts: {path: string}[]}}[]}};
    };
    const [template] = spec.workflowSpec.templates;
    const [artifact] = template?.outputs.artifacts ?? [];
    const page = join(temporaryFolder(), 'drift.html');
    const args = (template?.container.args ?? []).map((arg) => arg.replace(artifact?.path ?? '?', page));
    const ran = await drift(args);
    expect(ran.stdout).toContain('Variance detected: 4');
    expect(ran.code).toBe(2);
    expect(readFileSync(page, 'utf8')).toContain('<!doctype html>');
  });

  test('of Tekton', async () => {
    const {spec} = pipeline('tekton') as {
      spec: {params: {name: string; default?: string}[]; steps: {args: string[]}[]};
    };
    const folder = temporaryFolder();
    const given: Readonly<Record<string, string>> = {release: 'test-nginx', namespace: PLACE};
    const valueOf = (name: string): string =>
      given[name] ?? spec.params.find((param) => param.name === name)?.default ?? '';
    const args = (spec.steps[0]?.args ?? []).map((arg) =>
      arg
        .replace(/\$\(params\.([\w-]+)\)/g, (_all, name: string) => valueOf(name))
        .replace('$(workspaces.output.path)', folder),
    );
    expect(args.join(' ')).not.toContain('$(');
    const ran = await drift(args);
    expect(ran.stdout).toContain('Variance detected: 4');
    expect(ran.code).toBe(2);
    expect(readFileSync(join(folder, 'drift.junit.xml'), 'utf8')).toContain('failures="4"');
  });
});

test('every recipe there is was found', () => {
  expect(shells.map(({name}) => name)).toEqual(['by-hand', 'guard', 'runner']);
  const names = Object.keys(pipelines);
  expect(names).toEqual(['github', 'github-plain', 'gitlab', 'argo', 'tekton', 'helmfile']);
  expect([...text.matchAll(/^```/gm)]).toHaveLength(2 * (shells.length + names.length));
});

const NOTIFY = `printf '%s\\n' 'apiVersion: helm-drift/v1' 'kind: Config' 'notify: {sinks: [{name: a, slack: {url: "http://127.0.0.1:1"}}]}' >notify.yaml\n`;

/** Until somebody ends it. */
const runsOn = (line: string): boolean => /^helm drift (?:console|audit|watch -A)/.test(line);

test('every example of --help', async () => {
  const shell = shellOf('4.3.1');
  // Files that capture writes are read by a check: it goes first.
  const commands: readonly Command[] = [
    COMMANDS.capture,
    ...Object.values(COMMANDS).filter((one) => one !== COMMANDS.capture),
  ];
  const examples = commands.flatMap(({examples: lines}) => lines.map(([line]) => line));
  const script = examples
    .map((line) => {
      // No state of eight hours ago was kept here, and one of the examples before.
      const asked = line.replace('--at 8h', '--at 0s');
      // Two fixes were written, and one undo; and what drifted was accepted: with the other fix taken back, and without the rules,
      // there is drift to record, and for the tests to come.
      const drifted = line.includes('--record')
        ? `helm drift undo --yes >/dev/null; rm -f .helm-drift.yaml; ${asked}`
        : asked;
      const own = runsOn(line) ? `timeout 2 ${drifted}` : drifted;
      return `${own} >out.txt 2>err.txt; echo "$? ${line.replaceAll('"', '')}"; cat err.txt >&2`;
    })
    .join('\n');
  const {stdout, stderr} = await shell(
    `set +e; : >prod.yaml\n${NOTIFY}echo a-token-of-at-least-sixteen >token\n${script}`,
  );
  // The release has drifted; everything else succeeds.
  const code = (line: string): number => {
    if (runsOn(line)) return ENDED_BY_TIMEOUT;
    return /^helm drift (?:check|watch)/.test(line) ? 2 : 0;
  };
  expect(stdout.trim().split('\n')).toEqual(examples.map((line) => `${code(line)} ${line.replaceAll('"', '')}`));
  expect(stderr.split('\n').filter((line) => line.startsWith('Error:') && !line.includes('exited with error'))).toEqual(
    [],
  );
  for (const [name, {examples: lines}] of Object.entries(COMMANDS as Record<string, Command>)) {
    const help = await shell(`COLUMNS=100 helm drift ${name} --help`);
    for (const [line] of lines) expect(help.stdout).toContain(`\n  ${line}\n`);
  }
});
