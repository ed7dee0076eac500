import {request} from 'node:http';
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';
import {onTestFinished} from 'vitest';
import {KEY_HEADER} from '../../../src/console/routes.ts';
import {errorAnswer} from '../../../src/console/server/error-answer.ts';
import {serve} from '../../../src/console/server/http.ts';
import type {Handler} from '../../../src/console/server/http.ts';
import type {PageAssets} from '../../../src/console/server/shell.ts';
import {contextOf} from '../fakes.ts';
import type {TestContext} from '../fakes.ts';

export const ASSETS: PageAssets = {script: Buffer.from('run()'), style: Buffer.from('body{}')};

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with just these headers, over a real socket. */
export function ask(port: number, path: string, {method = 'GET', headers = {}, body}: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request({host: '127.0.0.1', port, path, method, headers, agent: false}, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve({status: incoming.statusCode ?? 0, headers: incoming.headers, text}));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** An answer that goes on: its first bytes are there when this resolves. */
export function listen(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request({host: '127.0.0.1', port, path, headers, agent: false}, resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** A console's server with these routes, and a page that has a session. */
export async function serving(routes: Readonly<Record<string, Handler>> = {}, context: TestContext = contextOf()) {
  const problem = (error: unknown) => errorAnswer(error, context);
  const {port, guard, server} = await serve({port: 0, store: context.store, routes, assets: ASSETS, problem});
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {context, server, ...(await sessionOn(port, guard.token()))};
}

export async function sessionOn(port: number, token: string) {
  const host = `127.0.0.1:${port}`;
  const open = {host, origin: `http://${host}`, 'content-type': 'application/json'};
  const begun = await ask(port, '/api/session', {method: 'POST', headers: open, body: JSON.stringify({token})});
  const {key}: {key: string} = JSON.parse(begun.text);
  const [cookie = ''] = String(begun.headers['set-cookie']).split(';');
  const headers = {...open, cookie, [KEY_HEADER]: key};
  return {
    port,
    host,
    open,
    headers,
    get: (path: string) => ask(port, path, {headers}),
    post: (path: string, body: unknown) => ask(port, path, {method: 'POST', headers, body: JSON.stringify(body)}),
  };
}
