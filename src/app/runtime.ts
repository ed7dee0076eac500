/** All that the program may know of the world outside; main.ts hands it over, tests make their own. */
export interface Runtime {
  readonly argv: readonly string[];
  /** The working directory, for the nearest configuration. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & {
    readonly isTTY?: boolean;
    readonly columns?: number;
    readonly rows?: number;
  };
  readonly stderr: NodeJS.WritableStream & {readonly isTTY?: boolean};
  readonly now: () => Date;
  /** Aborted when the process is told to end (SIGINT, SIGTERM, SIGHUP): every loop ends by it. Its reason is an `Interruption`. */
  readonly signal: AbortSignal;
  /** Given where a command may only look, whatever its line says; its owner may do all. */
  readonly confined?: Confinement;
}

/** What is open to a command that may only look: no write to the cluster, no file. */
export interface Confinement {
  /** The rules file, which `ignore` appends to. */
  readonly writesRules: boolean;
}

const EXIT_CODES = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143} as const;

/** Why a runtime's signal was aborted. */
export class Interruption extends Error {
  /** The shell's number for a process that a signal ended: 128 and the signal's own number. */
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_CODES) {
    super(`interrupted by ${signal}`);
    this.name = 'Interruption';
    this.exitCode = EXIT_CODES[signal];
  }
}

/** Commands that write nothing by themselves, or only where their line says so: all that is open to one that is confined. */
export const CONFINED_COMMANDS: readonly string[] = [
  'check',
  'explain',
  'ignore',
  'capture',
  'fix',
  'undo',
  'history',
  'timeline',
  'simulate',
];
