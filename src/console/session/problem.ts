import {UserError} from '../../model/errors.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {Problem} from '../activity.ts';

/** An error of anybody's, fit to be shown: without secrets, and a bug of ours named as one. */
export function problemOf(error: unknown, redactor: Redactor): Problem {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof UserError))
    return {message: redactor.text(`helm drift failed in a way that it does not know: ${message}`)};
  return {
    message: redactor.text(message),
    ...(error.hint === undefined ? {} : {hint: redactor.text(error.hint)}),
  };
}
