/** The record could not be written: without one there is no write. */
export class RecordError extends Error {
  constructor(cause: unknown) {
    super(`the record cannot be kept: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'RecordError';
  }
}
