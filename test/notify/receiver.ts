import {createServer} from 'node:http';
import type {IncomingHttpHeaders, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What it does with the next request. */
  answer: (response: ServerResponse, received: Received) => void;
}

/** Somebody on loopback who is told. */
export async function receiver(): Promise<Receiver> {
  const received: Received[] = [];
  const one: Receiver = {url: '', received, answer: (response) => void response.writeHead(202).end()};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got = {path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8')};
      received.push(got);
      one.answer(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(one, {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`});
}
