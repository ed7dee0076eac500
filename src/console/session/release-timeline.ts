import type {Inspection} from '../../check/check.ts';
import {refLabel} from '../../model/refs.ts';
import {plainUpgrade, unknownUpgrade, upgradeKey} from './next-upgrade.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';

/** A release's states: what was promised, the drift (of now, or the last that there was), the way back, and the next upgrade. */
export interface ReleaseTimeline {
  readonly baseline: TimelineSnapshot;
  /** What checks have met before, oldest first. */
  readonly earlier: readonly TimelineSnapshot[];
  readonly drifted: TimelineSnapshot;
  readonly reconciled: TimelineSnapshot;
  readonly upgrade: TimelineSnapshot;
  /** What the forecast stands for. */
  readonly upgradeKey: string;
  /** Whether `drifted` holds drift, and not only what there is before any was seen. */
  readonly hasDrifted: boolean;
  /** Which of them is now, the earlier ones not counted. */
  readonly now: 1 | 2;
}

/** Where now stands among the snapshots. */
export function nowOf({now, earlier}: ReleaseTimeline): number {
  return now + earlier.length;
}

export function snapshotsOf(timeline: ReleaseTimeline): readonly TimelineSnapshot[] {
  const {baseline, earlier, drifted, reconciled, upgrade, hasDrifted, now} = timeline;
  const isPast = hasDrifted && now === 2;
  return [
    baseline,
    ...earlier,
    isPast ? {...drifted, name: STATE_NAMES.mutation, basis: 'What the cluster held when it drifted last.'} : drifted,
    isPast ? {...reconciled, name: STATE_NAMES.live} : reconciled,
    upgrade,
  ];
}

/** The timeline after a check. A rehearsal of earlier drift stays until there is a new one, so that nothing jumps. */
export function timelineAfter(
  before: ReleaseTimeline | undefined,
  baseline: TimelineSnapshot,
  inspection: Inspection,
): ReleaseTimeline {
  const current = currentSnapshot(inspection);
  const key = upgradeKey(inspection);
  if (inspection.report.summary.drift > 0) {
    const reconciled = before?.now === 1 && before.hasDrifted ? before.reconciled : unrehearsed(current);
    const upgrade = before?.upgradeKey === key ? before.upgrade : unknownUpgrade(inspection);
    return {baseline, earlier: [], drifted: current, reconciled, upgrade, upgradeKey: key, hasDrifted: true, now: 1};
  }
  const hasDrifted = before?.hasDrifted === true;
  const drifted = before !== undefined && hasDrifted ? before.drifted : current;
  const upgrade = plainUpgrade(inspection);
  return {
    baseline,
    earlier: [],
    drifted,
    reconciled: verified(current),
    upgrade,
    upgradeKey: key,
    hasDrifted,
    now: hasDrifted ? 2 : 1,
  };
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
  return {id: 'mutation', name: STATE_NAMES.live, basis, inspection, mutations: mutationsOf(inspection)};
}

function verified(current: TimelineSnapshot): TimelineSnapshot {
  const basis = 'What the cluster holds now, verified by a check.';
  return {...current, id: 'reconcile', name: STATE_NAMES.reconcile, basis, mutations: []};
}

/** Who wrote what, as far as the server's books tell. */
export function mutationsOf({report}: Pick<Inspection, 'report'>): string[] {
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
