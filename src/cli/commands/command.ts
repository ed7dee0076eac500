import type {CommandLine, StartConsole} from '../../app/faces.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {ArgsOf, FlagGroup, PositionalsOf} from '../flags/args.ts';
import type {GlobalArgs} from '../flags/connection.ts';

/** What a command may start beside itself. */
export interface Faces {
  readonly startConsole: StartConsole;
  readonly commandLine: CommandLine;
}

/** One command of `helm drift`: what its line looks like, and what runs it. */
export interface Command {
  /** yargs' own notation: `explain <release> <id>`. */
  readonly usage: string;
  readonly describe: string;
  readonly options: FlagGroup;
  /** Whole command lines for `--help`, each with what it does; a test runs them all, on release test-nginx in sandbox-nginx. */
  readonly examples: readonly (readonly [line: string, does: string])[];
  /** Loads the command's code when it is called: none pays for another one's. Answers with the exit code. */
  readonly run: (args: never, runtime: Runtime, faces: Faces) => Promise<number>;
}

interface Definition<Usage extends string, Flags extends FlagGroup> extends Omit<Command, 'usage' | 'options' | 'run'> {
  readonly usage: Usage;
  readonly options: Flags;
  /** Raw arguments end here: the first function makes the structs of the flag groups of them. */
  readonly run: (
    args: ArgsOf<Flags> & PositionalsOf<Usage> & GlobalArgs,
    runtime: Runtime,
    faces: Faces,
  ) => Promise<number>;
}

/** Infers a command's arguments from its own usage line and flags. */
export function command<const Usage extends string, Flags extends FlagGroup>(
  definition: Definition<Usage, Flags>,
): Definition<Usage, Flags> {
  return definition;
}
