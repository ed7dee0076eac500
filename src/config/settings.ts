import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {patternProblem} from '../model/patterns.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Fidelity, Group, Severity} from '../model/report.ts';
import {inside, listField, mapOf, mistake, namesField, requiredText, textField, textsField, wordOf} from './fields.ts';
import type {Place} from './fields.ts';
import {parseNotify} from './notify.ts';
import type {NotifySettings} from './notify.ts';
import {parseReconcile} from './reconcile.ts';
import type {ReconcileSettings} from './reconcile.ts';

/** A named, explained path, as in the catalogue of src/check/judge/control-paths.json; the user's come before it. */
export interface ControlPathEntry {
  /** `autoscaling/HorizontalPodAutoscaler`; `*` for any kind. The group is left out for the core group. */
  readonly kinds: readonly string[];
  /** Field names joined by dots; list items are left out, `*` is any one field, `**` any number of them. */
  readonly path: string;
  readonly title: string;
  readonly severity: Severity;
  readonly group?: Group;
  /** A sentence; `{desired}` and `{live}` are filled in. */
  readonly impact?: string;
  readonly meaning?: string;
}

/** What a `.helm-drift.yaml` says beside its rules. */
export interface Settings {
  readonly controlPaths: readonly ControlPathEntry[];
  /** Patterns (model/patterns.ts) of managers whose writes are a controller's work, and not somebody's change. */
  readonly controllers: readonly string[];
  readonly fidelity?: Fidelity;
  readonly failOn?: Severity;
  readonly notify?: NotifySettings;
  readonly reconcile?: ReconcileSettings;
}

export const NO_SETTINGS: Settings = {controlPaths: [], controllers: []};

const FIDELITIES = ['auto', 'server', 'client'] as const satisfies readonly Fidelity[];
const GROUPS = [
  'autoscaling',
  'traffic',
  'availability',
  'security',
  'workload',
  'config',
  'storage',
  'metadata',
] as const satisfies readonly Group[];
const ENTRY_FIELDS = ['kinds', 'path', 'title', 'severity', 'group', 'impact', 'meaning'];
/** A segment holds no dot: list items are left out, so nothing else needs one. */
const CATALOGUE_PATH = /^[^.[\]/\s]+(?:\.[^.[\]/\s]+)*$/;

/** Reads the settings of our own document; its other fields are the caller's. */
export function parseSettings(document: JsonObject, place: Place): Settings {
  const fidelity = textField(document, 'fidelity', place);
  const failOn = textField(document, 'failOn', place);
  const controllers = textsField(document, 'controllers', place, true) ?? [];
  if (controllers.some((name) => name.trim() === '')) throw mistake(place, 'controllers holds an empty text');
  const broken = controllers
    .map((name) => ({name, problem: patternProblem(name)}))
    .find(({problem}) => problem !== undefined);
  if (broken !== undefined) throw mistake(place, `controllers holds ${broken.name}: ${broken.problem}`);
  const notify = parseNotify(document['notify'], place);
  const reconcile = parseReconcile(document['reconcile'], place);
  return {
    controlPaths: (listField(document, 'controlPaths', place, true) ?? []).map((entry, at) =>
      controlPath(
        mapOf(entry, inside(place, `control path ${at + 1}`), 'it', ENTRY_FIELDS),
        inside(place, `control path ${at + 1}`),
      ),
    ),
    controllers,
    ...(fidelity === undefined ? {} : {fidelity: wordOf(fidelity, FIDELITIES, place, 'fidelity')}),
    ...(failOn === undefined ? {} : {failOn: wordOf(failOn, SEVERITIES, place, 'failOn')}),
    ...(notify === undefined ? {} : {notify}),
    ...(reconcile === undefined ? {} : {reconcile}),
  };
}

function controlPath(entry: JsonObject, place: Place): ControlPathEntry {
  const kinds = namesField(entry, 'kinds', place);
  if (kinds === undefined)
    throw mistake(
      place,
      'kinds is missing',
      'Name them as apps/Deployment; "*" is any kind, Service one without a group.',
    );
  const path = requiredText(entry, 'path', place, 'Write it as spec.minReplicas.');
  if (!CATALOGUE_PATH.test(path))
    throw mistake(place, `path cannot be "${path}"`, 'Join field names by dots, list items left out: spec.ports.port.');
  const group = textField(entry, 'group', place);
  const impact = textField(entry, 'impact', place);
  const meaning = textField(entry, 'meaning', place);
  return {
    kinds,
    path,
    title: requiredText(entry, 'title', place, 'Say what the path is called: HPA floor.'),
    severity: wordOf(
      requiredText(entry, 'severity', place, `One of ${SEVERITIES.join(', ')}.`),
      SEVERITIES,
      place,
      'severity',
    ),
    ...(group === undefined ? {} : {group: wordOf(group, GROUPS, place, 'group')}),
    ...(impact === undefined ? {} : {impact}),
    ...(meaning === undefined ? {} : {meaning}),
  };
}

/** Whether a document is meant to be ours, so that its mistakes are told as ours. */
export function looksOurs(document: unknown): boolean {
  if (!isObject(document)) return false;
  const {apiVersion, kind} = document;
  return kind === 'Config' || (typeof apiVersion === 'string' && apiVersion.startsWith('helm-drift'));
}
