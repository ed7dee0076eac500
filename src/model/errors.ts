/**
 * What kind of obstacle an error reports. Whoever runs a loop decides by it whether to try again; no one has to read the
 * message. `usage` is a mistake on the command line or in a file.
 */
export const ERROR_CODES = {
  usage: 'terminal',
  precondition: 'terminal',
  unauthorized: 'terminal',
  forbidden: 'terminal',
  'not-found': 'terminal',
  'pending-release': 'transient',
  unreachable: 'transient',
  'server-error': 'transient',
} as const satisfies Record<string, 'transient' | 'terminal'>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface UserErrorOptions extends ErrorOptions {
  /** `usage` where nothing is said. */
  readonly code?: ErrorCode;
}

/**
 * A mistake of the caller, or a fault of the caller's environment, worded for the caller: `message` says what, `hint` says what
 * to do. main.ts prints these two lines and nothing else; any other exception is a bug of ours, and keeps its stack.
 */
export class UserError extends Error {
  readonly hint: string | undefined;
  readonly code: ErrorCode;

  constructor(message: string, hint?: string, {code = 'usage', ...options}: UserErrorOptions = {}) {
    super(message, options);
    this.name = 'UserError';
    this.hint = hint;
    this.code = code;
  }
}

/** A write that was asked for must not happen as things stand: nothing was written. */
export class PreconditionError extends UserError {
  constructor(message: string, hint?: string, options: ErrorOptions = {}) {
    super(message, hint, {...options, code: 'precondition'});
  }
}

/** A dry run was none: an API server has written what it was only asked about. Nobody may go on as if nothing had happened. */
export class PersistedDryRunError extends UserError {
  constructor(message: string, hint: string) {
    super(message, hint, {code: 'precondition'});
  }
}

/**
 * Whether the same call may succeed later though nobody mends anything: the cluster did not answer, or helm is at work. A wrong
 * token, a missing right and a release that does not exist stay as they are until somebody acts.
 */
export function isTransient(error: unknown): boolean {
  return error instanceof UserError && ERROR_CODES[error.code] === 'transient';
}

/** What a caught value has to say. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code that Node gives its errors, `ENOENT`; undefined where it gave none. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
