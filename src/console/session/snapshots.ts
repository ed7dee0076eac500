import {inspect} from '../../check/check.ts';
import type {EvidenceSource, Inspection} from '../../check/check.ts';
import type {Baseline} from '../../check/intent/baseline.ts';
import {NO_CONFIG} from '../../config/file.ts';
import type {CheckOptions} from '../../check/check.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import {refKey} from '../../model/refs.ts';
import {stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import type {Prepared} from '../../fix/fix.ts';
import {headline} from '../../report/finding-words.ts';
import type {Redactor} from '../../redact/redactor.ts';
import type {TimelineState} from '../contract.ts';
import type {DocumentStore} from './document-store.ts';
import {findingViews, gapViews} from '../views/views.ts';

/** One state of the timeline, as the engine saw it. */
export interface TimelineSnapshot {
  readonly id: TimelineState['id'];
  readonly name: string;
  readonly basis: string;
  readonly inspection: Pick<Inspection, 'report' | 'intent' | 'live' | 'shapeOf'>;
  readonly mutations: readonly string[];
  /** Nobody has worked out yet what it would be: it holds what is there. */
  readonly unrehearsed?: true;
  readonly problem?: string;
}

export const NAMES = {
  baseline: 'Baseline render',
  mutation: 'Out-of-band mutation',
  reconcile: 'Controlled reconcile',
} as const;

/** The release as it was promised: its baseline, taken for what is live, through the same engine. */
export async function promised(baseline: Baseline, source: EvidenceSource, now: Date): Promise<TimelineSnapshot> {
  const promise: EvidenceSource = {
    ...without(source),
    from: {kind: 'file', file: baseline.name},
    read: async (intent) => ({
      objects: intent.map(({ref, apiVersion, object}) => ({ref, apiVersion, object})),
      gaps: [],
    }),
    owned: async () => ({objects: [], unsearched: []}),
  };
  const {pending: _pending, newer: _newer, ...complete} = baseline;
  const inspection = await inspect(complete, promise, {fidelity: 'client', config: NO_CONFIG}, now);
  return {
    id: 'baseline',
    name: NAMES.baseline,
    basis: 'The approved baseline, as if it were live.',
    // That it has no managedFields is no news of a text.
    inspection: {...inspection, report: {...inspection.report, notes: []}},
    mutations: [],
  };
}

/** What a rehearsed plan would leave: the targets that the API server took in dry runs, through the same engine. Nothing was written. */
export async function rehearsed(
  {
    baseline,
    source,
    options,
  }: {readonly baseline: Baseline; readonly source: EvidenceSource; readonly options: CheckOptions},
  {steps, inspection}: Prepared,
  now: Date,
): Promise<TimelineSnapshot> {
  const after = new Map(inspection.live.toReversed().map((one): [string, LiveObject] => [refKey(one.ref), one]));
  for (const {step, target} of steps) {
    if (step.refused !== undefined) continue;
    const key = refKey(step.ref);
    if (target === undefined) after.delete(key);
    else after.set(key, {ref: step.ref, apiVersion: step.apiVersion, object: target});
  }
  const would: EvidenceSource = {
    ...without(source),
    read: async (intent) => ({objects: intent.flatMap(({ref}) => after.get(refKey(ref)) ?? []), gaps: []}),
    owned: async () => ({objects: [...after.values()], unsearched: []}),
    ...answeredBy(source, after),
  };
  const seen = await inspect(baseline, would, {...options, fidelity: 'client'}, now);
  const report = asTold(seen.report, inspection.report);
  const refused = steps.flatMap(({step}) => (step.refused === undefined ? [] : [`${step.ref.kind}/${step.ref.name}`]));
  return {
    id: 'reconcile',
    name: NAMES.reconcile,
    basis: 'What a reconcile would make of it, rehearsed by dry runs of the API server; nothing was written.',
    inspection: {...seen, report},
    mutations: steps
      .filter(({step}) => step.refused === undefined)
      .map(({step}) => `helm drift fix would ${step.action} ${step.ref.kind}/${step.ref.name}`),
    ...(refused.length === 0 ? {} : {problem: `The API server refuses ${refused.join(', ')}.`}),
  };
}

/** Autoscalers are the cluster's; an object is what the rehearsal made of it. */
function answeredBy(source: EvidenceSource, after: ReadonlyMap<string, LiveObject>): Pick<EvidenceSource, 'questions'> {
  if (source.questions === undefined) return {};
  return {
    questions: async (release, method) => {
      const asked = await (source.questions as NonNullable<EvidenceSource['questions']>)(release, method);
      return {...asked, reread: async ({ref}) => ({live: after.get(refKey(ref))})};
    },
  };
}

/** What the server has told to be no drift is none here, where it was not asked again. */
function asTold(report: DriftReport, told: DriftReport): DriftReport {
  const before = new Map(told.findings.map((finding) => [finding.id, finding]));
  const findings = report.findings.flatMap((finding) => {
    const then = before.get(finding.id);
    return then === undefined
      ? []
      : [{...finding, verdict: then.verdict, ...(then.why === undefined ? {} : {why: then.why})}];
  });
  const count = (verdict: string): number => findings.filter((finding) => finding.verdict === verdict).length;
  const summary = {...report.summary, drift: count('drift'), accepted: count('accepted'), ignored: count('ignored')};
  return {...report, findings, summary};
}

/** Neither questions nor a way to look at the cluster: what is compared here is not what is there. */
function without(source: EvidenceSource): Pick<EvidenceSource, 'from' | 'scopeOf' | 'schemas'> {
  type Schemas = NonNullable<EvidenceSource['schemas']>;
  const schemas = {schemas: (intent: readonly IntentObject[]) => (source.schemas as Schemas)(intent)};
  return {from: source.from, scopeOf: () => source.scopeOf(), ...(source.schemas === undefined ? {} : schemas)};
}

export function timelineState(snapshot: TimelineSnapshot, redactor: Redactor, documents: DocumentStore): TimelineState {
  const {id, name, basis, mutations, unrehearsed, problem, inspection} = snapshot;
  const {intent, live} = inspection;
  const report = redactor.report(inspection.report);
  const sides = {intent: intent.objects, live, findings: inspection.report.findings};
  const [baseline, there] = [documents.add({kind: 'baseline', ...sides}), documents.add({kind: 'live', ...sides})];
  const lines = {
    baseline: documents.view(baseline, 'compact')?.lines ?? {},
    live: documents.view(there, 'compact')?.lines ?? {},
  };
  return {
    id,
    name,
    basis,
    takenAt: report.takenAt,
    load: report.summary.drift,
    compliance: stateOf(report),
    headline: headline(report),
    summary: report.summary,
    findings: findingViews(report, lines),
    gaps: gapViews(report),
    notes: report.notes,
    baselineDocument: baseline,
    liveDocument: there,
    mutations,
    ...(unrehearsed === undefined ? {} : {unrehearsed}),
    ...(problem === undefined ? {} : {problem}),
  };
}
