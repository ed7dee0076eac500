import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';

/** The files of a folder over HTTP on loopback. */
export async function serveFolder(folder: string): Promise<{readonly address: string; readonly close: () => void}> {
  const server = createServer(({url}, response) => {
    try {
      const content = readFileSync(join(folder, new URL(url ?? '', 'http://here').pathname));
      // Helm 3 takes an archive for one by this type alone.
      response.writeHead(200, {'content-type': 'application/gzip'}).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {address, close: () => void server.close()};
}
