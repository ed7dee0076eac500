import {readFileSync} from 'node:fs';
import type {IncomingMessage} from 'node:http';
import {Agent, request} from 'node:https';
import {load} from 'js-yaml';
import {asList, asObj, asText} from './json.ts';
import type {Json, Obj} from './json.ts';

export interface Answer {
  readonly status: number;
  readonly body: Obj;
}

export interface Asking {
  readonly body?: Json;
  readonly type?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** The API server over plain HTTPS: no client library that could drop or add a field stands between it and the truth. */
export interface Api {
  ask(method: string, path: string, asking?: Asking): Promise<Answer>;
  /** The body of a GET that must succeed. */
  get(path: string): Promise<Obj>;
  /** PEM, base64: valid for whatever wants a certificate. */
  readonly ca: string;
  close(): void;
}

export function connect(kubeconfig: string): Api {
  const config = load(readFileSync(kubeconfig, 'utf8')) as Obj;
  const named = (list: string, name: string): Obj =>
    asObj(asList(config[list]).find((item) => asObj(item)['name'] === name));
  const context = asObj(named('contexts', asText(config['current-context']))['context']);
  const cluster = asObj(named('clusters', asText(context['cluster']))['cluster']);
  const user = asObj(named('users', asText(context['user']))['user']);
  const data = (from: Obj, field: string): Buffer | undefined => {
    const inline = asText(from[`${field}-data`]);
    const file = asText(from[field]);
    if (inline !== '') return Buffer.from(inline, 'base64');
    return file === '' ? undefined : readFileSync(file);
  };
  const ca = data(cluster, 'certificate-authority');
  const cert = data(user, 'client-certificate');
  const key = data(user, 'client-key');
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    ...(ca === undefined ? {rejectUnauthorized: false} : {ca}),
    ...(cert === undefined || key === undefined ? {} : {cert, key}),
  });
  const token = asText(user['token']);
  const server = asText(cluster['server']);

  const ask = async (
    method: string,
    path: string,
    {body, type = 'application/json', query = {}}: Asking = {},
  ): Promise<Answer> => {
    const incoming = await new Promise<IncomingMessage>((done, fail) => {
      const url = new URL(`${server}/${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const outgoing = request(
        url,
        {
          method,
          agent,
          headers: {
            accept: 'application/json',
            ...(token === '' ? {} : {authorization: `Bearer ${token}`}),
            ...(body === undefined ? {} : {'content-type': type}),
          },
        },
        done,
      );
      outgoing.on('error', fail);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
    return {status: incoming.statusCode ?? 0, body: await bodyOf(incoming)};
  };

  return {
    ask,
    get: async (path) => {
      const {status, body} = await ask('GET', path);
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${asText(body['message'])}`);
      return body;
    },
    ca: ca?.toString('base64') ?? '',
    close: () => agent.destroy(),
  };
}

/** An answer's object; what is none is a message. */
export async function bodyOf(incoming: IncomingMessage): Promise<Obj> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text) as Obj;
  } catch {
    return {message: text.slice(0, 300)};
  }
}
