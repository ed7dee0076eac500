import {readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {onTestFinished} from 'vitest';
import {auditBook, keyOf} from '../../../src/audit/book.ts';
import type {AuditBook} from '../../../src/audit/book.ts';
import {readLog} from '../../../src/audit/log/read-log.ts';
import type {Create} from '../../../src/audit/receiver/live-file.ts';
import {batchOf} from '../../../src/audit/receiver/posted.ts';
import type {PostedEvent} from '../../../src/audit/receiver/posted.ts';
import {openSpool} from '../../../src/audit/receiver/spool.ts';
import type {Spool} from '../../../src/audit/receiver/spool.ts';
import {audited} from '../events.ts';
import type {Written} from '../events.ts';
import {listOf} from './lists.ts';

export const [KIB, NOW] = [1024, Date.parse('2026-11-28T09:00:00Z')];
const WEB = {group: '', resource: 'services', namespace: 'shop', name: 'web'};

/** An event so many seconds after the beginning. */
export const event = (second: number, more: Written = {}): readonly PostedEvent[] =>
  batchOf(
    listOf([audited({auditID: `e${second}`, at: new Date(NOW + second * 1000).toISOString(), ...more})]),
    'writes',
  ).kept;

interface Opening {
  readonly keep?: number;
  readonly rotate?: number;
  readonly at?: number;
  readonly create?: Create;
}

/** A spool in a folder, at a time of the test’s own. */
export async function opened(folder: string, {keep = 1024 * KIB, rotate = 64 * KIB, at = NOW, create}: Opening = {}) {
  const told: string[] = [];
  const clock = {now: at};
  const options = {keep, rotate, now: () => clock.now, tell: (line: string) => void told.push(line)};
  const spool: Spool = await openSpool(folder, create === undefined ? options : {...options, create});
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await spool.close();
    isClosed = true;
  };
  onTestFinished(close);
  return {spool, told, clock, close};
}

export const logs = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith('audit-'))
    .toSorted();

export function textOf(folder: string, name: string): string {
  const bytes = readFileSync(join(folder, name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export async function bookOf(folder: string): Promise<AuditBook> {
  const book = auditBook(new Map([[keyOf(WEB), {...WEB, places: []}]]));
  await readLog(folder, process.stdin, book);
  return book;
}

export const idsIn = async (folder: string): Promise<(string | undefined)[]> =>
  (await bookOf(folder)).page(WEB).entries.map(({person}) => person.auditID);

/** When its writer was there last. */
export function leftAt(folder: string, at: number): void {
  utimesSync(join(folder, '.receiver.json'), at / 1000, at / 1000);
}

/** As it was before the file was closed: its plain name. */
export function unzipped(folder: string, more = ''): string {
  const [zipped = ''] = logs(folder);
  const plain = zipped.replace(/\.\d+\.jsonl\.gz$/, '.jsonl');
  writeFileSync(join(folder, plain), textOf(folder, zipped) + more);
  return plain;
}
