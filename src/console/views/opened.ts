import {refKey} from '../../model/refs.ts';
import type {Inspection} from '../../check/check.ts';
import {stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {plural} from '../../report/words.ts';
import type {KindCount, OpenedView, StageView, TimelineState} from '../contract.ts';
import type {DocumentStore} from '../session/document-store.ts';
import {timelineState} from '../session/snapshots.ts';
import type {TimelineSnapshot} from '../session/snapshots.ts';
import {sourceText} from './views.ts';

/** Milliseconds of each stage, where they were measured. */
export interface Times {
  intent?: number;
  evidence: number;
  variances: number;
  reconcile?: number;
}

export interface OpenedRequest {
  readonly key: string;
  readonly snapshots: readonly TimelineSnapshot[];
  /** Which of the snapshots is now. */
  readonly now: number;
  readonly times?: Times;
  readonly redactor: Redactor;
  readonly documents: DocumentStore;
  readonly canReconcile: OpenedView['reconcile'];
  readonly scenario?: OpenedView['scenario'];
  /** The finding to look at first; the worst where nothing is said. */
  readonly focus?: string;
}

export function openedView(request: OpenedRequest): OpenedView {
  const {key, snapshots, now, redactor, documents, canReconcile, scenario} = request;
  const timeline = snapshots.map((snapshot) => timelineState(snapshot, redactor, documents));
  const {report, intent} = (snapshots[now] as TimelineSnapshot).inspection;
  const {name, namespace, revision, status, deployedAt, applyMethod} = report.release;
  const state = timeline[now] as TimelineState;
  const focus = request.focus ?? state.findings.find(({verdict}) => verdict === 'drift')?.id;
  return {
    key,
    name,
    namespace,
    ready: true,
    workflow: 'helm-release-assurance',
    artifact: {
      file: 'release-baseline.yaml',
      from: sourceText(report),
      digest: intent.digest,
    },
    kinds: kindsOf(intent),
    stages: stagesOf(report, request.times, canReconcile),
    timeline,
    now,
    reconcile: canReconcile,
    ...(revision === undefined ? {} : {revision}),
    ...(status === undefined ? {} : {status}),
    ...(deployedAt === undefined ? {} : {deployedAt}),
    ...(applyMethod === undefined ? {} : {applyMethod}),
    ...(scenario === undefined ? {} : {scenario}),
    ...(focus === undefined ? {} : {focus}),
  };
}

function kindsOf({objects}: Inspection['intent']): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const {ref} of objects) {
    const key = `${ref.group}/${ref.kind}`;
    kinds.set(key, {kind: ref.kind, group: ref.group, count: (kinds.get(key)?.count ?? 0) + 1});
  }
  return [...kinds.values()];
}

/** The pipeline as the report tells it. */
function stagesOf(report: DriftReport, times: Times | undefined, canReconcile: OpenedView['reconcile']): StageView[] {
  const {objects, drift, accepted, ignored} = report.summary;
  const unseen = new Set(report.gaps.flatMap(({ref}) => (ref === undefined ? [] : [refKey(ref)]))).size;
  const differences = report.findings.length;
  const state = stateOf(report);
  const stages: StageView[] = [
    {
      id: 'intent',
      title: 'Intent',
      count: objects,
      status: objects === 0 ? 'incomplete' : 'done',
      text: `${plural(objects, 'object')} approved`,
    },
    {
      id: 'evidence',
      title: 'Evidence',
      count: Math.max(0, objects - unseen),
      status: unseen > 0 ? 'incomplete' : 'done',
      text:
        unseen > 0
          ? `${unseen} of ${plural(objects, 'object')} could not be seen`
          : `${plural(objects, 'object')} looked at`,
    },
    {
      id: 'variances',
      title: 'Variances',
      count: differences,
      status: 'done',
      text: plural(differences, 'difference'),
    },
    {
      id: 'judgement',
      title: 'Judgement',
      count: drift,
      status: state === 'in-contract' ? 'done' : state === 'incomplete' ? 'incomplete' : 'attention',
      text: `${drift} drift, ${accepted} accepted, ${ignored} ignored`,
    },
    {
      id: 'reconcile',
      title: 'Reconcile',
      count: drift,
      status: drift === 0 ? 'done' : 'gated',
      text: canReconcile.open ? `${drift} to put back, by a plan that somebody has agreed to` : canReconcile.why,
    },
  ];
  const measured = times === undefined ? {} : (times as unknown as Record<string, number | undefined>);
  return stages.map((stage) => {
    const ms = measured[stage.id];
    return ms === undefined ? stage : {...stage, ms: Math.round(ms)};
  });
}
