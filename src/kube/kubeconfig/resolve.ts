import {UserError} from '../../model/errors.ts';
import {NO_CLUSTER, NO_USER} from './model.ts';
import type {ClusterEntry, ConnectionSettings, ContextEntry, Kubeconfig, UserEntry} from './model.ts';
import {problemOf} from './validate.ts';

/** Which cluster, as whom, in which namespace: a kubeconfig's word with the flags laid over it. */
export interface Target {
  /** '' where no context leads here: the flags alone, or the pod's own service account. */
  readonly context: string;
  /** '' where nobody names one. */
  readonly namespace: string;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  readonly url: URL;
}

/** Where client-go looks when nobody names a server. Nobody has asked for that one, so it is never reached. */
const UNASKED = 'http://localhost:8080';

export interface Resolved {
  /** Absent where nobody names a server. */
  readonly target?: Target;
  /** Whether what is resolved is what client-go takes for no configuration: the pod's own one counts then, if there is one. */
  readonly isDefault: boolean;
}

/**
 * Resolves as client-go does (tools/clientcmd/client_config.go): the context's cluster and user, each field overlaid by its
 * flag. `fallback` is $KUBERNETES_MASTER, the server of whoever names none. Throws UserError where client-go refuses, too.
 */
export function resolveTarget(
  config: Kubeconfig,
  settings: ConnectionSettings,
  name: string,
  fallback: string | undefined,
): Resolved {
  const context = contextOf(config, name);
  const user = withUserFlags(config.users.get(context.user) ?? NO_USER, settings);
  const configured = withClusterFlags(config.clusters.get(context.cluster) ?? NO_CLUSTER, settings);
  const cluster = {...configured, server: configured.server || fallback || ''};
  const problem = problemOf(cluster, user);
  if (problem !== undefined)
    throw new UserError(`${problem}: ${placeOf(name)}`, 'helm refuses it too: mend the kubeconfig.');
  const isDefault = isUnasked(cluster, user, fallback);
  if (cluster.server === '') return {isDefault};
  return {target: {context: name, namespace: context.namespace, cluster, user, url: urlOf(cluster.server)}, isDefault};
}

function placeOf(context: string): string {
  return context === '' ? 'in the kubeconfig' : `in the context "${context}" of the kubeconfig`;
}

function contextOf({contexts}: Kubeconfig, name: string): ContextEntry {
  const found = contexts.get(name);
  if (found !== undefined) return found;
  if (name === '') return {cluster: '', user: '', namespace: ''};
  throw new UserError(
    `the kubeconfig has no context "${name}"`,
    contexts.size > 0 ? `It has: ${[...contexts.keys()].join(', ')}.` : 'It has no contexts at all.',
  );
}

/** A token replaces the token alone: a client certificate and a token file of the kubeconfig's user still count. */
function withUserFlags(user: UserEntry, {token, asUser, asGroups}: ConnectionSettings): UserEntry {
  return {
    ...user,
    token: token || user.token,
    as: asUser || user.as,
    asGroups: asGroups !== undefined && asGroups.length > 0 ? asGroups : user.asGroups,
  };
}

/** Another server is known by another name; another authority and no check at all exclude each other, whoever was first. */
function withClusterFlags(cluster: ClusterEntry, settings: ConnectionSettings): ClusterEntry {
  const {apiServer = '', caFile = '', insecure = false, tlsServerName = ''} = settings;
  const isTrustGiven = insecure || caFile !== '';
  return {
    ...cluster,
    server: apiServer || cluster.server,
    ...(isTrustGiven ? {insecure, caFile, caData: ''} : {}),
    ...(tlsServerName !== '' || apiServer !== '' ? {tlsServerName} : {}),
  };
}

/** Over plain HTTP no credentials are sent, so they make no difference. */
function isUnasked(cluster: ClusterEntry, user: UserEntry, fallback: string | undefined): boolean {
  const server = fallback || UNASKED;
  if ((cluster.server || server) !== server || cluster.proxyUrl !== '' || user.as !== '') return false;
  if (!server.startsWith('https:')) return !cluster.disableCompression;
  const {server: _server, ...others} = cluster;
  const {server: _unset, ...none} = NO_CLUSTER;
  return JSON.stringify([others, user]) === JSON.stringify([none, NO_USER]);
}

/** `host` and `host:port` are plain HTTP, as for client-go. */
function urlOf(server: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(server) ? server : `http://${server}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBare = text !== server;
  if (url === undefined || !/^https?:$/.test(url.protocol) || (isBare && url.pathname !== '/'))
    throw new UserError(
      `the API server's address is not a URL: "${server}"`,
      'Mend the kubeconfig or --kube-apiserver.',
    );
  return url;
}
