import {isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {isStanding, STATES} from './entry.ts';
import type {Ledger, LedgerEntry, LedgerHead, LookLine} from './entry.ts';

/** How a line of a ledger begins: enough to pass over what a newer line says better, without reading it. */
const BEGINNING = /^\{"seq":(\d{1,15}),"(?:look":"|id":"([0-9a-f]{64})")/;
const LONGEST_BEGINNING = 96;
const [LINE_FEED, CLOSING_BRACE] = [10, 125];

/**
 * Reads a ledger from its end: of each finding the newest line alone is parsed. What is no line of a ledger is passed over and
 * counted; a last line without its end was cut short by a kill, and counts as not written.
 */
export function parseLedger(source: Buffer | string): Ledger {
  // Lines are looked for among bytes, and most of them are never made a text: that is three times as fast.
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const findings = new Map<string, LedgerEntry>();
  let newest: LookLine | undefined;
  let head: LedgerHead | undefined;
  let foreign: string | undefined;
  let [seq, lines, damaged] = [0, 0, 0];
  for (let end = bytes.lastIndexOf(LINE_FEED); end > 0;) {
    const last = end;
    const first = bytes.lastIndexOf(LINE_FEED, last - 1) + 1;
    end = first - 1;
    if (first === last) continue;
    lines += 1;
    const beginning = bytes.toString('latin1', first, Math.min(last, first + LONGEST_BEGINNING));
    const [whole, digits = '', id] = BEGINNING.exec(beginning) ?? [];
    if (bytes[last - 1] !== CLOSING_BRACE) {
      damaged += 1;
      continue;
    }
    if (whole !== undefined && (id === undefined ? newest !== undefined : findings.has(id))) {
      seq = Math.max(seq, Number(digits));
      continue;
    }
    const line = parsed(bytes.toString('utf8', first, last));
    if (line === undefined) damaged += 1;
    else if ('schemaVersion' in line) {
      head ??= line;
      if (line.schemaVersion !== '1') foreign ??= String(line.schemaVersion);
    } else {
      seq = Math.max(seq, line.seq);
      if ('look' in line) newest ??= line;
      else if (!findings.has(line.id)) findings.set(line.id, withLastSeen(line, newest));
    }
  }
  return {head, findings, seq, lines, damaged, ...(foreign === undefined ? {} : {foreign})};
}

/** What stands was seen by the newest look behind its line, unless that line says that looks cannot see it. */
function withLastSeen(entry: LedgerEntry, newest: LookLine | undefined): LedgerEntry {
  if (newest === undefined || !isStanding(entry) || entry.unseen === true) return entry;
  const {look: lastSeen, revision} = newest;
  return {...entry, lastSeen, ...(revision === undefined ? {} : {revision})};
}

function parsed(text: string): LedgerHead | LedgerEntry | LookLine | undefined {
  try {
    const line: Json = JSON.parse(text) as Json;
    return isObject(line) && (isHead(line) || isLook(line) || isEntry(line))
      ? (line as unknown as LedgerEntry)
      : undefined;
  } catch {
    return undefined;
  }
}

type Line = Readonly<Record<string, Json | undefined>>;

const isText = (value: Json | undefined): value is string => typeof value === 'string';

function isHead({schemaVersion, cluster, release}: Line): boolean {
  // What a later version holds beside its number is not ours to judge.
  if (isText(schemaVersion) && schemaVersion !== '1') return true;
  if (schemaVersion !== '1' || !isObject(cluster) || !isObject(release)) return false;
  return [cluster['name'], cluster['server'], release['name'], release['namespace']].every(isText);
}

function isLook({seq, look}: Line): boolean {
  return Number.isSafeInteger(seq) && isText(look);
}

/** As much as whoever reads on relies on. */
function isEntry(line: Line): boolean {
  const {seq, id, state, ref, by, returns, kept = 0} = line;
  return (
    Number.isSafeInteger(seq) &&
    isText(id) &&
    /^[0-9a-f]{64}$/.test(id) &&
    (STATES as readonly (Json | undefined)[]).includes(state) &&
    isObject(ref) &&
    [ref['group'], ref['kind'], ref['name']].every(isText) &&
    isObject(by) &&
    Number.isSafeInteger(returns) &&
    Number.isSafeInteger(kept) &&
    ['at', 'path', 'change', 'title', 'severity', 'value', 'first', 'since', 'worst'].every((field) =>
      isText(line[field]),
    )
  );
}

/** One line of a ledger's file, with its end; what it begins with is what `parseLedger` looks for. */
export function ledgerLine(line: LedgerHead | LedgerEntry | LookLine): string {
  if ('look' in line) {
    const {seq, look, ...rest} = line;
    return `${JSON.stringify({seq, look, ...rest})}\n`;
  }
  if (!('id' in line)) return `${JSON.stringify(line)}\n`;
  const {seq, id, ...rest} = line;
  return `${JSON.stringify({seq, id, ...rest})}\n`;
}
