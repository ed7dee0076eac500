import {randomBytes} from 'node:crypto';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {ownStateFolder} from '../../disk/state-folder.ts';
import {PreconditionError} from '../../model/errors.ts';

/** Where records lie: the user's state directory, for no cache cleaner may take them. */
export function recordsFolder(env: NodeJS.ProcessEnv): string {
  const base = ownStateFolder(env);
  if (base === undefined)
    throw new PreconditionError(
      'there is no place for the record of a fix',
      'Nothing was written. Set HOME or XDG_STATE_HOME to a folder that can be written.',
    );
  return join(base, 'records');
}

export function recordFile(folder: string, id: string): string {
  return join(folder, `${id}.jsonl`);
}

/** `20261124-091500123-test-nginx-3fa2`: sorts by time, to the millisecond, and says whose it is. */
export function newRecordId(release: string, now: Date): string {
  const time = now
    .toISOString()
    .replace(/[-:.Z]/g, '')
    .replace('T', '-');
  return `${time}-${release}-${randomBytes(2).toString('hex')}`;
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
