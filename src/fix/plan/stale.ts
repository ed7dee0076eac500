import type {Plan, PlanCluster, PlannedField, Step} from '../../model/fix.ts';
import {clusterText} from '../../model/cluster-words.ts';
import {inertName} from '../../model/inert.ts';
import type {Json} from '../../model/json.ts';
import {holdsMask, MASK} from '../../model/mask.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {canonicalText} from './content-digest.ts';
import {planDigest} from './sign.ts';
import type {PlannedStep} from './step.ts';
import {plural, someOf} from '../../model/plural.ts';

type PlanFrame = Omit<Plan, 'steps' | 'notes' | 'digest' | 'expires'>;

const WHOLE_ID = /^[0-9a-f]{64}$/;

/**
 * What is wrong with a plan as such: edited, out of date, or made for another release or cluster. Undefined where nothing is.
 * `key` is what the release declares now: see `planKey`.
 */
export function planProblem(plan: Plan, now: PlanFrame, key: string): string | undefined {
  const isWhole = plan.steps.every(({fields}) => fields.every(({id}) => WHOLE_ID.test(id)));
  if (plan.schemaVersion !== '2' || !isWhole)
    return 'an older version made it, whose short finding IDs name nothing for certain';
  const {release, cluster} = plan;
  if (isSameCluster(cluster, now.cluster) === 'no')
    return `it was made for another cluster, ${clusterText(cluster)} at ${cluster.server}, and this is ${clusterText(now.cluster)} at ${now.cluster.server}`;
  if (release.name !== now.release.name || release.namespace !== now.release.namespace)
    return `it was made for ${release.name} in ${release.namespace}`;
  if (release.revision !== now.release.revision)
    return `it was made for revision ${release.revision}, and revision ${now.release.revision} is the baseline now`;
  if (plan.intentDigest !== now.intentDigest) return 'what the release declares is not what it was made for';
  if (planDigest(plan, key) !== plan.digest) return 'it was edited: its digest does not fit';
  if (Number.isNaN(Date.parse(plan.expires)) || plan.expires < now.createdAt) return `it expired at ${plan.expires}`;
  return undefined;
}

/**
 * Whether two clusters are one: the uid of kube-system tells, where both sides could read it. Without it two servers are two
 * clusters, and one address may stand for several: then the objects' own uids must tell.
 */
export function isSameCluster(a: PlanCluster, b: PlanCluster): 'yes' | 'no' | 'unproven' {
  if (a.uid !== undefined && b.uid !== undefined) return a.uid === b.uid ? 'yes' : 'no';
  return a.server === b.server ? 'unproven' : 'no';
}

/** Why a plan's step is not what would be planned now; undefined where it is. `now` is absent where nothing is left to do. */
export function stepProblem(kept: Step, now: PlannedStep | undefined): string | undefined {
  // What was shown as left alone is left alone, whatever stands there now.
  if (now === undefined || kept.refused !== undefined) return undefined;
  const {step} = now;
  const label = refLabel(kept.ref);
  if (step.uid !== kept.uid) return `${label} is another object of the same name now`;
  if (step.action !== kept.action) return `${label}: ${kept.action} was planned, and now it would be ${step.action}`;
  const keptIds = kept.fields.map(({id}) => id).toSorted();
  if (canonicalText(step.fields.map(({id}) => id).toSorted()) !== canonicalText(keptIds))
    return `${label}: other fields differ now${otherFields(kept, step)}`;
  const moved = fieldProblem(kept, now);
  if (moved !== undefined) return moved;
  if (step.content !== kept.content) return `${label} changed since it was reviewed`;
  return besideProblem(kept, step);
}

/** A field that is not as it was shown. */
function fieldProblem(kept: Step, {step, findings}: PlannedStep): string | undefined {
  const hasMoved = step.resourceVersion !== kept.resourceVersion;
  const moved = kept.fields.find((field) => {
    const at = step.fields.findIndex(({id}) => id === field.id);
    const [shown, finding] = [step.fields[at], findings[at]];
    if (shown === undefined || fieldText(shown) !== fieldText(field)) return true;
    // A masked value cannot be compared with what was reviewed: its object must not have moved at all.
    const isMasked = canonicalText([shown.desired, shown.live]) !== canonicalText([finding?.desired, finding?.live]);
    return (isMasked || holdsMask(field.desired) || holdsMask(field.live)) && hasMoved;
  });
  if (moved === undefined) return undefined;
  const now = step.fields.find(({id}) => id === moved.id);
  return `${refLabel(kept.ref)} ${moved.path} changed since it was reviewed${now === undefined ? '' : whatMoved(moved, now)}`;
}

