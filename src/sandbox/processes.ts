import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {Socket} from 'node:net';
import {basename} from 'node:path';
import type {Writable} from 'node:stream';

export interface ProcessGroup {
  start(command: string, args: readonly string[], log: Writable): void;
  /** The name of the first member that ended by itself. */
  firstDead(): string | undefined;
  /** Ends the members in reverse order of their start, and waits for them. */
  stop(): Promise<void>;
}

/**
 * The warden reads process ids from us; when we are gone, however that came (kill -9 too), its input ends, and it ends
 * whom we started. It has a session of its own, so that Ctrl-C does not take it away first.
 */
const WARDEN =
  'pids=; while read -r pid; do pids="$pid $pids"; done; [ -n "$pids" ] || exit 0; kill -TERM $pids 2>/dev/null; for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 $pids 2>/dev/null || exit 0; sleep 0.3; done; kill -KILL $pids 2>/dev/null';

const GRACE_MS = 5000;

/** A child's pipe is a socket, which types do not know: as long as it is held, this process does not end. */
function letGo(pipe: Writable): void {
  if (pipe instanceof Socket) pipe.unref();
}

export function processGroup(): ProcessGroup {
  const warden = spawn('sh', ['-c', WARDEN], {stdio: ['pipe', 'ignore', 'ignore'], detached: true});
  warden.unref();
  letGo(warden.stdin);
  const members: {readonly name: string; readonly child: ChildProcess; readonly ended: Promise<void>}[] = [];
  let stopping = false;
  return {
    start(command, args, log) {
      const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe']});
      if (child.pid !== undefined) warden.stdin.write(`${child.pid}\n`);
      child.stdout.pipe(log, {end: false});
      child.stderr.pipe(log, {end: false});
      const ended = new Promise<void>((resolve) => {
        child.on('close', () => resolve());
        child.on('error', (error) => {
          log.write(`${error.message}\n`);
          resolve();
        });
      });
      members.push({name: basename(command), child, ended});
    },
    firstDead: () =>
      members.find(({child}) => child.exitCode !== null || child.signalCode !== null || child.pid === undefined)?.name,
    async stop() {
      if (stopping) return;
      stopping = true;
      for (const {child, ended} of members.toReversed()) {
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        await ended;
        clearTimeout(force);
      }
      // Their ids may soon belong to others: the warden must not act on them.
      warden.kill('SIGKILL');
    },
  };
}

/** As the warden above, for a process group: SIGINT first, upon which go removes what it was about to build. */
const GROUP_WARDEN = 'read -r _; kill -INT -- "-$1" 2>/dev/null; sleep 3; kill -KILL -- "-$1" 2>/dev/null';

/** Ends a process group when we are gone, however that came. The answer calls it off. */
export function wardGroup(group: number): () => void {
  const warden = spawn('sh', ['-c', GROUP_WARDEN, 'warden', String(group)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  warden.unref();
  letGo(warden.stdin);
  return () => void warden.kill('SIGKILL');
}
