import {urlHost} from '../model/address.ts';
import {messageOf} from '../model/errors.ts';
import {request as httpRequest} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {connect} from 'node:net';
import type {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {socksHandshake} from './socks.ts';

export interface TunnelEnd {
  readonly host: string;
  readonly port: number;
}

/** A proxy that has not answered by then does not. */
const TIMEOUT_MS = 30_000;

/** A way to a host through a proxy: by HTTP's CONNECT, or by SOCKS5. Throws an Error that names the proxy and its reason. */
export async function openTunnel(proxy: URL, to: TunnelEnd, closed: AbortSignal): Promise<Duplex> {
  const isSocks = proxy.protocol.startsWith('socks');
  try {
    closed.throwIfAborted();
    const socket = await (isSocks ? bySocks(proxy, to, closed) : byConnect(proxy, to, closed));
    if (!closed.aborted) return socket;
    socket.destroy();
    throw new Error('the connection is closed');
  } catch (error) {
    throw new Error(`the proxy ${proxy.host} gives no way to ${placeOf(to)}: ${messageOf(error)}`, {cause: error});
  }
}

function byConnect(proxy: URL, to: TunnelEnd, closed: AbortSignal): Promise<Duplex> {
  const isSecure = proxy.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)({
      method: 'CONNECT',
      host: hostOf(proxy),
      port: proxy.port || (isSecure ? 443 : 80),
      path: placeOf(to),
      headers: {host: placeOf(to), ...proxyAuthorization(proxy)},
      agent: false,
      timeout: TIMEOUT_MS,
      signal: closed,
    });
    request.on('timeout', () => request.destroy(new Error('it does not answer')));
    request.on('error', reject);
    request.on('response', ({statusCode}) => request.destroy(new Error(`it answers ${statusCode}`)));
    request.on('connect', ({statusCode}, socket) => {
      socket.setTimeout(0);
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`it answers ${statusCode}`));
    });
    request.end();
  });
}

async function bySocks(proxy: URL, to: TunnelEnd, closed: AbortSignal): Promise<Duplex> {
  const socket = connect({host: hostOf(proxy), port: Number(proxy.port || 1080), signal: closed});
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('it does not answer')));
  try {
    await connected(socket);
    await socksHandshake(socket, proxy, to.host, to.port);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.setTimeout(0);
  return socket;
}

async function connected(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject);
  });
  // From here on whoever reads meets the end of the socket, or its error as that.
  socket.on('error', () => {});
}

/** The header that a proxy knows its user by; none where its address names none. */
export function proxyAuthorization({username, password}: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}`};
}

/** A URL writes an IPv6 address between brackets, a socket does not. */
export function hostOf({hostname}: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function placeOf({host, port}: TunnelEnd): string {
  return `${urlHost(host)}:${port}`;
}
