import type {Options} from 'yargs';
import type {Inspection} from '../../check/check.ts';
import {NO_CONFIG} from '../../config/file.ts';
import {findConfig, loadConfig} from '../../config/load.ts';
import {UserError} from '../../model/errors.ts';
import type {DriftReport, Fidelity} from '../../model/report.ts';
import type {Policy, ReportContext} from '../../report/context.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {Command} from './command.ts';
import {exitCodeOf} from '../../app/exit.ts';
import {OUTPUT_FLAGS, VALUES_FLAGS, valuesArgs} from '../flags/flags.ts';
import {outputsOf, writeReports} from '../text/output.ts';
import {progressOn} from '../text/progress.ts';
import type {Progress} from '../text/progress.ts';
import {learnValues, redactorFor, safeError} from '../../app/redaction.ts';
import {resolveSettings} from '../../app/settings.ts';
import type {Runtime} from '../../app/runtime.ts';
import {openSession} from '../../app/session.ts';
import type {CheckRequest, Opened, Session} from '../../app/session.ts';

export const CHECK_OPTIONS = {
  revision: {
    type: 'number',
    describe: 'compare with this revision instead of the newest deployed one',
    group: 'Baseline:',
  },
  baseline: {type: 'string', nargs: 1, describe: 'compare with this manifest file; - reads stdin', group: 'Baseline:'},
  git: {
    type: 'string',
    nargs: 1,
    describe: 'compare with CHART as of this Git commit, branch or tag',
    group: 'Baseline:',
  },
  live: {
    type: 'string',
    nargs: 1,
    describe: 'live objects from this file (`kubectl get … -o yaml`) instead of the cluster',
    group: 'Evidence:',
  },
  hooks: {
    type: 'string',
    choices: ['include', 'exclude'],
    describe:
      'all hooks that ran in this revision, or none; without it those that stay: no tests, none with a delete policy',
    group: 'Baseline:',
  },
  'include-crds': {
    type: 'boolean',
    default: false,
    describe: "the chart's crds/ too, which Helm installs once and never upgrades",
    group: 'Baseline:',
  },
  fidelity: {
    type: 'string',
    choices: ['auto', 'server', 'client'],
    describe: 'who has the last word on a difference: auto (the default) asks the server by dry runs where it may',
    group: 'Evidence:',
  },
  config: {
    type: 'string',
    nargs: 1,
    describe: 'rules and settings from this file instead of the nearest .helm-drift.yaml',
    group: 'Report:',
  },
  forecast: {
    type: 'boolean',
    default: false,
    describe:
      'what the next helm upgrade, to CHART or to the same again, will do to each difference; nothing is written',
    group: 'Forecast:',
  },
  all: {type: 'boolean', default: false, describe: 'every release of the namespace', group: 'Scope:'},
  'all-namespaces': {
    alias: 'A',
    type: 'boolean',
    default: false,
    describe: 'every release of the cluster',
    group: 'Scope:',
  },
  ...VALUES_FLAGS,
  ...OUTPUT_FLAGS,
} as const satisfies Record<string, Options>;

export interface CheckArgs extends Readonly<Record<string, unknown>> {
  readonly release?: string;
  readonly chart?: string;
  readonly revision?: number;
  readonly baseline?: string;
  readonly git?: string;
  readonly live?: string;
  readonly fidelity?: Fidelity;
  readonly hooks?: 'include' | 'exclude';
  readonly 'include-crds': boolean;
  readonly config?: string;
  readonly forecast?: boolean;
  readonly all: boolean;
  readonly 'all-namespaces': boolean;
  /** A list for a check; commands with an outcome of their own take one format of two. */
  readonly output?: readonly string[] | 'text' | 'json';
  readonly color: 'auto' | 'always' | 'never';
  readonly diff: boolean;
  readonly 'show-ignored': boolean;
  readonly 'show-secrets': boolean;
  readonly 'fail-on': Policy['failOn'];
  readonly 'allow-incomplete': boolean;
}

/** `helm drift check`: intent and evidence in, report on stdout, exit code out. */
export const CHECK = {
  usage: 'check [release] [chart]',
  describe: 'compare a release with the cluster',
  options: CHECK_OPTIONS,
  examples: [
    ['helm drift check test-nginx -n sandbox-nginx --diff', 'one release, with a YAML diff'],
    ['helm drift check -A -o table --fail-on high', 'every release of the cluster; only high and critical drift fails'],
    ['helm drift check test-nginx ./charts/nginx -f prod.yaml -n sandbox-nginx', 'against a chart and its values'],
    ['helm drift check test-nginx -n sandbox-nginx -o text -o sarif=drift.sarif', 'for eyes, and for code scanning'],
    [
      'helm drift check test-nginx -n sandbox-nginx --baseline release-baseline.yaml --live live.yaml',
      'two files that capture wrote: no cluster',
    ],
  ],
  run: runCheck,
} satisfies Command;

async function runCheck(args: CheckArgs, runtime: Runtime): Promise<number> {
  const many = args.all || args['all-namespaces'];
  validate(args, many);
  const outputs = await outputsOf([args.output ?? 'text'].flat());
  const started = performance.now();
  const {reports, redactor} = await withSession(args, runtime, async (session) => ({
    reports: many
      ? await session.checkAll({everywhere: args['all-namespaces']})
      : [await oneReport(args, session, runtime)],
    redactor: session.redactor,
  }));
  const policy = {failOn: args['fail-on'], allowIncomplete: args['allow-incomplete']};
  const context = {...contextOf(args, runtime), many, policy, seconds: (performance.now() - started) / 1000};
  await writeReports(outputs, reports.map(redactor.report), context, {
    stdout: runtime.stdout,
    privacy: redactor.show ? 'private' : 'ordinary',
  });
  return exitCodeOf(reports, policy);
}

