import {contentDigest} from './content-digest.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {PlannedField, Step, StepOutcome} from '../../model/fix.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath, valueAt} from '../../model/path.ts';
import type {Finding} from '../../model/report.ts';
import {changes, content} from './changes.ts';
import {operations} from './json-patch.ts';
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
  readonly shown: (finding: Finding) => PlannedField;
}

/** What takes a step back; undefined where nothing of it was written. */
export function undoStep({step, stepOutcome, live, shape, shown}: Undoing): PlannedStep | undefined {
  const after = finalState(stepOutcome, live);
  const {before} = stepOutcome;
  if (after === undefined) return undefined;
  const {ref, apiVersion} = step;
  const frame: Framed = {
    step: {action: 'patch', ref, apiVersion, fields: [], consequences: [], warnings: []},
    findings: [],
    left: [],
    shape,
  };
  if (after === null) return before === null ? undefined : undoDeletion(before, live, frame);
  if (live === undefined) return refused(frame, 'it has gone since');
  const since = changes(content(after), content(live.object), shape);
  const standing: Standing = {
    frame: {...frame, live, step: {...frame.step, ...versionOf(live)}},
    live,
    isSame: since.every((path) => valueAt(after, path) === undefined),
    // Controllers fill in what they find empty; that is said, for it may as well be somebody's.
    more: since.length === 0 ? [] : [`it has more in it since: ${pathList(since)}`],
  };
  if (before === null) return undoCreation(standing);
  if (metadataOf(before)['uid'] !== metadataOf(after)['uid']) return undoRecreation(before, standing);
  const replan = (now: LiveObject): Patch => backPatch(before, after, now.object);
  const {target, strategies} = replan(live);
  const fields = changes(content(live.object), content(target), shape).map((path) =>
    shown(asFinding(step, path, valueAt(target, path), valueAt(live.object, path))),
  );
  const planned = {...standing.frame, step: {...standing.frame.step, fields}, target, strategies, replan};
  return strategies.length === 0 ? refused(planned, 'what the fix wrote was changed again since') : planned;
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

function undoDeletion(before: JsonObject, live: LiveObject | undefined, frame: Framed): PlannedStep {
  if (live !== undefined) return refused({...frame, live}, 'somebody has made it anew since');
  const step: Step = {...frame.step, action: 'create', warnings: [NEW_UID]};
  return {...frame, step, target: content(before), strategies: [anew(before)]};
}

function undoCreation({frame, live, isSame, more}: Standing): PlannedStep {
  if (!isSame) return refused(frame, 'it changed since the fix made it');
  const step: Step = {...frame.step, action: 'delete', warnings: [...costs('delete', live, []), ...more]};
  return {...frame, step, strategies: [[{kind: 'delete'}]]};
}

function undoRecreation(before: JsonObject, {frame, isSame, more}: Standing): PlannedStep {
  if (!isSame) return refused(frame, 'it changed since the fix made it anew');
  const step: Step = {...frame.step, action: 'recreate', warnings: [NEW_UID, ...more]};
  return {...frame, step, strategies: [[{kind: 'delete'}, ...anew(before)]]};
}

function refused(planned: Framed, why: string): PlannedStep {
  return {...planned, step: {...planned.step, refused: why}, strategies: []};
}

const NEW_UID = 'it is made anew, with another uid: what hung on the old one does not come back';

/** The object as the step left it; null where it was gone then, undefined where nothing was written. */
function finalState({after, open}: StepOutcome, live: LiveObject | undefined): JsonObject | null | undefined {
  if (open === undefined) return after;
  // A kill fell between a write and its answer: what stands there tells.
  if (open.digest === '') return live === undefined ? null : after;
  return live !== undefined && contentDigest(live.object) === open.digest ? live.object : after;
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

function asFinding({ref}: Step, path: Finding['path'], desired: Finding['desired'], live: Finding['live']): Finding {
  const change = live === undefined ? 'removed' : desired === undefined ? 'added' : 'changed';
  return {
    ref,
    path,
    change,
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
    method: 'structure',
    by: {certainty: 'unknown'},
    id: formatPath(path),
    verdict: 'drift',
    severity: 'low',
    controlPath: {title: 'As before', group: 'config'},
  };
}
