import type {FindingView, TimelineState} from '../../contract.ts';
import {sides} from './words.ts';

/** How a finding stands in a state: changed past Helm, as approved, judged as no drift, or not known there. */
export type Standing = 'drift' | 'approved' | 'judged' | 'unknown';

/** The findings of all states, each once, as now has it, or else the first state that does: rows keep their places. */
export function findingsOfAll(states: readonly TimelineState[], now: number): FindingView[] {
  const found = new Map<string, FindingView>();
  for (const state of [states[now], ...states]) {
    for (const finding of state?.findings ?? []) if (!found.has(finding.id)) found.set(finding.id, finding);
  }
  return [...found.values()];
}

/** Whether it is drift in any of the states. */
export function driftsAnywhere(states: readonly TimelineState[], id: string): boolean {
  return states.some((state) => findingIn(state, id)?.verdict === 'drift');
}

export function standingIn(state: TimelineState, id: string): Standing {
  const finding = findingIn(state, id);
  if (state.unrehearsed === true) return 'unknown';
  if (finding === undefined) return 'approved';
  return finding.verdict === 'drift' ? 'drift' : 'judged';
}

/**
 * The values that a field goes through, up to a state: `6`, `6 → 4`, `6 → 4 → 6`. One that is not known is `?`. What comes after
 * now (a reconcile, an upgrade) are ways to go on, and none leads to the other.
 */
export function valuesUpTo(
  states: readonly TimelineState[],
  {index, now}: {readonly index: number; readonly now: number},
  finding: FindingView,
): string[] {
  const approved = sides(finding).desired;
  const values = [approved];
  for (const state of states.filter((_state, at) => at === index || at <= Math.min(index, now))) {
    const there = findingIn(state, finding.id);
    const value = state.unrehearsed === true ? '?' : there === undefined ? approved : sides(there).live;
    if (value !== values.at(-1)) values.push(value);
  }
  return values;
}

const indexed = new WeakMap<TimelineState, ReadonlyMap<string, FindingView>>();

/** A state's finding, by its id. */
export function findingIn(state: TimelineState, id: string): FindingView | undefined {
  let known = indexed.get(state);
  if (known === undefined) {
    known = new Map(state.findings.map((finding) => [finding.id, finding]));
    indexed.set(state, known);
  }
  return known.get(id);
}
