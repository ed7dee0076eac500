import type {SessionOptions} from '../../app/session.ts';
import {UserError} from '../../model/errors.ts';
import {last} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** Which objects are compared, by whose word, and under which rules: every command that checks takes these. */
export const CHECKING_FLAGS = {
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
} as const satisfies FlagGroup;

export const LIVE_FLAGS = {
  live: {
    type: 'string',
    nargs: 1,
    describe: 'live objects from this file (`kubectl get … -o yaml`) instead of the cluster; - reads stdin',
    group: 'Evidence:',
  },
} as const satisfies FlagGroup;

export interface CheckingFlags {
  /** The file of --config. */
  readonly config: string | undefined;
  readonly check: Pick<SessionOptions, 'hooks' | 'includeCrds' | 'fidelity'>;
}

export function checkingFlags(args: Partial<ArgsOf<typeof CHECKING_FLAGS>>): CheckingFlags {
  return {
    config: last(args.config),
    check: {
      includeCrds: args['include-crds'] === true,
      ...(args.hooks === undefined ? {} : {hooks: args.hooks}),
      ...(args.fidelity === undefined ? {} : {fidelity: args.fidelity}),
    },
  };
}

/** The snapshot file. Throws UserError where the server is to have the last word on a file. */
export function liveFlag(args: ArgsOf<typeof LIVE_FLAGS>, {check}: CheckingFlags): string | undefined {
  const live = last(args.live);
  if (check.fidelity === 'server' && live !== undefined)
    throw new UserError('--fidelity server needs a server, and --live reads a file', 'Leave out one of the two.');
  return live;
}
