import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';

/** A receiver as a process of its own. */
export interface Receiving {
  readonly url: string;
  readonly process: ChildProcess;
  readonly stderr: () => string;
  /** By a signal; resolves with the exit code, null for one that was killed. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the bundle, and resolves when it listens. Rejects with its words where it does not. */
export async function receive(bundle: string, args: readonly string[]): Promise<Receiving> {
  const child = spawn(process.execPath, [bundle, 'audit', 'receive', ...args], {stdio: ['ignore', 'pipe', 'pipe']});
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const closed = once(child, 'close');
  const url = await Promise.race([
    once(createInterface({input: child.stdout}), 'line').then(([line]) => String(line)),
    closed.then(() => {
      throw new Error(`the receiver ended: ${stderr}`);
    }),
  ]);
  return {
    url,
    process: child,
    stderr: () => stderr,
    async end(signal) {
      child.kill(signal);
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}
