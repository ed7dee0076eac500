import {isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {TOLD_STATES} from '../model/told.ts';
import type {LedgerEntry, LedgerHead, LookLine} from './entry.ts';
import {ID_LENGTH} from './ids.ts';

/** What a line of an entry or of a look begins with: told without reading the rest. */
export interface Beginning {
  readonly seq: number;
  /** Where the id of an entry begins; undefined for a look. */
  readonly id: number | undefined;
  /** Whether the entry's finding is in the cluster. */
  readonly isStanding: boolean;
  /** `toldAs` of the entry. */
  readonly told: number;
}

/** `{"seq":1,"look":` or `{"seq":1,"id":"…","state":`, with `"kept":1,` before the state or without: where what tells them apart stands. */
const [SEQ, COLON, NUMBER] = [2, 6, 7];
/** Behind a number: the first letter of the next name, and what a name of two letters ends with. */
const [NAME, VALUE] = [2, ',"id":"'.length];
const KEPT = '","kept":'.length;
const STATE = ',"state":"'.length;
const LETTER = {zero: 48, nine: 57, colon: 58, i: 105, k: 107, l: 108, r: 114, s: 115} as const;
/** A number of more digits is none that we count to. */
const MOST_DIGITS = 15;

/**
 * How a line begins that `ledgerLine` has written; undefined for every other, a ledger's head among them. A few letters tell it:
 * the whole is read when somebody asks for it.
 */
export function beginningOf(bytes: Buffer, first: number, last: number): Beginning | undefined {
  if (bytes[first + SEQ] !== LETTER.s || bytes[first + COLON] !== LETTER.colon) return undefined;
  const start = first + NUMBER;
  const end = digitsEnd(bytes, start);
  if (end === start || end - start > MOST_DIGITS) return undefined;
  const seq = numberIn(bytes, start, end);
  if (bytes[end + NAME] === LETTER.l) return {seq, id: undefined, isStanding: false, told: seq};
  if (bytes[end + NAME] !== LETTER.i) return undefined;
  const id = end + VALUE;
  const behind = id + ID_LENGTH;
  if (behind >= last) return undefined;
  if (bytes[behind + 1 + NAME] === LETTER.s)
    return {seq, id, isStanding: bytes[behind + 1 + STATE] !== LETTER.r, told: seq};
  if (bytes[behind + 1 + NAME] !== LETTER.k) return undefined;
  const kept = behind + KEPT;
  const keptEnd = digitsEnd(bytes, kept);
  if (keptEnd === kept || keptEnd - kept > MOST_DIGITS || bytes[keptEnd + NAME] !== LETTER.s) return undefined;
  return {seq, id, isStanding: bytes[keptEnd + STATE] !== LETTER.r, told: numberIn(bytes, kept, keptEnd)};
}

function digitsEnd(bytes: Buffer, start: number): number {
  let end = start;
  for (let digit = bytes[end] ?? 0; digit >= LETTER.zero && digit <= LETTER.nine; digit = bytes[end] ?? 0) end += 1;
  return end;
}

function numberIn(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + (bytes[at] ?? 0) - LETTER.zero;
  return number;
}

/** A line without its end; undefined where it is none of a ledger. */
export function parsedLine(text: string): LedgerHead | LedgerEntry | LookLine | undefined {
  const line = objectIn(text);
  return line !== undefined && (isHead(line) || isLook(line) || isEntry(line))
    ? (line as unknown as LedgerEntry)
    : undefined;
}

/** The same of a line that can be nothing but an entry. */
export function parsedEntry(text: string): LedgerEntry | undefined {
  const line = objectIn(text);
  return line !== undefined && isEntry(line) ? (line as unknown as LedgerEntry) : undefined;
}

type Line = Readonly<Record<string, Json | undefined>>;

function objectIn(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Json;
    return isObject(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string';
const isCount = (value: Json | undefined): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < 10 ** MOST_DIGITS;

function isHead({schemaVersion, cluster, release}: Line): boolean {
  // What a later version holds beside its number is not ours to judge.
  if (isText(schemaVersion) && schemaVersion !== '1') return true;
  if (schemaVersion !== '1' || !isObject(cluster) || !isObject(release)) return false;
  return [cluster['name'], cluster['server'], release['name'], release['namespace']].every(isText);
}

function isLook({seq, look}: Line): boolean {
  return isCount(seq) && isText(look);
}

/** As much as whoever reads on relies on. */
function isEntry(line: Line): boolean {
  const {seq, id, state, ref, by, returns, kept = 0} = line;
  return (
    isCount(seq) &&
    isText(id) &&
    /^[0-9a-f]{64}$/.test(id) &&
    (TOLD_STATES as readonly (Json | undefined)[]).includes(state) &&
    isObject(ref) &&
    [ref['group'], ref['kind'], ref['name']].every(isText) &&
    isObject(by) &&
    isCount(returns) &&
    isCount(kept) &&
    ['at', 'path', 'change', 'title', 'severity', 'value', 'first', 'since', 'worst'].every((field) =>
      isText(line[field]),
    )
  );
}

/** One line of a ledger's file, with its end; what it begins with is what `beginningOf` looks for. */
export function ledgerLine(line: LedgerHead | LedgerEntry | LookLine): string {
  if ('look' in line) {
    const {seq, look, ...rest} = line;
    return `${JSON.stringify({seq, look, ...rest})}\n`;
  }
  if (!('id' in line)) return `${JSON.stringify(line)}\n`;
  const {seq, id, state, kept, ...rest} = line;
  return `${JSON.stringify({seq, id, ...(kept === undefined ? {} : {kept}), state, ...rest})}\n`;
}
