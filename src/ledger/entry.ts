import type {PlanCluster} from '../model/fix.ts';
import type {Severity} from '../model/report.ts';
import type {ToldEntry} from '../model/told.ts';

/** Whether a finding in this state stands in the cluster. */
export function isStanding({state}: Pick<LedgerEntry, 'state'>): boolean {
  return state !== 'resolved';
}

/** The order in which findings came to stand as they do, whatever the clock said. */
export function toldAs({seq, kept = seq}: Pick<LedgerEntry, 'seq' | 'kept'>): number {
  return kept;
}

/** Of which release of which cluster a ledger is. */
export interface LedgerHead {
  readonly schemaVersion: '1';
  readonly kind: 'DriftLedger';
  readonly cluster: PlanCluster;
  readonly release: {readonly name: string; readonly namespace: string};
}

/** Who accepted a finding by `helm drift accept`, and for how long. */
export interface Acceptance {
  /** The OS user. */
  readonly by: string;
  readonly until: string;
  readonly ticket?: string;
}

/** What a check has told of one finding. It holds all that was told of the finding before: the newest entry alone says where it stands. */
export interface LedgerEntry extends ToldEntry {
  /** Counts all lines of the ledger: clocks go backward, this does not. */
  readonly seq: number;
  /** A keyed digest of the live value, and never the value. */
  readonly value: string;
  /** The release's revision at that check. */
  readonly revision?: number;
  /** When it came to stand there as it does, or did before it was resolved: the last `new` or `came back`. */
  readonly since: string;
  readonly worst: Severity;
  /** While it is accepted, and only where `helm drift accept` did it. */
  readonly acceptance?: Acceptance;
  /** When it was last there; the ledger's newest look knows better while it stands and can be seen. */
  readonly lastSeen?: string;
  /** It stands, and the looks from here on could not see whether it still does. */
  readonly unseen?: true;
  /** What beyond the ordinary the checks looked at that have seen it; absent for the ordinary. */
  readonly within?: readonly Width[];
  /**
   * The number of the line that this one repeats, and tells nothing new: a ledger was made shorter, or the finding could not be seen,
   * or can again, or a narrower look has seen it as well.
   */
  readonly kept?: number;
}

/** That a check looked, and saw all that stands but what is marked as unseen. */
export interface LookLine {
  readonly seq: number;
  /** RFC 3339. */
  readonly look: string;
  readonly revision?: number;
}

/** What a check can look at beside the manifest: hooks that stay, all hooks, the chart's crds/. */
export type Width = 'hooks' | 'all-hooks' | 'crds';
export const ORDINARY: readonly Width[] = ['hooks'];

/** The newest entry of each finding, with the time when it was last seen. It is read when it is asked for. */
export interface Findings {
  /** Of how many findings the ledger tells. */
  readonly size: number;
  /** How many of them stand. */
  readonly standingSize: number;
  readonly get: (id: string) => LedgerEntry | undefined;
  /** Those that stand. */
  readonly standing: () => readonly LedgerEntry[];
  /** How many there are whose ids start so; '' is how each starts. */
  readonly count: (start: string) => number;
  /** These: what stands first, then what does not, and of both what was told last first. Whoever stops early has read no more. */
  readonly newest: (start: string) => Iterable<LedgerEntry>;
}

/** One release's ledger, read. */
export interface Ledger {
  readonly head: LedgerHead | undefined;
  readonly findings: Findings;
  /** The highest sequence number. */
  readonly seq: number;
  readonly lines: number;
  /** Where its last whole line ends, in bytes. */
  readonly end: number;
  /** Lines that are none of a ledger, as far as they were asked for. */
  readonly damaged: number;
  /** The version of one that another helm drift has written, and that this one does not read. */
  readonly foreign?: string;
}
