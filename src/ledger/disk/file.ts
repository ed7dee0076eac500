import {readSync} from 'node:fs';
import {mkdir, open, rm} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {ledgerLine} from '../line.ts';
import {parseLedger, readLedgerFrom} from '../parse.ts';
import {isLong, rewritten, shorter} from '../shorter.ts';
import type {Ledger, LedgerEntry, LedgerHead, LookLine} from '../entry.ts';
import {alone} from '../../disk/lock.ts';
import {errorCodeOf} from '../../model/errors.ts';

/** What is made of a ledger as it is; of an empty one where there is none. It can be read until then. Throws what the disk throws. */
export async function readLedger<T>(file: string, use: (ledger: Ledger) => T): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return use(parseLedger(''));
    throw error;
  }
  try {
    return use(await ledgerIn(handle));
  } finally {
    await handle.close();
  }
}

/** Read by pieces into the same memory: a long file is looked at three times as fast as if all of it were kept. */
async function ledgerIn(handle: FileHandle): Promise<Ledger> {
  const {size} = await handle.stat();
  let piece = Buffer.alloc(0);
  return readLedgerFrom({
    size,
    read(from, to) {
      if (piece.length < to - from) piece = Buffer.allocUnsafeSlow(to - from);
      let filled = 0;
      while (filled < to - from) {
        const taken = readSync(handle.fd, piece, filled, to - from - filled, from + filled);
        // Another process has made it shorter meanwhile: what is not there is no line.
        if (taken === 0) piece.fill(0, filled, to - from);
        filled += taken === 0 ? to - from - filled : taken;
      }
      return piece.subarray(0, to - from);
    },
  });
}

/**
 * Appends what `linesFor` makes of the ledger as it is, in one write of whole lines, while no other process writes to it. What a
 * kill has cut short is taken away first. A file that has become long is made shorter. Throws what the disk throws, and where
 * another version has written it.
 */
export async function appendToLedger(
  file: string,
  head: LedgerHead,
  linesFor: (ledger: Ledger) => Promise<readonly (LedgerEntry | LookLine)[]>,
  now: Date,
): Promise<void> {
  await mkdir(dirname(file), {recursive: true, mode: 0o700});
  await alone(`${file}.lock`, async () => {
    const handle = await open(file, 'a+', 0o600);
    let isToShorten = false;
    try {
      const ledger = await ledgerIn(handle);
      const {end} = ledger;
      if (ledger.foreign !== undefined) throw foreignError(file, ledger.foreign);
      const lines = await linesFor(ledger);
      if (lines.length === 0) return;
      if (end < (await handle.stat()).size) await handle.truncate(end);
      const text = [...(ledger.head === undefined ? [head] : []), ...lines].map(ledgerLine).join('');
      await writeAtOnce(handle, text, end);
      isToShorten = isLong(ledger, lines.length);
    } finally {
      await handle.close();
    }
    const short = isToShorten ? await readLedger(file, (ledger) => shorter(ledger, now)) : undefined;
    if (short !== undefined) await replaceFile(file, short, 0o600);
  });
}

/** On a full disk a part of it may be there: that is taken back. */
async function writeAtOnce(handle: FileHandle, text: string, end: number): Promise<void> {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    ({bytesWritten: written} = await handle.write(bytes));
  } finally {
    if (written < bytes.length) await handle.truncate(end).catch(() => {});
  }
  if (written < bytes.length) throw new Error('there is no room on the disk');
}

/** Takes findings out of a ledger, by their whole ids; the file goes with the last one. Throws what the disk throws. */
export async function forgetFindings(file: string, ids: ReadonlySet<string>): Promise<void> {
  await alone(`${file}.lock`, async () => {
    const text = await readLedger(file, (ledger) => {
      const {head, foreign} = ledger;
      if (foreign !== undefined) throw foreignError(file, foreign);
      const kept = [...ledger.findings.newest('')].filter(({id}) => !ids.has(id));
      return kept.length === 0 || head === undefined ? undefined : rewritten({...ledger, head}, kept);
    });
    if (text === undefined) await rm(file, {force: true});
    else await replaceFile(file, text, 0o600);
  });
}

function foreignError(file: string, version: string): Error {
  return new Error(`${file} is of version ${version}, which this helm drift does not know`);
}
