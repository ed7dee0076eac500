import {UserError} from '../../model/errors.ts';
import type {RbacRequest} from '../../app/rbac.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {last} from '../flags/args.ts';
import {CHECKING_FLAGS} from '../flags/evidence.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {SCOPE_FLAGS} from '../flags/scope.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const RBAC_FLAGS = {
  'all-namespaces': SCOPE_FLAGS['all-namespaces'],
  search: {
    type: 'string',
    choices: ['all', 'declared'],
    default: 'all',
    describe: 'kinds that are searched for extra objects: every kind, or those that releases declare',
    group: 'Rights:',
  },
  'with-dry-run': {
    type: 'boolean',
    default: false,
    describe: 'patch too, without which the server confirms no difference by a dry run',
    group: 'Rights:',
  },
  agent: {
    type: 'boolean',
    default: false,
    describe: 'what `helm drift agent` needs beside: its leases, and its record of releases',
    group: 'Rights:',
  },
  reports: {
    type: 'boolean',
    default: false,
    describe: 'with --agent: what its --reports needs',
    group: 'Rights:',
  },
  notify: {
    type: 'boolean',
    default: false,
    describe: 'with --agent: what its --notify needs, by the sinks of the rules file: Events where that is one',
    group: 'Rights:',
  },
  config: CHECKING_FLAGS.config,
  shards: {
    type: 'string',
    nargs: 1,
    describe: 'with --agent: statefulset/NAME, as it is given that',
    group: 'Rights:',
  },
  home: {type: 'string', nargs: 1, describe: 'with --agent: the namespace that it runs in', group: 'Rights:'},
  'service-account': {
    type: 'string',
    nargs: 1,
    describe: 'NAMESPACE/NAME: print the bindings too',
    group: 'Rights:',
  },
  role: {type: 'string', nargs: 1, default: 'helm-drift', describe: 'what the roles are called', group: 'Rights:'},
} as const satisfies FlagGroup;

/** `helm drift rbac`: roles with the least rights, for the kinds that releases really use. */
export const RBAC = command({
  usage: 'rbac',
  describe: 'print roles with the least rights, for the kinds that the releases here really use',
  options: RBAC_FLAGS,
  examples: [
    ['helm drift rbac -n sandbox-nginx', 'what a check of these releases needs'],
    ['helm drift rbac -A --agent --home helm-drift --search declared', 'for a process in the cluster'],
  ],
  run: async (args, runtime) => {
    const [request, session] = rbacFlags(args, runtime.env);
    const {runRbac} = await import('./rbac-run.ts');
    return runRbac({request, session, isEverywhere: args['all-namespaces']}, runtime);
  },
});

export interface RbacFlags {
  readonly session: SessionFlags;
  /** Its namespaces come from the session. */
  readonly request: Omit<RbacRequest, 'namespaces'>;
  readonly isEverywhere: boolean;
}

function rbacFlags(
  args: ArgsOf<typeof RBAC_FLAGS> & GlobalArgs,
  env: Runtime['env'],
): [RbacFlags['request'], SessionFlags] {
  const [account, shards, home] = [last(args['service-account']), last(args.shards), last(args.home)];
  const [, namespace, name] = /^([^/\s]+)\/([^/\s]+)$/.exec(account ?? '') ?? [];
  if (account !== undefined && (namespace === undefined || name === undefined))
    throw new UserError(
      `--service-account takes NAMESPACE/NAME, and "${account}" is none`,
      'For example helm-drift/helm-drift.',
    );
  const [, statefulSet] = /^statefulset\/(\S+)$/.exec(shards ?? '') ?? [];
  if (shards !== undefined && statefulSet === undefined && !/^\d+$/.test(shards))
    throw new UserError(`--shards takes statefulset/NAME, and "${shards}" is none`, 'Leave it out for a number.');
  const request: RbacFlags['request'] = {
    dryRun: args['with-dry-run'],
    search: args.search,
    name: last(args.role) ?? 'helm-drift',
    account: namespace === undefined || name === undefined ? undefined : {namespace, name},
    agent: args.agent
      ? {home: home ?? namespace ?? 'helm-drift', statefulSet, reports: args.reports, notify: args.notify}
      : undefined,
  };
  return [request, {settings: connectionFlags(args, env), config: last(args.config), check: {}, showSecrets: false}];
}
