/** All that the program may know of the world outside; main.ts hands it over, tests make their own. */
export interface Runtime {
  readonly argv: readonly string[];
  /** The working directory, for the nearest configuration. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & {readonly isTTY?: boolean; readonly columns?: number};
  readonly stderr: NodeJS.WritableStream & {readonly isTTY?: boolean};
  readonly now: () => Date;
  /** Aborted when the process is told to end (SIGINT, SIGTERM): every loop ends by it. Its reason is an `Interruption`. */
  readonly signal: AbortSignal;
}

/** Why a runtime's signal was aborted. */
export class Interruption extends Error {
  /** The shell's number for a process that a signal ended: 130 or 143. */
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`interrupted by ${signal}`);
    this.name = 'Interruption';
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}