/** `: it was 9080, and is 9090 now`. Where only a mask or an owner moved there is nothing to show of it. */
function whatMoved(kept: PlannedField, now: PlannedField): string {
  const moves = [
    ['it was', kept.live, now.live],
    ['what was to be put back was', kept.desired, now.desired],
    ['its author was', kept.by.manager, now.by.manager],
    ['its severity was', kept.severity, now.severity],
  ] as const;
  const told = moves
    .filter(([, before, after]) => canonicalText(before) !== canonicalText(after))
    .map(([what, before, after]) => `${what} ${shortText(before)}, and is ${shortText(after)} now`);
  return told.length === 0 ? '' : `: ${told.join('; ')}`;
}

const LONGEST_VALUE = 60;

function shortText(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = inertName(typeof value === 'string' && value !== '' ? value : stringifyJson(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** `: spec.replicas is new, and spec.paused differs no more`. */
function otherFields(kept: Step, now: Step): string {
  const without = (some: Step, other: Step): string[] =>
    some.fields
      .filter(({id}) => other.fields.every((one) => one.id !== id))
      .map(({path}) => path || 'the object itself');
  const [fresh, gone] = [without(now, kept), without(kept, now)];
  const told = [
    ...(fresh.length === 0 ? [] : [`${someOf(fresh)} came beside what was reviewed`]),
    ...(gone.length === 0 ? [] : [`${someOf(gone)} ${gone.length === 1 ? 'differs' : 'differ'} no more`]),
  ];
  return told.length === 0 ? '' : `: ${told.join(', and ')}`;
}

/** All that is shown of a field. A mask's digest is another one in each run, and an entry's time moves with each write. */
function fieldText(field: PlannedField): string {
  const {time: _time, ...by} = field.by;
  return canonicalText({...field, by}).replaceAll(new RegExp(MASK.source, 'g'), maskLength);
}

const maskLength = (mask: string): string => mask.replace(/, [0-9a-f]{8}\)/, ')');

/** What is shown beside the fields, and is not as it was shown: a line that is new, or one that is gone. */
function besideProblem(kept: Step, step: Step): string | undefined {
  const label = refLabel(kept.ref);
  const added = (after: readonly string[] = [], before: readonly string[] = []): string =>
    after.filter((line) => !before.includes(line)).join(', ');
  const grown = added(step.consequences, kept.consequences);
  if (grown !== '') return `${label}: the API server would now change ${grown} too`;
  const shrunk = added(kept.consequences, step.consequences);
  if (shrunk !== '') return `${label}: the API server would not change ${shrunk} any more`;
  const warned = added(step.warnings, kept.warnings) || added(kept.warnings, step.warnings);
  if (warned !== '') return `${label}: what it costs is not what was reviewed: ${warned}`;
  if (canonicalText([step.handsOver, step.takesFrom, step.apiVersion]) !== keptText(kept))
    return `${label}: who owns it is not what was reviewed`;
  return undefined;
}

const keptText = ({handsOver, takesFrom, apiVersion}: Step): string =>
  canonicalText([handsOver, takesFrom, apiVersion]);

/** By what a kept plan is not what would be planned now; undefined where it is. */
export function keptProblem(plan: Plan, steps: readonly PlannedStep[]): string | undefined {
  const kept = new Map(plan.steps.map((step) => [refKey(step.ref), step]));
  const now = new Map(steps.map((planned) => [refKey(planned.step.ref), planned]));
  if (kept.size < plan.steps.length || now.size < steps.length) return 'an object has two steps';
  const beside = steps.find(({step}) => !kept.has(refKey(step.ref)));
  if (beside !== undefined) return `${refLabel(beside.step.ref)} is in none of its steps`;
  const problems = plan.steps.flatMap((step) => stepProblem(step, now.get(refKey(step.ref))) ?? []);
  const more = problems.length - 3;
  if (problems.length === 0) return undefined;
  return `${problems.slice(0, 3).join('; ')}${more > 0 ? `; and ${plural(more, 'more object')} ${more === 1 ? 'is' : 'are'} not as reviewed` : ''}`;
}

/** Where no uid of kube-system tells that the cluster is the plan's, one of the objects must. */
export function isProven(plan: Plan, steps: readonly PlannedStep[]): boolean {
  const uids = new Set(steps.flatMap(({step: {uid}}) => uid ?? []));
  return plan.steps.some(({uid}) => uid !== undefined && uids.has(uid));
}

/** The steps that a kept plan lets through: what was shown as left alone stays so. */
export function heldSteps(plan: Plan, steps: readonly PlannedStep[]): PlannedStep[] {
  const refused = new Map(plan.steps.map(({ref, refused: why}) => [refKey(ref), why]));
  return steps.map((planned) => {
    const why = refused.get(refKey(planned.step.ref));
    if (why === undefined || planned.step.refused !== undefined) return planned;
    return {...planned, doomed: true, step: {...planned.step, refused: `the plan leaves it as it is: ${why}`}};
  });
}
