import {isCustom} from '../check/normalize/shapes.ts';
import {refKey} from '../model/refs.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Severity} from '../model/report.ts';
import type {ToldState} from '../model/told.ts';
import {isStanding, ORDINARY, toldAs} from './entry.ts';
import type {Acceptance, Findings, Ledger, LedgerEntry, LookLine, Width} from './entry.ts';

/** A finding, as a check saw it. */
export interface SeenFinding extends Pick<
  LedgerEntry,
  'id' | 'ref' | 'path' | 'change' | 'title' | 'severity' | 'by' | 'value'
> {
  readonly verdict: 'drift' | 'accepted';
}

/** What one check saw of a release, and how far it could see. */
export interface Look {
  /** RFC 3339. */
  readonly at: string;
  readonly revision?: number;
  readonly findings: readonly SeenFinding[];
  /** `refKey` of the objects of which something could not be seen. */
  readonly hidden: ReadonlySet<string>;
  /** Whether something kept the release as a whole from being seen: then nothing that is not there is gone. */
  readonly isBlind: boolean;
  /** Whether extra objects were looked for as far as the credentials and the time had to allow it. */
  readonly isSearched: boolean;
  /** Custom kinds that were not searched for them: some, where nothing was at that time; all, in these namespaces. */
  readonly leftOut: {readonly since: string | undefined; readonly namespaces: readonly string[]};
  readonly within: readonly Width[];
}

/** The lines that a look adds to a ledger. */
export interface Told {
  readonly entries: readonly LedgerEntry[];
  readonly look: LookLine | undefined;
}

/** What was told before. */
export interface Known extends Pick<Ledger, 'seq'> {
  readonly findings: Pick<Findings, 'get' | 'standing'>;
}

/** What stood at the last look, and is gone now as far as this one could see. */
export function goneOf({findings}: Pick<Known, 'findings'>, look: Look): LedgerEntry[] {
  const seen = new Set(look.findings.map(({id}) => id));
  return findings.standing().filter((entry) => !seen.has(entry.id) && isInSight(entry, look));
}

/**
 * What a look adds to what was told before: an entry for each finding of which something new is to be told, and that it looked,
 * where something stands. `endedBy` says what ended those of `goneOf`.
 */
export function tell(ledger: Known, look: Look, endedBy: (entry: LedgerEntry) => string): Told {
  let {seq} = ledger;
  const next = (): number => (seq += 1);
  const standing = look.findings.flatMap((finding) => {
    const known = ledger.findings.get(finding.id);
    const state = stateOf(finding, known);
    if (state === undefined && (known === undefined || !isToRestate(known, look))) return [];
    const within = shared(known?.within ?? look.within, look.within);
    const entry =
      state === undefined && known !== undefined
        ? restated(known, next())
        : entryOf(finding, known, {seq: next(), state: state ?? 'new', at: look.at, ...revisionOf(look)});
    return [withWidth(inSight(entry), within)];
  });
  const gone = goneOf(ledger, look).map((entry): LedgerEntry => {
    const {acceptance: _over, kept: _kept, ...rest} = inSight(entry);
    const lastSeen = entry.lastSeen ?? entry.at;
    return {
      ...rest,
      seq: next(),
      state: 'resolved',
      at: look.at,
      endedBy: endedBy(entry),
      lastSeen,
      ...revisionOf(look),
    };
  });
  // A look that saw none of what stands, and nothing else, has nothing to tell.
  if (standing.length + gone.length + look.findings.length === 0) return {entries: [], look: undefined};
  const hidden = hiddenOf(ledger, look).map((entry): LedgerEntry => ({
    ...restated(entry, next()),
    unseen: true,
    lastSeen: entry.lastSeen ?? entry.at,
  }));
  return {entries: [...standing, ...gone, ...hidden], look: {seq: next(), look: look.at, ...revisionOf(look)}};
}

/** That somebody has accepted a finding: told by the command that writes the rule. */
export function tellAccepted(
  ledger: Known,
  finding: SeenFinding,
  acceptance: Acceptance,
  {at, revision}: Pick<Look, 'at' | 'revision'>,
): LedgerEntry {
  const known = ledger.findings.get(finding.id);
  const start = {seq: ledger.seq + 1, state: 'accepted', at, ...revisionOf({revision})} as const;
  return {...withWidth(entryOf(finding, known, start), known?.within ?? ORDINARY), acceptance};
}

