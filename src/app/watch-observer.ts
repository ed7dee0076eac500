import type {LedgerEntry} from '../ledger/entry.ts';
import type {LiveObject} from '../model/evidence.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {ReleaseRecord} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import {newestOf} from '../model/revisions.ts';
import type {SafeReport} from '../redact/redactor.ts';
import type {ReleaseName} from '../watch/run.ts';

/** What one check of a followed release came to. */
export interface ReleaseLook {
  readonly report: DriftReport;
  /** The redacted copy. */
  readonly shown: SafeReport;
  /** What was not told before. */
  readonly news: readonly LedgerEntry[];
  /** Helm has it in hand. */
  readonly isPending: boolean;
  /** The release's own labels. */
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** The live objects that the findings are about, by `refKey`, as far as they are there. */
  readonly objects: ReadonlyMap<string, LiveIdentity>;
}

export interface LiveIdentity {
  readonly apiVersion: string;
  readonly uid?: string;
}

/** Hears of each check beside the listener, and holds none up. */
export interface WatchObserver {
  readonly onLook: (look: ReleaseLook) => void;
  readonly onGone: (release: ReleaseName) => void;
  readonly onReady: () => void;
}

export const NOTHING_BESIDE = {isPending: true, labels: undefined, objects: new Map<string, LiveIdentity>()};

/** What a report does not say, and whoever tells of it needs. */
export function besideOf(
  {findings}: DriftReport,
  history: readonly ReleaseRecord[],
  live: readonly LiveObject[] = [],
): Pick<ReleaseLook, 'labels' | 'objects' | 'isPending'> {
  const told = new Set(findings.flatMap(({verdict, ref}) => (verdict === 'ignored' ? [] : [refKey(ref)])));
  const objects = live.flatMap(({ref, apiVersion, object}): [string, LiveIdentity][] => {
    const uid = textOf(metadataOf(object)['uid']);
    return told.has(refKey(ref)) ? [[refKey(ref), {apiVersion, ...(uid === '' ? {} : {uid})}]] : [];
  });
  const newest = newestOf(history);
  const isPending = newest === undefined || /^(?:pending-|uninstalling$)/.test(newest.status);
  return {isPending, labels: newest?.labels, objects: new Map(objects)};
}
