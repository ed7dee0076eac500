import {refKey} from '../../model/refs.ts';
import {stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import {plural} from '../../report/words.ts';
import type {OpenedView, StageView} from '../contract.ts';

/** Milliseconds of each stage, where they were measured. */
export type Times = {readonly [Stage in StageView['id']]?: number};

/** The pipeline as a report tells it. */
export function stagesOf(report: DriftReport, times: Times, canReconcile: OpenedView['reconcile']): StageView[] {
  const {objects} = report.summary;
  const stages: StageView[] = [
    {
      id: 'intent',
      title: 'Intent',
      count: objects,
      status: objects === 0 ? 'incomplete' : 'done',
      text: `${plural(objects, 'object')} approved`,
    },
    evidenceStage(report),
    {
      id: 'variances',
      title: 'Variances',
      count: report.findings.length,
      status: report.summary.drift > 0 ? 'attention' : 'done',
      text: plural(report.findings.length, 'difference'),
    },
    judgementStage(report),
    reconcileStage(report, canReconcile),
  ];
  return stages.map((stage) => {
    const ms = times[stage.id];
    return ms === undefined ? stage : {...stage, ms: Math.round(ms)};
  });
}

function evidenceStage({gaps, summary: {objects}}: DriftReport): StageView {
  const unseen = new Set(gaps.flatMap(({ref}) => (ref === undefined ? [] : [refKey(ref)]))).size;
  const all = plural(objects, 'object');
  return {
    id: 'evidence',
    title: 'Evidence',
    count: Math.max(0, objects - unseen),
    status: unseen > 0 ? 'incomplete' : 'done',
    text: unseen > 0 ? `${unseen} of ${all} could not be seen` : `${all} looked at`,
  };
}

function judgementStage(report: DriftReport): StageView {
  const {drift, accepted, ignored} = report.summary;
  const status = {'in-contract': 'done', incomplete: 'incomplete', 'variance-detected': 'attention'} as const;
  return {
    id: 'judgement',
    title: 'Judgement',
    count: drift,
    status: status[stateOf(report)],
    text: `${drift} drift, ${accepted} accepted, ${ignored} ignored`,
  };
}

function reconcileStage({summary: {drift}}: DriftReport, canReconcile: OpenedView['reconcile']): StageView {
  return {
    id: 'reconcile',
    title: 'Reconcile',
    count: drift,
    status: drift === 0 ? 'done' : 'gated',
    text: canReconcile.open ? backText(drift) : canReconcile.why,
  };
}

const backText = (drift: number): string =>
  drift === 0 ? 'nothing to put back' : `${drift} to put back, by a plan that somebody has agreed to`;
