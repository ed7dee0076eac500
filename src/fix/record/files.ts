import {createHash} from 'node:crypto';
import {mkdir, open, readFile} from 'node:fs/promises';
import {replaceFile} from '../../disk/replace.ts';
import {PreconditionError, UserError, messageOf, errorCodeOf} from '../../model/errors.ts';
import {lastEnded} from './chain.ts';
import {recordFile, recordIds} from './folder.ts';
import type {OpenJournal, RecordHead, RecordLine} from './journal.ts';
import {ensureKey, readKey} from './key.ts';
import {formatLine, parseLine} from './lines.ts';
import {hasSecrets, SEAL, sealed, unsealed} from './seal.ts';

/**
 * Begins a record: whole or not at all, readable by its owner alone, and on the disk before this returns. Each line that is
 * appended is on the disk before the next write goes out.
 */
export async function createRecord(folder: string, head: RecordHead): Promise<OpenJournal> {
  const file = recordFile(folder, head.id);
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
    let key: Promise<Buffer> | undefined;
    const format = async (line: RecordLine): Promise<string> =>
      formatLine(hasSecrets(line) ? sealed(line, await (key ??= ensureKey(folder))) : line);
    const previous = await lastEnded(folder, await recordIds(folder));
    const first = await format(previous === undefined ? head : {...head, previous});
    const written = createHash('sha256').update(first);
    await replaceFile(file, first, 0o600);
    const parent = await open(folder, 'r');
    await parent.sync();
    await parent.close();
    const appending = await open(file, 'a', 0o600);
    return {
      id: head.id,
      append: async (entry) => {
        const text = await format(entry);
        await appending.writeFile(text);
        written.update(text);
        await appending.sync();
      },
      digest: () => written.copy().digest('hex'),
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
  const file = recordFile(folder, id);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') throw new UserError(`there is no record ${id}`, 'See `helm drift history`.');
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
