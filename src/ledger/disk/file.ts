import {mkdir, open, rm} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';
import {replaceFile} from '../../disk/replace.ts';
import {ledgerLine} from '../line.ts';
import {parseLedger} from '../parse.ts';
import {isLong, rewritten, shorter} from '../shorter.ts';
import type {Ledger, LedgerEntry, LedgerHead, LookLine} from '../entry.ts';
import {alone} from './lock.ts';
import {errorCodeOf} from '../../model/errors.ts';

const LINE_FEED = 10;

/** A ledger as it is; an empty one where there is none. Throws what the disk throws. */
export async function readLedger(file: string): Promise<Ledger> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return parseLedger('');
    throw error;
  }
  try {
    return parseLedger(await wholeOf(handle));
  } finally {
    await handle.close();
  }
}

/** As many bytes as there are now, at once: `readFile` goes by pieces, and takes twice as long for a long file. */
async function wholeOf(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow((await handle.stat()).size);
  let filled = 0;
  while (filled < bytes.length) {
    const {bytesRead} = await handle.read(bytes, filled, bytes.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
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
    let after: Buffer | undefined;
    try {
      const bytes = await wholeOf(handle);
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      const ledger = parseLedger(bytes);
      if (ledger.foreign !== undefined) throw foreignError(file, ledger.foreign);
      const lines = await linesFor(ledger);
      if (lines.length === 0) return;
      if (end < bytes.length) await handle.truncate(end);
      const text = [...(ledger.head === undefined ? [head] : []), ...lines].map(ledgerLine).join('');
      await writeAtOnce(handle, text, end);
      if (isLong(ledger, lines.length)) after = Buffer.concat([bytes.subarray(0, end), Buffer.from(text)]);
    } finally {
      await handle.close();
    }
    const short = after === undefined ? undefined : shorter(parseLedger(after), now);
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
    const ledger = await readLedger(file);
    if (ledger.foreign !== undefined) throw foreignError(file, ledger.foreign);
    const kept = [...ledger.findings.newest('')].filter(({id}) => !ids.has(id));
    const {head} = ledger;
    if (kept.length === 0 || head === undefined) await rm(file, {force: true});
    else await replaceFile(file, rewritten({...ledger, head}, kept), 0o600);
  });
}

function foreignError(file: string, version: string): Error {
  return new Error(`${file} is of version ${version}, which this helm drift does not know`);
}
