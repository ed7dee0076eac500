import {check, gapReport, unseen} from '../check/check.ts';
import type {CheckOptions, EvidenceSource} from '../check/check.ts';
import {chooseRevision} from '../check/intent/choose-revision.ts';
import {UserError} from '../model/errors.ts';
import type {ReleaseRecord, ReleaseRecords} from '../model/ports.ts';
import type {DriftReport} from '../model/report.ts';
import {storedBaseline} from './baselines.ts';

/** Releases in work at once. The connection bounds requests; this bounds the manifests held in memory. */
const AT_ONCE = 6;

interface ManyRequest {
  readonly records: ReleaseRecords;
  readonly source: EvidenceSource;
  readonly options: CheckOptions;
  readonly namespace: string | undefined;
  readonly now: () => Date;
  readonly onProgress: (text: string) => void;
}

/** Every release of a namespace or of the cluster; a release that fails is a gap in its own report, and the others go on. */
export async function checkMany(request: ManyRequest): Promise<DriftReport[]> {
  const {records, namespace, onProgress} = request;
  const releases = byRelease(await records.all(namespace));
  let done = 0;
  return pooled(releases, AT_ONCE, async (history) => {
    const report = await checkHistory(history, request);
    done += 1;
    onProgress(`Checked ${done} of ${releases.length} releases …`);
    return report;
  });
}

async function checkHistory(
  history: readonly ReleaseRecord[],
  {records, source, options, now}: ManyRequest,
): Promise<DriftReport> {
  const newest = history.reduce((a, b) => (a.revision > b.revision ? a : b));
  try {
    const choice = chooseRevision(history, undefined, newest.name);
    if (choice.kind === 'pending') return unseen(choice.record, source.from, now());
    const stored = await records.read(choice.record);
    const baseline = storedBaseline(choice, stored.manifest, records, async () => stored);
    return await check(baseline, source, options, now());
  } catch (error) {
    // A bug of ours must not pass for a gap of the cluster's.
    if (!(error instanceof UserError)) throw error;
    return gapReport(newest, source.from, now(), {reason: 'unreadable-release', message: error.message});
  }
}

/** Histories of all releases that are there: what `helm uninstall --keep-history` left is none. */
function byRelease(records: readonly ReleaseRecord[]): ReleaseRecord[][] {
  const groups = new Map<string, ReleaseRecord[]>();
  for (const record of records) {
    const key = `${record.namespace}/${record.name}`;
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([, history]) => history)
    .filter((history) => history.reduce((a, b) => (a.revision > b.revision ? a : b)).status !== 'uninstalled');
}

async function pooled<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({length: Math.min(atOnce, items.length)}, worker));
  return results;
}
