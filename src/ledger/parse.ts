import {isStanding} from './entry.ts';
import type {Findings, Ledger, LedgerEntry, LedgerHead, LookLine} from './entry.ts';
import {ID_LENGTH, idTable} from './ids.ts';
import type {IdTable} from './ids.ts';
import {beginningOf, ledgerLine, parsedEntry, parsedLine} from './line.ts';

const [LINE_FEED, CLOSING_BRACE] = [10, 125];

/** The bytes of a ledger, wherever they are: of a long file most are looked at once, and never kept. */
export interface LedgerBytes {
  readonly size: number;
  /** From one byte up to another; good until the next call. */
  readonly read: (from: number, to: number) => Buffer;
}

/** What is read at once. */
const PIECE = 1024 * 1024;

/** What the newest line of each finding begins with, by the finding's number: as objects they would be 100,000. */
interface Columns {
  readonly firsts: Float64Array;
  readonly lasts: Float64Array;
  readonly told: Float64Array;
  /** 1 where it stands. */
  readonly stand: Uint8Array;
}

/** A short line of an entry: of so many findings a file tells at most, but for odd ones. */
const BYTES_A_LINE = 400;

function columnsFor(count: number): Columns {
  const most = Math.max(count, 16);
  const [firsts, lasts, told] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)];
  return {firsts, lasts, told, stand: new Uint8Array(most)};
}

function wider({firsts, lasts, told, stand}: Columns): Columns {
  const more = columnsFor(told.length * 2);
  more.firsts.set(firsts);
  more.lasts.set(lasts);
  more.told.set(told);
  more.stand.set(stand);
  return more;
}

/** A ledger that is in memory. */
export function parseLedger(source: Buffer | string): Ledger {
  return readLedgerFrom(inMemory(typeof source === 'string' ? Buffer.from(source) : source));
}

function inMemory(bytes: Buffer): LedgerBytes {
  return {size: bytes.length, read: (from, to) => bytes.subarray(from, to)};
}

/**
 * Reads a ledger from its end. Of each finding the newest line counts; it is told by what it begins with, and parsed when somebody
 * asks for it: most queries are about a few of 100,000. What is no line of a ledger is passed over and counted, at the latest when it
 * is asked for: then the line before speaks. A last line without its end was cut short by a kill, and counts as not written. `known` is
 * where the last whole line ends, where the source is no file.
 */
export function readLedgerFrom(source: LedgerBytes, known = 0): Ledger {
  const ids = idTable(Math.ceil(source.size / BYTES_A_LINE));
  let columns = columnsFor(Math.ceil(source.size / BYTES_A_LINE));
  let newest: NewestLook | undefined;
  let head: LedgerHead | undefined;
  let foreign: string | undefined;
  let [seq, lines, damaged, whole] = [0, 0, 0, known];
  for (const {bytes, start} of piecesOf(source)) {
    whole ||= bytes.includes(LINE_FEED) ? start + bytes.lastIndexOf(LINE_FEED) + 1 : 0;
    for (let end = bytes.lastIndexOf(LINE_FEED); end > 0;) {
      const last = end;
      const first = bytes.lastIndexOf(LINE_FEED, last - 1) + 1;
      end = first - 1;
      if (first === last) continue;
      lines += 1;
      if (bytes[last - 1] !== CLOSING_BRACE) {
        damaged += 1;
        continue;
      }
      const begun = beginningOf(bytes, first, last);
      if (begun !== undefined) seq = Math.max(seq, begun.seq);
      if (begun?.id !== undefined) {
        const number = ids.add(bytes, begun.id);
        if (number === undefined) continue;
        if (number === columns.told.length) columns = wider(columns);
        columns.firsts[number] = start + first;
        columns.lasts[number] = start + last;
        columns.told[number] = begun.told;
        columns.stand[number] = Number(begun.isStanding);
      } else if (begun === undefined || newest === undefined) {
        const line = parsedLine(bytes.toString('utf8', first, last));
        if (line === undefined) damaged += 1;
        else if ('schemaVersion' in line) {
          head ??= line;
          if (line.schemaVersion !== '1') foreign ??= String(line.schemaVersion);
        } else if (begun === undefined) return readLedgerFrom(inMemory(asWritten(source.read(0, source.size))), whole);
        else if ('look' in line) newest = {line, first: start + first};
      }
    }
  }
  const read = (number: number): LedgerEntry | undefined => {
    let place: Line | undefined = {first: columns.firsts[number] ?? 0, last: columns.lasts[number] ?? 0};
    for (; place !== undefined; place = lineBefore(source, place)) {
      const entry = parsedEntry(source.read(place.first, place.last).toString('utf8'));
      if (entry !== undefined) return withLastSeen(entry, place.first, newest);
      damaged += 1;
    }
    return undefined;
  };
  return {
    head,
    findings: findingsAt(ids, columns, read),
    seq,
    lines,
    end: whole,
    get damaged() {
      return damaged;
    },
    ...(foreign === undefined ? {} : {foreign}),
  };
}

