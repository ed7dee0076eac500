import {isStanding, toldAs} from './entry.ts';
import type {Ledger, LedgerEntry} from './entry.ts';
import {ledgerLine} from './parse.ts';
import {restated} from './transitions.ts';

/** Beyond so many lines a ledger is made shorter, if that is worth it. */
const MOST_LINES = 2000;
/** What was resolved is kept for so long. */
const KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

export function isLong(lines: number): boolean {
  return lines > MOST_LINES;
}

/**
 * The text of a ledger that tells the same by one line a finding; undefined where it is short enough. Without what was resolved long
 * ago.
 */
export function shorter(ledger: Ledger, now: Date): string | undefined {
  if (ledger.head === undefined || !isLong(ledger.lines)) return undefined;
  const kept = keptOf(ledger, now);
  // One that is long because it has many findings would be written anew each time.
  return ledger.lines > 2 * kept.length + 1 ? rewritten({...ledger, head: ledger.head}, kept) : undefined;
}

/** The text of a ledger with these findings, each with the newest line about it. */
export function rewritten(
  {head, seq}: Pick<Ledger, 'seq'> & {readonly head: NonNullable<Ledger['head']>},
  kept: readonly LedgerEntry[],
): string {
  // Their own order; their numbers go on from where they were, for whoever has read so far.
  const entries = kept.toSorted((a, b) => toldAs(a) - toldAs(b)).map((entry, at) => restated(entry, seq + 1 + at));
  return [head, ...entries].map(ledgerLine).join('');
}

function keptOf({findings}: Ledger, now: Date): LedgerEntry[] {
  const oldest = now.getTime() - KEPT_DAYS * DAY_MS;
  return [...findings.values()].filter((entry) => isStanding(entry) || !(Date.parse(entry.at) < oldest));
}
