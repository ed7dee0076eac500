import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
import {onTestFinished} from 'vitest';
import {run} from '../../src/cli/run.ts';
import {describeError, exitCodeOfError} from '../../src/app/errors.ts';
import type {StartConsole} from '../../src/app/faces.ts';
import type {Runtime} from '../../src/app/runtime.ts';
import {NOW} from '../check/check-files.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A runtime with nothing of this process in it; what it writes can be read back. */
export function testRuntime(
  parts: Partial<Runtime> = {},
): Runtime & {readonly written: {readonly stdout: () => string; readonly stderr: () => string}} {
  const [stdout, stderr] = [sink(), sink()];
  const defaults = {argv: [], cwd: '/', env: {}, stdin: Readable.from([]), stdout, stderr, now: () => NOW};
  const written = {stdout: stdout.text, stderr: stderr.text};
  return {...defaults, signal: new AbortController().signal, ...parts, written};
}

const noConsole: StartConsole = async () => {
  throw new Error('no console is started in this test');
};

/** A command line in this process, as main.ts would run it, in a folder of its own. */
export async function cli(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  startConsole: StartConsole = noConsole,
  stdin = '',
): Promise<Ran> {
  const runtime = testRuntime({argv, cwd, env, stdin: Readable.from(stdin === '' ? [] : [Buffer.from(stdin)])});
  const {stdout, stderr} = runtime.written;
  try {
    const code = await run(runtime, startConsole);
    return {code, stdout: stdout(), stderr: stderr()};
  } catch (error) {
    const code = exitCodeOfError(error);
    return {code, stdout: stdout(), stderr: stderr() + describeError(error, env['HELM_DEBUG'] === 'true')};
  }
}

function sink(): Writable & {readonly text: () => string} {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  return Object.assign(stream, {text: () => text});
}

/** A folder that goes when the test ends, with these files in it. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-cli-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
