import {isStanding} from './entry.ts';
import type {Findings, Ledger, LedgerEntry, LedgerHead, LookLine} from './entry.ts';
import {ID_LENGTH, idTable} from './ids.ts';
import type {IdTable} from './ids.ts';
import {beginningOf, ledgerLine, parsedEntry, parsedLine} from './line.ts';

const [LINE_FEED, CLOSING_BRACE] = [10, 125];

/** What the newest line of each finding begins with, by the finding's number: as objects they would be 100,000. */
interface Places {
  readonly ids: IdTable;
  readonly told: Float64Array;
  /** 1 where it stands. */
  readonly stand: Uint8Array;
}

/**
 * Reads a ledger from its end. Of each finding the newest line counts; it is told by what it begins with, and parsed when somebody
 * asks for it: most queries are about a few of 100,000. What is no line of a ledger is passed over and counted, at the latest when it
 * is asked for: then the line before speaks. A last line without its end was cut short by a kill, and counts as not written.
 */
export function parseLedger(source: Buffer | string): Ledger {
  // Lines are looked for among bytes, and most of them are never made a text.
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const ids = idTable(bytes);
  const [told, stand] = [new Float64Array(ids.most), new Uint8Array(ids.most)];
  let newest: {readonly line: LookLine; readonly first: number} | undefined;
  let head: LedgerHead | undefined;
  let foreign: string | undefined;
  let [seq, lines, damaged] = [0, 0, 0];
  for (let end = bytes.lastIndexOf(LINE_FEED); end > 0;) {
    const last = end;
    const first = firstOf(bytes, last);
    end = first - 1;
    if (first === last) continue;
    lines += 1;
    if (bytes[last - 1] !== CLOSING_BRACE) {
      damaged += 1;
      continue;
    }
    const begun = beginningOf(bytes, first);
    if (begun !== undefined) seq = Math.max(seq, begun.seq);
    if (begun?.id !== undefined) {
      const number = ids.add(begun.id);
      if (number === undefined) continue;
      told[number] = begun.told;
      if (begun.isStanding) stand[number] = 1;
    } else if (begun === undefined || newest === undefined) {
      const line = parsedLine(bytes.toString('utf8', first, last));
      if (line === undefined) damaged += 1;
      else if ('schemaVersion' in line) {
        head ??= line;
        if (line.schemaVersion !== '1') foreign ??= String(line.schemaVersion);
      } else if (begun === undefined) return parseLedger(asWritten(bytes));
      else if ('look' in line) newest = {line, first};
    }
  }
  const read = (newestLine: number): LedgerEntry | undefined => {
    for (let first: number | undefined = newestLine; first !== undefined; first = lineBefore(bytes, first)) {
      const entry = parsedEntry(bytes.toString('utf8', first, bytes.indexOf(LINE_FEED, first)));
      if (entry !== undefined) return withLastSeen(entry, first, newest);
      damaged += 1;
    }
    return undefined;
  };
  return {
    head,
    findings: findingsAt(bytes, {ids, told, stand}, read),
    seq,
    lines,
    get damaged() {
      return damaged;
    },
    ...(foreign === undefined ? {} : {foreign}),
  };
}

function findingsAt(
  bytes: Buffer,
  {ids, told, stand}: Places,
  read: (first: number) => LedgerEntry | undefined,
): Findings {
  const known = new Map<number, LedgerEntry | undefined>();
  const entryAt = (number: number): LedgerEntry | undefined => {
    if (!known.has(number)) known.set(number, read(firstOf(bytes, ids.startOf(number))));
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
    const wanted = Buffer.from(start.slice(0, ID_LENGTH));
    return start === '' ? all : all.filter((number) => isAt(bytes, ids.startOf(number), wanted));
  };
  return {
    size: ids.size(),
    standingSize: stand.subarray(0, ids.size()).reduce((count, one) => count + one, 0),
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

function isAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  return wanted.equals(bytes.subarray(at, at + wanted.length));
}

/** The first byte of the line that ends before a byte. */
function firstOf(bytes: Buffer, last: number): number {
  return bytes.lastIndexOf(LINE_FEED, last - 1) + 1;
}

/** The first byte of the next older line of the same finding. */
function lineBefore(bytes: Buffer, line: number): number | undefined {
  const id = beginningOf(bytes, line)?.id ?? 0;
  const wanted = bytes.subarray(id, id + ID_LENGTH);
  for (let end = line - 1; end > 0;) {
    const first = firstOf(bytes, end);
    const begun = bytes[end - 1] === CLOSING_BRACE ? beginningOf(bytes, first) : undefined;
    if (begun?.id !== undefined && isAt(bytes, begun.id, wanted)) return first;
    end = first - 1;
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
function withLastSeen(
  entry: LedgerEntry,
  first: number,
  newest: {readonly line: LookLine; readonly first: number} | undefined,
): LedgerEntry {
  if (newest === undefined || newest.first < first || !isStanding(entry) || entry.unseen === true) return entry;
  const {look: lastSeen, revision} = newest.line;
  return {...entry, lastSeen, ...(revision === undefined ? {} : {revision})};
}
