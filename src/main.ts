import {EXIT} from './app/exit.ts';
import type {StartConsole} from './app/faces.ts';
import {Interruption} from './app/runtime.ts';
import type {Runtime} from './app/runtime.ts';

// argv → run → exit code: the only file that touches the process.

const ending = new AbortController();

// The first signal lets the command end its work; the second one does not wait for it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    const interruption = new Interruption(name);
    if (ending.signal.aborted) process.exit(interruption.exitCode);
    ending.abort(interruption);
  });

/** Helm may be killed by a signal that does not reach us: a console that outlives it could still write, and nobody would end it. */
const [parent, LOOK_MS] = [process.ppid, 1000];
if (process.env['HELM_PLUGIN_DIR'] !== undefined)
  setInterval(() => {
    if (process.ppid !== parent && !ending.signal.aborted) process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS).unref();

/** Set where standard output did not take all: then nobody has read the report, and that is no success. */
let isCutOff = false;
process.stdout.on('error', ({code, message}: NodeJS.ErrnoException) => {
  // `helm drift check | head` closes our pipe: no error of ours. The work goes on, and its exit code says what it found.
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || isCutOff) return;
  isCutOff = true;
  process.stderr.write(
    `Error: cannot write to standard output: ${code === 'ENOSPC' ? 'the disk is full' : message}\nMake room, or send it elsewhere; -o FORMAT=FILE writes a report whole or not at all.\n`,
  );
});
// Whoever closes it wants to hear nothing more; a fix must not end half-way for that.
process.stderr.on('error', () => {});

/** The console is loaded when it is asked for: no other command pays for it. */
const startConsole: StartConsole = async (...args) => {
  const server = await import('./console/server/start.ts');
  return server.startConsole(...args);
};

async function main(): Promise<number> {
  try {
    const runtime = await runtimeHere();
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

async function runtimeHere(): Promise<Runtime> {
  return {
    argv: process.argv.slice(2),
    cwd: await workingFolder(),
    env: process.env,
    // Opened by whoever reads it: few do.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => new Date(),
    signal: ending.signal,
  };
}

/** Throws UserError where somebody has removed it meanwhile. */
async function workingFolder(): Promise<string> {
  try {
    return process.cwd();
  } catch (cause) {
    const {folderIsGone} = await import('./app/errors.ts');
    throw folderIsGone(cause);
  }
}

/** A process whose work is never done, for an answer that never comes, ends by itself: that must not pass for success. */
async function start(): Promise<void> {
  let isDone = false;
  process.once('exit', () => {
    if (isCutOff && process.exitCode === EXIT.clean) process.exitCode = EXIT.error;
    if (isDone || process.exitCode !== undefined) return;
    process.exitCode = EXIT.error;
    process.stderr.write('Error: helm drift ended before its work was done: this is a bug of ours.\n');
  });
  process.exitCode = await main();
  isDone = true;
}

void start();
