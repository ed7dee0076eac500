import {inspect} from '../../check/check.ts';
import type {CheckOptions, Inspection} from '../../check/check.ts';
import {prepare} from '../../fix/fix.ts';
import type {Prepared} from '../../fix/fix.ts';
import {UserError} from '../../model/errors.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Baseline, EvidenceSource} from '../../model/ports.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import {summarize} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import {withoutCluster} from '../../recording/promised.ts';
import {STATE_NAMES} from '../views/timeline.ts';
import type {TimelineSnapshot} from '../views/timeline.ts';
import type {ClusterAccess, ReleasePlace} from './context.ts';

/** What a check was made of. */
export interface Checked {
  readonly baseline: Baseline;
  readonly source: EvidenceSource;
  readonly options: CheckOptions;
}

const ALL = {only: [], exclude: [], added: true, prune: true} as const;

/** Plans to put all drift back, and asks the API server by dry runs what would come of it. Throws UserError. */
export async function rehearse(
  place: ReleasePlace,
  checked: Checked,
  inspection: Inspection,
  {cluster, now}: {readonly cluster: ClusterAccess; readonly now: () => Date},
): Promise<TimelineSnapshot> {
  const {ports, release} = await cluster.openForFix(place, () => {});
  const prepared = await prepare(
    {...ports, inspect: async () => inspection},
    {release, selection: ALL, recreate: false, validFor: 60},
  );
  if (prepared.steps.some(({unanswered}) => unanswered === true))
    throw new UserError('the API server gave no answer to the rehearsal', undefined, {code: 'server-error'});
  return rehearsedSnapshot(checked, prepared, now());
}

/** What a rehearsed plan would leave: the targets that the API server took in dry runs, through the same engine. Nothing was written. */
export async function rehearsedSnapshot(
  {baseline, source, options}: Checked,
  {steps, inspection}: Pick<Prepared, 'steps' | 'inspection'>,
  now: Date,
): Promise<TimelineSnapshot> {
  const after = objectsAfter(steps, inspection);
  const would: EvidenceSource = {
    ...withoutCluster(source),
    read: async (intent) => ({objects: intent.flatMap(({ref}) => after.get(refKey(ref)) ?? []), gaps: []}),
    owned: async () => ({objects: [...after.values()], unsearched: []}),
    ...answeredBy(source, after),
  };
  const seen = await inspect(baseline, would, {...options, fidelity: 'client'}, now);
  const [taken, refused] = [
    steps.filter(({step}) => step.refused === undefined),
    steps.filter(({step}) => step.refused !== undefined).map(({step}) => refLabel(step.ref)),
  ];
  return {
    id: 'reconcile',
    name: STATE_NAMES.reconcile,
    basis: 'What a reconcile would make of it, rehearsed by dry runs of the API server; nothing was written.',
    inspection: {...seen, report: judgedAs(seen.report, inspection.report)},
    mutations: taken.map(({step}) => `helm drift fix would ${step.action} ${refLabel(step.ref)}`),
    ...(refused.length === 0 ? {} : {problem: `The API server refuses ${refused.join(', ')}.`}),
  };
}

/** The live objects, with what the steps would make of them. */
function objectsAfter(steps: Prepared['steps'], {live}: Inspection): Map<string, LiveObject> {
  const after = new Map(live.toReversed().map((one): [string, LiveObject] => [refKey(one.ref), one]));
  for (const {step, target} of steps) {
    if (step.refused !== undefined) continue;
    const key = refKey(step.ref);
    if (target === undefined) after.delete(key);
    else after.set(key, {ref: step.ref, apiVersion: step.apiVersion, object: target});
  }
  return after;
}

/** Autoscalers are the cluster's; an object is what the rehearsal made of it. */
function answeredBy(source: EvidenceSource, after: ReadonlyMap<string, LiveObject>): Pick<EvidenceSource, 'queries'> {
  const ask = source.queries?.bind(source);
  if (ask === undefined) return {};
  return {
    queries: async (release, method) => ({
      ...(await ask(release, method)),
      reread: async ({ref}) => ({live: after.get(refKey(ref))}),
    }),
  };
}

/** What the server has told to be no drift is none here, where it was not asked again. */
function judgedAs(report: DriftReport, told: DriftReport): DriftReport {
  const before = new Map(told.findings.map((finding) => [finding.id, finding]));
  const findings = report.findings.flatMap((finding) => {
    const then = before.get(finding.id);
    if (then === undefined) return [];
    return [{...finding, verdict: then.verdict, ...(then.why === undefined ? {} : {why: then.why})}];
  });
  return {...report, findings, summary: summarize(findings, report.summary)};
}
