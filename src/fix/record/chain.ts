import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {recordFile} from './folder.ts';
import type {RecordLink} from './journal.ts';

/** A record that is not what the next one was linked to. */
export interface BrokenLink {
  /** The record that was changed, or is gone. */
  readonly id: string;
  readonly by: 'changed' | 'gone';
  /** The record that names it as the one before. */
  readonly named: string;
}

/** The newest record that came to its end: nothing is written to it any more. `ids` come newest first. */
export async function lastEnded(folder: string, ids: readonly string[]): Promise<RecordLink | undefined> {
  for (const id of ids) {
    // One after the other: most often the first is the one.
    const bytes = await bytesOf(folder, id);
    if (bytes !== undefined && isEnded(bytes)) return {id, digest: digestOf(bytes)};
  }
  return undefined;
}

/**
 * Records that were changed or taken away after the next one was begun. `known` says of what is gone that it was forgotten on
 * purpose. The newest record has none after it: the Event in the cluster has its digest.
 */
export async function brokenLinks(
  folder: string,
  heads: readonly {readonly id: string; readonly previous?: RecordLink}[],
  known: ReadonlyMap<string, string>,
): Promise<BrokenLink[]> {
  const found = await Promise.all(
    heads.map(async ({id: named, previous}): Promise<BrokenLink[]> => {
      if (previous === undefined) return [];
      const {id, digest} = previous;
      const bytes = await bytesOf(folder, id);
      const now = bytes === undefined ? known.get(id) : digestOf(bytes);
      if (now === digest) return [];
      return [{id, by: now === undefined ? 'gone' : 'changed', named}];
    }),
  );
  return found.flat();
}

/** SHA-256 of a record's file, hex; undefined where it cannot be read. */
export async function recordDigest(folder: string, id: string): Promise<string | undefined> {
  const bytes = await bytesOf(folder, id);
  return bytes === undefined ? undefined : digestOf(bytes);
}

async function bytesOf(folder: string, id: string): Promise<Buffer | undefined> {
  return readFile(recordFile(folder, id)).catch(() => undefined);
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether its last line, and a whole one, is the end's. */
function isEnded(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  if (!text.endsWith('\n')) return false;
  return text.slice(text.lastIndexOf('\n', text.length - 2) + 1).startsWith('{"type":"end"');
}
