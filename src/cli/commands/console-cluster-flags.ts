import type {InClusterOptions} from '../../app/faces.ts';
import {UserError} from '../../model/errors.ts';
import {addressOf} from '../flags/address.ts';
import {last} from '../flags/args.ts';

export type ClusterFlags = Omit<InClusterOptions, 'log'>;

interface Given {
  readonly 'in-cluster': boolean;
  readonly listen?: string | undefined;
  readonly 'allowed-host'?: readonly string[] | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly demo: boolean;
  readonly port: number;
  readonly audit: string | undefined;
  readonly fidelity?: string | undefined;
}

const ONLY_HERE = ['listen', 'allowed-host', 'audience', 'namespaces'] as const;
const NAMESPACES_AT_MOST = 50;

/** Undefined for a console of this machine, which listens on loopback and nowhere else. Throws UserError for flags that do not go together. */
export function clusterFlags(args: Given): ClusterFlags | undefined {
  if (!args['in-cluster']) {
    const flag = ONLY_HERE.find((name) => args[name] !== undefined);
    if (flag === undefined) return undefined;
    throw new UserError(
      `--${flag} is for a console in the cluster, and this one is of this machine alone`,
      'Add --in-cluster, which asks the API server who everybody is.',
    );
  }
  const wrong = [
    ...(args.demo ? ['--demo'] : []),
    ...(args.port === 0 ? [] : ['--port']),
    ...(args.audit === undefined ? [] : ['--audit']),
  ];
  if (wrong[0] !== undefined)
    throw new UserError(`${wrong[0]} does not go with --in-cluster`, '--listen says where it listens.');
  const fidelity = last(args.fidelity);
  if (fidelity !== undefined && fidelity !== 'client')
    throw new UserError(
      `--fidelity ${fidelity} does not go with --in-cluster: nothing is rehearsed on behalf of a viewer`,
      'Leave it out.',
    );
  return {
    listen: addressOf(last(args.listen) ?? ':8080', '--listen', '0.0.0.0'),
    hosts: listed(args['allowed-host']).map(hostOf),
    audiences: listed(args.audience),
    namespaces: namespacesOf(listed(args.namespaces)),
  };
}

const listed = (given: readonly string[] | undefined): readonly string[] => [
  ...new Set((given ?? []).flatMap((list) => list.split(',')).flatMap((one) => one.trim() || [])),
];

function hostOf(text: string): string {
  const host = text.toLowerCase();
  if (!/^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/.test(host))
    throw new UserError(
      `--allowed-host takes a host name, and "${text}" is none`,
      'Without scheme and port: drift.example.com.',
    );
  return host;
}

function namespacesOf(names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  if (wrong !== undefined)
    throw new UserError(`--namespaces takes names of namespaces, and "${wrong}" is none`, 'For example shop,blog.');
  if (names.length > NAMESPACES_AT_MOST)
    throw new UserError(
      `${names.length} namespaces are too many to be listed one by one`,
      `Up to ${NAMESPACES_AT_MOST} are; without --namespaces those of the whole cluster are.`,
    );
  return names;
}
