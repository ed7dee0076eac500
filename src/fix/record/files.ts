import {randomBytes} from 'node:crypto';
import {mkdir, open, readdir, readFile, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {PreconditionError, UserError} from '../../model/errors.ts';
import {parseJsonExact, stringifyJson} from '../../yaml/json.ts';
import type {Journal, RecordHead, RecordLine} from './journal.ts';

/** Where records lie: the user's state directory, for no cache cleaner may take them. */
export function recordsFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_STATE_HOME'] || (env['HOME'] ? join(env['HOME'], '.local', 'state') : undefined);
  if (base === undefined)
    throw new PreconditionError(
      'there is no place for the record of a fix',
      'Nothing was written. Set HOME or XDG_STATE_HOME to a folder that can be written.',
    );
  return join(base, 'helm-drift', 'records');
}

/** `20261124-091500-test-nginx-3fa2`: sorts by time, and says whose it is. */
export function newRecordId(release: string, now: Date): string {
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${release}-${randomBytes(2).toString('hex')}`;
}

/**
 * Begins a record: whole or not at all, readable by its owner alone, and on the disk before this returns. Each line that is
 * appended is on the disk before the next write goes out.
 */
export async function createRecord(folder: string, head: RecordHead): Promise<Journal & {close(): Promise<void>}> {
  const file = join(folder, `${head.id}.jsonl`);
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
    const partial = `${file}.${randomBytes(4).toString('hex')}`;
    const handle = await open(partial, 'wx', 0o600);
    await handle.writeFile(line(head));
    await handle.sync();
    await handle.close();
    await rename(partial, file);
    const parent = await open(folder, 'r');
    await parent.sync();
    await parent.close();
    const appending = await open(file, 'a', 0o600);
    return {
      id: head.id,
      append: async (entry) => {
        await appending.writeFile(line(entry));
        await appending.sync();
      },
      close: () => appending.close(),
    };
  } catch (error) {
    throw new PreconditionError(
      `the record of this fix cannot be written: ${(error as Error).message}`,
      'Nothing was written to the cluster. Make room, or set XDG_STATE_HOME to a folder that can be written.',
    );
  }
}

const line = (entry: RecordLine): string => `${stringifyJson(entry)}\n`;

/** A record's lines. A last line that a kill has cut short is left out: what it was about to say is found out by looking. */
export async function readRecord(folder: string, id: string): Promise<RecordLine[]> {
  const file = join(folder, `${id}.jsonl`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new UserError(`there is no record ${id}`, 'See `helm drift history`.');
  }
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = complete.split('\n').filter((one) => one !== '');
  try {
    return lines.map((one) => parseJsonExact(one) as unknown as RecordLine);
  } catch (error) {
    throw new UserError(`the record ${id} is damaged: ${(error as Error).message}`, `It lies in ${file}.`);
  }
}

/** The ids of all records, newest first. */
export async function recordIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length))
    .toSorted()
    .toReversed();
}
