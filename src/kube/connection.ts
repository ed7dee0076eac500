import {createHash} from 'node:crypto';
import {setMaxListeners} from 'node:events';
import type {Agent} from 'node:http';
import {env as processEnv} from 'node:process';
import type {ClusterIdentity} from '../model/evidence.ts';
import {agentFor, secureOpener, tlsOptions, wholeBy} from './agents.ts';
import type {Trust} from './agents.ts';
import {SERVICE_ACCOUNT} from './kubeconfig/in-cluster.ts';
import type {ConnectionSettings} from './kubeconfig/model.ts';
import type {Target} from './kubeconfig/resolve.ts';
import {findTarget} from './kubeconfig/target.ts';
import {loginOf, pemOf} from './login.ts';
import type {Certificate} from './login.ts';
import {multiplexed} from './multiplexed.ts';
import type {Multiplexed} from './multiplexed.ts';
import {proxyFromEnvironment} from './proxies.ts';
import {systemRoots} from './system-roots.ts';

export type {ConnectionSettings} from './kubeconfig/model.ts';

export interface Connection {
  readonly identity: ClusterIdentity;
  /** Of the server's address and of the authority that vouches for it: what is remembered of a cluster stands under it. Undefined where nobody vouches. */
  readonly fingerprint?: string | undefined;
  readonly server: URL;
  /** Another one once the client certificate has been renewed: ask for it with each request, after `headers`. */
  readonly agent: Agent;
  /** Many requests over one connection, where the server speaks HTTP/2; another one once the certificate has been renewed. */
  readonly multiplexed?: Multiplexed | undefined;
  /** The context's namespace, where it names one. */
  readonly namespace: string | undefined;
  /** The proxy that takes requests whole, of plain HTTP; every other way through a proxy is the agent's business. */
  readonly proxy?: URL | undefined;
  /** Asked for anew for each request: tokens of exec plugins and of service accounts expire while a watch runs. */
  headers(): Promise<Record<string, string | string[]>>;
  /** The server did not take the last credentials: an exec plugin is asked for others with the next request. */
  readonly renew?: () => void;
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
  /** Names kubeconfig and proxies, and is what exec plugins run in: this process's own where nothing is said. */
  readonly env?: NodeJS.ProcessEnv;
  /** The folder of a pod's service account. */
  readonly serviceAccount?: string;
}

/**
 * Opens a connection to the cluster that helm would speak to, as whom helm would be: kubeconfig files, flags, proxies and
 * logins count as client-go counts them. Throws UserError where there is no cluster, or no way to log in.
 */
export async function connect(
  settings: ConnectionSettings,
  {maxSockets = MAX_SOCKETS, env = processEnv, serviceAccount = SERVICE_ACCOUNT}: ConnectOptions = {},
): Promise<Connection> {
  const target = await findTarget(settings, {env, serviceAccount});
  const {cluster, url, context, namespace} = target;
  const login = await loginOf(target, env);
  const proxy = cluster.proxyUrl === '' ? proxyFromEnvironment(url, env) : new URL(cluster.proxyUrl);
  const ca = await authorityOf(target, env);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const trustOf = (certificate: Certificate | undefined): Trust => ({
    ca,
    cert: certificate?.cert ?? '',
    key: certificate?.key ?? '',
    serverName: cluster.tlsServerName,
    insecure: cluster.insecure,
  });
  const agents = renewable(maxSockets, (certificate, sockets) => {
    const secure = url.protocol === 'https:' ? tlsOptions(trustOf(certificate)) : undefined;
    const way = {server: url, proxy, closed: closing.signal};
    return {
      agent: onDemand(() => agentFor({...way, secure, maxSockets: sockets, maxFreeSockets: MAX_SOCKETS})),
      multiplexed: secure === undefined ? undefined : multiplexed(url.origin, secureOpener({...way, secure})),
    };
  });
  agents.use((await login.credentials()).certificate);
  return {
    identity: {name: context || cluster.server, server: cluster.server},
    fingerprint:
      ca === ''
        ? undefined
        : createHash('sha256').update(`${url.origin}${url.pathname}\n${ca}`).digest('hex').slice(0, 32),
    server: url,
    namespace: namespace || undefined,
    proxy: wholeBy(url, proxy),
    get agent() {
      return agents.current().agent.get();
    },
    get multiplexed() {
      return agents.current().multiplexed;
    },
    async headers() {
      const {headers, certificate} = await login.credentials();
      agents.use(certificate);
      return {...headers};
    },
    renew: login.renew,
    closed: closing.signal,
    close() {
      closing.abort();
      agents.destroy();
    },
  };
}

