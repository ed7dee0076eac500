import {Readable, Writable} from 'node:stream';
import {describeError, exitCodeOfError} from '../../app/errors.ts';
import type {CommandLine} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import {environmentOf} from '../../app/settings.ts';
import type {Settings} from '../../app/settings.ts';
import type {CommandOutput} from './context.ts';

/** One run of the command line with what it writes in our hands, pointed at the console's cluster, and confined to looking. Never throws. */
export async function runCommand(
  argv: readonly string[],
  settings: Settings,
  runtime: Runtime,
  {commandLine, readOnly}: {readonly commandLine: CommandLine; readonly readOnly: boolean},
): Promise<CommandOutput> {
  const [stdout, stderr] = [sink(), sink()];
  const env = {...runtime.env, ...environmentOf(settings), NO_COLOR: '1'};
  const answer = (exitCode: number, error = ''): CommandOutput => ({
    exitCode,
    stdout: stdout.text(),
    stderr: stderr.text() + error,
  });
  try {
    const confined = {writesRules: !readOnly};
    const streams = {stdin: Readable.from([]), stdout, stderr};
    return answer(await commandLine.run({...runtime, argv, env, ...streams, confined}));
  } catch (error) {
    return answer(exitCodeOfError(error), describeError(error, false));
  }
}

/** A stream that keeps what it is given. */
function sink(): Writable & {text(): string; readonly columns: number} {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return Object.assign(stream, {text: () => Buffer.concat(chunks).toString('utf8'), columns: 100});
}
