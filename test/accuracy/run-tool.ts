import {spawn} from 'node:child_process';

export interface ToolRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Tool = (
  args: readonly string[],
  options?: {readonly input?: string; readonly env?: Readonly<Record<string, string>>},
) => Promise<ToolRun>;

/** Variables of the machine's own that would change what helm, kubectl and the product do. */
const FOREIGN = /^(HELM_|KUBE|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|VITEST)/;

/** A command of an environment of its own; a failing one is an answer, not an exception. */
export function tool(command: string, prefix: readonly string[], base: Readonly<Record<string, string>>): Tool {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));
  return (args, {input = '', env = {}} = {}) =>
    new Promise((done, fail) => {
      const child = spawn(command, [...prefix, ...args], {env: {...clean, ...base, ...env}});
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.on('error', fail);
      child.on('close', (code) =>
        done({
          code: code ?? -1,
          stdout: Buffer.concat(out).toString('utf8'),
          stderr: Buffer.concat(err).toString('utf8'),
        }),
      );
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
}

export async function must(run: Promise<ToolRun>, what: string): Promise<string> {
  const {code, stdout, stderr} = await run;
  if (code !== 0) throw new Error(`${what} exited with ${code}: ${stderr.slice(0, 2000)}${stdout.slice(0, 500)}`);
  return stdout;
}

/**
 * Works on items in a few lanes: two cores serve the API server, kubectl and us. A failure stops every lane after its
 * present item, so that nothing is still at work when it is told.
 */
export async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({length: lanes}, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