/** A connection that checks no certificate and reads no kubeconfig: for a server of ours that has only just signed its own. */
export async function bareConnection(server: string, token: string): Promise<Connection> {
  const {Agent: SecureAgent} = await import('node:https');
  const closing = new AbortController();
  // One listener for each request under way.
  setMaxListeners(0, closing.signal);
  const agent = new SecureAgent({rejectUnauthorized: false});
  return {
    identity: {name: server, server},
    server: new URL(server),
    namespace: undefined,
    headers: async () => ({Authorization: `Bearer ${token}`}),
    agent,
    closed: closing.signal,
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

/** Over plain HTTP there is nobody to be sure of. */
async function authorityOf({cluster, url}: Target, env: NodeJS.ProcessEnv): Promise<string> {
  if (url.protocol !== 'https:' || cluster.insecure) return '';
  if (cluster.caData === '' && cluster.caFile === '') return systemRoots(env);
  return pemOf(cluster.caData, cluster.caFile, 'certificate authority');
}

/** Of HTTP/1.1: where the server speaks HTTP/2 nobody needs it, and Node's module for it takes a while to load. */
interface AgentOnDemand {
  get(): Agent;
  /** The one that was made, if any. */
  made(): Agent | undefined;
}

function onDemand(make: () => Agent): AgentOnDemand {
  let agent: Agent | undefined;
  return {get: () => (agent ??= make()), made: () => agent};
}

interface Ways {
  readonly agent: AgentOnDemand;
  readonly multiplexed: Multiplexed | undefined;
}

interface RenewableAgents {
  current(): Ways;
  /** Makes ways of a certificate that is not the last one's. The old ones serve what is under way, and keep no socket. */
  use(certificate: Certificate | undefined): void;
  destroy(): void;
}

function renewable(
  maxSockets: number,
  make: (certificate: Certificate | undefined, maxSockets: number) => Ways,
): RenewableAgents {
  const all: (Ways & {readonly certificate: Certificate | undefined; readonly sockets: number})[] = [];
  const current = (): Ways => {
    const last = all.at(-1);
    if (last === undefined) throw new Error('no agent was made');
    return last;
  };
  return {
    current,
    use(certificate) {
      const last = all.at(-1);
      if (
        last !== undefined &&
        last.certificate?.cert === certificate?.cert &&
        last.certificate?.key === certificate?.key
      )
        return;
      const sockets = last?.agent.made()?.maxSockets ?? last?.sockets ?? maxSockets;
      all.push({certificate, sockets, ...make(certificate, sockets)});
      if (last !== undefined) retire(last);
      // Of those before the last one none has a request under way for so long.
      for (const ways of all.splice(0, all.length - 2)) destroy(ways);
    },
    destroy() {
      for (const ways of all) destroy(ways);
    },
  };
}

function retire({agent, multiplexed: streams}: Ways): void {
  const made = agent.made();
  if (made !== undefined) {
    made.maxFreeSockets = 0;
    for (const sockets of Object.values(made.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }
  streams?.retire();
}

function destroy({agent, multiplexed: streams}: Ways): void {
  agent.made()?.destroy();
  streams?.destroy();
}
