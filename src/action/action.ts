import {join, resolve} from 'node:path';
import {EXIT} from '../app/exit.ts';
import {describeError} from '../app/errors.ts';
import {UserError} from '../model/errors.ts';
import {annotation, cutAtLine, outputEntry, unobeyed} from './commands.ts';
import {githubIssues} from './github-api.ts';
import {checkArguments, environmentOfCheck, inputsOf} from './inputs.ts';
import type {Inputs, ReportFiles, StepEnv} from './inputs.ts';
import {issueKey, keepIssue} from './issue.ts';
import type {Outcome} from './issue.ts';
import {verdictOf} from './verdict.ts';
import type {Verdict} from './verdict.ts';

/** What the action needs of the machine that it runs on. */
export interface Step {
  readonly env: StepEnv;
  readonly say: (text: string) => void;
  readonly read: (file: string) => Promise<string>;
  readonly append: (file: string, text: string) => Promise<void>;
  /** A new folder below another. */
  readonly folder: (below: string) => Promise<string>;
  /** A text that nobody can guess, of letters and digits. */
  readonly random: () => string;
  /** Runs `helm drift`; what it prints goes to `say`. Gives its exit code, and the end of what it said on stderr. */
  readonly check: (
    args: readonly string[],
    options: {readonly env: StepEnv; readonly cwd: string},
  ) => Promise<{readonly code: number; readonly said: string}>;
  readonly fetch: typeof fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What a step may leave in the job's summary is bounded; more fails the step's upload. */
const SUMMARY_BYTES = 1_000_000;
/** Who writes with the token that a job has by itself. */
const RUNNERS_LOGIN = 'github-actions[bot]';

/** One step of a workflow: a check, its annotations, summary and outputs, and the issue that is kept. Gives the exit code. */
export async function runAction(step: Step): Promise<number> {
  try {
    return await checked(step);
  } catch (error) {
    const [what = '', ...more] = describeError(error, false).trim().split('\n');
    step.say(annotation('error', 'helm drift', [what.replace(/^Error: /, ''), ...more].join('\n')));
    return EXIT.error;
  }
}

async function checked(step: Step): Promise<number> {
  const {env, say} = step;
  const inputs = inputsOf(env);
  const cwd = resolve(required(env, 'GITHUB_WORKSPACE'), inputs.folder);
  const folder = await step.folder(required(env, 'RUNNER_TEMP'));
  const files: ReportFiles = {
    github: join(folder, 'annotations'),
    markdown: join(folder, 'drift.md'),
    json: join(folder, 'drift.json'),
    sarif: inputs.sarif === '' ? join(folder, 'drift.sarif') : resolve(cwd, inputs.sarif),
  };
  const quiet = unobeyed(step.random());
  say(quiet.begin);
  const {code, said} = await step
    .check(checkArguments(inputs, files), {env: environmentOfCheck(env), cwd})
    .finally(() => say(quiet.end));
  if (!HAS_REPORT.has(code)) {
    say(annotation('error', 'helm drift', said.replace(/^Error: /, '').trim() || `it ended with exit code ${code}`));
    return code;
  }
  say(await step.read(files.github));
  const report = await step.read(files.markdown);
  const verdict = verdictOf(await step.read(files.json), {keyed: Boolean(env['HELM_DRIFT_REDACTION_KEY'])});
  await step.append(required(env, 'GITHUB_STEP_SUMMARY'), cutAtLine(report, SUMMARY_BYTES, 'The log has all of it.'));
  const output = (values: Readonly<Record<string, string>>): Promise<void> => tell(step, values);
  await output({
    state: verdict.state,
    drift: `${verdict.drift}`,
    'exit-code': `${code}`,
    digest: verdict.digest,
    sarif: files.sarif,
    json: files.json,
  });
  if (inputs.mode === 'issue') {
    const {did, url} = await issueOf(step, inputs, {verdict, report});
    await output({issue: url});
    say(`Issue: ${did}${url === '' ? '' : `, ${url}`}\n`);
  }
  return code;
}

const HAS_REPORT: ReadonlySet<number> = new Set([EXIT.clean, EXIT.drift, EXIT.incomplete]);

async function tell(step: Step, values: Readonly<Record<string, string>>): Promise<void> {
  const delimiter = `helm-drift-${step.random()}`;
  const entries = Object.entries(values).map(([name, value]) => outputEntry(name, value, delimiter));
  await step.append(required(step.env, 'GITHUB_OUTPUT'), entries.join(''));
}

async function issueOf(
  {env, fetch, pause}: Step,
  inputs: Inputs,
  {verdict, report}: {readonly verdict: Verdict; readonly report: string},
): Promise<Outcome> {
  const repository = required(env, 'GITHUB_REPOSITORY');
  const issues = githubIssues({
    base: required(env, 'GITHUB_API_URL'),
    repository,
    token: inputs.token,
    fetch,
    pause,
  });
  const author = inputs.author || ((await issues.login()) ?? RUNNERS_LOGIN);
  const {release, chart, namespace, allNamespaces, context, label} = inputs;
  // The workflow's file, without the branch that it was read from.
  const workflow = (env['GITHUB_WORKFLOW_REF'] ?? '').replace(/@.*$/, '');
  const asked = [release, chart, namespace, `${allNamespaces}`, context, inputs.issueKey];
  const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  return keepIssue(issues, {
    ...verdict,
    key: issueKey([workflow, env['GITHUB_JOB'] ?? '', ...asked]),
    report,
    run,
    label,
    author,
  });
}

function required(env: StepEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new UserError(`${name} is not set`, 'This runs as a step of GitHub Actions, whose runner sets it.');
}
