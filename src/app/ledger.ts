import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {appendToLedger, readLedger} from '../ledger/disk/file.ts';
import {ledgerFolder, ledgerName, ledgerNames, ledgerStart} from '../ledger/disk/folder.ts';
import {lookOf, seenFinding, wholeIdsOf} from '../ledger/look.ts';
import {isStanding} from '../ledger/entry.ts';
import type {Acceptance, Ledger, LedgerHead, Width} from '../ledger/entry.ts';
import {goneOf, tell, tellAccepted} from '../ledger/transitions.ts';
import type {Look} from '../ledger/transitions.ts';
import type {CheckOptions} from '../check/check.ts';
import {messageOf} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {join} from 'node:path';
import {clusterOf} from './cluster.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** The ledgers of some reports, read. */
export interface ReadLedgers {
  /** The same reports; their findings know when they were seen first. */
  readonly reports: readonly DriftReport[];
  /** Takes down what the reports tell, `shown` being their redacted copies. Answers with what went wrong: a check does not fail by it. */
  readonly tell: (shown: readonly DriftReport[]) => Promise<string | undefined>;
}

/** One report, and the ledger that it belongs to. */
interface Page {
  /** Which of the reports. */
  readonly at: number;
  readonly report: DriftReport;
  readonly file: string;
  readonly head: LedgerHead;
  readonly ledger: Ledger;
}

type From = Pick<Runtime, 'env' | 'now' | 'confined'>;

/**
 * Reads what was told of these releases before. A release without drift and without a ledger costs one look into a folder; the
 * cluster is asked for its uid for the others alone.
 */
export async function readLedgers(
  reports: readonly DriftReport[],
  session: Session,
  {env, now, confined}: From,
): Promise<ReadLedgers> {
  const folder = ledgerFolder(env);
  const nothing: ReadLedgers = {reports, tell: async () => undefined};
  if (folder === undefined) return nothing;
  const names = await ledgerNames(folder);
  const meant = reports.flatMap((report, at) => (isKept(report, names) ? [{report, at}] : []));
  if (meant.length === 0) return nothing;
  // A cluster that answers no more has been checked all the same.
  const cluster = await session.cluster().then(clusterOf).catch(messageOf);
  if (typeof cluster === 'string') return {reports, tell: async () => unkept(cluster)};
  const {hooks, includeCrds} = await session.options();
  const pages: Page[] = [];
  const problems: string[] = [];
  for (const {report, at} of meant) {
    const head = headOf(cluster, report);
    const file = join(folder, ledgerName(cluster, head.release));
    try {
      pages.push({at, report, file, head, ledger: await readLedger(file)});
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  return {
    reports: withFirstSeen(reports, pages),
    tell: async (shown) => {
      // Whoever may only look writes no file.
      if (confined !== undefined) return undefined;
      try {
        const within = widthOf(hooks, includeCrds);
        for (const page of pages) await tellPage(page, shown[page.at] ?? page.report, within, {env, now});
      } catch (error) {
        problems.push(messageOf(error));
      }
      return problems[0] === undefined ? undefined : unkept(problems[0]);
    },
  };
}

/** The same reports; their findings know when they were seen first. */
export async function withHistory(
  reports: readonly DriftReport[],
  session: Session,
  runtime: From,
): Promise<readonly DriftReport[]> {
  return (await readLedgers(reports, session, runtime)).reports;
}

/** A release against the cluster, as it was deployed; and one about which there is something to tell. */
function isKept({evidence, from, release, findings}: DriftReport, names: readonly string[]): boolean {
  if (evidence.kind !== 'cluster' || from.kind !== 'release') return false;
  const start = ledgerStart(release);
  return findings.some(({verdict}) => verdict !== 'ignored') || names.some((name) => name.startsWith(start));
}

export function unkept(why: string): string {
  return `the history of findings cannot be kept: ${why}`;
}

export function headOf(cluster: PlanCluster, {release: {name, namespace}}: Pick<DriftReport, 'release'>): LedgerHead {
  return {schemaVersion: '1', kind: 'DriftLedger', cluster, release: {name, namespace}};
}

function withFirstSeen(reports: readonly DriftReport[], pages: readonly Page[]): readonly DriftReport[] {
  const known = new Map(pages.map(({at, ledger}) => [at, ledger.findings]));
  return reports.map((report, at) => {
    const entries = known.get(at);
    if (entries === undefined || entries.size === 0) return report;
    const ids = wholeIdsOf(report);
    const findings = report.findings.map((finding, index): Finding => {
      const first = finding.verdict === 'ignored' ? undefined : entries.get(ids[index] ?? '')?.first;
      return first === undefined ? finding : {...finding, firstSeen: first};
    });
    return {...report, findings};
  });
}

export function widthOf(hooks: CheckOptions['hooks'], includeCrds: boolean | undefined): Width[] {
  const byHooks = {exclude: [], include: ['hooks', 'all-hooks']}[String(hooks)] as Width[] | undefined;
  return [...(byHooks ?? (['hooks'] as const)), ...(includeCrds === true ? (['crds'] as const) : [])];
}

async function tellPage(
  {report, file, head, ledger}: Page,
  shown: DriftReport,
  within: readonly Width[],
  {env, now}: Pick<Runtime, 'env' | 'now'>,
): Promise<void> {
  const hasStanding = [...ledger.findings.values()].some(isStanding);
  if (!hasStanding && report.findings.every(({verdict}) => verdict === 'ignored')) return;
  const records = recordsFolder(env);
  const look = lookOf(report, shown.findings, {key: await ensureKey(records), within});
  await appendToLedger(file, head, async (current) => linesOf(current, look, records, head), now());
}

async function linesOf(ledger: Ledger, look: Look, records: string, head: LedgerHead) {
  const gone = goneOf(ledger, look);
  // Most checks end nothing, and need not load what reads records.
  const endedBy =
    gone.length === 0 ? undefined : await (await import('./endings.ts')).endings(gone, look, records, head);
  const told = tell(ledger, look, ({id}) => endedBy?.get(id) ?? "somebody's hand");
  return [...told.entries, ...(told.look === undefined ? [] : [told.look])];
}

/** Takes down that somebody has accepted a finding of a check. Answers with what went wrong. */
export async function tellAcceptance(
  {report, finding, shown}: {readonly report: DriftReport; readonly finding: Finding; readonly shown: Finding},
  acceptance: Acceptance,
  session: Session,
  {env, now}: Pick<Runtime, 'env' | 'now'>,
): Promise<string | undefined> {
  const folder = ledgerFolder(env);
  if (folder === undefined || !isKept(report, [])) return undefined;
  try {
    const head = headOf(await clusterOf(await session.cluster()), report);
    const seen = seenFinding(report.release, finding, shown, await ensureKey(recordsFolder(env)));
    if (seen === undefined) return undefined;
    const {takenAt, release} = report;
    const when = {at: takenAt, ...(release.revision === undefined ? {} : {revision: release.revision})};
    await appendToLedger(
      join(folder, ledgerName(head.cluster, head.release)),
      head,
      async (ledger) => [tellAccepted(ledger, seen, acceptance, when)],
      now(),
    );
    return undefined;
  } catch (error) {
    return unkept(messageOf(error));
  }
}
