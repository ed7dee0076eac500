import {createServer} from 'node:http';
import {urlHost} from '../model/address.ts';
import type {Address} from '../model/address.ts';
import {UserError} from '../model/errors.ts';

export interface MetricsServer {
  readonly url: string;
  close(): void;
}

/** What a probe is told: undefined where all is well, else what is not. */
export type Probe = () => string | undefined;

const SOCKETS_AT_MOST = 64;
const REQUEST_MS = 10_000;

/** Serves a text at /metrics, and probes at their paths, and nothing else; throws UserError where the address cannot be had. */
export async function serveMetrics(
  {host, port}: Address,
  text: () => string,
  probes: Readonly<Record<string, Probe>> = {},
  flag = '--metrics',
): Promise<MetricsServer> {
  const server = createServer(
    {requestTimeout: REQUEST_MS, connectionsCheckingInterval: REQUEST_MS / 2},
    (request, response) => {
      const path = request.method === 'GET' ? (request.url?.split('?', 1)[0] ?? '') : '';
      const say = (status: number, body: string, type = 'text/plain'): void => {
        response.writeHead(status, {'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff'});
        response.end(body);
      };
      const probe = Object.hasOwn(probes, path) ? probes[path] : undefined;
      if (path === '/metrics') return say(200, text(), 'text/plain; version=0.0.4');
      if (probe === undefined) return say(404, `There is ${['/metrics', ...Object.keys(probes)].join(', ')}.\n`);
      const ailment = probe();
      say(ailment === undefined ? 200 : 503, `${ailment ?? 'ok'}\n`);
    },
  );
  server.maxConnections = SOCKETS_AT_MOST;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new UserError(`${flag} cannot listen at ${host}:${port}: ${error.message}`, 'Choose another port.')),
    );
    server.listen(port, host, resolve);
  });
  const at = server.address();
  const bound = typeof at === 'object' && at !== null ? at.port : port;
  return {
    url: `http://${urlHost(host)}:${bound}/metrics`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
