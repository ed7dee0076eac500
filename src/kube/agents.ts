import {Agent as PlainAgent} from 'node:http';
import type {Agent} from 'node:http';
import {Agent as SecureAgent} from 'node:https';
import {isIP} from 'node:net';
import type {Duplex} from 'node:stream';
import {connect as connectTls, createSecureContext} from 'node:tls';
import type {ConnectionOptions, SecureContext, TLSSocket} from 'node:tls';
import {UserError, messageOf} from '../model/errors.ts';
import {hostOf, openTunnel} from './tunnel.ts';

/** How to be sure of the server, and what to show it. Empty texts are what nobody says. */
export interface Trust {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly serverName: string;
  readonly insecure: boolean;
}

interface AgentOptions {
  readonly server: URL;
  readonly proxy: URL | undefined;
  /** Of a server of HTTPS: see tlsOptions. */
  readonly secure: ConnectionOptions | undefined;
  /** Requests in flight at once. */
  readonly maxSockets: number;
  readonly maxFreeSockets: number;
  /** No socket outlives it. */
  readonly closed: AbortSignal;
}

/** Sockets to the server itself, or through a proxy. */
export function agentFor({server, proxy, secure, closed, ...pool}: AgentOptions): Agent {
  const options = {...pool, keepAlive: true};
  // A proxy takes requests of plain HTTP whole: see wholeBy.
  if (secure === undefined && wholeBy(server, proxy)?.protocol === 'https:') return new SecureAgent(options);
  if (secure === undefined && (proxy === undefined || wholeBy(server, proxy) !== undefined))
    return new PlainAgent(options);
  if (proxy === undefined) return new SecureAgent({...options, ...secure});
  const agent = secure === undefined ? new PlainAgent(options) : new SecureAgent({...options, ...secure});
  return tunnelled(agent, proxy, secure, closed);
}

/** Opens sockets to a server of HTTPS, itself or through a proxy, each offered HTTP/2 first. */
export function secureOpener({
  server,
  proxy,
  secure,
  closed,
}: Pick<AgentOptions, 'server' | 'proxy' | 'closed'> & {
  readonly secure: ConnectionOptions;
}): () => Promise<TLSSocket> {
  const place = {host: hostOf(server), port: Number(server.port || 443)};
  return async () => {
    const tunnel = proxy === undefined ? undefined : await openTunnel(proxy, place, closed);
    // What breaks below is told by the socket above, and once that is gone by nobody.
    tunnel?.on('error', () => {});
    return shaken(
      connectTls({
        ...secure,
        ...place,
        ...(tunnel === undefined ? {} : {socket: tunnel}),
        ...askedName(secure, place.host),
        ALPNProtocols: ['h2', 'http/1.1'],
      }),
      closed,
    );
  };
}

const KEEP_ALIVE_MS = 30_000;
/** A server that has not shaken hands by then does not. */
const TIMEOUT_MS = 30_000;

function shaken(socket: TLSSocket, closed: AbortSignal): Promise<TLSSocket> {
  const end = (): void => void socket.destroy(new Error('the connection is closed'));
  closed.addEventListener('abort', end, {once: true});
  socket.once('close', () => closed.removeEventListener('abort', end));
  return new Promise((resolve, reject) => {
    socket.setTimeout(TIMEOUT_MS, () => void socket.destroy(new Error(`no handshake within ${TIMEOUT_MS / 1000} s`)));
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      // A balancer in between forgets a silent connection, and tells nobody.
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      resolve(socket);
    });
    // Later errors are the streams' to tell.
    socket.on('error', reject);
  });
}

/** The proxy that takes a request as it is and sends it on itself: an HTTP proxy, of what is not encrypted. */
export function wholeBy(server: URL, proxy: URL | undefined): URL | undefined {
  return server.protocol === 'http:' && proxy !== undefined && /^https?:$/.test(proxy.protocol) ? proxy : undefined;
}

/** How a handshake is sure of the server. Throws UserError where certificate, key or authority are no such thing. */
export function tlsOptions({ca, cert, key, serverName, insecure}: Trust): ConnectionOptions {
  return {
    rejectUnauthorized: !insecure,
    // Made once: a machine's own bundle takes longer to read than a handshake.
    secureContext: contextOf(ca, cert, key),
    ...(serverName === '' ? {} : {servername: serverName}),
  };
}

/** The server's name as a handshake asks for it: TLS has none for an address. */
function askedName({servername}: ConnectionOptions, host: string): ConnectionOptions {
  const name = servername ?? host;
  return isIP(name) === 0 ? {servername: name} : {};
}

function contextOf(ca: string, cert: string, key: string): SecureContext {
  try {
    // Node takes what is no certificate for an authority that has signed nothing.
    if (ca !== '' && !/-----BEGIN CERTIFICATE-----[^]+-----END CERTIFICATE-----/.test(ca))
      throw new Error('the certificate authority holds no certificate');
    return createSecureContext({...(ca === '' ? {} : {ca}), ...(cert === '' ? {} : {cert, key})});
  } catch (error) {
    throw new UserError(
      `a certificate or key of the kubeconfig cannot be used: ${messageOf(error)}`,
      'Mend certificate-authority, client-certificate or client-key.',
      {code: 'unauthorized', cause: error},
    );
  }
}

interface Place {
  readonly host?: string | null;
  readonly port?: number | string | null;
}

/** The same agent, whose sockets lead through a proxy. */
function tunnelled(agent: Agent, proxy: URL, secure: ConnectionOptions | undefined, closed: AbortSignal): Agent {
  const open = async ({host, port}: Place): Promise<Duplex> => {
    const place = {host: host ?? '', port: Number(port ?? (secure === undefined ? 80 : 443))};
    const socket = await openTunnel(proxy, place, closed);
    if (secure === undefined) return socket;
    return connectTls({...secure, socket, host: place.host, ...askedName(secure, place.host)});
  };
  return Object.assign(agent, {
    createConnection(place: Place, made: (error: Error | null, socket?: Duplex) => void) {
      open(place).then(
        (socket) => made(null, socket),
        (error: Error) => made(error),
      );
    },
  });
}
