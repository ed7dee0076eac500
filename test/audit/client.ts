import type {IncomingMessage} from 'node:http';
import {readFileSync} from 'node:fs';
import {Agent, request} from 'node:https';
import {bodyOf} from '../accuracy/api.ts';
import type {Answer, Api, Asking} from '../accuracy/api.ts';
import {asText} from '../accuracy/json.ts';

/** A client of this suite's own: nothing chooses user, user agent or field manager but who writes. */
export interface Client extends Api {
  ask(method: string, path: string, asking?: Asking): Promise<Audited>;
}

interface Audited extends Answer {
  /** Of the event in the log, as the server says it. */
  readonly auditId: string;
}

export interface Identity {
  readonly token: string;
  readonly userAgent: string;
  /** Impersonates. */
  readonly as?: string;
  readonly asGroups?: readonly string[];
}

export function clientOf(plane: {readonly server: string; readonly caFile: string}, who: Identity): Client {
  const ca = readFileSync(plane.caFile);
  const agent = new Agent({keepAlive: true, maxSockets: 4, ca});
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${who.token}`,
    'user-agent': who.userAgent,
    ...(who.as === undefined ? {} : {'impersonate-user': who.as}),
    ...(who.asGroups === undefined || who.asGroups.length === 0 ? {} : {'impersonate-group': [...who.asGroups]}),
  };
  const ask = async (
    method: string,
    path: string,
    {body, type = 'application/json', query = {}}: Asking = {},
  ): Promise<Audited> => {
    const incoming = await new Promise<IncomingMessage>((done, fail) => {
      const url = new URL(`${plane.server}/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const text = body === undefined ? undefined : JSON.stringify(body);
      const outgoing = request(
        url,
        {
          method,
          agent,
          headers: {
            ...headers,
            // Node sends no length with a DELETE by itself, and the server would not read its options.
            ...(text === undefined ? {} : {'content-type': type, 'content-length': Buffer.byteLength(text)}),
          },
        },
        done,
      );
      outgoing.on('error', fail);
      outgoing.end(text);
    });
    return {
      status: incoming.statusCode ?? 0,
      auditId: String(incoming.headers['audit-id'] ?? ''),
      body: await bodyOf(incoming),
    };
  };
  return {
    ask,
    get: async (path) => {
      const {status, body} = await ask('GET', path);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${asText(body['message'])}`);
      return body;
    },
    ca: ca.toString('base64'),
    close: () => agent.destroy(),
  };
}
