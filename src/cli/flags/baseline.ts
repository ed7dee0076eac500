import type {BaselineRequest} from '../../app/baselines.ts';
import {UserError} from '../../model/errors.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';
import {assertStdinOnce, CHART_FLAGS, helmArguments} from './chart.ts';

/** Which baseline is compared, beside RELEASE and CHART. */
export const BASELINE_FLAGS = {
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
} as const satisfies FlagGroup;

const SOURCE_FLAGS = {...BASELINE_FLAGS, ...CHART_FLAGS};

type BaselineArgs = Partial<ArgsOf<typeof SOURCE_FLAGS>> & {
  readonly release?: string | undefined;
  readonly chart?: string | undefined;
  readonly live?: string | undefined;
  readonly audit?: string | undefined;
};

/** Which baseline is meant. Throws UserError where two are named, where a flag lacks what it needs, or where two read stdin. */
export function baselineFlags(args: BaselineArgs): BaselineRequest {
  const {release, chart, revision} = args;
  const fromStdin = (['baseline', 'live', 'audit'] as const)
    .filter((flag) => last(args[flag]) === '-')
    .map((flag) => `--${flag}`);
  assertStdinOnce(withoutGaps(args), fromStdin);
  const request = {
    release,
    chart,
    revision,
    baseline: last(args.baseline),
    git: last(args.git),
    values: helmArguments(withoutGaps(args)),
  };
  const sources = [chart === undefined ? [] : ['CHART'], request.baseline === undefined ? [] : ['--baseline']].flat();
  if (sources.length > 1)
    throw new UserError('both a chart and --baseline were given', 'One of them is the baseline: leave out the other.');
  if (revision !== undefined && (!Number.isInteger(revision) || revision < 1))
    throw new UserError(
      '--revision takes a whole number from 1',
      'See `helm history RELEASE` for the revisions there are.',
    );
  if (revision !== undefined && sources.length > 0)
    throw new UserError(
      `--revision chooses a release record, and ${sources[0]} is the baseline already`,
      'Leave out one of the two.',
    );
  if (request.git !== undefined && chart === undefined)
    throw new UserError(
      "--git needs the chart's path in the repository",
      'For example: helm drift check my-release ./charts/app --git main',
    );
  return request;
}

function withoutGaps(args: BaselineArgs): ArgsOf<typeof CHART_FLAGS> {
  return {
    values: args.values,
    set: args.set,
    'set-string': args['set-string'],
    'set-file': args['set-file'],
    'set-json': args['set-json'],
    'set-literal': args['set-literal'],
    version: args.version,
    repo: args.repo,
    devel: args.devel,
    'dependency-update': args['dependency-update'],
  };
}
