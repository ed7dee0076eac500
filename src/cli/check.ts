import type {Options} from 'yargs';
import {NO_CONFIG} from '../config/file.ts';
import {findConfig, loadConfig} from '../config/load.ts';
import {UserError} from '../model/errors.ts';
import type {DriftReport, Fidelity} from '../model/report.ts';
import {REPORTERS} from '../report/reporters.ts';
import type {Format} from '../report/reporters.ts';
import type {Command} from './command.ts';
import {exitCodeOf} from './exit.ts';
import {OUTPUT_FLAGS, VALUES_FLAGS, valuesArgs} from './flags.ts';
import {progressOn} from './progress.ts';
import type {Progress} from './progress.ts';
import {resolveSettings} from './settings.ts';
import type {Surroundings} from './surroundings.ts';
import {wire} from './wire.ts';
import type {CheckRequest, Product} from './wire.ts';

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
  readonly all: boolean;
  readonly 'all-namespaces': boolean;
  readonly output: Format;
  readonly color: 'auto' | 'always' | 'never';
  readonly 'show-ignored': boolean;
}

/** `helm drift check`: intent and evidence in, report on stdout, exit code out. */
export const CHECK = {
  usage: 'check [release] [chart]',
  describe: 'compare a release with the cluster',
  options: CHECK_OPTIONS,
  run: runCheck,
} satisfies Command;

async function runCheck(args: CheckArgs, surroundings: Surroundings): Promise<number> {
  const many = args.all || args['all-namespaces'];
  validate(args, many);
  const {stdout, now} = surroundings;
  const started = performance.now();
  const reports = await withProduct(args, surroundings, (product) =>
    many
      ? product.checkAll({everywhere: args['all-namespaces']})
      : product.checkOne(requestOf(args)).then((one) => [one]),
  );
  const text = REPORTERS[args.output](reports, {
    many,
    color: wantsColor(args.color, surroundings.env, stdout.isTTY === true),
    width: stdout.columns ?? 80,
    showIgnored: args['show-ignored'],
    now: now(),
    seconds: (performance.now() - started) / 1000,
  });
  await new Promise<void>((resolve) => stdout.write(text, () => resolve()));
  return exitCodeOf(reports);
}

/** The report of one release, for commands that speak about one of its findings. */
export async function checkRelease(args: CheckArgs, surroundings: Surroundings): Promise<{report: DriftReport}> {
  validate(args, false);
  return {report: await withProduct(args, surroundings, (product) => product.checkOne(requestOf(args)))};
}

/** Opens what the flags and the configuration name, and closes it again whatever happens. */
export async function withProduct<T>(
  args: CheckArgs,
  surroundings: Surroundings,
  work: (product: Product, progress: Progress) => Promise<T>,
): Promise<T> {
  const {stderr, env} = surroundings;
  const file = args.config ?? (await findConfig(surroundings.cwd));
  const config = file === undefined ? NO_CONFIG : await loadConfig(file);
  const fidelity = args.fidelity ?? config.settings.fidelity ?? 'auto';
  const progress = progressOn(stderr, env);
  const options = {
    settings: resolveSettings(args, env),
    fidelity,
    config,
    includeCrds: args['include-crds'],
    ...(args.hooks === undefined ? {} : {hooks: args.hooks}),
  };
  const product = wire(options, surroundings, progress);
  try {
    return await work(product, progress);
  } finally {
    progress.done();
    product.close();
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
