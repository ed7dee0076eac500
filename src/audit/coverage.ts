import {isObject, textOf} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {microseconds, timeText} from './event.ts';

/** What a receiver's log says of itself, on lines of its own between the events: what it cannot vouch for. */
export interface Coverage {
  /** Microseconds since 1970. A write up to then may be missing from the log for good. */
  readonly from: number;
  /** Until then a batch may come late: what was received last is not all that was done before it. */
  readonly settled: number;
  /** Files that were removed to keep the folder within its bounds. */
  readonly removed: number;
}

/** A line that holds this word, and is no event, tells of coverage. */
export const COVERAGE_WORD = 'AuditCoverage';
const VERSION = 'helm-drift/v1';

export function coverageLine({from, settled, removed}: Coverage): string {
  const document = {
    kind: COVERAGE_WORD,
    apiVersion: VERSION,
    from: timeText(from),
    settled: timeText(settled),
    removed,
  };
  return `${JSON.stringify(document)}\n`;
}

/** Undefined for any other document. Throws where it is one that says nothing: then nobody knows what the log covers. */
export function coverageIn(document: Json): Coverage | undefined {
  if (!isObject(document) || document['kind'] !== COVERAGE_WORD) return undefined;
  const from = microseconds(textOf(document['from']));
  const settled = microseconds(textOf(document['settled']));
  const {removed} = document;
  if (from === undefined || settled === undefined || typeof removed !== 'number')
    throw new Error(`a line of ${COVERAGE_WORD} that says nothing`);
  return {from, settled, removed};
}

/** What holds where several lines tell of it: a log only ever covers less. */
export function narrower(one: Coverage | undefined, other: Coverage): Coverage {
  if (one === undefined) return other;
  return {
    from: Math.max(one.from, other.from),
    settled: Math.max(one.settled, other.settled),
    removed: Math.max(one.removed, other.removed),
  };
}

/** A file of a receiver's folder: its place in their order, and which run of the receiver wrote it. */
export interface SpoolFile {
  readonly name: string;
  readonly order: number;
  /** A closed file's newest event, in microseconds since 1970; undefined while it is written. */
  readonly until: number | undefined;
}

const NAME = /^audit-(\d{10})-[0-9a-f]{8}(?:\.(\d{1,17}))?\.jsonl(\.gz)?$/;

/** Undefined for a file that no receiver has written. */
export function spoolFileOf(name: string): SpoolFile | undefined {
  const [, order, until, zipped] = NAME.exec(name) ?? [];
  if (order === undefined || (until === undefined) !== (zipped === undefined)) return undefined;
  return {name, order: Number(order), until: until === undefined ? undefined : Number(until)};
}

export function liveName(order: number, run: string): string {
  return `audit-${String(order).padStart(10, '0')}-${run}.jsonl`;
}

/** Under which a file is kept once it is closed; with how old it is in its name nobody has to unzip it to remove it. */
export function closedName(live: string, until: number): string {
  return live.replace(/\.jsonl$/, `.${until}.jsonl.gz`);
}

/** In a receiver's folder: whoever writes there touches it every `BEAT_MS`, and removes it in the end. */
export const LOCK_FILE = '.receiver.lock';
export const BEAT_MS = 5000;
/** A lock that was not touched for so long is nobody's. */
export const STALE_MS = 20_000;
/** A batch that comes later than this is told of: until it has passed, nobody knows whether all that was done is there. */
export const LATE_MS = 5000;
