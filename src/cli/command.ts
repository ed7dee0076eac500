import type {Options} from 'yargs';
import type {Surroundings} from './surroundings.ts';

/** One command of `helm drift`: what its line looks like, and what runs it. */
export interface Command {
  /** yargs' own notation: `explain <release> <id>`. */
  readonly usage: string;
  readonly describe: string;
  readonly options: Readonly<Record<string, Options>>;
  /** Loaded when the command is called: none pays for another one's code. Answers with the exit code. */
  readonly run: (args: never, surroundings: Surroundings) => Promise<number>;
}