/** With a forecast the release itself is the baseline, and CHART what it is upgraded to. */
async function oneReport(args: CheckArgs, session: Session, runtime: Runtime): Promise<DriftReport> {
  if (args.forecast !== true) return session.checkOne(requestOf(args));
  const {foresee} = await import('../../app/forecast.ts');
  return foresee(args, requestOf(args), session, runtime);
}

function contextOf(args: CheckArgs, {stdout, env, now}: Runtime): Omit<ReportContext, 'many' | 'policy' | 'seconds'> {
  return {
    color: wantsColor(args.color, env, stdout.isTTY === true),
    width: stdout.columns ?? 80,
    showIgnored: args['show-ignored'],
    diff: args.diff,
    now: now(),
    version: HELM_DRIFT_VERSION,
  };
}

/** One release's report, for commands that speak about one of its findings; what they say of it goes through `known`. */
export async function checkRelease(
  args: CheckArgs,
  runtime: Runtime,
): Promise<{report: DriftReport; redactor: Redactor; inspection?: Inspection}> {
  validate(args, false);
  return withSession(args, runtime, async (session) => {
    const found = await session.inspectOne(requestOf(args));
    return 'report' in found
      ? {report: found.report, inspection: found, redactor: session.redactor}
      : {report: await session.checkOne(requestOf(args)), redactor: session.redactor};
  });
}

/** A release's baseline and where to look at it, for commands that do not compare the two. */
export async function openRelease<T>(
  args: CheckArgs,
  runtime: Runtime,
  work: (opened: Opened, redactor: Redactor) => Promise<T>,
): Promise<T> {
  validate(args, false);
  return withSession(args, runtime, async (session) => work(await session.open(requestOf(args)), session.redactor));
}

/** Opens what the flags and the configuration name, and closes it again whatever happens. */
export async function withSession<T>(
  args: CheckArgs,
  runtime: Runtime,
  work: (session: Session, progress: Progress) => Promise<T>,
): Promise<T> {
  const {stderr, env} = runtime;
  const file = args.config ?? (await findConfig(runtime.cwd));
  const config = file === undefined ? NO_CONFIG : await loadConfig(file);
  const fidelity = args.fidelity ?? config.settings.fidelity ?? 'auto';
  const progress = progressOn(stderr, env);
  const redactor = redactorFor(args, env);
  const options = {
    settings: resolveSettings(args, env),
    fidelity,
    config,
    includeCrds: args['include-crds'],
    redactor,
    ...(args.hooks === undefined ? {} : {hooks: args.hooks}),
  };
  const session = openSession(options, runtime, progress);
  try {
    return await work(session, progress);
  } catch (error) {
    // Helm and servers quote values in what they say.
    await learnValues(args, redactor);
    throw safeError(error, redactor);
  } finally {
    progress.done();
    session.close();
  }
}

function requestOf(args: CheckArgs): CheckRequest {
  const {release, chart, revision, baseline, git, live} = args;
  return {release, chart, revision, baseline, git, live, values: valuesArgs(args)};
}

function validate(args: CheckArgs, many: boolean): void {
  const sources = [
    args.chart === undefined ? undefined : 'CHART',
    args.baseline === undefined ? undefined : '--baseline',
  ].filter(Boolean);
  if (many && args.release !== undefined)
    throw new UserError(`--all checks every release, and "${args.release}" names one`, 'Leave out one of the two.');
  if (
    many &&
    (sources.length > 0 || args.git !== undefined || args.live !== undefined || args.revision !== undefined)
  ) {
    throw new UserError(
      '--all reads every release from the cluster: no chart, --baseline, --git, --live or --revision goes with it',
      'Name one release instead.',
    );
  }
  if (sources.length > 1)
    throw new UserError('both a chart and --baseline were given', 'One of them is the baseline: leave out the other.');
  const isOther =
    args.baseline !== undefined || args.live !== undefined || args.revision !== undefined || args.git !== undefined;
  if (args.forecast === true && (many || isOther))
    throw new UserError(
      '--forecast is about the next upgrade of one release as it stands in the cluster',
      'Leave out --all, --baseline, --git, --live and --revision.',
    );
  if (args.fidelity === 'server' && args.live !== undefined)
    throw new UserError('--fidelity server needs a server, and --live reads a file', 'Leave out one of the two.');
  if (args.revision !== undefined && (!Number.isInteger(args.revision) || args.revision < 1)) {
    throw new UserError(
      '--revision takes a whole number from 1',
      'See `helm history RELEASE` for the revisions there are.',
    );
  }
  if (args.revision !== undefined && sources.length > 0)
    throw new UserError(
      `--revision chooses a release record, and ${sources[0]} is the baseline already`,
      'Leave out one of the two.',
    );
  if (args.git !== undefined && args.chart === undefined)
    throw new UserError(
      "--git needs the chart's path in the repository",
      'For example: helm drift check my-release ./charts/app --git main',
    );
  if (!many && args.release === undefined && args.baseline === undefined)
    throw new UserError(
      'no release was named',
      'Name one (`helm drift check RELEASE -n NAMESPACE`), or check them all with --all or -A.',
    );
}

export function wantsColor(flag: CheckArgs['color'], env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (flag !== 'auto') return flag === 'always';
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  return isTerminal && env['TERM'] !== 'dumb';
}
