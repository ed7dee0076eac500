import type {Shape} from '../../check/normalize/shape.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {PlannedField, Step} from '../../model/fix.ts';
import {metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath, valueAt} from '../../model/path.ts';
import type {Finding} from '../../model/report.ts';
import type {StepOutcome} from '../record/history.ts';
import {contentDigest} from '../record/journal.ts';
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
  if (after === undefined || (before === null && after === null)) return undefined;
  const base = {findings: [], left: [], shape};
  const {ref, apiVersion} = step;
  const frame: Step = {action: 'patch', ref, apiVersion, fields: [], consequences: [], warnings: []};
  if (after === null)
    return live === undefined
      ? {
          ...base,
          step: {...frame, action: 'create', warnings: [NEW_UID]},
          target: content(before as JsonObject),
          strategies: [anew(before as JsonObject)],
        }
      : {...base, step: {...frame, refused: 'somebody has made it anew since'}, live, strategies: []};
  if (live === undefined) return {...base, step: {...frame, refused: 'it has gone since'}, strategies: []};
  const since = changes(content(after), content(live.object), shape);
  const isSame = since.every((path) => valueAt(after, path) === undefined);
  // Controllers fill in what they find empty; that is said, for it may as well be somebody's.
  const more = since.length === 0 ? [] : [`it has more in it since: ${pathList(since)}`];
  const at = {...frame, ...versionOf(live)};
  if (before === null)
    return isSame
      ? {
          ...base,
          step: {...at, action: 'delete', warnings: [...costs('delete', live, []), ...more]},
          live,
          strategies: [[{kind: 'delete'}]],
        }
      : {...base, step: {...at, refused: 'it changed since the fix made it'}, live, strategies: []};
  if (metadataOf(before)['uid'] !== metadataOf(after)['uid'])
    return isSame
      ? {
          ...base,
          step: {...at, action: 'recreate', warnings: [NEW_UID, ...more]},
          live,
          strategies: [[{kind: 'delete'}, ...anew(before)]],
        }
      : {...base, step: {...at, refused: 'it changed since the fix made it anew'}, live, strategies: []};
  const replan = (now: LiveObject): Patch => backPatch(before, after, now.object);
  const {target, strategies} = replan(live);
  const fields = changes(content(live.object), content(target), shape).map((path) =>
    shown(asFinding(step, path, valueAt(target, path), valueAt(live.object, path))),
  );
  const refused = strategies.length === 0 ? {refused: 'what the fix wrote was changed again since'} : {};
  return {...base, step: {...at, fields, ...refused}, live, target, strategies, replan};
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
  if (merged === undefined) return {target: now, strategies: [], unreached: []};
  const target = {...(merged.value as JsonObject), ...statusOf(now)};
  const patch = operations(content(now), content(target));
  return {target, strategies: [[{kind: 'json-patch', operations: patch, manager: UNDO_MANAGER}]], unreached: []};
}

const statusOf = ({status}: JsonObject): JsonObject => (status === undefined ? {} : {status});

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
