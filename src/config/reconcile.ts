import type {Json} from '../model/json.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Change, Severity} from '../model/report.ts';
import {durationField, hoursField} from './durations.ts';
import type {Hours} from './durations.ts';
import {inside, listField, mapOf, mistake, namesField, textField, wordOf} from './fields.ts';
import type {Place} from './fields.ts';
import {patternsOf} from './notify.ts';

/** Drift that may be put back: all that is given must hold. */
export interface ReconcileRule {
  readonly controlPaths: readonly string[];
  readonly namespaces?: readonly string[];
  /** The least. */
  readonly severity?: Severity;
  readonly changes: readonly Change[];
}

/** What is put back without being asked: `reconcile` of a `.helm-drift.yaml`. */
export interface ReconcileSettings {
  /** dry-run: it only says what it would do. */
  readonly mode: 'dry-run' | 'fix';
  readonly rules: readonly ReconcileRule[];
  /** Findings an hour, over all releases. */
  readonly budget: number;
  /** What stands for less is left alone: somebody may be at it. */
  readonly afterMs: number;
  /** When it acts; always where nothing is said. */
  readonly windows?: Hours;
  /** So many rewrites of one field, each of which counts less as time goes on, are a fight. */
  readonly fight: {readonly rewrites: number; readonly withinMs: number};
}

const FIELDS = ['mode', 'rules', 'budget', 'after', 'windows', 'fight'];
const RULE_FIELDS = ['controlPaths', 'namespaces', 'severity', 'changes'];
const MODES = ['dry-run', 'fix'] as const;
const CHANGES = ['changed', 'removed', 'added', 'missing', 'extra'] as const satisfies readonly Change[];
/** What a release declares; what is beside it goes only where somebody says so. */
const DECLARED: readonly Change[] = ['changed', 'removed', 'missing'];
const FIGHT = {rewrites: 3, withinMs: 3_600_000};

/** Reads what a document says of putting back; undefined where it says nothing. */
export function parseReconcile(value: Json | undefined, outer: Place): ReconcileSettings | undefined {
  if (value === undefined || value === null) return undefined;
  const place = inside(outer, 'reconcile');
  const fields = mapOf(value, place, 'it', FIELDS);
  const rules =
    listField(fields, 'rules', place)?.map((rule, at) => ruleOf(rule, inside(place, `rule ${at + 1}`))) ?? [];
  if (rules.length === 0) throw mistake(place, 'rules is missing', 'Name at least one: what may be put back?');
  const windows = fields['windows'];
  return {
    mode: wordOf(textField(fields, 'mode', place) ?? 'dry-run', MODES, place, 'mode'),
    rules,
    budget: wholeNumber(fields['budget'], 10, {place, field: 'budget', from: 1, to: 1000}),
    afterMs: durationField(fields, 'after', place) ?? 60_000,
    ...(windows === undefined ? {} : {windows: hoursField(windows, inside(place, 'windows'))}),
    fight: fightOf(fields['fight'], inside(place, 'fight')),
  };
}

function ruleOf(value: Json, place: Place): ReconcileRule {
  const fields = mapOf(value, place, 'it', RULE_FIELDS);
  const controlPaths = patternsOf(fields, 'controlPaths', place);
  if (controlPaths === undefined)
    throw mistake(place, 'controlPaths is missing', 'Name them: ["HPA floor"], or ["Deployment spec.replicas"].');
  const namespaces = patternsOf(fields, 'namespaces', place);
  const severity = textField(fields, 'severity', place);
  const changes = namesField(fields, 'changes', place)?.map((change) => wordOf(change, CHANGES, place, 'changes'));
  return {
    controlPaths,
    ...(namespaces === undefined ? {} : {namespaces}),
    ...(severity === undefined ? {} : {severity: wordOf(severity, SEVERITIES, place, 'severity')}),
    changes: changes ?? DECLARED,
  };
}

function fightOf(value: Json | undefined, place: Place): ReconcileSettings['fight'] {
  if (value === undefined) return FIGHT;
  const fields = mapOf(value, place, 'it', ['rewrites', 'within']);
  return {
    rewrites: wholeNumber(fields['rewrites'], FIGHT.rewrites, {place, field: 'rewrites', from: 2, to: 100}),
    withinMs: durationField(fields, 'within', place) ?? FIGHT.withinMs,
  };
}

interface Bounds {
  readonly place: Place;
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

function wholeNumber(value: Json | undefined, usual: number, {place, field, from, to}: Bounds): number {
  if (value === undefined) return usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to)
    throw mistake(place, `${field} must be a number from ${from} to ${to}`);
  return value;
}
