/**
 * A mistake of the caller or of his surroundings, worded for him: `message` says what, `hint` says what to do.
 * main.ts prints these two lines and nothing else; any other exception is ours, and keeps its stack.
 */
export class UserError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserError';
    this.hint = hint;
  }
}

/** A write that was asked for must not happen as things stand: nothing was written. */
export class PreconditionError extends UserError {}
