import {isList, isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {ownValue, pointerWords, positionOf, valueAt} from '../model/path.ts';
import type {Path} from '../model/path.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {AuditEvent} from './event.ts';

/** What a write did to a path. live: made it what it is now. other: made it something else. maybe: nobody can tell, or not at all. */
export type Effect = 'live' | 'other' | 'none' | 'maybe';

/** Requests about an object that leave its fields alone. */
const HARMLESS: ReadonlySet<string> = new Set([
  'token',
  'log',
  'exec',
  'attach',
  'portforward',
  'proxy',
  'eviction',
  'approval',
]);

/** Fields that a write to the subresource `status` can change, beside the status itself. */
const REACHED_BY_STATUS: readonly (readonly string[])[] = [['status'], ['metadata', 'annotations']];

function beginsWith(path: Path, fields: readonly string[]): boolean {
  return fields.every((field, at) => {
    const segment = path[at];
    return segment !== undefined && 'field' in segment && segment.field === field;
  });
}

type Written = Pick<AuditEvent, 'verb' | 'subresource' | 'body'> & Partial<Pick<AuditEvent, 'isMaybeDry'>>;

/**
 * What a write did to a path, by its body where the log keeps bodies; `live` is undefined where nothing stands there now. What
 * kind of patch a body is no log tells: where that matters it is `maybe`.
 */
export function effectOn(event: Written, path: Path, live: Json | undefined): Effect {
  const effect = plainEffect(event, path, live);
  // A dry run has done nothing at all.
  return event.isMaybeDry === true && effect !== 'none' ? 'maybe' : effect;
}

function plainEffect({verb, subresource, body}: Written, path: Path, live: Json | undefined): Effect {
  if (HARMLESS.has(subresource)) return 'none';
  if (subresource === 'status' && !REACHED_BY_STATUS.some((name) => beginsWith(path, name))) return 'none';
  if (subresource === 'scale') return scaled(body, path, live);
  if (body === undefined) return 'maybe';
  if (verb === 'patch') return isList(body) ? patched(body, path, live) : merged(body, path, live);
  if (!isObject(body)) return 'maybe';
  return compared(valueAt(body, path), live);
}

/** The whole of a new value against what stands there now. What a writer leaves out the API server may fill in. */
function compared(value: Json | undefined, live: Json | undefined): Effect {
  if (value === undefined || value === null) return live === undefined ? 'live' : 'maybe';
  if (live === undefined) return 'other';
  if (stringifyJson(value) === stringifyJson(live)) return 'live';
  const areScalars = typeof value !== 'object' && typeof live !== 'object';
  // Defaults fill in what is within, and quantities have several spellings.
  return areScalars && !isMeasure(value) && !isMeasure(live) ? 'other' : 'maybe';
}

/** `500m`, `0.5`, `1h0m0s`: more than one text may mean the same. */
const isMeasure = (value: Json): boolean => typeof value === 'string' && /^[+-]?[\d.]/.test(value);

const REPLICAS: readonly string[] = ['spec', 'replicas'];

function scaled(body: Json | undefined, path: Path, live: Json | undefined): Effect {
  const isAt = path.every((segment, at) => 'field' in segment && segment.field === REPLICAS[at]);
  if (!isAt) return 'none';
  const count = body === undefined ? undefined : valueAt(body, [{field: 'spec'}, {field: 'replicas'}]);
  return path.length !== REPLICAS.length || count === undefined ? 'maybe' : compared(count, live);
}

/** A JSON patch (RFC 6902): the last operation that reaches the path counts. */
function patched(operations: readonly Json[], path: Path, live: Json | undefined): Effect {
  let effect: Effect = 'none';
  for (const operation of operations) {
    const one = isObject(operation) ? operated(operation, path, live) : 'maybe';
    if (one !== 'none') effect = one;
  }
  return effect;
}

function operated(operation: JsonObject, path: Path, live: Json | undefined): Effect {
  const {op, path: pointer, value} = operation;
  if (op === 'test') return 'none';
  if (typeof pointer !== 'string' || (op !== 'add' && op !== 'replace' && op !== 'remove')) return 'maybe';
  const words = pointerWords(pointer);
  for (const [at, word] of words.entries()) {
    const segment = path[at];
    // It changes a part of what the path names.
    if (segment === undefined) return 'maybe';
    // Which item a position was then nobody knows now.
    if (!('field' in segment)) return 'maybe';
    if (segment.field !== word) return 'none';
  }
  const rest = path.slice(words.length);
  return compared(op === 'remove' ? undefined : valueAt(value, rest), live);
}

/** A merge patch, a strategic one, or what is applied: they differ in what becomes of what they leave out. */
function merged(patch: Json, path: Path, live: Json | undefined): Effect {
  const isApplied = isObject(patch) && 'apiVersion' in patch && 'kind' in patch;
  // A disruption budget's selector is replaced as a whole by a strategic patch of a part of it.
  const leftOut: Effect = isApplied || beginsWith(path, ['spec', 'selector']) ? 'maybe' : 'none';
  let here: Json | undefined = patch;
  for (const segment of path) {
    if (here === null || here === undefined) return compared(undefined, live);
    if ('field' in segment) {
      if (!isObject(here)) return 'maybe';
      if ('$patch' in here || '$retainKeys' in here) return 'maybe';
      if (!Object.hasOwn(here, segment.field)) {
        const isNamed = Object.keys(here).some((key) => key.startsWith('$') && key.endsWith(`/${segment.field}`));
        return isNamed ? 'maybe' : leftOut;
      }
      here = ownValue(here, segment.field);
    } else if ('index' in segment || !isList(here)) return 'maybe';
    else {
      const items: readonly Json[] = here;
      const item: Json | undefined = items[positionOf(items, segment.select, segment.nth)];
      if (item === undefined || (isObject(item) && '$patch' in item)) return 'maybe';
      // As a merge patch it replaces the list, and what it leaves out of an item is gone.
      const next = path[path.indexOf(segment) + 1];
      if (next !== undefined && 'field' in next && !(isObject(item) && Object.hasOwn(item, next.field))) return 'maybe';
      here = item;
    }
  }
  const effect = compared(here, live);
  // Part of a map: what stands beside it was there before.
  return effect === 'other' && typeof here === 'object' ? 'maybe' : effect;
}
