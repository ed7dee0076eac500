import {EXIT} from './app/exit.ts';
import type {StartConsole} from './app/faces.ts';
import {Interruption} from './app/runtime.ts';
import type {Runtime} from './app/runtime.ts';

// argv → run → exit code: the only file that touches the process.

const ending = new AbortController();
const runtime: Runtime = {
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
  signal: ending.signal,
};

// The first signal lets the command end its work; the second one does not wait for it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    const interruption = new Interruption(name);
    if (ending.signal.aborted) process.exit(interruption.exitCode);
    ending.abort(interruption);
  });

// `helm drift check | head` closes our pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.clean);
  throw error;
});

/** The console is loaded when it is asked for: no other command pays for it. */
const startConsole: StartConsole = async (...args) => {
  const server = await import('./console/server/start.ts');
  return server.startConsole(...args);
};

async function main(): Promise<number> {
  try {
    const {run} = await import('./cli/run.ts');
    return await run(runtime, startConsole);
  } catch (error) {
    // What fails because everything was let go of is no error to report.
    if (ending.signal.aborted && ending.signal.reason instanceof Interruption) return ending.signal.reason.exitCode;
    const {describeError, exitCodeOfError} = await import('./app/errors.ts');
    process.stderr.write(describeError(error, process.env['HELM_DEBUG'] === 'true'));
    return exitCodeOfError(error);
  }
}

/** A process whose work is never done, for an answer that never comes, ends by itself: that must not pass for success. */
async function start(): Promise<void> {
  let isDone = false;
  process.once('exit', () => {
    if (isDone || process.exitCode !== undefined) return;
    process.exitCode = EXIT.error;
    process.stderr.write('Error: helm drift ended before its work was done: this is a bug of ours.\n');
  });
  process.exitCode = await main();
  isDone = true;
}

void start();
