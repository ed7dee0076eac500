import {isObject, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';

/** Helm finds its records, and the deployed one among them, by these. */
const LABELS = ['name', 'owner', 'status', 'version'] as const;
const OWN_LABELS = LABELS.map((label) => `f:${label}`);

/** Without one of them Helm finds a record no more, or takes an older one for the deployed. */
export function unlabelled(labels: JsonObject): string[] {
  const gone = LABELS.filter((label) => typeof labels[label] !== 'string');
  return gone.length === 0
    ? []
    : [`its label${gone.length > 1 ? 's' : ''} ${gone.join(' and ')} ${gone.length > 1 ? 'are' : 'is'} gone`];
}

/** Who else has written what a record holds, or what it is found by: Helm writes each record by itself, under one name. */
export function doubtsOf({managedFields}: JsonObject): string[] {
  const entries = objectsIn(managedFields);
  const labelsIn = (entry: JsonObject): JsonObject => fieldsBelow(entry, ['f:metadata', 'f:labels']);
  const holds = (entry: JsonObject): boolean => fieldsBelow(entry, ['f:data'])['f:release'] !== undefined;
  const makers = new Set(
    entries.filter((entry) => labelsIn(entry)['f:owner'] !== undefined).map(({manager}) => textOf(manager)),
  );
  const others = entries.filter(
    (entry) =>
      !makers.has(textOf(entry['manager'])) &&
      (holds(entry) || OWN_LABELS.some((label) => labelsIn(entry)[label] !== undefined)),
  );
  const persons = [...makers].filter((maker) => maker.startsWith('kubectl'));
  if (persons.length > 0) return [`it was made by ${persons.join(' and ')}, and not by helm`];
  const changed = others.map(
    ({manager, time}) =>
      `it was changed by ${textOf(manager) || 'an unnamed manager'}${textOf(time) === '' ? '' : ` at ${textOf(time)}`}, after helm wrote it`,
  );
  if (changed.length > 0) return changed;
  return entries.some(holds) ? [] : ['nobody owns what it holds: whoever wrote it last left no trace'];
}

function fieldsBelow({fieldsV1}: JsonObject, path: readonly string[]): JsonObject {
  return path.reduce<JsonObject>(
    (here, key) => (isObject(here[key]) ? here[key] : {}),
    isObject(fieldsV1) ? fieldsV1 : {},
  );
}
