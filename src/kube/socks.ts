import type {Socket} from 'node:net';

const VERSION = 5;
const METHOD = {none: 0, password: 2, refused: 255} as const;
const CONNECT = 1;
const ADDRESS = {ipv4: 1, name: 3, ipv6: 4} as const;
const REFUSALS = [
  '',
  'it failed',
  'its rules do not allow it',
  'the network is unreachable',
  'the host is unreachable',
  'the connection is refused',
  'it took too long',
  'it takes no such command',
  'it takes no such address',
];

/**
 * Asks a SOCKS5 proxy for a way to a host (RFC 1928, RFC 1929), by name: the proxy resolves it, as Go has it do. The socket is
 * the way when this returns. Throws an Error with the proxy's reason.
 */
export async function socksHandshake(socket: Socket, proxy: URL, host: string, port: number): Promise<void> {
  const reader = exactReader(socket);
  const hasLogin = proxy.username !== '';
  const methods = hasLogin ? [METHOD.none, METHOD.password] : [METHOD.none];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method] = await reader.read(2);
  if (version !== VERSION) throw new Error('it is no SOCKS5 proxy');
  if (method === METHOD.password && hasLogin) await login(socket, reader, proxy);
  else if (method !== METHOD.none) throw new Error('it wants another login');
  const name = Buffer.from(host, 'utf8');
  if (name.length > 255) throw new Error(`the name ${host} is too long for it`);
  socket.write(
    Buffer.from([VERSION, CONNECT, 0, ADDRESS.name, name.length, ...name, Math.floor(port / 256), port % 256]),
  );
  const [, answer = 1, , kind] = await reader.read(4);
  if (answer !== 0) throw new Error(REFUSALS[answer] ?? `it answers ${answer}`);
  const [length = 0] = kind === ADDRESS.name ? await reader.read(1) : [kind === ADDRESS.ipv6 ? 16 : 4];
  await reader.read(length + 2);
  reader.end();
}

async function login(socket: Socket, reader: ExactReader, {username, password}: URL): Promise<void> {
  const parts = [username, password].map((text) => Buffer.from(decodeURIComponent(text), 'utf8'));
  socket.write(Buffer.from([1, ...parts.flatMap((part) => [part.length, ...part])]));
  const [, status] = await reader.read(2);
  if (status !== 0) throw new Error('it does not accept the login');
}

interface ExactReader {
  /** So many bytes, and not one more: what follows belongs to the server. */
  read(length: number): Promise<Buffer>;
  end(): void;
}

function exactReader(socket: Socket): ExactReader {
  let wake: () => void = () => {};
  let failure: Error | undefined;
  const onReadable = (): void => wake();
  const onEnd = (): void => {
    failure ??= new Error('it ended the connection');
    wake();
  };
  socket.on('readable', onReadable).on('close', onEnd).on('end', onEnd);
  return {
    async read(length) {
      for (;;) {
        const chunk: unknown = length === 0 ? Buffer.alloc(0) : socket.read(length);
        if (Buffer.isBuffer(chunk) && chunk.length === length) return chunk;
        if (failure !== undefined) throw failure;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    end: () => void socket.off('readable', onReadable).off('close', onEnd).off('end', onEnd),
  };
}
