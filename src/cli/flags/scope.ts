import {UserError} from '../../model/errors.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

export const SCOPE_FLAGS = {
  all: {type: 'boolean', default: false, describe: 'every release of the namespace', group: 'Scope:'},
  'all-namespaces': {
    alias: 'A',
    type: 'boolean',
    default: false,
    describe: 'every release of the cluster',
    group: 'Scope:',
  },
} as const satisfies FlagGroup;

export type Scope = 'release' | 'namespace' | 'cluster';

export function scopeFlags(args: ArgsOf<typeof SCOPE_FLAGS>): Scope {
  if (args['all-namespaces']) return 'cluster';
  return args.all ? 'namespace' : 'release';
}

/** Throws UserError where many releases are asked for and something names one. */
export function assertManyAlone(release: string | undefined, isNarrowed: boolean): void {
  if (release !== undefined)
    throw new UserError(`--all checks every release, and "${release}" names one`, 'Leave out one of the two.');
  if (isNarrowed)
    throw new UserError(
      '--all reads every release from the cluster: no chart, --baseline, --git, --live or --revision goes with it',
      'Name one release instead.',
    );
}