/** Whole lines at a time, the last ones first: each piece begins with a line, or with the end of one that comes with the next. */
function* piecesOf({size, read}: LedgerBytes): Generator<{readonly bytes: Buffer; readonly start: number}> {
  let most = PIECE;
  for (let end = size; end > 0;) {
    const from = Math.max(0, end - most);
    const bytes = read(from, end);
    // What stands before the first end of a line belongs to a line that has begun before.
    const cut = from === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1;
    if (from > 0 && (cut === 0 || cut === bytes.length)) {
      most *= 2;
      continue;
    }
    yield {bytes: bytes.subarray(cut), start: from + cut};
    end = from + cut;
    most = PIECE;
  }
}

function findingsAt(ids: IdTable, {told, stand}: Columns, read: (number: number) => LedgerEntry | undefined): Findings {
  const known = new Map<number, LedgerEntry | undefined>();
  const entryAt = (number: number): LedgerEntry | undefined => {
    if (!known.has(number)) known.set(number, read(number));
    return known.get(number);
  };
  /** The numbers of the ids that start so, as they are told: the newest first. */
  const startingWith = (start: string): Uint32Array => {
    const all = new Uint32Array(ids.size());
    let isInOrder = true;
    for (let number = 0; number < all.length; number++) {
      all[number] = number;
      if ((told[number] ?? 0) > (told[number - 1] ?? Infinity)) isInOrder = false;
    }
    // Lines stand in that order but for those that repeat older ones.
    if (!isInOrder) all.sort((a, b) => (told[b] ?? 0) - (told[a] ?? 0));
    return start === '' ? all : all.filter((number) => ids.startsWith(number, start));
  };
  return {
    size: ids.size(),
    standingSize: stand.reduce((count, one) => count + one, 0),
    get(id) {
      const number = ids.numberOf(id);
      return number === undefined ? undefined : entryAt(number);
    },
    standing() {
      const found: LedgerEntry[] = [];
      for (let number = stand.indexOf(1); number >= 0; number = stand.indexOf(1, number + 1)) {
        const entry = entryAt(number);
        if (entry !== undefined && isStanding(entry)) found.push(entry);
      }
      return found;
    },
    count: (start) => (start === '' ? ids.size() : startingWith(start).length),
    *newest(start) {
      const numbers = startingWith(start);
      for (const wanted of [1, 0])
        for (const number of numbers) {
          const entry = stand[number] === wanted ? entryAt(number) : undefined;
          if (entry !== undefined) yield entry;
        }
    },
  };
}

interface Line {
  readonly first: number;
  readonly last: number;
}

interface NewestLook {
  readonly line: LookLine;
  readonly first: number;
}

/** The next older line of the same finding: for damage alone, and so by going through the file once more. */
function lineBefore(source: LedgerBytes, {first, last}: Line): Line | undefined {
  const idIn = (bytes: Buffer, from: number, to: number): string | undefined => {
    const id = bytes[to - 1] === CLOSING_BRACE ? beginningOf(bytes, from, to)?.id : undefined;
    return id === undefined ? undefined : bytes.toString('latin1', id, id + ID_LENGTH);
  };
  const wanted = idIn(source.read(first, last), 0, last - first);
  for (const {bytes, start} of piecesOf({size: first, read: source.read}))
    for (let end = bytes.lastIndexOf(LINE_FEED); end > 0;) {
      const from = bytes.lastIndexOf(LINE_FEED, end - 1) + 1;
      if (idIn(bytes, from, end) === wanted) return {first: start + from, last: start + end};
      end = from - 1;
    }
  return undefined;
}

/** The same ledger, each of whose lines begins as ours do: somebody has written it anew by another program. */
function asWritten(bytes: Buffer): Buffer {
  const lines = bytes.subarray(0, bytes.lastIndexOf(LINE_FEED) + 1).toString('utf8');
  const written = lines.split('\n').map((text) => {
    const line = parsedLine(text);
    return line === undefined ? `${text}\n` : ledgerLine(line);
  });
  return Buffer.from(written.join(''));
}

/** What stands was seen by the newest look behind its line, unless that line says that looks cannot see it. */
function withLastSeen(entry: LedgerEntry, first: number, newest: NewestLook | undefined): LedgerEntry {
  if (newest === undefined || newest.first < first || !isStanding(entry) || entry.unseen === true) return entry;
  const {look: lastSeen, revision} = newest.line;
  return {...entry, lastSeen, ...(revision === undefined ? {} : {revision})};
}
