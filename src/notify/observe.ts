import {SEVERITIES} from '../model/report.ts';
import {TOLD_BYTES} from '../model/notify.ts';
import type {NoticeFinding, NoticeRelease, SinkTold, Stand, StandingFinding, ToldState} from '../model/notify.ts';
import type {Flapping} from './routes.ts';

/** A finding as a check sees it now. */
export interface SightedFinding extends Omit<NoticeFinding, 'first' | 'since' | 'returns' | 'endedBy'> {
  /** Its whole id. */
  readonly id: string;
  readonly stands: Exclude<Stand, 'gone'>;
  readonly value: string;
  /** RFC 3339, where a ledger knows it. */
  readonly first?: string;
  readonly within?: readonly string[];
}

/** What one check saw of a release. */
export interface Sight {
  readonly release: NoticeRelease;
  /** RFC 3339. */
  readonly at: string;
  readonly findings: readonly SightedFinding[];
  /** That a finding which is not among them is over, and what ended it; undefined where nobody could see whether it stands. */
  readonly endOf: (id: string, finding: StandingFinding) => {readonly by?: string} | undefined;
}

export interface Remembering {
  readonly sinks: readonly string[];
  readonly flapping: Flapping;
}

/** What is remembered after a check. The very same object where the check saw nothing new. */
export function observe(
  before: ToldState | undefined,
  sight: Sight,
  {sinks, flapping}: Remembering,
): ToldState | undefined {
  const known = before?.findings ?? {};
  const findings: Record<string, StandingFinding> = {};
  for (const seen of sight.findings) {
    const old = known[seen.id];
    findings[seen.id] = old === undefined ? appeared(seen, sight.at) : seenAgain(old, seen, sight.at, flapping);
  }
  for (const [id, old] of Object.entries(known)) {
    if (findings[id] !== undefined) continue;
    const end = old.stands === 'gone' ? undefined : sight.endOf(id, old);
    findings[id] = end === undefined ? old : ended(old, end, sight.at, flapping);
  }
  const toldTo = Object.fromEntries(Object.entries(before?.sinks ?? {}).filter(([name]) => sinks.includes(name)));
  const state = pruned(
    {schemaVersion: '1', kind: 'DriftTold', release: sight.release, findings, sinks: toldTo},
    Date.parse(sight.at),
    flapping,
  );
  const next = state === undefined ? undefined : bounded(state, sinks.length);
  return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next;
}

function appeared({id: _id, first, ...seen}: SightedFinding, at: string): StandingFinding {
  return {...seen, first: first ?? at, since: at, returns: 0, at, turns: [Date.parse(at)]};
}

function seenAgain(old: StandingFinding, seen: SightedFinding, at: string, flapping: Flapping): StandingFinding {
  const {id: _id, first: _first, ...now} = seen;
  const {endedBy: _endedBy, within, ...rest} = old;
  // What a look that sees no more than usual has seen, any look would.
  const width = within === undefined || now.within === undefined ? {} : {within};
  const isSame = old.stands === now.stands && old.value === now.value && old.severity === now.severity;
  // An author, or a text of the same value, is no news by itself.
  if (isSame) return withWidth({...rest, ...now}, width);
  const isBack = old.stands === 'gone' || (old.stands === 'accepted' && now.stands === 'drift');
  const {endedBy: _gone, ...moved} = turned(old, at, flapping);
  const since = old.stands === 'gone' ? at : old.since;
  return withWidth({...moved, ...now, since, returns: old.returns + Number(isBack)}, width);
}

function withWidth(
  {within: _within, ...finding}: StandingFinding,
  width: Pick<StandingFinding, 'within'>,
): StandingFinding {
  return {...finding, ...width};
}

function ended(old: StandingFinding, {by}: {readonly by?: string}, at: string, flapping: Flapping): StandingFinding {
  return {...turned(old, at, flapping), stands: 'gone', ...(by === undefined ? {} : {endedBy: by})};
}

/** It is not as it was; so often within a while, and it flaps. */
function turned(finding: StandingFinding, at: string, {changes, withinMs}: Flapping): StandingFinding {
  const now = Date.parse(at);
  const {flaps, ...rest} = finding;
  const isCalm = now - (finding.turns.at(-1) ?? 0) >= withinMs;
  const turns = [...finding.turns.filter((time) => now - time < withinMs), now].slice(-(changes + 1));
  const isFlapping = (flaps === true && !isCalm) || turns.length > changes;
  return {...rest, at, turns, ...(isFlapping ? {flaps: true as const} : {})};
}

/** Without what is gone and known to nobody any more; undefined where nothing is left. */
export function pruned(state: ToldState, now: number, {withinMs}: Flapping): ToldState | undefined {
  const inUse = (id: string): boolean =>
    Object.values(state.sinks).some(
      ({told, sending}) => told[id] !== undefined || sending?.some(({finding}) => finding === id) === true,
    );
  const kept = Object.entries(state.findings).filter(
    ([id, {stands, turns}]) => stands !== 'gone' || now - (turns.at(-1) ?? 0) < withinMs || inUse(id),
  );
  const sinks = Object.fromEntries(Object.entries(state.sinks).filter(([, one]) => !isIdle(one)));
  if (kept.length === 0 && Object.keys(sinks).length === 0) return undefined;
  return {...state, findings: Object.fromEntries(kept), sinks};
}

function isIdle({told, sending}: SinkTold): boolean {
  return sending === undefined && Object.keys(told).length === 0;
}

/** What a sink's mark of one finding, and what is on its way to one sink, take at most. */
const [MARK_BYTES, ON_THE_WAY_BYTES, FRAME_BYTES] = [240, 16 * 1024, 16 * 1024];
const FINDINGS_AT_MOST = 500;

/** What is admitted may grow: another value, another author, what ended it. */
const GROWTH_BYTES = 1024;

/** What somebody knows of, so that it is followed to its end; then the worst, as long as there is room. */
function bounded(state: ToldState, sinks: number): ToldState {
  const isTold = (id: string): boolean => Object.values(state.sinks).some(({told}) => told[id] !== undefined);
  const all = Object.entries(state.findings).map(([id, finding]) => ({id, finding, told: Number(isTold(id))}));
  const order = all.toSorted((a, b) => b.told - a.told || rank(b.finding) - rank(a.finding) || (a.id < b.id ? -1 : 1));
  let left = TOLD_BYTES - FRAME_BYTES - sinks * ON_THE_WAY_BYTES;
  const kept = order.filter(({id, finding, told}, at) => {
    left -= Buffer.byteLength(JSON.stringify([id, finding])) + sinks * MARK_BYTES + GROWTH_BYTES;
    return told === 1 || (left > 0 && at < FINDINGS_AT_MOST);
  });
  const {more: _before, ...rest} = state;
  if (kept.length === all.length) return rest;
  const findings = Object.fromEntries(kept.map(({id, finding}) => [id, finding]));
  const known = (told: SinkTold['told']): SinkTold['told'] =>
    Object.fromEntries(Object.entries(told).filter(([id]) => findings[id] !== undefined));
  const marks = Object.entries(rest.sinks).map(([name, one]) => [name, {...one, told: known(one.told)}] as const);
  return {...rest, findings, more: all.length - kept.length, sinks: Object.fromEntries(marks)};
}

function rank({severity, stands}: StandingFinding): number {
  return SEVERITIES.indexOf(severity) - (stands === 'drift' ? 0 : SEVERITIES.length);
}
