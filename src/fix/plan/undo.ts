import {contentDigest} from './content-digest.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {PlannedField, PlanRelease, Step, StepOutcome} from '../../model/fix.ts';
import {controlPathOf} from '../../check/judge/control-paths.ts';
import type {JudgedPath} from '../../check/judge/control-paths.ts';
import {wholeId} from '../../check/judge/judge.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {Change, Finding} from '../../model/report.ts';
import {terminating} from '../../model/terminating.ts';
import {changes, content, namedChanges} from './changes.ts';
import {operations} from './json-patch.ts';
import {landed} from './landed.ts';
import {plannedField} from './plan.ts';
import {pathList} from './effect.ts';
import {takenBack} from './merge.ts';
import {costs} from './notes.ts';
import {UNDO_MANAGER} from './owned.ts';
import {versionOf} from './step.ts';
import type {Patch, PlannedStep} from './step.ts';
import type {WriteStrategy} from './write-strategies.ts';

interface Undoing {
  /** The step that is taken back. */
  readonly step: Step;
  readonly stepOutcome: StepOutcome;
  readonly live: LiveObject | undefined;
  readonly shape: Shape;
  readonly of: 'fix' | 'undo';
  readonly release: PlanRelease;
  /** A finding as it may be shown. */
  readonly shown: (finding: Finding) => Finding;
}

/** What takes a step back; undefined where nothing of it was written, or all of it is back already. */
export function undoStep(undoing: Undoing): PlannedStep | undefined {
  const {step, stepOutcome, live, shape} = undoing;
  const after = finalState(stepOutcome, live, shape);
  const {before} = stepOutcome;
  if (after === undefined) return undefined;
  const {ref, apiVersion} = step;
  const frame: Framed = {
    step: {action: 'patch', ref, apiVersion, fields: [], consequences: [], warnings: []},
    findings: [],
    left: [],
    shape,
  };
  if (after === null) return before === null ? undefined : undoDeletion(before, undoing, frame);
  if (live === undefined) return before === null ? undefined : refused(frame, 'it has gone since');
  const standing = standingOf(after, live, frame);
  if (!isSameObject(after, live.object)) return otherObject(before, after, standing);
  const leaving = terminating(live.object);
  if (leaving !== undefined) return refused(standing.frame, leaving);
  if (before === null) return undoCreation(standing, undoing);
  if (!isSameObject(before, after)) return undoRecreation(before, standing, undoing);
  const replan = (now: LiveObject): Patch => backPatch(before, after, now.object);
  const {target, strategies} = replan(live);
  const fields = namedChanges(content(live.object), content(target), shape).map((path) =>
    fieldOf(undoing, path, valueAt(target, path), valueAt(live.object, path)),
  );
  const planned = {...standing.frame, step: {...standing.frame.step, fields}, target, strategies, replan};
  if (strategies.length === 0) return refused(planned, 'what the fix wrote was changed again since');
  return fields.length === 0 ? undefined : planned;
}

/** By its uid: another object of the same name is none that the fix has written. */
function isSameObject(a: JsonObject, b: JsonObject): boolean {
  return metadataOf(a)['uid'] === metadataOf(b)['uid'];
}

/** Another object stands under the name: what an undo brought back before is as it was, anything else is nobody's to touch. */
function otherObject(before: JsonObject | null, after: JsonObject, {frame, live}: Standing): PlannedStep | undefined {
  const isBack =
    before !== null && !isSameObject(before, after) && contentDigest(before) === contentDigest(live.object);
  return isBack ? undefined : refused(frame, 'it is another object of the same name now');
}

function standingOf(after: JsonObject, live: LiveObject, frame: Framed): Standing {
  const since = changes(content(after), content(live.object), frame.shape);
  return {
    frame: {...frame, live, step: {...frame.step, ...versionOf(live)}},
    live,
    isSame: since.every((path) => valueAt(after, path) === undefined),
    // Controllers fill in what they find empty; that is said, for it may as well be somebody's.
    more: since.length === 0 ? [] : [`it has more in it since: ${pathList(since)}`],
  };
}

type Framed = Omit<PlannedStep, 'strategies'>;

/** The object as it stands now, beside what the fix left there. */
interface Standing {
  readonly frame: Framed;
  readonly live: LiveObject;
  /** Whether all that the fix left is there as it was. */
  readonly isSame: boolean;
  readonly more: readonly string[];
}

