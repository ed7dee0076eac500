import type {Inspection} from '../../check/check.ts';
import {asWritten} from '../../check/intent/stamp.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {PlanRelease, PlannedField, Step, UnfinishedPatch} from '../../model/fix.ts';
import type {IntentObject} from '../../model/intent.ts';
import {isObject, metadataOf, textOf} from '../../model/json.ts';
import {wholeId} from '../../check/judge/judge.ts';
import {otherOwner} from '../../model/ownership.ts';
import {terminating} from '../../model/terminating.ts';
import {formatPath} from '../../model/path.ts';
import {holdsMask} from '../../model/mask.ts';
import {parseApiVersion, refKey, refLabel} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {costs, competingManagers} from './notes.ts';
import {installRank} from './order.ts';
import {HELM, helmManager} from './owned.ts';
import {isHandOverSelected, isSelected} from './select.ts';
import type {Selection} from './select.ts';
import {keyedContent} from './sign.ts';
import {patchOf, versionOf} from './step.ts';
import type {PlannedStep} from './step.ts';
import {creationStrategies} from './write-strategies.ts';

export interface PlanRequest {
  readonly inspection: Inspection;
  readonly release: PlanRelease;
  readonly selection: Selection;
  /** Redacted copies of the findings: what a plan shows. */
  readonly shown: ReadonlyMap<Finding, Finding>;
  /** Whole live objects of those that the report knows by their metadata alone, by refKey. */
  readonly whole: ReadonlyMap<string, LiveObject>;
  /** Patches of fixes that were cut short, as the records of this machine prove them. */
  readonly unfinished: readonly UnfinishedPatch[];
}

/** The steps that put the selected findings right, in the order in which Helm installs; deletions last, the other way round. */
export function planSteps(request: PlanRequest): PlannedStep[] {
  const {inspection, selection} = request;
  const selected = inspection.report.findings.filter((finding) =>
    isSelected(finding, selection, wholeId(inspection.report.release, finding)),
  );
  const objects = new Map<string, Finding[]>();
  for (const finding of selected)
    objects.set(refKey(finding.ref), [...(objects.get(refKey(finding.ref)) ?? []), finding]);
  // What a run that was killed has written, and not handed over to Helm, is finished by the next one.
  for (const {key} of request.unfinished) if (!objects.has(key)) objects.set(key, []);
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
  const why = terminating(live.object);
  const step: Step = {
    ...base.step,
    ...versionOf(live),
    action: 'delete',
    content: keyedContent(live, request.inspection),
    warnings: costs('delete', live, []),
    ...(why === undefined ? {} : {refused: why}),
  };
  return {...base, step, live, shape, strategies: [[{kind: 'delete'}]]};
}

function restoration(
  intent: IntentObject,
  live: LiveObject,
  findings: readonly Finding[],
  request: PlanRequest,
): PlannedStep | undefined {
  const {release, inspection, selection} = request;
  const {shape, base} = basics({ref: intent.ref, apiVersion: live.apiVersion}, findings, request);
  const method = release.applyMethod;
  const proof = isHandOverSelected(intent.ref, selection) ? proofFor(intent.ref, live, request) : undefined;
  const replan = (now: LiveObject, begun?: string) => patchOf(intent, now, shape, findings, {method, proof, begun});
  const {target, strategies, unreached, handOver} = replan(live);
  if (findings.length === 0 && handOver === undefined) return undefined;
  const left = inspection.report.findings.filter(
    (finding) => refKey(finding.ref) === refKey(intent.ref) && !findings.includes(finding),
  );
  const owner = intent.part === undefined ? otherOwner(live.object, release) : undefined;
  const isTaken = owner !== undefined && selection.takeOwnership === true;
  const why =
    terminating(live.object) ??
    (owner !== undefined && !isTaken ? `it belongs to ${owner} by Helm's own marks: ${TAKE_BACK}` : undefined) ??
    unwritable(findings, unreached);
  const warnings = [...costs('patch', live, findings), ...competingManagers(live, findings)];
  if (isTaken) warnings.push(`takes it from ${owner}`);
  if (handOver !== undefined)
    warnings.push(`hands over to Helm what an interrupted fix has written: ${handOver.paths.join(', ')}`);
  const step: Step = {
    ...base.step,
    ...versionOf(live),
    warnings,
    ...(handOver === undefined ? {} : {handsOver: handOver.paths}),
    ...(isTaken ? {takesFrom: owner} : {}),
    ...(why === undefined ? {} : {refused: why}),
  };
  const [making = []] = creationStrategies(asWritten(intent), method, managerOf(inspection));
  const content = keyedContent(live, request.inspection);
  return {...base, step, live, target, making, left, shape, strategies, replan, content};
}

const TAKE_BACK = '--take-ownership takes it back';

function unwritable(findings: readonly Finding[], unreached: readonly Finding[]): string | undefined {
  if (findings.some(({desired}) => holdsMask(desired))) return MASKED;
  if (unreached.length === 0) return undefined;
  return `it cannot be told where ${unreached.map(({path}) => formatPath(path)).join(', ')} stands in the live object`;
}

/** The record of an interrupted fix of this very object. */
function proofFor(ref: ObjectRef, {object}: LiveObject, {unfinished}: PlanRequest): UnfinishedPatch | undefined {
  const {uid} = metadataOf(object);
  return unfinished.find((patch) => patch.key === refKey(ref) && patch.uid === uid);
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
    fields: findings.map((finding) =>
      plannedField(shown.get(finding) ?? finding, wholeId(inspection.report.release, finding)),
    ),
    consequences: [],
    warnings: [],
  };
  const left: readonly Finding[] = [];
  return {shape, base: {step, findings, left}};
}

/** A finding as a plan shows it; of a redacted copy. */
export function plannedField(
  {path, change, controlPath, severity, desired, live, by}: Finding,
  id: string,
): PlannedField {
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
