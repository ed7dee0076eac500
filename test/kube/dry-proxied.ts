import {request} from 'node:http';
import {onTestFinished} from 'vitest';
import {dryProxy} from '../../src/kube/dry-proxy.ts';
import {fakeApi} from './fakes.ts';
import type {Answer, Seen} from './fakes.ts';

interface Told {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: string;
}

const ECHO: Answer = ({method, path}) => ({
  status: method === 'POST' ? 201 : 200,
  body: {kind: 'Answer', method, path},
  headers: {'content-type': 'application/json'},
});

/** The proxy before a server that answers as it is told, and a helm that asks it. */
export async function opened(answer: Answer = ECHO) {
  const api = await fakeApi(answer);
  const proxy = await dryProxy(api.connection);
  onTestFinished(() => proxy.close());
  const ask = (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    server = proxy.server,
  ) =>
    new Promise<Told>((resolve, reject) => {
      const text = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      const length = text === undefined ? {} : {'content-length': String(text.length)};
      const outgoing = request(
        `${server}${path}`,
        {method, headers: {...length, ...headers}, agent: false},
        (incoming) => {
          let said = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({status: incoming.statusCode ?? 0, type: incoming.headers['content-type'], body: said}),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  return {api, proxy, ask};
}

export const MAPS = '/api/v1/namespaces/shop/configmaps';
export const SECRETS = '/api/v1/namespaces/shop/secrets';
export const JSON_TYPE = {'content-type': 'application/json'};
export const configMap = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a'}};
export const record = {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'sh.helm.release.v1.web.v2'}};
export const forwarded = ({method, path, query, body}: Seen) => [method, path, query, body];
