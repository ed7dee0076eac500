import type {Reason} from '../model/reasons.ts';
import type {JsonObject} from '../model/json.ts';
import {unusedNote} from '../model/notes.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef, ReleaseRef} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {isExpired} from './expiry.ts';
import {ruleMatches, targetMatches} from './rules.ts';
import type {Rule, Seen, Target} from './rules.ts';

/** A rule that accepts more than this, over more objects than that, is no exception any more. */
const MANY_FINDINGS = 10;
const MANY_OBJECTS = 3;

/** What the rules are applied to, beside the findings. Both maps are by refKey. */
export interface RuleSubject {
  readonly objects: ReadonlyMap<string, JsonObject>;
  /** Extra objects too. */
  readonly live: ReadonlyMap<string, JsonObject>;
  readonly release: Pick<ReleaseRef, 'name' | 'namespace'>;
  readonly now: Date;
  /** Where many releases are checked: what is of use in one of them is not unused. */
  readonly ledger?: RuleLedger | undefined;
}

/** Which rules had something to do, over all releases of a run, and which had not where they might have. */
export interface RuleLedger {
  readonly used: Set<Rule>;
  readonly unused: Set<Rule>;
}

/** What is to be said of the rules once all releases are checked. */
export function unusedNotes({used, unused}: RuleLedger): string[] {
  return [...unused].filter((rule) => !used.has(rule)).map(({from}) => oneLine(unusedNote(from)));
}

/** What became of one rule in one release. */
interface Use {
  matched: number;
  readonly accepted: Finding[];
  /** Drift that it would accept, if it had not expired. */
  lapsed: number;
}

/**
 * Accepts the drift that a rule in force matches: the first such rule gives the reason. What is ignored stays ignored.
 * The notes are about rules that want attention: expired, unused, over-broad, or not understood.
 */
export function applyRules(
  findings: readonly Finding[],
  rules: readonly Rule[],
  subject: RuleSubject,
): {findings: Finding[]; notes: string[]} {
  const uses = new Map(rules.map((rule): [Rule, Use] => [rule, {matched: 0, accepted: [], lapsed: 0}]));
  const judged = findings.map((finding) => {
    const matching = [...uses].filter(([rule]) => ruleMatches(rule, finding, seenOf(finding.ref, subject)));
    for (const [, use] of matching) use.matched += 1;
    if (finding.verdict !== 'drift') return finding;
    const inForce = matching.find(([{expires}]) => !isExpired(expires, subject.now));
    if (inForce === undefined) {
      for (const [, use] of matching) use.lapsed += 1;
      return finding;
    }
    const [rule, {accepted}] = inForce;
    accepted.push(finding);
    return {...finding, verdict: 'accepted' as const, why: acceptedBy(rule)};
  });
  for (const [rule, {matched}] of uses) if (matched > 0) subject.ledger?.used.add(rule);
  return {findings: judged, notes: [...uses].flatMap(([rule, use]) => notesOn(rule, use, subject))};
}

function acceptedBy({reason, from, expires}: Rule): Reason {
  const until = expires === undefined ? '' : `, until ${expires}`;
  return {code: 'accepted-by-rule', text: `${oneLine(reason)} (${from}${until})`};
}

function notesOn(rule: Rule, use: Use, subject: RuleSubject): string[] {
  const {from, expires, problem} = rule;
  if (problem !== undefined) return [oneLine(`${from} accepts nothing: ${problem}`)];
  if (use.lapsed > 0) {
    const what =
      use.lapsed === 1 ? 'the finding that it accepted counts' : `the ${use.lapsed} findings that it accepted count`;
    return [oneLine(`${from} expired (${expires}): ${what} as drift again`)];
  }
  const breadth = use.accepted.length === 0 ? undefined : tooBroad(rule, use.accepted);
  if (breadth !== undefined) return [oneLine(`${from} is over-broad: ${breadth}`)];
  if (!isUnused(rule, use, subject)) return [];
  if (subject.ledger === undefined) return [oneLine(`${from} is unused: it matches nothing in this release`)];
  subject.ledger.unused.add(rule);
  return [];
}

/** Said where it accepts something: a broad rule that hides nothing need not be read about in each report. */
function tooBroad({target, paths}: Rule, accepted: readonly Finding[]): string | undefined {
  if (target.kind === undefined && paths === undefined) return 'it names no kind and no path';
  const whole = paths?.find((path) => isWhole(path.tokens));
  if (whole !== undefined) return `its path ${whole.text === '' ? '""' : whole.text} is nearly the whole object`;
  const objects = new Set(accepted.map(({ref}) => refKey(ref))).size;
  return accepted.length > MANY_FINDINGS && objects > MANY_OBJECTS
    ? `it accepts ${accepted.length} findings in ${objects} objects`
    : undefined;
}

/** `/`, `/*`, `/spec`, `/spec/*`. */
function isWhole(tokens: readonly object[]): boolean {
  const [first, ...rest] = tokens;
  if (first === undefined) return true;
  const isTop = 'any' in first || ('key' in first && first.key === 'spec');
  return isTop && rest.every((token) => 'any' in token);
}

/** Only of a rule that says which objects it is for: one for all of them is not wrong where it has nothing to do. */
function isUnused({target, foreign, expires}: Rule, {matched}: Use, subject: RuleSubject): boolean {
  if (matched > 0 || foreign === true || !namesObjects(target) || isExpired(expires, subject.now)) return false;
  return [...subject.objects.keys()].some((key) => {
    const ref = refOf(key);
    return targetMatches(target, ref, seenOf(ref, subject));
  });
}

function namesObjects({release: _release, ...object}: Target): boolean {
  return Object.keys(object).length > 0;
}

function seenOf(ref: ObjectRef, {objects, live, release}: RuleSubject): Seen {
  return {declared: objects.get(refKey(ref)), live: live.get(refKey(ref)), release};
}

/** The way back from refKey: names hold no slash. */
function refOf(key: string): ObjectRef {
  const [group = '', kind = '', namespace = '', ...name] = key.split('/');
  return {group, kind, ...(namespace === '' ? {} : {namespace}), name: name.join('/')};
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
