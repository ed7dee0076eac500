import type {ReconcileRule, ReconcileSettings} from '../config/reconcile.ts';
import {patternMatches} from '../model/patterns.ts';
import type {ReconcileState} from '../model/reconcile.ts';
import {SEVERITIES} from '../model/report.ts';
import type {SightedFinding} from '../notify/observe.ts';
import {isWithinHours} from '../notify/quiet.ts';
import {isAtLeast, namesControlPath} from '../notify/routes.ts';
import {fieldKey} from './heat.ts';

/** A release, as a check of it saw it. */
export interface Standing {
  /** `namespace/name`. */
  readonly release: string;
  readonly namespace: string;
  /** Helm has it in hand. */
  readonly isPending: boolean;
  readonly findings: readonly SightedFinding[];
}

/** What is left alone though a rule is about it, and why. */
export interface LeftAlone {
  readonly finding: SightedFinding;
  readonly why: 'fight' | 'pending' | 'budget' | 'window' | 'soon' | 'tried';
  /** Who wrote it, where that is a fight. */
  readonly managers: readonly string[];
}

export interface Decision {
  /** Worst first; no more than the budget has left. */
  readonly act: readonly SightedFinding[];
  readonly left: readonly LeftAlone[];
}

const HOUR_MS = 3_600_000;
/** What could not be put back is tried again after so long. */
const AGAIN_MS = 600_000;

/** The findings that some rule of the policy is about: drift, and never what a rule of the user's accepts. */
export function meant({namespace, findings}: Standing, {rules}: ReconcileSettings): SightedFinding[] {
  return findings.filter(
    (finding) => finding.stands === 'drift' && rules.some((rule) => isMeant(rule, finding, namespace)),
  );
}

function isMeant(
  {controlPaths, namespaces, severity, changes}: ReconcileRule,
  finding: SightedFinding,
  namespace: string,
): boolean {
  if (!changes.includes(finding.change)) return false;
  if (namespaces !== undefined && !namespaces.some((pattern) => patternMatches(pattern, namespace))) return false;
  if (severity !== undefined && !isAtLeast(finding.severity, severity)) return false;
  return controlPaths.some((pattern) => namesControlPath(pattern, finding));
}

/** What to put back now. The state must have seen these findings: see observeFields. */
export function decide(standing: Standing, state: ReconcileState, policy: ReconcileSettings, now: number): Decision {
  let budget = policy.budget - spentOf(state, now).length;
  const isOpen = policy.windows === undefined || isWithinHours(policy.windows, now);
  const act: SightedFinding[] = [];
  const left: LeftAlone[] = [];
  const worst = meant(standing, policy).toSorted(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || (a.id < b.id ? -1 : 1),
  );
  for (const finding of worst) {
    const field = state.fields[fieldKey(standing.release, finding.id)];
    const why = ((): LeftAlone['why'] | undefined => {
      // What nobody took down may be hot.
      if (field === undefined || field.fights === true) return 'fight';
      if (standing.isPending) return 'pending';
      if (!isOpen) return 'window';
      if (now - field.since < policy.afterMs) return 'soon';
      // What was only said is said once.
      if (field.triedAt !== undefined && (policy.mode === 'dry-run' || now - field.triedAt < AGAIN_MS)) return 'tried';
      return budget > 0 ? undefined : 'budget';
    })();
    if (why === undefined) {
      act.push(finding);
      budget -= 1;
    } else {
      left.push({finding, why, managers: field?.managers ?? []});
    }
  }
  return {act, left};
}

/** The state once these findings are about to be put back: what is spent counts before anything is written. */
export function spend(
  state: ReconcileState,
  release: string,
  findings: readonly SightedFinding[],
  now: number,
): ReconcileState {
  return {...tried(state, release, findings, now), spent: [...spentOf(state, now), ...findings.map(() => now)]};
}

/** The state once somebody was told what would be put back. */
export function tried(
  state: ReconcileState,
  release: string,
  findings: readonly SightedFinding[],
  now: number,
): ReconcileState {
  const fields = {...state.fields};
  for (const {id} of findings) {
    const key = fieldKey(release, id);
    const field = fields[key];
    if (field !== undefined) fields[key] = {...field, triedAt: now};
  }
  return {...state, fields};
}

/** By a clock that went back, what was spent later counts too. */
function spentOf({spent}: ReconcileState, now: number): readonly number[] {
  return spent.filter((time) => time > now - HOUR_MS);
}

/** The state once these findings are right: one that drifts again was rewritten, be it to the same value. */
export function settledFields(
  state: ReconcileState,
  release: string,
  findings: readonly SightedFinding[],
): ReconcileState {
  const fields = {...state.fields};
  for (const {id} of findings) {
    const key = fieldKey(release, id);
    const field = fields[key];
    if (field === undefined) continue;
    const {value: _value, triedAt: _tried, ...rest} = field;
    fields[key] = rest;
  }
  return {...state, fields};
}
