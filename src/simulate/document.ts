import {API_VERSION} from '../config/file.ts';
import {listField, mapOf, mistake, requiredText, textField, wordOf} from '../config/fields.ts';
import type {Place} from '../config/fields.ts';
import {duplicateKey} from '../config/positions.ts';
import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {parseApiVersion} from '../model/refs.ts';
import type {Change} from '../model/report.ts';
import type {
  Action,
  ExpectedFinding,
  Mutation,
  MutationTarget,
  Scenario,
  ScenarioRelease,
  Step,
} from '../model/scenario.ts';
import {linesOf} from '../yaml/lines.ts';
import {readYamlDocuments} from '../yaml/read.ts';

const FIELDS = ['apiVersion', 'kind', 'title', 'about', 'release', 'focus', 'steps'];
const RELEASE_FIELDS = ['name', 'namespace', 'chart', 'values', 'baseline'];
const STEP_FIELDS = ['name', 'mutations', 'live', 'expect'];
const ACTIONS = ['patch', 'jsonPatch', 'scale', 'delete', 'create'] as const;
const MUTATION_FIELDS = ['manager', 'object', 'namespace', ...ACTIONS];
const EXPECT_FIELDS = 'object path change desired live by certainty severity title group template'.split(' ');
const CHANGES = ['changed', 'removed', 'added', 'missing', 'extra'] as const satisfies readonly Change[];
export const DEFAULT_STEP = 'Out-of-band mutation';

interface Reading {
  readonly file: string;
  /** Paths in the document count from its own folder. */
  readonly resolve: (path: string) => string;
  readonly place: (pointer: string, within?: string) => Place;
}

/** Reads a scenario's document. Throws UserError, with the line, for whatever it does not understand. */
export function parseScenario(
  text: string,
  {name, file, resolve}: {readonly name: string; readonly file: string; readonly resolve: (path: string) => string},
): Scenario {
  const documents = readYamlDocuments(text, {name: file});
  const lines = linesOf(text);
  const place = (pointer: string, within = ''): Place => ({
    file,
    line: lines.get(pointer) ?? lineAbove(lines, pointer),
    within,
  });
  const reading: Reading = {file, resolve, place};
  const top = place('');
  const twice = duplicateKey(text);
  if (twice !== undefined) throw mistake({...top, line: twice.line + 1}, 'a key stands twice in one map');
  const [first] = documents;
  if (documents.length !== 1 || first === undefined)
    throw mistake(top, `a scenario is one document, and here are ${documents.length}`);
  const document = known(first.value, reading, '', '', 'the document', FIELDS);
  const hint = `Begin with the lines  apiVersion: ${API_VERSION}  and  kind: Scenario.`;
  wordOf(requiredText(document, 'apiVersion', top, hint), [API_VERSION], place('/apiVersion'), 'apiVersion');
  wordOf(requiredText(document, 'kind', top, hint), ['Scenario'], place('/kind'), 'kind');
  const focus = textField(document, 'focus', place('/focus'));
  return {
    name,
    file,
    title: requiredText(document, 'title', place('/title'), 'A few words for the list of scenarios.'),
    about: textField(document, 'about', place('/about'))?.trim() ?? '',
    release: releaseOf(document['release'], reading),
    ...(focus === undefined ? {} : {focus}),
    steps: stepsOf(document, reading),
  };
}

/** A field that is absent is told of where its map begins. */
function lineAbove(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  // The first field of the document.
  return lines.values().next().value ?? 1;
}

/** A map with none but known fields; an unknown one is told with its own line. */
function known(
  value: Json | undefined,
  {place}: Reading,
  pointer: string,
  within: string,
  what: string,
  fields: readonly string[],
): JsonObject {
  const stranger = isObject(value) ? Object.keys(value).find((field) => !fields.includes(field)) : undefined;
  return mapOf(value, place(stranger === undefined ? pointer : `${pointer}/${stranger}`, within), what, fields);
}

function releaseOf(value: Json | undefined, reading: Reading): ScenarioRelease {
  const {place, resolve} = reading;
  const within = 'release';
  const fields = known(value, reading, '/release', '', 'release', RELEASE_FIELDS);
  const need = (field: string): string =>
    requiredText(fields, field, place(`/release/${field}`, within), 'A release has a name and a namespace.');
  const shared = {name: need('name'), namespace: need('namespace')};
  const chart = textField(fields, 'chart', place('/release/chart', within));
  const baseline = textField(fields, 'baseline', place('/release/baseline', within));
  if ((chart === undefined) === (baseline === undefined))
    throw mistake(place('/release', within), 'it needs a chart, or a baseline file: one of the two');
  if (baseline !== undefined) {
    if (fields['values'] !== undefined)
      throw mistake(place('/release/values', within), 'values belong to a chart, and the baseline is a file');
    return {...shared, from: 'file', baseline: resolve(baseline)};
  }
  const values =
    fields['values'] === undefined ? {} : mapOf(fields['values'], place('/release/values', within), 'values');
  return {...shared, from: 'chart', chart: resolve(chart as string), values};
}

