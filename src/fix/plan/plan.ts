import {createHash} from 'node:crypto';
import type {Inspection} from '../../check/check.ts';
import {asWritten} from '../../check/intent/stamp.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {Plan, PlanCluster, PlannedField, PlanRelease, Step} from '../../model/fix.ts';
import type {IntentObject} from '../../model/intent.ts';
import {isObject, textOf} from '../../model/json.ts';

import {formatPath} from '../../model/path.ts';
import {holdsMask} from '../../model/mask.ts';
import {parseApiVersion, refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {conflictsToCome, costs, competingManagers} from './notes.ts';
import {installRank} from './order.ts';
import {HELM, helmManager, isHalfDone} from './owned.ts';
import {isSelected} from './select.ts';
import type {Selection} from './select.ts';
import {patchOf, versionOf} from './step.ts';
import type {PlannedStep} from './step.ts';
import {creationStrategies} from './write-strategies.ts';

export interface PlanRequest {
  readonly inspection: Inspection;
  readonly release: PlanRelease;
  readonly selection: Selection;
  /** Redacted copies of the findings, by id: what a plan shows. */
  readonly shown: ReadonlyMap<string, Finding>;
  /** Whole live objects of those that the report knows by their metadata alone, by refKey. */
  readonly whole: ReadonlyMap<string, LiveObject>;
}

/** The steps that put the selected findings right, in the order in which Helm installs; deletions last, the other way round. */
export function planSteps(request: PlanRequest): PlannedStep[] {
  const {inspection, selection} = request;
  const selected = inspection.report.findings.filter((finding) => isSelected(finding, selection));
  const objects = new Map<string, Finding[]>();
  for (const finding of selected)
    objects.set(refKey(finding.ref), [...(objects.get(refKey(finding.ref)) ?? []), finding]);
  // What a run that was killed left half-done is finished by the next one.
  for (const {ref, object} of inspection.live)
    if (isHalfDone(object) && !objects.has(refKey(ref)) && selection.ids === undefined) objects.set(refKey(ref), []);
  const steps = [...objects].flatMap(([key, findings]) => stepFor(key, findings, request) ?? []);
  const dependents = steps.flatMap((step) => dependentCreations(step, request));
  return [...steps, ...dependents].toSorted(inOrder);
}

function inOrder(a: PlannedStep, b: PlannedStep): number {
  const isDelete = ({step}: PlannedStep): boolean => step.action === 'delete';
  if (isDelete(a) !== isDelete(b)) return isDelete(a) ? 1 : -1;
  const order = installRank(a.step.ref.kind) - installRank(b.step.ref.kind);
  const byName = refKey(a.step.ref) < refKey(b.step.ref) ? -1 : 1;
  return (order === 0 ? byName : order) * (isDelete(a) ? -1 : 1);
}

function stepFor(key: string, findings: readonly Finding[], request: PlanRequest): PlannedStep | undefined {
  const {inspection, whole} = request;
  const intent = inspection.intent.objects.find(({ref}) => refKey(ref) === key);
  const live = whole.get(key) ?? inspection.live.find(({ref}) => refKey(ref) === key);
  if (intent !== undefined && findings.some(({change}) => change === 'missing'))
    return creation(intent, findings, request);
  if (live === undefined) return undefined;
  if (findings.some(({change}) => change === 'extra')) return deletion(live, findings, request);
  return intent === undefined ? undefined : restoration(intent, live, findings, request);
}

function creation(intent: IntentObject, findings: readonly Finding[], request: PlanRequest): PlannedStep {
  const object = asWritten(intent);
  const {shape, base} = basics(intent, findings, request);
  const strategies = creationStrategies(object, request.release.applyMethod, managerOf(request.inspection));
  const refused = holdsMask(object) ? {refused: MASKED} : {};
  return {...base, step: {...base.step, action: 'create', ...refused}, target: object, shape, strategies};
}

/** Whoever installs a masked capture has a release that promises masks: they go no further. */
const MASKED = 'what is declared is a mask that stands for a secret, and no value';

function deletion(live: LiveObject, findings: readonly Finding[], request: PlanRequest): PlannedStep {
  const {shape, base} = basics(live, findings, request);
  const step: Step = {...base.step, ...versionOf(live), action: 'delete', warnings: costs('delete', live, [])};
  return {...base, step, live, shape, strategies: [[{kind: 'delete'}]]};
}

function restoration(
  intent: IntentObject,
  live: LiveObject,
  findings: readonly Finding[],
  request: PlanRequest,
): PlannedStep {
  const {release, inspection} = request;
  const {shape, base} = basics({ref: intent.ref, apiVersion: live.apiVersion}, findings, request);
  const replan = (now: LiveObject) => patchOf(intent, now, shape, findings, release.applyMethod);
  const {target, strategies, unreached} = replan(live);
  const left = inspection.report.findings.filter(
    (finding) => refKey(finding.ref) === refKey(intent.ref) && !findings.includes(finding),
  );
  const refused = findings.some(({desired}) => holdsMask(desired))
    ? {refused: MASKED}
    : unreached.length === 0
      ? {}
      : {
          refused: `it cannot be told where ${unreached.map(({path}) => formatPath(path)).join(', ')} stands in the live object`,
        };
  const warnings = [...costs('patch', live, findings), ...competingManagers(live, findings)];
  if (findings.length === 0) warnings.push('hands over to Helm what an interrupted fix has written');
  const step: Step = {...base.step, ...versionOf(live), warnings, ...refused};
  const [making = []] = creationStrategies(asWritten(intent), release.applyMethod, managerOf(inspection));
  return {...base, step, live, target, making, left, shape, strategies, replan};
}

/**
 * Custom resources whose definition a step brings back: they went with it. The report has a gap for each, for nobody could
 * look; the writer makes sure that there is none before it creates one.
 */
function dependentCreations({step, target}: PlannedStep, request: PlanRequest): PlannedStep[] {
  if (step.action !== 'create' || step.ref.kind !== 'CustomResourceDefinition') return [];
  const spec = isObject(target?.['spec']) ? target['spec'] : {};
  const names = isObject(spec['names']) ? spec['names'] : {};
  const {report, intent} = request.inspection;
  const unseen = new Set(
    report.gaps.flatMap(({reason, ref}) => (reason === 'unknown-kind' && ref !== undefined ? [refKey(ref)] : [])),
  );
  return intent.objects
    .filter(
      ({ref}) => unseen.has(refKey(ref)) && ref.group === textOf(spec['group']) && ref.kind === textOf(names['kind']),
    )
    .map((object) => {
      const made = creation(object, [], request);
      return {...made, step: {...made.step, warnings: [`went with ${refLabel(step.ref)}, and comes back after it`]}};
    });
}

function basics(
  {ref, apiVersion}: {readonly ref: ObjectRef; readonly apiVersion: string},
  findings: readonly Finding[],
  {inspection, shown}: PlanRequest,
) {
  const {group, version} = parseApiVersion(apiVersion);
  const shape = inspection.shapeOf(group, version, ref.kind);
  const step: Step = {
    action: 'patch',
    ref,
    apiVersion,
    fields: findings.map((finding) => plannedField(shown.get(finding.id) ?? finding)),
    consequences: [],
    warnings: [],
  };
  const left: readonly Finding[] = [];
  return {shape, base: {step, findings, left}};
}

/** A finding as a plan shows it; of a redacted copy. */
export function plannedField({id, path, change, controlPath, severity, desired, live, by}: Finding): PlannedField {
  return {
    id,
    path: formatPath(path),
    change,
    title: controlPath.title,
    severity,
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
    by,
  };
}

/** The name that Helm has in this release: new objects are written under it too. */
function managerOf({live}: Inspection): string {
  return helmManager(live.find(({object}) => helmManager(object) !== undefined)?.object ?? {}) ?? HELM;
}

export interface PlanFrame {
  readonly release: PlanRelease;
  readonly cluster: PlanCluster;
  readonly createdAt: Date;
  /** Seconds from creation. */
  readonly validFor: number;
}

/** The plan as it is shown, kept and signed by its digest. */
export function makePlan(steps: readonly Step[], inspection: Inspection, frame: PlanFrame): Plan {
  const {release, cluster, createdAt, validFor} = frame;
  const planned = new Set(steps.flatMap(({fields}) => fields.map(({id}) => id)));
  const body = {
    schemaVersion: '1' as const,
    kind: 'FixPlan' as const,
    release,
    cluster,
    createdAt: createdAt.toISOString(),
    expires: new Date(createdAt.getTime() + validFor * 1000).toISOString(),
    intentDigest: inspection.intent.digest,
    steps,
    notes: conflictsToCome(inspection.report.findings, planned, release.applyMethod),
  };
  return {...body, digest: planDigest(body)};
}

/** Over the text of a plan without its digest, keys in the order in which they stand. */
export function planDigest({digest: _digest, ...body}: Omit<Plan, 'digest'> & {readonly digest?: string}): string {
  return createHash('sha256').update(stringifyJson(body)).digest('hex');
}
