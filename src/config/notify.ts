import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {NOTICE_STATES} from '../model/notify.ts';
import type {NoticeState} from '../model/notify.ts';
import {patternProblem} from '../model/patterns.ts';
import {SEVERITIES} from '../model/report.ts';
import type {Severity} from '../model/report.ts';
import {durationField, hoursField} from './durations.ts';
import type {Hours} from './durations.ts';
import {inside, listField, mapOf, mistake, namesField, requiredText, textField, wordOf} from './fields.ts';
import type {Place} from './fields.ts';
import {selectorProblem} from './selector.ts';
import {parseSink} from './sinks.ts';
import type {SinkSettings} from './sinks.ts';

/** Times of the wall clock in a zone, and what is told all the same. */
export interface QuietHours extends Hours {
  /** What is at least as severe is told all the same. */
  readonly passes?: Severity;
}

/** What is told to some sinks: all that is given must hold. */
export interface Route {
  /** Names of sinks. */
  readonly to: readonly string[];
  readonly namespaces?: readonly string[];
  /** A selector of the release's own labels. */
  readonly labels?: string;
  /** The least. */
  readonly severity?: Severity;
  readonly controlPaths?: readonly string[];
  readonly states?: readonly NoticeState[];
  readonly quietHours?: QuietHours;
}

/** Who is told of drift: `notify` of a `.helm-drift.yaml`. */
export interface NotifySettings {
  readonly sinks: readonly SinkSettings[];
  readonly routes: readonly Route[];
  readonly quietHours?: QuietHours;
  /** Undefined for never. */
  readonly remindAfterMs: number | undefined;
  readonly flapping: {readonly changes: number; readonly withinMs: number};
}

const FIELDS = ['sinks', 'routes', 'quietHours', 'remindAfter', 'flapping'];
const ROUTE_FIELDS = ['to', 'namespaces', 'labels', 'severity', 'controlPaths', 'states', 'quietHours'];
const SINKS_AT_MOST = 10;
const A_DAY_MS = 24 * 3_600_000;
const FLAPPING = {changes: 5, withinMs: 600_000};

/** Reads what a document says of telling; undefined where it says nothing. */
export function parseNotify(value: Json | undefined, outer: Place): NotifySettings | undefined {
  if (value === undefined || value === null) return undefined;
  const place = inside(outer, 'notify');
  const fields = mapOf(value, place, 'it', FIELDS);
  const sinks = (listField(fields, 'sinks', place) ?? []).map((sink, at) =>
    parseSink(sink, inside(place, `sink ${at + 1}`)),
  );
  if (sinks.length === 0) throw mistake(place, 'sinks is missing', 'Name at least one: who is to be told?');
  if (sinks.length > SINKS_AT_MOST)
    throw mistake(place, `there are ${sinks.length} sinks, and ${SINKS_AT_MOST} are taken`);
  const names = sinks.map(({name}) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw mistake(place, `two sinks are called "${twice}"`, 'What was told is remembered by the name.');
  const routes = listField(fields, 'routes', place)?.map((route, at) =>
    routeOf(route, names, inside(place, `route ${at + 1}`)),
  );
  return {
    sinks,
    routes: routes ?? [{to: names}],
    ...quietHours(fields, place),
    remindAfterMs:
      fields['remindAfter'] === 'never' ? undefined : (durationField(fields, 'remindAfter', place) ?? A_DAY_MS),
    flapping: flapping(fields['flapping'], place),
  };
}

function flapping(value: Json | undefined, outer: Place): NotifySettings['flapping'] {
  if (value === undefined) return FLAPPING;
  const place = inside(outer, 'flapping');
  const fields = mapOf(value, place, 'it', ['changes', 'within']);
  const changes = fields['changes'] ?? FLAPPING.changes;
  if (typeof changes !== 'number' || !Number.isInteger(changes) || changes < 2 || changes > 100)
    throw mistake(place, 'changes must be a number from 2 to 100');
  return {changes, withinMs: durationField(fields, 'within', place) ?? FLAPPING.withinMs};
}

function routeOf(value: Json, names: readonly string[], place: Place): Route {
  const fields = mapOf(value, place, 'it', ROUTE_FIELDS);
  const to = namesField(fields, 'to', place);
  if (to === undefined) throw mistake(place, 'to is missing', 'Name sinks: who is told by it?');
  for (const name of to) wordOf(name, names, place, 'to');
  const labels = textField(fields, 'labels', place);
  const problem = labels === undefined ? undefined : selectorProblem(labels);
  if (problem !== undefined) throw mistake(place, `labels: ${problem}`);
  const severity = textField(fields, 'severity', place);
  const states = namesField(fields, 'states', place);
  const namespaces = patternsOf(fields, 'namespaces', place);
  const controlPaths = patternsOf(fields, 'controlPaths', place);
  return {
    to,
    ...(namespaces === undefined ? {} : {namespaces}),
    ...(labels === undefined ? {} : {labels}),
    ...(severity === undefined ? {} : {severity: wordOf(severity, SEVERITIES, place, 'severity')}),
    ...(controlPaths === undefined ? {} : {controlPaths}),
    ...(states === undefined ? {} : {states: states.map((state) => wordOf(state, NOTICE_STATES, place, 'states'))}),
    ...quietHours(fields, place),
  };
}

/** A list of patterns, none of which is broken. */
export function patternsOf(fields: JsonObject, field: string, place: Place): readonly string[] | undefined {
  const patterns = namesField(fields, field, place);
  for (const pattern of patterns ?? []) {
    const problem = patternProblem(pattern);
    if (problem !== undefined) throw mistake(place, `${field} holds ${pattern}: ${problem}`);
  }
  return patterns;
}

function quietHours(fields: JsonObject, outer: Place): {readonly quietHours?: QuietHours} {
  const value = fields['quietHours'];
  if (value === undefined) return {};
  const place = inside(outer, 'quietHours');
  const hours = hoursField(value, place, ['passes']);
  const passes =
    isObject(value) && value['passes'] !== undefined ? requiredText(value, 'passes', place, '') : undefined;
  return {
    quietHours: {...hours, ...(passes === undefined ? {} : {passes: wordOf(passes, SEVERITIES, place, 'passes')})},
  };
}
