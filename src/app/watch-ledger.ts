import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import {ensureKey} from '../fix/record/key.ts';
import {recordsFolder} from '../fix/record/folder.ts';
import {ledgerFolder, ledgerName, ledgerNames} from '../ledger/disk/folder.ts';
import {isStanding} from '../ledger/entry.ts';
import type {LedgerEntry, Width} from '../ledger/entry.ts';
import {lookOf} from '../ledger/look.ts';
import {tell} from '../ledger/transitions.ts';
import type {Look} from '../ledger/transitions.ts';
import {messageOf} from '../model/errors.ts';
import type {DriftReport} from '../model/report.ts';
import {clusterOf} from './cluster.ts';
import {headOf, newsOf, tellLook, unkept} from './ledger.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** What one report tells that was not told before. */
export interface News {
  /** In the order in which they are told. */
  readonly entries: readonly LedgerEntry[];
  /** Why it could not be kept. */
  readonly problem?: string;
}

/** What was told of each release, over time. */
export interface ToldBefore {
  /** `shown` is the redacted copy of the report. */
  news(report: DriftReport, shown: DriftReport): Promise<News>;
  /** Nothing is remembered of a release that is gone. */
  forget(release: DriftReport['release']): void;
}

/** Behind those of entries that were kept elsewhere. */
const FIRST_SEQ = 1000;
/** Of what is gone so many findings a release are remembered, to know one that comes back. */
const GONE_AT_MOST = 200;
/** While something stands the ledger says so this often, and not with each look. */
const SAY_AGAIN_MS = 600_000;

const keyOf = ({namespace, name}: DriftReport['release']): string => `${namespace}/${name}`;

/** What somebody else has kept of it. */
export interface ToldElsewhere {
  /** Under which the digests of values are. */
  readonly key: Buffer;
  /** What stands of a release. An entry whose value nobody can compare has none: the first look says what it is. */
  readonly standing: (release: DriftReport['release']) => readonly LedgerEntry[];
}

/** Remembered by this process alone: all that stands when it begins is new to it, but for what was kept elsewhere. */
export function toldInMemory(within: readonly Width[], elsewhere?: ToldElsewhere): ToldBefore {
  const key = elsewhere?.key ?? randomBytes(32);
  const known = new Map<string, {readonly findings: ReadonlyMap<string, LedgerEntry>; readonly seq: number}>();
  const asked = new Set<string>();
  const first = (release: DriftReport['release'], look: Look): ReadonlyMap<string, LedgerEntry> => {
    if (asked.has(keyOf(release))) return new Map();
    asked.add(keyOf(release));
    const seen = new Map(look.findings.map(({id, value}) => [id, value]));
    const kept = elsewhere?.standing(release) ?? [];
    return new Map(kept.map((one) => [one.id, one.value === '' ? {...one, value: seen.get(one.id) ?? ''} : one]));
  };
  return {
    async news(report, shown) {
      const look = lookOf(report, shown.findings, {key, within});
      const before = known.get(keyOf(report.release)) ?? {findings: first(report.release, look), seq: FIRST_SEQ};
      const findings = new Map(before.findings);
      const standing = (): LedgerEntry[] => [...before.findings.values()].filter(isStanding);
      const told = tell(
        {seq: before.seq, findings: {get: (id) => before.findings.get(id), standing}},
        look,
        () => "somebody's hand",
      );
      for (const entry of told.entries) findings.set(entry.id, entry);
      const gone = [...findings.values()].filter((entry) => !isStanding(entry)).toSorted((a, b) => a.seq - b.seq);
      for (const {id} of gone.slice(0, Math.max(0, gone.length - GONE_AT_MOST))) findings.delete(id);
      if (findings.size === 0) known.delete(keyOf(report.release));
      else known.set(keyOf(report.release), {findings, seq: told.look?.seq ?? before.seq});
      return {entries: newsOf(told)};
    },
    forget(release) {
      known.delete(keyOf(release));
      asked.delete(keyOf(release));
    },
  };
}

/** Remembered by the ledgers of this machine, which `check` reads and writes too. */
export async function toldOnDisk(
  session: Session,
  {env, now}: Pick<Runtime, 'env' | 'now'>,
  within: readonly Width[],
): Promise<ToldBefore> {
  const folder = ledgerFolder(env);
  if (folder === undefined) return toldInMemory(within);
  const [cluster, key, names] = await Promise.all([
    session.cluster().then(clusterOf),
    ensureKey(recordsFolder(env)),
    ledgerNames(folder),
  ]);
  const files = new Set(names);
  const last = new Map<string, {readonly sight: string; readonly at: number}>();
  return {
    async news(report, shown) {
      const file = ledgerName(cluster, report.release);
      const look = lookOf(report, shown.findings, {key, within});
      if (look.findings.length === 0 && !files.has(file)) return {entries: []};
      const sight = sightOf(look);
      const before = last.get(keyOf(report.release));
      if (before?.sight === sight && now().getTime() - before.at < SAY_AGAIN_MS) return {entries: []};
      try {
        const entries = await tellLook(look, join(folder, file), headOf(cluster, report), {env, now});
        files.add(file);
        last.set(keyOf(report.release), {sight, at: now().getTime()});
        return {entries};
      } catch (error) {
        return {entries: [], problem: unkept(messageOf(error))};
      }
    },
    forget: (release) => void last.delete(keyOf(release)),
  };
}

/** Equal for two looks of which the second tells nothing. */
function sightOf({findings, hidden, isBlind, isSearched, revision}: Look): string {
  const seen = findings.map(({id, verdict, value, severity}) => `${id} ${verdict} ${value} ${severity}`).toSorted();
  return JSON.stringify([seen, [...hidden].toSorted(), isBlind, isSearched, revision]);
}
