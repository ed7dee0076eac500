import type {Inspection} from '../../check/check.ts';
import {refLabel} from '../../model/refs.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';

/** A release's three states: what was promised, the drift (of now, or the last that there was), and the way back. */
export interface ReleaseTimeline {
  readonly baseline: TimelineSnapshot;
  readonly drifted: TimelineSnapshot;
  readonly reconciled: TimelineSnapshot;
  /** Whether `drifted` holds drift, and not only what there is before any was seen. */
  readonly hasDrifted: boolean;
  /** Which of the three is now. */
  readonly now: 1 | 2;
}

export function snapshotsOf({baseline, drifted, reconciled}: ReleaseTimeline): readonly TimelineSnapshot[] {
  return [baseline, drifted, reconciled];
}

/** The timeline after a check. A rehearsal of earlier drift stays until there is a new one, so that nothing jumps. */
export function timelineAfter(
  before: ReleaseTimeline | undefined,
  baseline: TimelineSnapshot,
  inspection: Inspection,
): ReleaseTimeline {
  const current = currentSnapshot(inspection);
  if (inspection.report.summary.drift > 0) {
    const reconciled = before?.now === 1 && before.hasDrifted ? before.reconciled : unrehearsed(current);
    return {baseline, drifted: current, reconciled, hasDrifted: true, now: 1};
  }
  const hasDrifted = before?.hasDrifted === true;
  const drifted = before !== undefined && hasDrifted ? before.drifted : current;
  return {baseline, drifted, reconciled: verified(current), hasDrifted, now: hasDrifted ? 2 : 1};
}

/** Where a rehearsal failed: what is there, and why it is no more than that. */
export function unrehearsed(current: TimelineSnapshot, problem?: string): TimelineSnapshot {
  return {
    ...verified(current),
    basis: 'Not rehearsed yet: shown is what the cluster holds now.',
    unrehearsed: true,
    ...(problem === undefined ? {} : {problem}),
  };
}

function currentSnapshot(inspection: Inspection): TimelineSnapshot {
  const {drift} = inspection.report.summary;
  const basis = drift > 0 ? 'What the cluster holds now.' : 'What the cluster holds now: nothing has drifted.';
  return {id: 'mutation', name: STATE_NAMES.mutation, basis, inspection, mutations: mutationsOf(inspection)};
}

function verified(current: TimelineSnapshot): TimelineSnapshot {
  const basis = 'What the cluster holds now, verified by a check.';
  return {...current, id: 'reconcile', name: STATE_NAMES.reconcile, basis, mutations: []};
}

/** Who wrote what, as far as the server's books tell. */
function mutationsOf({report}: Inspection): string[] {
  const mutations = report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({ref, by, change}) => `${by.manager ?? 'somebody'} ${VERBS[change]} ${refLabel(ref)}`);
  return [...new Set(mutations)];
}

const VERBS = {
  changed: 'changed',
  removed: 'changed',
  added: 'added to',
  missing: 'deleted',
  extra: 'created',
} as const;
