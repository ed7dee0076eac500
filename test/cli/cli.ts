import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
import {onTestFinished} from 'vitest';
import {run} from '../../src/cli/run.ts';
import {describeError} from '../../src/app/errors.ts';
import {NOW} from '../check/check-files.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line in this process, as main.ts would run it, in a folder of its own. */
export async function cli(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const [stdout, stderr] = [sink(), sink()];
  try {
    const code = await run({argv, cwd, env, stdin: Readable.from([]), stdout, stderr, now: () => NOW});
    return {code, stdout: stdout.text(), stderr: stderr.text()};
  } catch (error) {
    return {code: 1, stdout: stdout.text(), stderr: stderr.text() + describeError(error, env['HELM_DEBUG'] === 'true')};
  }
}

function sink(): Writable & {text(): string} {
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
