import {readFile} from 'node:fs/promises';
import type {Agent as HttpAgent} from 'node:http';
import type {Agent, RequestOptions} from 'node:https';
import {delimiter} from 'node:path';
import type {ClusterIdentity} from '../model/evidence.ts';
import {UserError} from '../model/errors.ts';
import type {KubeConfig as Config} from './client-node.ts';

/** How to reach the cluster, as the flags and Helm's environment say. Everything absent is the kubeconfig's business. */
export interface ConnectionSettings {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly token?: string;
  readonly asUser?: string;
  readonly asGroups?: readonly string[];
  readonly apiServer?: string;
  readonly caFile?: string;
  readonly insecure?: boolean;
  readonly tlsServerName?: string;
}

export interface Connection {
  readonly identity: ClusterIdentity;
  readonly server: URL;
  readonly agent: Agent | HttpAgent;
  /** The context's namespace, where it names one. */
  readonly namespace: string | undefined;
  /** Asked for anew for each request: tokens of exec plugins and of service accounts expire while a watch runs. */
  headers(): Promise<Record<string, string | string[]>>;
}

/** Requests in flight at once. More would not be faster: each connection costs a TLS handshake on both sides. */
export const MAX_SOCKETS = 6;

/**
 * Opens a connection by the kubeconfig's rules (exec plugins, client certificates, OIDC, proxies: all of it client-node's).
 * The cluster client is loaded here and nowhere else, so that commands which need no cluster do not pay for it.
 */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const {KubeConfig} = await import('./client-node.ts');
  const config = new KubeConfig();
  await load(config, settings);
  chooseContext(config, settings);
  const cluster = override(config, settings);
  const options = await secured(config, cluster.server);
  const agent = options.agent as Agent;
  agent.maxSockets = MAX_SOCKETS;
  agent.maxFreeSockets = MAX_SOCKETS;
  (agent as unknown as {keepAlive: boolean}).keepAlive = true;
  return {
    identity: {name: config.getCurrentContext() || cluster.server, server: cluster.server},
    server: new URL(cluster.server),
    agent,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace,
    headers: async () => {
      const fresh = await secured(config, cluster.server);
      return {...(fresh.headers as Record<string, string>), ...basicAuth(fresh), ...impersonation(settings)};
    },
  };
}

/** A KUBECONFIG of several files is merged by client-node; one that is named alone must be there, as for kubectl and helm. */
async function load(config: Config, {kubeconfig}: ConnectionSettings): Promise<void> {
  try {
    if (kubeconfig === undefined || kubeconfig.includes(delimiter)) return config.loadFromDefault();
    const text = await readFile(kubeconfig, 'utf8');
    if (text.trim() === '') config.loadFromOptions({clusters: [], users: [], contexts: [], currentContext: ''});
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new UserError(
      `cannot read the kubeconfig${kubeconfig === undefined ? '' : ` ${kubeconfig}`}: ${firstLine(error)}`,
      'Name a valid one with --kubeconfig or KUBECONFIG, or compare files: --baseline FILE --live FILE.',
    );
  }
}

function chooseContext(config: Config, {context}: ConnectionSettings): void {
  if (context === undefined) return;
  if (config.getContextObject(context) === null) {
    const known = config.getContexts().map(({name}) => name);
    throw new UserError(
      `the kubeconfig has no context "${context}"`,
      known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has no contexts at all.',
    );
  }
  config.setCurrentContext(context);
}

/** Lays the flags over the kubeconfig's cluster and user, as helm does, and returns the cluster. */
function override(config: Config, settings: ConnectionSettings): {server: string} {
  const cluster = config.getCurrentCluster();
  if (cluster === null && settings.apiServer === undefined) {
    throw new UserError(
      `the kubeconfig names no cluster for ${config.getCurrentContext() ? `the context "${config.getCurrentContext()}"` : 'its current context'}`,
      'Choose a context with --kube-context, or compare files: --baseline FILE --live FILE.',
    );
  }
  // client-node applies TLS settings only where a user exists, and a context may well have none.
  const user = {...(config.getCurrentUser() ?? {name: 'helm-drift'})};
  const merged = {
    ...(cluster ?? {name: 'helm-drift', skipTLSVerify: false}),
    server: settings.apiServer ?? cluster?.server ?? '',
    skipTLSVerify: settings.insecure ?? cluster?.skipTLSVerify ?? false,
    ...(settings.tlsServerName === undefined ? {} : {tlsServerName: settings.tlsServerName}),
  };
  if (settings.caFile !== undefined) Object.assign(merged, {caFile: settings.caFile, caData: undefined});
  if (settings.token !== undefined)
    Object.assign(user, {token: settings.token, exec: undefined, authProvider: undefined});
  const name = config.getCurrentContext() || 'helm-drift';
  const namespace = config.getContextObject(name)?.namespace;
  config.loadFromOptions({
    clusters: [merged],
    users: [user],
    contexts: [{name, cluster: merged.name, user: user.name, ...(namespace === undefined ? {} : {namespace})}],
    currentContext: name,
  });
  if (!URL.canParse(merged.server)) {
    throw new UserError(
      `the API server's address is not a URL: "${merged.server}"`,
      'Mend the kubeconfig or --kube-apiserver.',
    );
  }
  return merged;
}

async function secured(config: Config, server: string): Promise<RequestOptions> {
  const options: RequestOptions = {headers: {}};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new UserError(
      `cannot log in to ${server}: ${firstLine(error)}`,
      "Check the context's user: `kubectl auth whoami` must work.",
    );
  }
  return options;
}

function basicAuth(options: RequestOptions): Record<string, string> {
  return options.auth ? {Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}`} : {};
}

function impersonation({asUser, asGroups}: ConnectionSettings): Record<string, string | string[]> {
  return {
    ...(asUser === undefined ? {} : {'Impersonate-User': asUser}),
    ...(asGroups === undefined || asGroups.length === 0 ? {} : {'Impersonate-Group': [...asGroups]}),
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
