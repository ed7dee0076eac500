import type {Command} from '../cli/commands/command.ts';

/** All that a command may know of the world outside; main.ts hands it over, tests make their own. */
export interface Runtime {
  readonly argv: readonly string[];
  /** The working directory, for the nearest configuration. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};
  readonly stderr: NodeJS.WritableStream & {readonly isTTY?: boolean};
  readonly now: () => Date;
  /** Another command line, run as this one is, and what there is to run; for the console's prompt. app.ts fills it in. */
  readonly rerun?: {
    readonly run: (runtime: Runtime) => Promise<number>;
    readonly commands: Readonly<Record<string, Command>>;
  };
}
