import {UserError} from '../../model/errors.ts';
import type {Policy} from '../../report/context.ts';
import {connectionFlags} from '../flags/connection.ts';
import {INCOMPLETE_FLAGS, REPORT_FLAGS} from '../flags/report.ts';
import {SCOPE_FLAGS} from '../flags/scope.ts';
import type {FlagGroup} from '../flags/args.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const STATUS_FLAGS = {
  'all-namespaces': SCOPE_FLAGS['all-namespaces'],
  output: {
    alias: 'o',
    type: 'string',
    choices: ['text', 'table', 'json', 'yaml'],
    default: 'text',
    describe: 'text lists what is not in contract, table all releases',
    group: 'Report:',
  },
  'fail-on': REPORT_FLAGS['fail-on'],
  ...INCOMPLETE_FLAGS,
} as const satisfies FlagGroup;

/** `helm drift status`: what the agent has written in the cluster, without a check. */
export const STATUS = command({
  usage: 'status [release]',
  describe: "the cluster's own record of its releases, as the agent keeps it: no check is made",
  options: STATUS_FLAGS,
  examples: [],
  run: async (args, runtime) => {
    const {release, output} = args;
    const isEverywhere = args['all-namespaces'];
    if (isEverywhere && release !== undefined)
      throw new UserError(`-A is about every release, and "${release}" names one`, 'Leave out one of the two.');
    const {runStatus} = await import('./status-run.ts');
    const session: SessionFlags = {
      settings: connectionFlags(args, runtime.env),
      config: undefined,
      check: {},
      showSecrets: false,
    };
    const policy = {failOn: args['fail-on'], allowIncomplete: args['allow-incomplete']};
    return runStatus({session, release, isEverywhere, output, policy}, runtime);
  },
});

export interface StatusFlags {
  readonly session: SessionFlags;
  readonly release: string | undefined;
  readonly isEverywhere: boolean;
  readonly output: 'text' | 'table' | 'json' | 'yaml';
  readonly policy: Policy;
}
