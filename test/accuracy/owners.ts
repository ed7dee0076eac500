import {asList, asObj, asText, isObj, isScalar} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';

export interface Writer {
  readonly manager: string;
  readonly operation: string;
  readonly subresource: string;
}

const entriesOf = (object: Obj): Obj[] => asList(asObj(object['metadata'])['managedFields']).map(asObj);

/** Whether the API server's own books name this manager for a pointer, or for something above or below it. */
export function isRecorded(object: Obj, pointer: Pointer, manager: string): boolean {
  return entriesOf(object).some(
    (entry) => entry['manager'] === manager && holds(asObj(entry['fieldsV1']), object, pointer),
  );
}

/** The same, but for those that own nothing but an empty map or list there: who comes and goes leaves that behind. */
export function ownersOf(object: Obj, pointer: Pointer, isBuiltin: boolean): string[] {
  return entriesOf(object)
    .filter((entry) => holds(asObj(entry['fieldsV1']), object, pointer, isBuiltin ? isNotes : isObj))
    .map((entry) => asText(entry['manager']));
}

/** All managers but one that the books name for a pointer: co-owners who wrote the same value. */
export function recordedManagers(object: Obj, pointer: Pointer): string[] {
  return entriesOf(object)
    .filter((entry) => holds(asObj(entry['fieldsV1']), object, pointer))
    .map((entry) => asText(entry['manager']));
}

/** `isShared` tells maps that nobody owns as one: a leaf of the books there is an empty map. */
function holds(
  fields: Obj,
  value: Json | undefined,
  [step, ...rest]: Pointer,
  isShared?: (value: Json | undefined) => boolean,
): boolean {
  if (step === undefined) return true;
  const held = Object.keys(fields).join();
  if (isShared !== undefined && (held === '.' || (held === '' && isShared(value)))) return false;
  // A leaf of the books above the pointer: a value that is owned as a whole.
  if (Object.keys(fields).every((name) => name === '.')) return true;
  if (!Array.isArray(value)) {
    const next = fields[`f:${step}`];
    return isObj(next) && holds(next, asObj(value)[step], rest, isShared);
  }
  const item = value[Number(step)];
  return Object.entries(fields).some(
    ([name, next]) => isObj(next) && names(name, item, step) && holds(next, item, rest, isShared),
  );
}

function names(name: string, item: Json | undefined, index: string): boolean {
  const [kind, text] = [name.slice(0, 2), name.slice(2)];
  if (kind === 'i:') return text === index;
  if (kind === 'v:') return isScalar(item) && JSON.stringify(item) === text;
  if (kind !== 'k:' || !isObj(item)) return false;
  return Object.entries(JSON.parse(text) as Obj).every(([key, value]) => item[key] === value);
}

/** Labels and annotations: of built-in kinds' other maps some are owned as one, of custom kinds none. */
const isNotes = (value: Json | undefined): boolean =>
  isObj(value) && Object.values(value).every((item) => typeof item === 'string');
