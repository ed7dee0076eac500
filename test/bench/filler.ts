import {spawnSync} from 'node:child_process';

/** What fills a cluster: its binaries, what they run in, and a folder for charts. */
export interface Filler {
  readonly helm: string;
  readonly kubectl: string;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
}

/** Runs a command that must succeed, and answers with its stdout. */
export function must({env}: Pick<Filler, 'env'>, command: string, args: readonly string[], input?: string): string {
  const ran = spawnSync(command, args, {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : {input}),
  });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')} exited with ${ran.status}: ${ran.stderr}`);
  return ran.stdout;
}
