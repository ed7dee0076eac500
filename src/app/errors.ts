import {inertText} from '../model/inert.ts';
import {PreconditionError, UserError} from '../model/errors.ts';
import {EXIT} from './exit.ts';
import type {ExitCode} from './exit.ts';

/** One line of what and one of what to do; an exception that is not the user's keeps its stack, for the bug report. Inert: a server's answer stands in some. */
export function describeError(error: unknown, debug: boolean): string {
  return inertText(wordsOf(error, debug));
}

function wordsOf(error: unknown, debug: boolean): string {
  if (error instanceof UserError) {
    const stack = debug ? `${error.stack ?? ''}\n` : '';
    return `Error: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}${stack}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Error: helm drift failed in a way that it does not know: this is a bug of ours.\n${stack}\n`;
}

export function exitCodeOfError(error: unknown): ExitCode {
  return error instanceof PreconditionError ? EXIT.stale : EXIT.error;
}

/** The folder that a process was started in is not there any more: then no path means anything. */
export function folderIsGone(cause: unknown): UserError {
  return new UserError('the working directory is gone', 'Change to one that is there: cd ~', {cause});
}
