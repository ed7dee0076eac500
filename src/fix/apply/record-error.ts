import {messageOf} from '../../model/errors.ts';
/** The record could not be written: without one there is no write. */
export class RecordError extends Error {
  /** Whether the step has written something before, or may have. */
  readonly isWritten: boolean;

  constructor(cause: unknown, isWritten: boolean) {
    super(`the record cannot be kept: ${messageOf(cause)}`, {cause});
    this.name = 'RecordError';
    this.isWritten = isWritten;
  }
}
