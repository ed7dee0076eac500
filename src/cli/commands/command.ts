import type {Options} from 'yargs';
import type {Runtime} from '../../app/runtime.ts';

/** One command of `helm drift`: what its line looks like, and what runs it. */
export interface Command {
  /** yargs' own notation: `explain <release> <id>`. */
  readonly usage: string;
  readonly describe: string;
  readonly options: Readonly<Record<string, Options>>;
  /** Whole command lines for `--help`, each with what it does; a test runs them all, on release test-nginx in sandbox-nginx. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Loaded when the command is called: none pays for another one's code. Answers with the exit code. */
  readonly run: (args: never, runtime: Runtime) => Promise<number>;
}
