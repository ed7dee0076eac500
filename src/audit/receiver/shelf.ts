import {readdir, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {messageOf} from '../../model/errors.ts';
import {microseconds} from '../event.ts';
import {spoolFileOf} from '../coverage.ts';
import {ASIDE, repaired, zipped} from './closing.ts';

/** A file that is written no more. */
export interface Shelved {
  readonly name: string;
  readonly order: number;
  readonly size: number;
  /** Its newest event, in microseconds since 1970. */
  readonly until: number;
}

/** The files of a folder that are written no more, the oldest first. */
export interface Shelf {
  readonly files: () => readonly Shelved[];
  /** Of those that wait for nothing. */
  readonly bytes: () => number;
  /** How many are still to be zipped. */
  readonly waiting: () => number;
  /** Takes a file in, and zips it meanwhile. */
  readonly put: (file: Shelved) => void;
  /** Once every file is zipped. */
  readonly zipped: () => Promise<void>;
  /** Removes the oldest file, once `before` has told of it. */
  readonly removeOldest: (before: (oldest: Shelved) => Promise<void>) => Promise<void>;
}

type Tell = (line: string) => void;

/** What earlier runs have left, each file mended and zipped; what never became a file is removed. */
export async function shelfIn(folder: string, tell: Tell): Promise<Shelf> {
  const names = await readdir(folder);
  for (const name of names)
    if (name.startsWith('.audit-') && name.endsWith(ASIDE)) await rm(join(folder, name), {force: true});
  const found: Shelved[] = [];
  const plain: Shelved[] = [];
  for (const {name, order, until} of names.flatMap((one) => spoolFileOf(one) ?? [])) {
    const file = join(folder, name);
    if (until !== undefined) {
      found.push({name, order, until, size: (await stat(file)).size});
      continue;
    }
    const stem = name.replace(/jsonl$/, '');
    const isZipped = names.some((other) => other.startsWith(stem) && other.endsWith('.gz'));
    const left = isZipped ? undefined : await repaired(file, microseconds);
    if (left === undefined || left.size === 0) await rm(file, {force: true});
    else plain.push({name, order, ...left});
  }
  const shelf = shelfOf(folder, found, tell);
  for (const file of plain) shelf.put(file);
  return shelf;
}

function shelfOf(folder: string, found: readonly Shelved[], tell: Tell): Shelf {
  let files = found.toSorted((a, b) => a.order - b.order);
  const waiting = new Set<Shelved>();
  let zipping = Promise.resolve();
  const zip = async (file: Shelved): Promise<void> => {
    try {
      const made = {...file, ...(await zipped(folder, file))};
      files = files.map((other) => (other === file ? made : other));
    } catch (error) {
      tell(`${file.name} is kept as it is, and not zipped: ${messageOf(error)}`);
    } finally {
      waiting.delete(file);
    }
  };
  return {
    files: () => files,
    bytes: () => files.reduce((sum, file) => (waiting.has(file) ? sum : sum + file.size), 0),
    waiting: () => waiting.size,
    put(file) {
      files = [...files, file].toSorted((a, b) => a.order - b.order);
      waiting.add(file);
      zipping = zipping.then(() => zip(file));
    },
    zipped: () => zipping,
    async removeOldest(before) {
      const [first] = files;
      if (first !== undefined && waiting.has(first)) await zipping;
      const [oldest] = files;
      if (oldest === undefined) return;
      await before(oldest);
      await rm(join(folder, oldest.name), {force: true});
      files = files.filter((other) => other !== oldest);
    },
  };
}
