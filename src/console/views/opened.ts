import type {Inspection} from '../../check/check.ts';
import {defined} from '../../model/json.ts';
import {shortName} from '../../model/short-names.ts';
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
  /** Scenarios that can be played live; none by default. */
  readonly live?: OpenedView['live'];
  /** The finding to begin with; the worst where nothing is said. */
  readonly focus?: string;
}

export function openedView(request: OpenedRequest): OpenedView {
  const {key, snapshots, now, redactor, documents, canReconcile, scenario, live = []} = request;
  const timeline = snapshots.map((snapshot) => timelineState(snapshot, redactor, documents));
  const {report, intent} = defined(snapshots[now], `state ${now} of ${key}`).inspection;
  const kinds = kindsOf(intent);
  const {name, namespace, revision, status, deployedAt, applyMethod} = report.release;
  const focus = request.focus ?? timeline[now]?.findings.find(({verdict}) => verdict === 'drift')?.id;
  return {
    key,
    name,
    namespace,
    ready: true,
    workflow: WORKFLOW,
    artifact: {file: ARTIFACT_FILE, from: sourceText(report), digest: intent.digest},
    commands: commandsOf(report, kinds),
    kinds,
    stages: stagesOf(report, request.times ?? {}, canReconcile),
    timeline,
    now,
    reconcile: canReconcile,
    ...(revision === undefined ? {} : {revision}),
    ...(status === undefined ? {} : {status}),
    ...(deployedAt === undefined ? {} : {deployedAt}),
    ...(applyMethod === undefined ? {} : {applyMethod}),
    ...(scenario === undefined ? {} : {scenario}),
    ...(live.length === 0 ? {} : {live}),
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
    commands: {baseline: '', live: '', reconcile: ''},
    kinds: [],
    stages: [],
    timeline: [],
    now: 1,
    reconcile: {open: false, why: 'The first check is under way.'},
  };
}

/** The prompt's state line: `workflow=helm-release-assurance state=variance-detected audited=hpa,svc artifact=release-baseline.yaml`. */
export function promptState(opened: OpenedView | undefined): string {
  const state = opened?.timeline[opened.now]?.compliance ?? (opened === undefined ? 'no-release' : 'checking');
  const kinds = [...new Set((opened?.kinds ?? []).map(({kind}) => shortName(kind)))];
  const shown = kinds.length > KINDS_SHOWN ? [...kinds.slice(0, KINDS_SHOWN), `+${kinds.length - KINDS_SHOWN}`] : kinds;
  const audited = kinds.length === 0 ? '' : ` audited=${shown.join(',')} artifact=${ARTIFACT_FILE}`;
  return `workflow=${WORKFLOW} state=${state}${audited}`;
}

const KINDS_SHOWN = 4;

/** By what kubectl and helm say, for whoever wants to see it with his own hands. */
function commandsOf({release, from}: Inspection['report'], kinds: readonly KindCount[]): OpenedView['commands'] {
  const {name, namespace, revision} = release;
  const types = [...new Set(kinds.map(({kind, group}) => typeName(kind, group)))].join(',');
  const render =
    from.kind === 'chart' || from.kind === 'git'
      ? `helm template ${name} ${from.chart} --namespace ${namespace} --include-crds`
      : `helm get manifest ${name} -n ${namespace}${revision === undefined ? '' : ` --revision ${revision}`}`;
  return {
    baseline: `${render} > ${ARTIFACT_FILE}`,
    live: `kubectl get ${types} -n ${namespace} -o yaml > live-snapshot.yaml`,
    reconcile: `helm drift fix ${name} -n ${namespace}`,
  };
}

/** As kubectl takes it: short where it is built in, with its group where another kind could have the name. */
function typeName(kind: string, group: string): string {
  const short = shortName(kind);
  if (short !== kind.toLowerCase() || group === '') return short;
  return `${short}.${group}`;
}

function kindsOf({objects}: Inspection['intent']): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const {ref} of objects) {
    const key = `${ref.group}/${ref.kind}`;
    kinds.set(key, {kind: ref.kind, group: ref.group, count: (kinds.get(key)?.count ?? 0) + 1});
  }
  return [...kinds.values()];
}
