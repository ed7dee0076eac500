import {randomBytes} from 'node:crypto';
import {mkdir, open, readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {PreconditionError, UserError, messageOf} from '../../model/errors.ts';
import type {Journal, RecordHead, RecordLine} from './journal.ts';
import {ensureKey, readKey} from './key.ts';
import {formatLine, parseLine} from './lines.ts';
import {hasSecrets, SEAL, sealed, unsealed} from './seal.ts';

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
    let key: Promise<Buffer> | undefined;
    const format = async (line: RecordLine): Promise<string> =>
      formatLine(hasSecrets(line) ? sealed(line, await (key ??= ensureKey(folder))) : line);
    await replaceFile(file, await format(head), 0o600);
    const parent = await open(folder, 'r');
    await parent.sync();
    await parent.close();
    const appending = await open(file, 'a', 0o600);
    return {
      id: head.id,
      append: async (entry) => {
        await appending.writeFile(await format(entry));
        await appending.sync();
      },
      close: () => appending.close(),
    };
  } catch (error) {
    throw new PreconditionError(
      `the record of this fix cannot be written: ${messageOf(error)}`,
      'Nothing was written to the cluster. Make room, or set XDG_STATE_HOME to a folder that can be written.',
    );
  }
}

/** A record's lines; Secrets in it are opened where the key is there. A last line that a kill has cut short is left out: what it was about to say is found out by looking. */
export async function readRecord(folder: string, id: string): Promise<RecordLine[]> {
  const file = join(folder, `${id}.jsonl`);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new UserError(`there is no record ${id}`, 'See `helm drift history`.');
    throw new UserError(`the record ${id} cannot be read: ${messageOf(error)}`, `It lies in ${file}.`);
  }
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = complete.split('\n').filter((one) => one !== '');
  try {
    const parsed = lines.map(parseLine);
    const key = text.includes(SEAL) ? await readKey(folder) : undefined;
    return parsed.map((line) => unsealed(line, key));
  } catch (error) {
    throw new UserError(`the record ${id} is damaged: ${messageOf(error)}`, `It lies in ${file}.`);
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
