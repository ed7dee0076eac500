import {readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {recordDigest} from './chain.ts';
import {recordFile} from './folder.ts';

/** A record that is no more. */
export interface Forgotten {
  readonly id: string;
  /** SHA-256 of its file as it was, hex; absent where it could not be read. */
  readonly digest?: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Not named as records are: whoever lists those must not meet it. */
const LOG = 'forgotten.log';
/** Entries that are kept, the newest: what nobody names any more is of no use. */
const MOST = 2000;

/** What was forgotten here, oldest first. Lines that are none are left out: it explains gaps, and decides nothing. */
export async function forgottenRecords(folder: string): Promise<Forgotten[]> {
  const text = await readFile(join(folder, LOG), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const entry: Json = JSON.parse(line) as Json;
      if (!isObject(entry) || typeof entry['id'] !== 'string' || typeof entry['at'] !== 'string') return [];
      const {id, digest, at} = entry;
      return [{id, at, ...(typeof digest === 'string' ? {digest} : {})}];
    } catch {
      return [];
    }
  });
}

/** Takes records away, and takes down first that it was meant. Throws what the disk throws. */
export async function forgetRecords(folder: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const entries = await Promise.all(
    ids.map(async (id): Promise<Forgotten> => {
      const digest = await recordDigest(folder, id);
      return {id, ...(digest === undefined ? {} : {digest}), at: now.toISOString()};
    }),
  );
  const kept = [...(await forgottenRecords(folder)), ...entries].slice(-MOST);
  await replaceFile(join(folder, LOG), kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''), 0o600);
  await Promise.all(ids.map((id) => rm(recordFile(folder, id), {force: true})));
}
