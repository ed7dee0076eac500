import {EXIT} from './app/exit.ts';
import type {Runtime} from './app/runtime.ts';

// argv → run → exit code: the only file that touches the process.
const runtime: Runtime = {
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => new Date(),
};

// `helm drift check | head` closes our pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.clean);
  throw error;
});

async function main(): Promise<number> {
  try {
    if (isVersionQuestion(runtime.argv)) {
      process.stdout.write(`${HELM_DRIFT_VERSION}\n`);
      return EXIT.clean;
    }
    const {run} = await import('./cli/run.ts');
    return await run(runtime);
  } catch (error) {
    const {describeError, exitCodeOfError} = await import('./app/errors.ts');
    process.stderr.write(describeError(error, process.env['HELM_DEBUG'] === 'true'));
    return exitCodeOfError(error);
  }
}

async function start(): Promise<void> {
  process.exitCode = await main();
}

void start();

/** Answered before the command line's parser is even loaded: scripts ask this first, and often. */
function isVersionQuestion(argv: readonly string[]): boolean {
  return argv.length === 1 && argv[0] === '--version';
}
