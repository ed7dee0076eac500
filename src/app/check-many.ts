import {gapReport, inspect, unseen} from '../check/check.ts';
import type {CheckOptions, Inspection} from '../check/check.ts';
import {unusedNotes} from '../config/apply.ts';
import type {RuleLedger} from '../config/apply.ts';
import {chooseRevision} from '../check/intent/choose-revision.ts';
import {PersistedDryRunError, UserError} from '../model/errors.ts';
import {defined} from '../model/json.ts';
import type {EvidenceSource, ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import type {GapReason} from '../model/reasons.ts';
import {quotesNothing} from '../model/notes.ts';
import {pooled} from '../model/pooled.ts';
import type {DriftReport} from '../model/report.ts';
import {newestOf} from '../model/revisions.ts';
import type {Hearing, Redactor} from '../redact/redactor.ts';
import {storedBaseline} from './baselines.ts';
import {learning} from './evidence.ts';
import type {OnProgress} from './events.ts';
import {asItIs} from './listen.ts';
import type {Listen} from './listen.ts';

/** Releases in work at once. The connection bounds requests; this bounds the manifests held in memory. */
const AT_ONCE = 6;

export interface ManyRequest {
  readonly records: ReleaseRecords;
  readonly source: EvidenceSource;
  readonly redactor: Redactor;
  readonly options: CheckOptions;
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
  readonly now: () => Date;
  /** No release is begun after it was aborted. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  readonly onInspected?: (inspection: Inspection) => void;
  readonly listen?: Listen;
}

/** Every release of a namespace or of the cluster; a release that fails is a gap in its own report, and the others go on. */
export async function checkMany(request: ManyRequest): Promise<DriftReport[]> {
  const {records, source, namespace, onProgress, signal} = request;
  const releases = byRelease(await records.all(namespace));
  const read = records.readAhead?.(namespace) ?? ((record: ReleaseRecord) => records.read(record));
  const inWork = new Map<number, string>();
  const ledger: RuleLedger = {used: new Set(), unused: new Set()};
  const options = {...request.options, ledger};
  let done = 0;
  const reports = await pooled(releases, AT_ONCE, async (history, index) => {
    signal.throwIfAborted();
    inWork.set(index, latest(history).namespace);
    const report = await checkHistory(history, {...request, options, read});
    inWork.delete(index);
    // Releases are begun in the order of their namespaces: the first in work is the first that still needs its objects.
    const [first] = inWork.values();
    if (first !== undefined) source.passed?.(first);
    done += 1;
    onProgress({kind: 'releases-checked', done, total: releases.length});
    return report;
  });
  // Said once a run, for no single release could tell. The first report carries it; every format takes it out of there.
  const notes = unusedNotes(ledger);
  return reports.map((report, at) => (at === 0 ? {...report, notes: [...report.notes, ...notes]} : report));
}

/** What one release needs of it. */
export type HistoryRequest = Pick<
  ManyRequest,
  'records' | 'source' | 'redactor' | 'options' | 'now' | 'onInspected' | 'listen'
> &
  Pick<ReleaseRecords, 'read'>;

/** One release, by the records of its revisions. */
export async function checkHistory(
  history: readonly ReleaseRecord[],
  {records, source, redactor, options, now, read, onInspected, listen = asItIs}: HistoryRequest,
): Promise<DriftReport> {
  const newest = latest(history);
  try {
    const choice = chooseRevision(history, undefined, newest.name);
    if (choice.kind === 'pending') return unseen(choice.record, source.from, now());
    const stored = await read(choice.record);
    const baseline = storedBaseline(choice, stored, records);
    return await heard(redactor, async (hearing) => {
      const sides = listen(baseline, learning(source, hearing));
      const inspection = await inspect(sides.baseline, sides.source, options, now());
      onInspected?.(inspection);
      return inspection.report;
    });
  } catch (error) {
    // A bug of ours must not pass for a gap of the cluster's, and neither must a write that nobody wanted.
    if (!(error instanceof UserError) || error instanceof PersistedDryRunError) throw error;
    return gapReport(newest, source.from, now(), {reason: gapReasonOf(error), message: error.message});
  }
}

async function heard(redactor: Redactor, work: (hearing: Hearing) => Promise<DriftReport>): Promise<DriftReport> {
  const hearing = redactor.hearing();
  // An error quotes as well.
  let isQuoted = true;
  try {
    const report = await work(hearing);
    isQuoted = isTold(report);
    return report;
  } finally {
    hearing.end(isQuoted);
  }
}

/** Whether the report quotes anything of what was read. */
function isTold({findings, gaps, notes}: DriftReport): boolean {
  return findings.length + gaps.length > 0 || !notes.every(quotesNothing);
}

/** What kept the release from being read. Whatever is no obstacle of the cluster's is the record's own fault. */
function gapReasonOf({code}: UserError): GapReason {
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
    case 'unreachable':
    case 'server-error':
      return code;
    default:
      return 'unreadable-release';
  }
}

/** Histories of all releases that are there, in the order of namespaces: what `helm uninstall --keep-history` left is none. */
export function byRelease(records: readonly ReleaseRecord[]): ReleaseRecord[][] {
  const groups = new Map<string, ReleaseRecord[]>();
  for (const record of records) {
    const key = `${record.namespace}/${record.name}`;
    const group = groups.get(key) ?? [];
    group.push(record);
    groups.set(key, group);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, history]) => history)
    .filter((history) => latest(history).status !== 'uninstalled');
}

/** A history is of a release that there is: it has a revision. */
function latest(history: readonly ReleaseRecord[]): ReleaseRecord {
  return defined(newestOf(history), 'a revision');
}
