import {setMaxListeners} from 'node:events';
import type {Connection} from '../../kube/connection.ts';
import {agentFor, tlsOptions, wholeBy} from '../../kube/agents.ts';
import {send, UnreachableError} from '../../kube/http.ts';
import type {HttpAnswer} from '../../kube/http.ts';
import {proxyFromEnvironment} from '../../kube/proxies.ts';
import {systemRoots} from '../../kube/system-roots.ts';
import {UserError, messageOf} from '../../model/errors.ts';
import type {Delivery} from '../../model/notify.ts';

/** A receiver, by its address. */
export interface Post {
  /** One POST. It throws nothing, follows no redirect, and says nothing of the address but its host. */
  readonly post: (request: PostRequest, signal: AbortSignal) => Promise<Delivery>;
  readonly close: () => void;
}

export interface PostRequest {
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** PEM; the machine's own authorities where nothing is said. */
  readonly ca?: string;
}

export interface PostOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

/** For all of it, from the first byte to the last. */
const TIMEOUT_MS = 10_000;
/** Of an answer no more is read: what it says beyond its status is for people. */
const ANSWER_BYTES = 64 * 1024;
const QUOTED = 120;

/** Refusals that another attempt cannot change: of this very message. Others say that the sink is not set up as it should be. */
const REFUSALS = new Set([400, 405, 406, 409, 411, 413, 414, 415, 422]);

export function poster({env, now, timeoutMs = TIMEOUT_MS}: PostOptions): Post {
  let opened: {readonly key: string; readonly connection: Connection} | undefined;
  const connectionTo = async (url: URL, ca: string | undefined): Promise<Connection> => {
    const key = `${url.origin} ${ca ?? ''}`;
    if (opened?.key === key) return opened.connection;
    opened?.connection.close();
    opened = {key, connection: connectTo(url, ca ?? (await systemRoots(env)), env)};
    return opened.connection;
  };
  return {
    async post({url, body, headers, ca}, signal) {
      if (signal.aborted) return {later: 'called off'};
      const deadline = new AbortController();
      const late = (): void => deadline.abort();
      const timer = setTimeout(late, timeoutMs);
      // All sinks are called off by one signal.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', late, {once: true});
      try {
        const connection = await connectionTo(url, ca);
        const answer = await send(connection, {
          method: 'POST',
          path: `${url.pathname}${url.search}`,
          headers,
          body,
          timeoutMs,
          signal: deadline.signal,
        });
        return deliveryOf(answer, await beginningOf(answer), now());
      } catch (error) {
        if (deadline.signal.aborted)
          return {later: signal.aborted ? 'called off' : `${url.host} has not answered within ${timeoutMs / 1000} s`};
        const isOurs = error instanceof UnreachableError || error instanceof UserError;
        return {later: `${url.host} cannot be reached: ${isOurs ? error.message : messageOf(error)}`};
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', late);
      }
    },
    close: () => opened?.connection.close(),
  };
}

function connectTo(url: URL, ca: string, env: NodeJS.ProcessEnv): Connection {
  const proxy = proxyFromEnvironment(url, env);
  const secure =
    url.protocol === 'https:' ? tlsOptions({ca, cert: '', key: '', serverName: '', insecure: false}) : undefined;
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const agent = agentFor({server: url, proxy, secure, closed: closing.signal, maxSockets: 2, maxFreeSockets: 1});
  return {
    identity: {name: url.host, server: url.origin},
    server: new URL(url.origin),
    namespace: undefined,
    proxy: wholeBy(url, proxy),
    agent,
    headers: async () => ({}),
    closed: closing.signal,
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

/** The beginning of an answer; the rest is left unread, however long it goes on. */
async function beginningOf(answer: HttpAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer.body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES) break;
    }
  } catch {
    // The status has come, and says all: a body that breaks off, or is not through in time, changes nothing of it.
  }
  answer.discard();
  return Buffer.concat(chunks).toString('utf8', 0, ANSWER_BYTES);
}

function deliveryOf(answer: HttpAnswer, body: string, now: number): Delivery {
  const {status} = answer;
  if (status >= 200 && status < 300) return {accepted: true};
  const said = body
    .replaceAll(/[^\x20-\x7E]+/g, ' ')
    .trim()
    .slice(0, QUOTED);
  const why = `it answers ${status}${said === '' ? '' : `: ${said}`}`;
  if (status >= 300 && status < 400) return {later: `it answers ${status}, a redirect, which is not followed`};
  if (REFUSALS.has(status)) return {refused: why};
  const afterMs = retryAfter(answer.header('retry-after'), now);
  return {later: why, ...(afterMs === undefined ? {} : {afterMs})};
}

/** Seconds, or a date. */
function retryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
