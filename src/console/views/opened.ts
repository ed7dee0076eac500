import type {Inspection} from '../../check/check.ts';
import {defined} from '../../model/json.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {KindCount, OpenedView} from '../contract.ts';
import type {DocumentStore} from './document.ts';
import {sourceText} from './releases.ts';
import {stagesOf} from './stages.ts';
import type {Times} from './stages.ts';
import {timelineState} from './timeline.ts';
import type {TimelineSnapshot} from './timeline.ts';

const WORKFLOW = 'helm-release-assurance';
const ARTIFACT_FILE = 'release-baseline.yaml';

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
  /** The finding to begin with; the worst where nothing is said. */
  readonly focus?: string;
}

export function openedView(request: OpenedRequest): OpenedView {
  const {key, snapshots, now, redactor, documents, canReconcile, scenario} = request;
  const timeline = snapshots.map((snapshot) => timelineState(snapshot, redactor, documents));
  const {report, intent} = defined(snapshots[now], `state ${now} of ${key}`).inspection;
  const {name, namespace, revision, status, deployedAt, applyMethod} = report.release;
  const focus = request.focus ?? timeline[now]?.findings.find(({verdict}) => verdict === 'drift')?.id;
  return {
    key,
    name,
    namespace,
    ready: true,
    workflow: WORKFLOW,
    artifact: {file: ARTIFACT_FILE, from: sourceText(report), digest: intent.digest},
    kinds: kindsOf(intent),
    stages: stagesOf(report, request.times ?? {}, canReconcile),
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

/** What is opened, before its first check is over. */
export function waitingView(key: string, name: string, namespace: string): OpenedView {
  return {
    key,
    name,
    namespace,
    ready: false,
    workflow: WORKFLOW,
    artifact: {file: ARTIFACT_FILE, from: '', digest: ''},
    kinds: [],
    stages: [],
    timeline: [],
    now: 1,
    reconcile: {open: false, why: 'The first check is under way.'},
  };
}

/** The prompt's state line: `workflow=helm-release-assurance state=variance-detected`. */
export function promptState(opened: OpenedView | undefined): string {
  const state = opened?.timeline[opened.now]?.compliance ?? (opened === undefined ? 'no-release' : 'checking');
  return `workflow=${WORKFLOW} state=${state}`;
}

function kindsOf({objects}: Inspection['intent']): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const {ref} of objects) {
    const key = `${ref.group}/${ref.kind}`;
    kinds.set(key, {kind: ref.kind, group: ref.group, count: (kinds.get(key)?.count ?? 0) + 1});
  }
  return [...kinds.values()];
}
