import {sep} from 'node:path';

/** Whether a command is named by its path; a bare name is looked for on PATH. Windows takes either slash. */
export function isPath(command: string, separator: string = sep): boolean {
  return command.includes('/') || command.includes(separator);
}