function stepsOf(document: JsonObject, reading: Reading): Step[] {
  const {place} = reading;
  const steps = listField(document, 'steps', place('/steps')) ?? [];
  if (steps.length === 0)
    throw mistake(place('/steps'), 'steps is missing or empty', 'A scenario has at least one step.');
  return steps.map((entry, at) => {
    const pointer = `/steps/${at}`;
    const within = `step ${at + 1}`;
    const fields = known(entry, reading, pointer, within, 'it', STEP_FIELDS);
    const live = textField(fields, 'live', place(`${pointer}/live`, within));
    const mutations = listField(fields, 'mutations', place(`${pointer}/mutations`, within));
    if ((live === undefined) === (mutations === undefined))
      throw mistake(place(pointer, within), 'it needs mutations, or a live file: one of the two');
    const expected = listField(fields, 'expect', place(`${pointer}/expect`, within));
    return {
      name: textField(fields, 'name', place(`${pointer}/name`, within)) ?? DEFAULT_STEP,
      change:
        live === undefined
          ? {
              by: 'mutations',
              mutations: (mutations ?? []).map((one, nth) => mutationOf(one, nth, pointer, within, reading)),
            }
          : {by: 'file', live: reading.resolve(live)},
      ...(expected === undefined
        ? {}
        : {
            expect: expected.map((one, nth) =>
              expectedOf(one, `${pointer}/expect/${nth}`, `${within}, expect ${nth + 1}`, reading),
            ),
          }),
      place: place(pointer, within),
    };
  });
}

function mutationOf(entry: Json, nth: number, step: string, inStep: string, reading: Reading): Mutation {
  const pointer = `${step}/mutations/${nth}`;
  const within = `${inStep}, mutation ${nth + 1}`;
  const place = (field = ''): Place => reading.place(`${pointer}${field}`, within);
  const fields = known(entry, reading, pointer, within, 'it', MUTATION_FIELDS);
  const manager = requiredText(
    fields,
    'manager',
    place('/manager'),
    'Name the tool that writes: kubectl-edit, for example.',
  );
  const given = ACTIONS.filter((action) => fields[action] !== undefined);
  const [what] = given;
  if (what === undefined || given.length > 1)
    throw mistake(
      place(),
      `it needs one of ${ACTIONS.join(', ')}, and has ${given.length === 0 ? 'none' : given.join(' and ')}`,
    );
  const action = actionOf(what, fields[what] as Json, place(`/${what}`));
  const namespace = textField(fields, 'namespace', place('/namespace'));
  const target =
    action.do === 'create' ? createdTarget(action.object, place('/create')) : targetOf(fields, place('/object'));
  return {
    manager,
    target: {...target, ...(namespace === undefined ? {} : {namespace})},
    action,
    place: place(),
  };
}

function actionOf(what: (typeof ACTIONS)[number], value: Json, place: Place): Action {
  switch (what) {
    case 'patch':
      return {do: what, patch: mapOf(value, place, what)};
    case 'jsonPatch':
      if (!Array.isArray(value)) throw mistake(place, 'jsonPatch must be a list of operations (RFC 6902)');
      return {do: what, patch: value as readonly Json[]};
    case 'scale':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
        throw mistake(place, 'scale must be a whole number of replicas');
      return {do: what, replicas: value};
    case 'delete':
      if (value !== true) throw mistake(place, 'delete can only be true');
      return {do: what};
    case 'create':
      return {do: what, object: mapOf(value, place, what)};
  }
}

function targetOf(fields: JsonObject, place: Place): MutationTarget {
  const text = requiredText(fields, 'object', place, 'Write it as  object: Kind/name.');
  const [, kind, group, name] = /^([A-Za-z]+)(?:\.([a-z0-9.-]+))?\/([^/\s]+)$/.exec(text) ?? [];
  if (kind === undefined || name === undefined)
    throw mistake(place, `"${text}" names no object`, 'Write it as Kind/name, or Kind.group/name.');
  return {kind, name, ...(group === undefined ? {} : {group})};
}

function createdTarget(object: JsonObject, place: Place): MutationTarget {
  const {apiVersion, kind} = object;
  const {name, namespace} = metadataOf(object);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string')
    throw mistake(place, 'an object to create needs apiVersion, kind and metadata.name');
  return {
    kind,
    group: parseApiVersion(apiVersion).group,
    name,
    ...(textOf(namespace) === '' ? {} : {namespace: textOf(namespace)}),
  };
}

function expectedOf(entry: Json, pointer: string, within: string, reading: Reading): ExpectedFinding {
  const fields = known(entry, reading, pointer, within, 'it', EXPECT_FIELDS);
  const place = reading.place(pointer, within);
  const object = requiredText(fields, 'object', place, 'Write it as  object: Kind/name.');
  const change = textField(fields, 'change', place) ?? 'changed';
  return {
    ...fields,
    object,
    path: textField(fields, 'path', place) ?? '',
    change: wordOf(change, CHANGES, place, 'change'),
  };
}
