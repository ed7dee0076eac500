import {createServer} from 'node:net';
import type {Server} from 'node:net';
import {UserError, messageOf} from '../model/errors.ts';

/** Free loopback ports, all different: each is held until the last one is found. Throws UserError where none is left. */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  try {
    for (let index = 0; index < count; index++) servers.push(await listen());
    return servers.map(portOf);
  } catch (error) {
    throw new UserError(
      `no free port is left on 127.0.0.1: ${messageOf(error)}`,
      'End programs that hold many connections, or widen the range (Linux: sysctl net.ipv4.ip_local_port_range), and try again.',
      {cause: error},
    );
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return address.port;
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
