import {isDeepStrictEqual} from 'node:util';
import type {Plan, PlanCluster, Step} from '../../model/fix.ts';
import {formatPath} from '../../model/path.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {planDigest} from './plan.ts';
import type {PlannedStep} from './step.ts';

/** What is wrong with a plan as such: edited, out of date, or made for another release or cluster. Undefined where nothing is. */
export function planProblem(plan: Plan, now: Omit<Plan, 'steps' | 'notes' | 'digest' | 'expires'>): string | undefined {
  if (planDigest(plan) !== plan.digest) return 'it was edited: its digest does not fit';
  if (Number.isNaN(Date.parse(plan.expires)) || plan.expires < now.createdAt) return `it expired at ${plan.expires}`;
  const {release, cluster} = plan;
  if (!isSameCluster(cluster, now.cluster))
    return `it was made for another cluster, ${cluster.name} at ${cluster.server}`;
  if (release.name !== now.release.name || release.namespace !== now.release.namespace)
    return `it was made for ${release.name} in ${release.namespace}`;
  if (release.revision !== now.release.revision)
    return `it was made for revision ${release.revision}, and revision ${now.release.revision} is deployed`;
  if (plan.intentDigest !== now.intentDigest) return 'what the release declares is not what it was made for';
  return undefined;
}

/** Whether two clusters are one: by the uid of kube-system where both sides could read it, else by the server's address. */
export function isSameCluster(a: PlanCluster, b: PlanCluster): boolean {
  return a.uid === undefined || b.uid === undefined ? a.server === b.server : a.uid === b.uid;
}

/** Why a plan's step is not what would be planned now; undefined where it is. `now` is absent where nothing is left to do. */
export function stepProblem(
  kept: Step,
  now: PlannedStep | undefined,
  shown: ReadonlyMap<string, Finding>,
): string | undefined {
  if (now === undefined) return undefined;
  const {step} = now;
  const label = refLabel(kept.ref);
  if (step.uid !== kept.uid) return `${label} is another object of the same name now`;
  if (step.action !== kept.action) return `${label}: ${kept.action} was planned, and now it would be ${step.action}`;
  const ids = ({fields}: Step): string[] => fields.map(({id}) => id).toSorted();
  if (!isDeepStrictEqual(ids(step), ids(kept))) return `${label}: other fields differ now`;
  const grown = step.consequences.filter((path) => !kept.consequences.includes(path));
  if (grown.length > 0) return `${label}: the API server would now change ${grown.join(', ')} too`;
  if (step.resourceVersion === kept.resourceVersion) return undefined;
  const moved = kept.fields.find((field) => {
    const finding = now.findings.find(({id}) => id === field.id);
    return finding === undefined || isMasked(finding, shown) || !isSameField(field, finding);
  });
  return moved === undefined ? undefined : `${label} ${moved.path} changed since it was reviewed`;
}

/** A masked value cannot be compared with what was reviewed: its object must not have moved at all. */
function isMasked(finding: Finding, shown: ReadonlyMap<string, Finding>): boolean {
  const copy = shown.get(finding.id);
  return copy === undefined || !isDeepStrictEqual([copy.desired, copy.live], [finding.desired, finding.live]);
}

function isSameField(field: Step['fields'][number], finding: Finding): boolean {
  return (
    field.path === formatPath(finding.path) &&
    field.change === finding.change &&
    isDeepStrictEqual([field.desired, field.live], [finding.desired, finding.live])
  );
}

/** Each step of a kept plan, with the one that would be planned for its object now. */
export function keptSteps(
  plan: Plan,
  steps: readonly PlannedStep[],
): readonly {readonly step: Step; readonly planned: PlannedStep | undefined}[] {
  const byRef = new Map(steps.map((planned) => [refKey(planned.step.ref), planned]));
  return plan.steps.map((step) => ({step, planned: byRef.get(refKey(step.ref))}));
}
