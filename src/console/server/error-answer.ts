import {PreconditionError, UserError} from '../../model/errors.ts';
import type {ErrorAnswer} from '../routes.ts';
import type {ConsoleContext} from '../session/context.ts';
import {RefusedError, STATUS} from '../session/refusal.ts';

/** What a request is answered that failed. No text of it holds a secret. */
export function errorAnswer(
  error: unknown,
  {redactor, problem}: Pick<ConsoleContext, 'redactor' | 'problem'>,
): ErrorAnswer & {readonly status: number} {
  if (error instanceof RefusedError) {
    const {code, status, message, hint} = error;
    return {status, error: {code, message: redactor.text(message), ...(hint === undefined ? {} : {hint})}};
  }
  const code = error instanceof PreconditionError ? 'stale' : error instanceof UserError ? 'user' : 'internal';
  return {status: STATUS[code], error: {code, ...problem(error)}};
}