function undoDeletion(before: JsonObject, undoing: Undoing, frame: Framed): PlannedStep | undefined {
  const {live} = undoing;
  if (live !== undefined)
    return contentDigest(before) === contentDigest(live.object)
      ? undefined
      : refused({...frame, live}, 'somebody has made it anew since');
  const fields = [wholeField(undoing, 'missing', 'extra')];
  const step: Step = {...frame.step, action: 'create', fields, warnings: [NEW_UID]};
  return {...frame, step, target: content(before), strategies: [anew(before)]};
}

function undoCreation({frame, live, isSame, more}: Standing, undoing: Undoing): PlannedStep {
  if (!isSame) return refused(frame, 'it changed since the fix made it');
  const fields = [wholeField(undoing, 'extra', 'missing')];
  const step: Step = {...frame.step, action: 'delete', fields, warnings: [...costs('delete', live, []), ...more]};
  return {...frame, step, strategies: [[{kind: 'delete'}]]};
}

function undoRecreation(before: JsonObject, {frame, live, isSame, more}: Standing, undoing: Undoing): PlannedStep {
  if (!isSame) return refused(frame, 'it changed since the fix made it anew');
  const fields = namedChanges(content(live.object), content(before), frame.shape).map((path) =>
    fieldOf(undoing, path, valueAt(before, path), valueAt(live.object, path)),
  );
  const step: Step = {...frame.step, action: 'recreate', fields, warnings: [NEW_UID, ...more]};
  return {...frame, step, strategies: [[{kind: 'delete'}, ...anew(before)]]};
}

function refused(planned: Framed, why: string): PlannedStep {
  return {...planned, step: {...planned.step, refused: why}, strategies: []};
}

const NEW_UID = 'it is made anew, with another uid: what hung on the old one does not come back';

/** The object as the step left it; null where it was gone then, undefined where nothing was written. */
function finalState(
  {before, after, open}: StepOutcome,
  live: LiveObject | undefined,
  shape: Shape,
): JsonObject | null | undefined {
  if (open === undefined) return after;
  // A kill, or a lost answer, fell between a write and its outcome: what stands there tells.
  const found = landed(open, after ?? before ?? undefined, live?.object, shape);
  return found === undefined ? after : found;
}

function backPatch(before: JsonObject, after: JsonObject, now: JsonObject): Patch {
  const merged = takenBack(content(before), content(after), content(now));
  if (!isObject(merged?.value)) return {target: now, strategies: [], unreached: []};
  const target = merged.value;
  const patch = operations(content(now), content(target));
  return {target, strategies: [[{kind: 'json-patch', operations: patch, manager: UNDO_MANAGER}]], unreached: []};
}

function anew(before: JsonObject): WriteStrategy {
  return [{kind: 'create', object: content(before), manager: UNDO_MANAGER}];
}

/** What it is then, by what is taken back. */
const AGAIN = {fix: 'drift again, as before the fix', undo: 'as the fix had left it'} as const;

/** A field as it goes back, judged by what it is then: the drift that the fix had put right. */
function fieldOf({step: {ref}, of, release, shown}: Undoing, path: Path, back: Json | undefined, is: Json | undefined) {
  const change = is === undefined ? 'removed' : back === undefined ? 'added' : 'changed';
  const drift = is === undefined ? 'added' : back === undefined ? 'removed' : 'changed';
  const values = (desired: Json | undefined, live: Json | undefined): Pick<Finding, 'desired' | 'live'> => ({
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
  });
  const judged = controlPathOf({ref, path, change: drift, method: 'structure', ...values(is, back)});
  return judgedField({ref, path, change, ...values(back, is)}, judged, {of, release, shown});
}

/** A whole object that goes or comes back: `change` is what the undo does, `drift` what it is then. */
function wholeField({step: {ref}, of, release, shown}: Undoing, change: Change, drift: Change): PlannedField {
  const judged = controlPathOf({ref, path: [], change: drift, method: 'structure'});
  return judgedField({ref, path: [], change}, judged, {of, release, shown});
}

function judgedField(
  place: Pick<Finding, 'ref' | 'path' | 'change' | 'desired' | 'live'>,
  {severity, ...controlPath}: JudgedPath,
  {of, release, shown}: Pick<Undoing, 'of' | 'release' | 'shown'>,
): PlannedField {
  const id = wholeId(release, place);
  const rest = {method: 'structure', by: {certainty: 'unknown'}, id, verdict: 'drift', severity, controlPath} as const;
  const copy = shown({...place, ...rest});
  const {impact} = copy.controlPath;
  return {
    ...plannedField(copy, id),
    impact: impact === undefined || of === 'undo' ? AGAIN[of] : `${AGAIN[of]}: ${impact}`,
  };
}
