import type {CheckRequest} from '../../app/session.ts';
import type {SessionFlags} from './session.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';
import {BASELINE_FLAGS, baselineFlags} from './baseline.ts';
import {CHART_FLAGS, givenValues} from './chart.ts';
import {connectionFlags} from './connection.ts';
import type {GlobalArgs} from './connection.ts';
import {CHECKING_FLAGS, checkingFlags, LIVE_FLAGS, liveFlag} from './evidence.ts';

/** What commands about one finding take to find it again: the same baseline and evidence as the check that showed it. */
export const FINDING_FLAGS = {
  chart: {
    type: 'string',
    nargs: 1,
    describe: 'compare with this chart, as `check RELEASE CHART` does',
    group: 'Baseline:',
  },
  ...BASELINE_FLAGS,
  ...LIVE_FLAGS,
  ...CHECKING_FLAGS,
  ...CHART_FLAGS,
} as const satisfies FlagGroup;

export interface FindingFlags {
  readonly session: SessionFlags;
  readonly request: CheckRequest;
}

export function findingFlags(
  args: ArgsOf<typeof FINDING_FLAGS> & GlobalArgs & {readonly release: string; readonly 'show-secrets'?: boolean},
  env: NodeJS.ProcessEnv,
): FindingFlags {
  const checking = checkingFlags(args);
  return {
    session: {
      settings: connectionFlags(args, env),
      ...checking,
      showSecrets: args['show-secrets'] === true,
      given: givenValues(args, last(args.chart)),
    },
    request: {...baselineFlags({...args, chart: last(args.chart)}), live: liveFlag(args, checking)},
  };
}
