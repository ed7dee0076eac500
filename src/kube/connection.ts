import {setMaxListeners} from 'node:events';
import {readFile} from 'node:fs/promises';
import {Agent} from 'node:http';
import type {OutgoingHttpHeaders} from 'node:http';
import type {RequestOptions} from 'node:https';
import {delimiter} from 'node:path';
import type {ClusterIdentity} from '../model/evidence.ts';
import {UserError} from '../model/errors.ts';
import {errorCodeOf, errorTextOf} from './thrown.ts';
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
  readonly agent: Agent;
  /** The context's namespace, where it names one. */
  readonly namespace: string | undefined;
  /** Asked for anew for each request: tokens of exec plugins and of service accounts expire while a watch runs. */
  headers(): Promise<Record<string, string | string[]>>;
  /** Aborted by `close`. */
  readonly closed: AbortSignal;
  /** Ends what is under way and lets go of all sockets, which would keep the process alive. There are no requests afterwards. */
  close(): void;
}

/** Requests in flight at once. More would not be faster: each connection costs a TLS handshake on both sides. */
export const MAX_SOCKETS = 6;

export interface ConnectOptions {
  /** Requests in flight at once; a watch holds its socket for as long as it lasts, so whoever watches needs more. */
  readonly maxSockets?: number;
}

/**
 * Opens a connection by the kubeconfig's rules (exec plugins, client certificates, OIDC, proxies: all of it client-node's).
 * The cluster client is loaded here and nowhere else, so that commands which need no cluster do not pay for it.
 */
export async function connect(
  settings: ConnectionSettings,
  {maxSockets = MAX_SOCKETS}: ConnectOptions = {},
): Promise<Connection> {
  const {KubeConfig} = await import('./client-node.ts');
  const config = await load(() => new KubeConfig(), settings);
  chooseContext(config, settings);
  const cluster = override(config, settings);
  const agent = pooled(await secured(config, cluster.server), maxSockets);
  return {
    identity: {name: config.getCurrentContext() || cluster.server, server: cluster.server},
    server: new URL(cluster.server),
    namespace: config.getContextObject(config.getCurrentContext())?.namespace,
    headers: async () => {
      const fresh = await secured(config, cluster.server);
      return {...textHeaders(fresh.headers), ...basicAuth(fresh), ...impersonation(settings)};
    },
    ...closing(agent),
  };
}

/** A connection that checks no certificate and reads no kubeconfig: for a server of ours that has only just signed its own. */
export async function bareConnection(server: string, token: string): Promise<Connection> {
  const {Agent: SecureAgent} = await import('node:https');
  return {
    identity: {name: server, server},
    server: new URL(server),
    namespace: undefined,
    headers: async () => ({Authorization: `Bearer ${token}`}),
    ...closing(new SecureAgent({rejectUnauthorized: false})),
  };
}

function closing(agent: Agent): Pick<Connection, 'agent' | 'closed' | 'close'> {
  const controller = new AbortController();
  // One listener for each request under way.
  setMaxListeners(0, controller.signal);
  return {
    agent,
    closed: controller.signal,
    close() {
      controller.abort();
      agent.destroy();
    },
  };
}

/** client-node keeps one agent for a cluster and a user, a proxy's too, and hands out that one each time. */
function pooled({agent}: RequestOptions, maxSockets: number): Agent {
  if (!(agent instanceof Agent)) throw new Error('client-node made no agent');
  return Object.assign(agent, {maxSockets, maxFreeSockets: MAX_SOCKETS, keepAlive: true});
}

const NO_CONFIG = {clusters: [], users: [], contexts: [], currentContext: ''};
/** What client-node makes up where there is no kubeconfig at all: nobody has asked for that server. */
const MADE_UP = {context: 'loaded-context', server: 'http://localhost:8080'};

async function load(empty: () => Config, {kubeconfig}: ConnectionSettings): Promise<Config> {
  try {
    if (kubeconfig !== undefined) return await loadFiles(empty, kubeconfig);
    const config = empty();
    config.loadFromDefault();
    const isMadeUp =
      config.getCurrentContext() === MADE_UP.context && config.getCurrentCluster()?.server === MADE_UP.server;
    if (isMadeUp) config.loadFromOptions(NO_CONFIG);
    return config;
  } catch (error) {
    throw new UserError(
      `cannot read the kubeconfig${kubeconfig === undefined ? '' : ` ${kubeconfig}`}: ${firstLine(error)}`,
      'Name a valid one with --kubeconfig or KUBECONFIG, or compare files: --baseline FILE --live FILE.',
      {cause: error},
    );
  }
}

/**
 * A KUBECONFIG of several files is merged as kubectl and helm merge it: the first file to name a thing wins, the current context
 * too, and files that are not there count for nothing. client-node lets the last one win, and so would read another cluster
 * than the helm that runs beside us. One that is named alone must be there.
 */
async function loadFiles(empty: () => Config, kubeconfig: string): Promise<Config> {
  const files = kubeconfig.split(delimiter).filter((file) => file !== '');
  const config = empty();
  config.loadFromOptions(NO_CONFIG);
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (files.length > 1 && errorCodeOf(error) === 'ENOENT') return '';
      throw error;
    });
    if (text.trim() === '') continue;
    const one = empty();
    one.loadFromFile(file);
    config.loadFromOptions({
      clusters: joined(config.getClusters(), one.getClusters()),
      users: joined(config.getUsers(), one.getUsers()),
      contexts: joined(config.getContexts(), one.getContexts()),
      currentContext: config.getCurrentContext() || one.getCurrentContext() || '',
    });
  }
  return config;
}

function joined<T extends {readonly name: string}>(first: readonly T[], second: readonly T[]): T[] {
  return [...first, ...second.filter(({name}) => !first.some((one) => one.name === name))];
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
  // kubectl takes plain HTTP, as `kubectl proxy` offers it; client-node only where there is nothing to verify.
  if (merged.server.startsWith('http:')) merged.skipTLSVerify = true;
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
      {code: 'unauthorized', cause: error},
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

function textHeaders(headers: RequestOptions['headers']): Record<string, string> {
  const given: OutgoingHttpHeaders = {};
  Object.assign(given, headers);
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function firstLine(error: unknown): string {
  return errorTextOf(error).split('\n', 1)[0] ?? '';
}
