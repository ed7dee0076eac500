import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {appendToLedger, readLedger} from '../ledger/disk/file.ts';
import {ledgerFolder, ledgerName, ledgerNames, ledgerStart} from '../ledger/disk/folder.ts';
import {lookOf, seenFinding, wholeIdsOf} from '../ledger/look.ts';
import {ORDINARY} from '../ledger/entry.ts';
import type {Acceptance, Ledger, LedgerEntry, LedgerHead, LookLine, Width} from '../ledger/entry.ts';
import {goneOf, tell, tellAccepted} from '../ledger/transitions.ts';
import type {Look, Told} from '../ledger/transitions.ts';
import type {CheckOptions} from '../check/check.ts';
import {messageOf} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import {join} from 'node:path';
import {clusterOf} from './cluster.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';
import type {StateKeeper} from './state-keeper.ts';

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
  /** When each of the report's findings was seen first, by their whole ids. */
  readonly firsts: ReadonlyMap<string, string>;
  readonly hasStanding: boolean;
}

type From = Pick<Runtime, 'env' | 'now' | 'confined'>;

/**
 * Reads what was told of these releases before. A release without drift and without a ledger costs one look into a folder; the
 * cluster is asked for its uid for the others alone. `keeper` has heard the checks of these reports.
 */
export async function readLedgers(
  reports: readonly DriftReport[],
  session: Session,
  {env, now, confined}: From,
  keeper?: StateKeeper,
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
      const ids = wholeIdsOf(report);
      const known = await readLedger(file, ({findings}) => ({
        firsts: new Map(ids.flatMap((id) => pairOf(id, findings.get(id)?.first))),
        hasStanding: findings.standingSize > 0,
      }));
      pages.push({at, report, file, head, ...known});
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
        for (const page of pages) {
          const news = await tellPage(page, shown[page.at] ?? page.report, within, {env, now});
          // What is kept is judged again as a check without further flags would.
          if (news.length > 0 && within.join() === ORDINARY.join())
            await keeper?.keep(page.report, page.head, {env, now});
        }
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

function pairOf(id: string, first: string | undefined): [string, string][] {
  return first === undefined ? [] : [[id, first]];
}

export function unkept(why: string): string {
  return `the history of findings cannot be kept: ${why}`;
}

export function headOf(cluster: PlanCluster, {release: {name, namespace}}: Pick<DriftReport, 'release'>): LedgerHead {
  return {schemaVersion: '1', kind: 'DriftLedger', cluster, release: {name, namespace}};
}

function withFirstSeen(reports: readonly DriftReport[], pages: readonly Page[]): readonly DriftReport[] {
  const known = new Map(pages.map(({at, firsts}) => [at, firsts]));
  return reports.map((report, at) => {
    const entries = known.get(at);
    if (entries === undefined || entries.size === 0) return report;
    const ids = wholeIdsOf(report);
    const findings = report.findings.map((finding, index): Finding => {
      const first = finding.verdict === 'ignored' ? undefined : entries.get(ids[index] ?? '');
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
  {report, file, head, hasStanding}: Page,
  shown: DriftReport,
  within: readonly Width[],
  from: Pick<Runtime, 'env' | 'now'>,
): Promise<readonly LedgerEntry[]> {
  if (!hasStanding && report.findings.every(({verdict}) => verdict === 'ignored')) return [];
  const look = lookOf(report, shown.findings, {key: await ensureKey(recordsFolder(from.env)), within});
  return tellLook(look, file, head, from);
}

/** Appends what a look tells to the ledger of its release. Answers with what of it was not told before. */
export async function tellLook(
  look: Look,
  file: string,
  head: LedgerHead,
  {env, now}: Pick<Runtime, 'env' | 'now'>,
): Promise<readonly LedgerEntry[]> {
  let news: readonly LedgerEntry[] = [];
  const linesOf = async (ledger: Ledger): Promise<readonly (LedgerEntry | LookLine)[]> => {
    const gone = goneOf(ledger, look);
    // Most looks end nothing, and need not load what reads records.
    const endedBy =
      gone.length === 0
        ? undefined
        : await (await import('./endings.ts')).endings(gone, look, recordsFolder(env), head);
    const told = tell(ledger, look, ({id}) => endedBy?.get(id) ?? "somebody's hand");
    news = newsOf(told);
    return [...told.entries, ...(told.look === undefined ? [] : [told.look])];
  };
  await appendToLedger(file, head, linesOf, now());
  return news;
}

/** What repeats an older line tells nothing. */
export const newsOf = ({entries}: Told): LedgerEntry[] => entries.filter(({kept}) => kept === undefined);

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
