import {open} from 'node:fs/promises';
import type {SecretSource} from '../../config/sinks.ts';
import {urlProblem} from '../../config/sinks.ts';
import {UserError, messageOf} from '../../model/errors.ts';

const LARGEST = 64 * 1024;

/** A secret, read anew each time: files of secrets change while a watch runs. Throws UserError, which does not quote it. */
export async function secretOf(source: SecretSource, what: string, env: NodeJS.ProcessEnv): Promise<string> {
  if ('value' in source) return source.value;
  if ('env' in source) {
    const value = env[source.env]?.trim() ?? '';
    if (value === '')
      throw new UserError(`${what}: the variable ${source.env} is not set`, 'Set it, or name another one.');
    return value;
  }
  const text = (await textOf(source.file, what)).trim();
  if (text === '') throw new UserError(`${what}: ${source.file} is empty`, 'Write the secret into it.');
  return text;
}

/** An address that may be a secret. */
export async function urlOf(source: SecretSource, what: string, env: NodeJS.ProcessEnv): Promise<URL> {
  const text = await secretOf(source, what, env);
  const problem = urlProblem(text);
  if (problem !== undefined) throw new UserError(`${what}: the url ${problem}`, 'It begins with https:// or http://.');
  return new URL(text);
}

/** A file of no more than some kilobytes. */
export async function textOf(file: string, what: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const {buffer, bytesRead} = await handle.read(Buffer.alloc(LARGEST), 0, LARGEST, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new UserError(`${what}: ${file} cannot be read: ${messageOf(error)}`, 'Name a file that you may read.');
  }
}
