import {createServer} from 'node:http';
import {urlHost} from '../model/address.ts';
import type {Address} from '../model/address.ts';
import {UserError} from '../model/errors.ts';

export interface MetricsServer {
  readonly url: string;
  close(): void;
}

/** Serves a text at /metrics, and nothing else; throws UserError where the address cannot be had. */
export async function serveMetrics({host, port}: Address, text: () => string): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isKnown = request.method === 'GET' && request.url?.split('?', 1)[0] === '/metrics';
    response.writeHead(isKnown ? 200 : 404, {
      'content-type': isKnown ? 'text/plain; version=0.0.4; charset=utf-8' : 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    response.end(isKnown ? text() : 'There is /metrics.\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new UserError(`--metrics cannot listen at ${host}:${port}: ${error.message}`, 'Choose another port.')),
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
