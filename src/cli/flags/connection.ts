import {settingsOf} from '../../app/settings.ts';
import type {Settings} from '../../app/settings.ts';
import {last, present} from './args.ts';
import type {ArgsOf, FlagGroup} from './args.ts';

/** The flags that helm itself knows: it takes them out of our argv when it calls us, and we take them when called without it. */
export const CONNECTION_FLAGS = {
  namespace: {alias: 'n', type: 'string', describe: 'namespace of the release', group: 'Cluster:'},
  kubeconfig: {type: 'string', describe: 'path to the kubeconfig file', group: 'Cluster:'},
  'kube-context': {type: 'string', describe: 'name of the kubeconfig context', group: 'Cluster:'},
  'kube-token': {type: 'string', hidden: true},
  'kube-as-user': {type: 'string', hidden: true},
  'kube-as-group': {type: 'string', array: true, nargs: 1, hidden: true},
  'kube-apiserver': {type: 'string', hidden: true},
  'kube-ca-file': {type: 'string', hidden: true},
  'kube-insecure-skip-tls-verify': {type: 'boolean', hidden: true},
  'kube-tls-server-name': {type: 'string', hidden: true},
  debug: {type: 'boolean', hidden: true},
} as const satisfies FlagGroup;

/** Flags of helm that mean nothing to us, and that some versions leave in our argv. */
export const LEAKING_FLAGS = {
  'burst-limit': {type: 'number', hidden: true},
  qps: {type: 'number', hidden: true},
  'content-cache': {type: 'string', hidden: true},
  'registry-config': {type: 'string', hidden: true},
  'repository-cache': {type: 'string', hidden: true},
  'repository-config': {type: 'string', hidden: true},
} as const satisfies FlagGroup;

/** Every command takes these. */
export const GLOBAL_FLAGS = {...CONNECTION_FLAGS, ...LEAKING_FLAGS};

export type GlobalArgs = ArgsOf<typeof GLOBAL_FLAGS>;

/** Joins flags and Helm's environment; a flag wins. */
export function connectionFlags(args: GlobalArgs, env: NodeJS.ProcessEnv): Settings {
  const insecure: unknown = args['kube-insecure-skip-tls-verify'];
  return settingsOf(
    present({
      namespace: last(args.namespace),
      kubeconfig: last(args.kubeconfig),
      context: last(args['kube-context']),
      token: last(args['kube-token']),
      asUser: last(args['kube-as-user']),
      asGroups: args['kube-as-group'],
      apiServer: last(args['kube-apiserver']),
      caFile: last(args['kube-ca-file']),
      insecure: typeof insecure === 'boolean' ? insecure : undefined,
      tlsServerName: last(args['kube-tls-server-name']),
    }),
    env,
  );
}
