import {isStanding, toldAs} from './entry.ts';
import type {Ledger, LedgerEntry} from './entry.ts';
import {ledgerLine} from './line.ts';
import {restated} from './transitions.ts';

/** Beyond so many lines a ledger is made shorter, if that is worth it. */
const MOST_LINES = 2000;
/** What was resolved is kept for so long, and so many of it: those that were told last. */
const KEPT_DAYS = 400;
export const MOST_RESOLVED = 10_000;
const DAY_MS = 86_400_000;

/** Whether a ledger that so many lines come to is long enough to be made shorter, as far as can be told without reading it. */
export function isLong({lines, findings}: Pick<Ledger, 'lines' | 'findings'>, more = 0): boolean {
  const resolved = Math.min(findings.size - findings.standingSize, MOST_RESOLVED);
  // One that is long because it has many findings would be written anew each time.
  return lines + more > Math.max(MOST_LINES, 2 * (findings.standingSize + resolved) + 1);
}

/**
 * The text of a ledger that tells the same by one line a finding; undefined where it is short enough. Without what was resolved long
 * ago, or before many others.
 */
export function shorter(ledger: Ledger, now: Date): string | undefined {
  if (ledger.head === undefined || !isLong(ledger)) return undefined;
  return rewritten({...ledger, head: ledger.head}, keptOf(ledger, now));
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
  const kept: LedgerEntry[] = [];
  let resolved = 0;
  for (const entry of findings.newest('')) {
    if (!isStanding(entry)) {
      resolved += 1;
      if (resolved > MOST_RESOLVED) break;
      if (Date.parse(entry.at) < oldest) continue;
    }
    kept.push(entry);
  }
  return kept;
}