/** The same entry once more, with another number. */
export function restated(entry: LedgerEntry, seq: number): LedgerEntry {
  return {...entry, seq, kept: toldAs(entry)};
}

/** What there is to tell of a finding that is there; undefined where it stands as it was told. */
function stateOf({verdict, value, severity}: SeenFinding, known: LedgerEntry | undefined): ToldState | undefined {
  if (verdict === 'accepted') return known?.state === 'accepted' && known.value === value ? undefined : 'accepted';
  if (known === undefined) return 'new';
  if (known.state === 'resolved' || known.state === 'accepted') return 'came back';
  return known.value === value && known.severity === severity ? undefined : 'changed';
}

function entryOf(
  {verdict: _verdict, ...finding}: SeenFinding,
  known: LedgerEntry | undefined,
  start: Pick<LedgerEntry, 'seq' | 'state' | 'at' | 'revision'>,
): LedgerEntry {
  const {state, at} = start;
  const isBack = state === 'came back';
  const isThere = known !== undefined && isStanding(known);
  // A rule that accepts more than one value of the same field goes on doing so.
  const acceptance = state === 'accepted' && known?.state === 'accepted' ? known.acceptance : undefined;
  return {
    ...start,
    ...finding,
    first: known?.first ?? at,
    since: isThere && !isBack ? known.since : at,
    worst: worse(known?.worst, finding.severity),
    returns: (known?.returns ?? 0) + Number(isBack),
    ...(acceptance === undefined ? {} : {acceptance}),
  };
}

function worse(known: Severity | undefined, now: Severity): Severity {
  return known !== undefined && SEVERITIES.indexOf(known) > SEVERITIES.indexOf(now) ? known : now;
}

/** What tells whether a look would see a finding. */
export type Placed = Pick<LedgerEntry, 'ref' | 'change' | 'within' | 'at' | 'lastSeen'>;

/** Whether a look would see a finding, if it were there. */
export function isInSight(entry: Placed, look: Look): boolean {
  const {ref, change, within = ORDINARY} = entry;
  if (look.isBlind || look.hidden.has(refKey(ref))) return false;
  if (change === 'extra' && !isSearched(entry, look)) return false;
  return within.every((one) => look.within.includes(one));
}

function isSearched({ref, at, lastSeen = at}: Placed, {isSearched: isWhole, leftOut}: Look): boolean {
  if (!isWhole || !isCustom(ref.group, ref.kind)) return isWhole;
  if (ref.namespace !== undefined && leftOut.namespaces.includes(ref.namespace)) return false;
  // That nothing was there before it was seen says nothing of it.
  return leftOut.since === undefined || Date.parse(leftOut.since) > Date.parse(lastSeen);
}

/** What stands, was in sight until now, and is not in this look's. */
function hiddenOf({findings}: Pick<Known, 'findings'>, look: Look): LedgerEntry[] {
  const seen = new Set(look.findings.map(({id}) => id));
  return findings.standing().filter((entry) => entry.unseen !== true && !seen.has(entry.id) && !isInSight(entry, look));
}

/** Of what can be seen again, and of what a look that sees less than those before has seen as well: its absence there means something then. */
function isToRestate({unseen, within = ORDINARY}: LedgerEntry, look: Look): boolean {
  return unseen === true || within.some((one) => !look.within.includes(one));
}

function inSight({unseen: _unseen, ...entry}: LedgerEntry): LedgerEntry {
  return entry;
}

function shared(a: readonly Width[], b: readonly Width[]): Width[] {
  return a.filter((one) => b.includes(one));
}

function withWidth({within: _within, ...entry}: LedgerEntry, within: readonly Width[]): LedgerEntry {
  const isOrdinary = within.length === ORDINARY.length && within.every((one) => ORDINARY.includes(one));
  return isOrdinary ? entry : {...entry, within};
}

function revisionOf({revision}: {readonly revision?: number | undefined}): {readonly revision?: number} {
  return revision === undefined ? {} : {revision};
}
