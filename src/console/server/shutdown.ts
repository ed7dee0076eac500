import type {Server} from 'node:http';
import type {ClusterAccess} from '../session/context.ts';
import type {Navigation} from '../session/navigation.ts';
import type {ChildController} from '../session/waiting.ts';
import type {Writes} from '../session/writes.ts';

/** What is being written when the console closes may still be answered for this long. */
const WRITE_MS = 10_000;

export interface ShutdownParts {
  /** The console's own signal; it is aborted when the process is told to end, too. */
  readonly ending: ChildController;
  readonly cluster: Pick<ClusterAccess, 'close'> | undefined;
  readonly navigation: Pick<Navigation, 'close'>;
  readonly writes: Pick<Writes, 'idle'>;
}

export interface Shutdown {
  /** The server, once it listens. */
  readonly add: (server: Server) => void;
  /** Closes everything; a second time does nothing. */
  readonly now: () => void;
  /** When nothing is left that could keep the process alive. */
  readonly closed: Promise<void>;
}

/** The one way to close the console: by its own `close`, or by the process's signal. */
export function shutdown({ending, cluster, navigation, writes}: ShutdownParts): Shutdown {
  let isClosing = false;
  let server: Server | undefined;
  let resolve: () => void = () => {};
  const closed = new Promise<void>((done) => (resolve = done));

  function now(): void {
    if (isClosing) return;
    isClosing = true;
    // A write that is under way ends after its present step, and says so in its record.
    ending.end();
    navigation.close();
    void Promise.all([serverClosed(server), clusterClosed()]).then(resolve);
  }

  async function clusterClosed(): Promise<void> {
    await within(writes.idle(), WRITE_MS);
    cluster?.close();
  }

  ending.signal.addEventListener('abort', now, {once: true});
  if (ending.signal.aborted) now();
  return {
    add(one) {
      server = one;
      if (isClosing) void serverClosed(one);
    },
    now,
    closed,
  };
}

function serverClosed(server: Server | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (server === undefined) return resolve();
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Resolves with the work, or without it when the time is over. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
