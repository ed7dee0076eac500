import type {Address} from '../../model/address.ts';
import {UserError} from '../../model/errors.ts';
import type {Runtime} from '../../app/runtime.ts';
import {addressOf} from '../flags/address.ts';
import type {ArgsOf, FlagGroup} from '../flags/args.ts';
import {last} from '../flags/args.ts';
import {connectionFlags} from '../flags/connection.ts';
import type {GlobalArgs} from '../flags/connection.ts';
import {CHECKING_FLAGS, checkingFlags} from '../flags/evidence.ts';
import type {SessionFlags} from '../flags/session.ts';
import {command} from './command.ts';

const AGENT_FLAGS = {
  shards: {
    type: 'string',
    nargs: 1,
    default: '1',
    describe: 'how many shards there are: a number, or statefulset/NAME for its replicas',
    group: 'Agent:',
  },
  namespaces: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'follow releases of this namespace alone (repeatable, or with commas); all of the cluster without it',
    group: 'Agent:',
  },
  installation: {
    type: 'string',
    nargs: 1,
    default: 'helm-drift',
    describe: 'what the names of its leases begin with',
    group: 'Agent:',
  },
  listen: {
    type: 'string',
    nargs: 1,
    default: ':8080',
    describe: '[HOST]:PORT of /metrics, /healthz and /readyz; every address where no host is named',
    group: 'Agent:',
  },
  search: {
    type: 'string',
    choices: ['all', 'declared'],
    default: 'all',
    describe:
      'where extra objects must have been looked for: in every kind, or in those that a release declares; others are searched where that is allowed',
    group: 'Agent:',
  },
  'without-secrets': {
    type: 'boolean',
    default: false,
    describe: 'never ask for what a Secret holds; baselines come from ConfigMaps (docs/agent.md)',
    group: 'Agent:',
  },
  reports: {
    type: 'boolean',
    default: false,
    describe: 'write an OpenReports Report, or a PolicyReport, for each release, where one of them is served',
    group: 'Agent:',
  },
  notify: {
    type: 'boolean',
    default: false,
    describe: 'tell the sinks of the rules file, each thing once (docs/notify.md); it needs --state-key-file',
    group: 'Agent:',
  },
  'state-key-file': {
    type: 'string',
    nargs: 1,
    describe: 'a file with a secret, by which a changed value is known after a restart',
    group: 'Agent:',
  },
  ...CHECKING_FLAGS,
} as const satisfies FlagGroup;

/** `helm drift agent`: the watch as a process in the cluster, whose record is in the cluster too. */
export const AGENT = command({
  usage: 'agent',
  describe: 'the process in the cluster: follows releases, and keeps a ReleaseDrift of each (charts/helm-drift)',
  options: AGENT_FLAGS,
  examples: [],
  run: async (args, runtime) => {
    const flags = agentFlags(args, runtime.env);
    const {runAgent} = await import('./agent-run.ts');
    return runAgent(flags, runtime);
  },
});

export interface AgentFlags {
  readonly session: SessionFlags;
  /** A number, or the name of a StatefulSet. */
  readonly shards: number | string;
  readonly namespaces: readonly string[];
  readonly installation: string;
  readonly listen: Address;
  readonly searchesDeclared: boolean;
  readonly reports: boolean;
  readonly notify: boolean;
  readonly keyFile: string | undefined;
}

const SHARDS_AT_MOST = 256;
const NAMESPACES_AT_MOST = 50;
const NAME = /^[a-z0-9](?:[-a-z0-9]{0,38}[a-z0-9])?$/;

function agentFlags(args: ArgsOf<typeof AGENT_FLAGS> & GlobalArgs, env: Runtime['env']): AgentFlags {
  const checking = checkingFlags(args);
  const installation = last(args.installation) ?? 'helm-drift';
  if (!NAME.test(installation))
    throw new UserError(
      `--installation takes a name of 40 characters at most, and "${installation}" is none`,
      'Lower case letters, digits and dashes: helm-drift.',
    );
  if (args.notify && last(args['state-key-file']) === undefined)
    throw new UserError(
      '--notify needs --state-key-file',
      'Without a key that outlives the process the next one could not tell a value that changed from one that did not.',
    );
  const namespaces = [...new Set((args.namespaces ?? []).flatMap((list) => list.split(',')).map((one) => one.trim()))];
  const named = namespaces.filter((one) => one !== '');
  if (named.length > NAMESPACES_AT_MOST)
    throw new UserError(
      `${named.length} namespaces are too many to be watched one by one`,
      `Up to ${NAMESPACES_AT_MOST} are; without --namespaces the whole cluster is watched at less cost.`,
    );
  return {
    session: {
      settings: {...connectionFlags(args, env), ...(args['without-secrets'] ? {withoutSecrets: true as const} : {})},
      config: checking.config,
      // A dry run is a patch, and a right to patch is not asked for unless somebody wants dry runs.
      check: {...checking.check, fidelity: checking.check.fidelity ?? 'client'},
      showSecrets: false,
      // What is under way is ended in good order.
      writes: true,
    },
    shards: shardsOf(last(args.shards) ?? '1'),
    namespaces: named,
    installation,
    listen: addressOf(last(args.listen) ?? ':8080', '--listen', '0.0.0.0'),
    searchesDeclared: args.search === 'declared',
    reports: args.reports,
    notify: args.notify,
    keyFile: last(args['state-key-file']),
  };
}

function shardsOf(text: string): number | string {
  const [, name] = /^statefulset\/([a-z0-9][-a-z0-9.]*)$/.exec(text) ?? [];
  if (name !== undefined) return name;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > SHARDS_AT_MOST)
    throw new UserError(
      `--shards takes a number up to ${SHARDS_AT_MOST} or statefulset/NAME, and "${text}" is neither`,
      'For example --shards 4.',
    );
  return count;
}
