import {isObject, metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {ownValue, positionOf, valueAt} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';
import type {Attribution, Variance} from '../../model/report.ts';

/** One entry of metadata.managedFields. */
export interface ManagedEntry {
  readonly manager: string;
  readonly operation: string;
  /** At which version of the object its fields are named. */
  readonly apiVersion: string;
  readonly subresource?: string;
  /** RFC 3339: that manager's last write to this object, so "not later than" for each of its fields. */
  readonly time?: string;
  /** fieldsV1 as the server sends it: `f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`, and `.` for the thing itself. */
  readonly fields: JsonObject;
  /** Whether it is Helm's own. */
  readonly isHelm: boolean;
}

/** The entries of a live object; empty where somebody stripped them. */
export function managedEntries(live: JsonObject): ManagedEntry[] {
  const metadata = metadataOf(live);
  const entries = Array.isArray(metadata['managedFields']) ? (metadata['managedFields'] as Json[]) : [];
  const named = entries.some((entry) => isObject(entry) && entry['manager'] === 'helm');
  return entries.filter(isObject).flatMap((entry) => {
    const {manager, operation, apiVersion, subresource, time, fieldsV1} = entry;
    if (typeof manager !== 'string' || !isObject(fieldsV1)) return [];
    return [
      {
        manager,
        operation: textOf(operation),
        apiVersion: textOf(apiVersion),
        ...(typeof subresource === 'string' && subresource !== '' ? {subresource} : {}),
        ...(typeof time === 'string' ? {time} : {}),
        fields: fieldsV1,
        isHelm: typeof subresource !== 'string' || subresource === '' ? isHelms(manager, fieldsV1, named) : false,
      },
    ];
  });
}

/**
 * Helm writes as `helm`; older versions and programs with Helm inside (Flux, Terraform) use names of their own, and are
 * known by the ownership annotation that only Helm's code stamps: where no entry is named `helm`, for anybody may change that
 * annotation later. A person who adopts an object does that with kubectl.
 */
function isHelms(manager: string, fields: JsonObject, isNamed: boolean): boolean {
  if (manager === 'helm') return true;
  return !isNamed && !NAMELESS.has(manager) && !manager.startsWith('kubectl') && stampsOwnership(fields);
}

/** The API server's own names for "several, it is not known who": beyond ten managers, and before anybody's first apply. */
export const BEFORE_FIRST_APPLY = 'before-first-apply';
const NAMELESS = new Set(['ancient-changes', BEFORE_FIRST_APPLY]);

/** Whether a manager's name stands for several. */
export function isNameless(manager: string): boolean {
  return NAMELESS.has(manager);
}

function stampsOwnership(fields: JsonObject): boolean {
  const metadata = fields['f:metadata'];
  const annotations = isObject(metadata) ? metadata['f:annotations'] : undefined;
  return isObject(annotations) && annotations['f:meta.helm.sh/release-name'] !== undefined;
}

/** What a variance says of its author. */
export type Author = Pick<Variance, 'by' | 'byHelm'>;

/**
 * Who wrote the value at a live path. Exact where a manager other than Helm owns that very path; where a value is gone
 * nobody owns it, and the newest of the `foreign` writes after Helm's last is the likely one.
 */
export function attribute(
  entries: readonly ManagedEntry[],
  foreign: readonly ManagedEntry[],
  {path, desired}: {readonly path: Path; readonly desired?: Json},
  live: JsonObject,
): Author {
  const is = valueAt(live, path);
  const isGone = is === undefined || is === null;
  // What is gone has no owner; an entry that ends above it (`f:selector: {}`) owns what is left and not what was there.
  const owners = isGone ? [] : ownersOf(entries, path, live);
  // What was written under Helm's name after its run is somebody else's, and known to be.
  const others = owners.filter((entry) => !entry.isHelm || foreign.includes(entry));
  const other = newest(others);
  if (other !== undefined) return {by: attribution(other, isTold(others, path, live) ? 'exact' : 'likely')};
  const own = newest(owners);
  if (own !== undefined) return {by: attribution(own, 'exact'), byHelm: true};
  const helm = newest(entries.filter((entry) => entry.isHelm));
  const later = newest(
    foreign.filter(
      (entry) => !NAMELESS.has(entry.manager) && (helm?.time === undefined || (entry.time ?? '') >= helm.time),
    ),
  );
  if (later !== undefined) return {by: attribution(later, 'likely')};
  // What Helm still owns, nobody has touched since, and is not there never was: the server dropped it on the way in. Of a list
  // or map that tells nothing: something in it may be owned at null.
  const isPlain = isGone && desired !== undefined && (typeof desired !== 'object' || desired === null);
  const dropped = entries.find((entry) => entry.isHelm && isHeld(reach(entry.fields, path, live), path));
  return isPlain && dropped !== undefined ? {by: attribution(dropped, 'exact'), byHelm: true} : {};
}

/**
 * The entries that own a value. What is left of an entry whose items others took over is an empty list: it reads like one that is
 * owned as one, and is not where somebody owns the very item by its key.
 */
function ownersOf(entries: readonly ManagedEntry[], path: Path, live: JsonObject): readonly ManagedEntry[] {
  const byName = entries.filter((entry) => ownsByName(entry, path, live) || ownsItem(entry, path, live));
  return byName.length > 0 ? byName : entries.filter((entry) => hasOwner(entry, path, live));
}

/**
 * The entries that own the very value at a path, by its name: each wrote it. None where nothing stands there, where a list or map
 * is owned as one (whoever wrote any of it owns all of it), or where a nameless entry is among them.
 */
export function ownersAt(entries: readonly ManagedEntry[], path: Path, live: JsonObject): readonly ManagedEntry[] {
  const is = valueAt(live, path);
  if (is === undefined || is === null) return [];
  const owners = ownersOf(entries, path, live);
  return owners.every((entry) => ownsByName(entry, path, live) && !NAMELESS.has(entry.manager)) ? owners : [];
}

/** Whether an entry made a list's item: it owns the item itself, and not just a field of it. */
function ownsItem({fields}: ManagedEntry, path: Path, live: JsonObject): boolean {
  const last = path.at(-1);
  if (last === undefined || !('select' in last)) return false;
  let here = fields;
  let value: Json | undefined = live;
  for (const segment of path) {
    const key = fieldKey(here, segment, value);
    if (key === undefined) return false;
    here = isObject(here[key]) ? here[key] : {};
    value = childOf(value, segment);
  }
  return Object.hasOwn(here, '.');
}

/** Held by name, or in a list item that is owned as one. */
function isHeld(steps: number | undefined, path: Path): boolean {
  const last = steps === undefined ? undefined : path[steps - 1];
  return steps === path.length || (last !== undefined && 'select' in last);
}

/** Of several that own a value as part of something larger, nobody can tell who wrote which part of it. */
function isTold(owners: readonly ManagedEntry[], path: Path, live: JsonObject): boolean {
  return owners.length === 1 || owners.every(({fields}) => reach(fields, path, live) === path.length);
}

/** What a report says of an entry. A name that stands for several is nobody's. */
export function attribution(
  {manager, operation, subresource, time}: Omit<ManagedEntry, 'apiVersion' | 'fields' | 'isHelm'>,
  certainty: 'exact' | 'likely',
): Attribution {
  return {
    manager,
    operation,
    ...(subresource === undefined ? {} : {subresource}),
    ...(time === undefined ? {} : {time}),
    certainty: NAMELESS.has(manager) ? 'unknown' : certainty,
  };
}

function newest(entries: readonly ManagedEntry[]): ManagedEntry | undefined {
  return entries.reduce<ManagedEntry | undefined>(
    (best, entry) => (best === undefined || (entry.time ?? '') > (best.time ?? '') ? entry : best),
    undefined,
  );
}

/** Whether an entry owns the value at a live path. */
export function hasOwner({fields}: ManagedEntry, path: Path, live: Json): boolean {
  return reach(fields, path, live) !== undefined;
}

/** Whether an entry owns a live path by its own name, and not as part of a list or map that is owned as one. */
export function ownsByName({fields}: ManagedEntry, path: Path, live: Json): boolean {
  return reach(fields, path, live) === path.length;
}

/** How many steps of a path a field set goes: all of them, or as far as what it owns as a whole. Undefined where it leads elsewhere. */
function reach(fields: JsonObject, path: Path, live: Json): number | undefined {
  let here = fields;
  let value: Json | undefined = live;
  for (const [steps, segment] of path.entries()) {
    const key = fieldKey(here, segment, value);
    // An atomic list or map is owned as a whole: its entry has nothing below it.
    if (key === undefined) return Object.keys(here).length === 0 ? steps : undefined;
    here = isObject(here[key]) ? here[key] : {};
    value = childOf(value, segment);
  }
  // Of a container that several fill, each owns its part: that says nothing about the whole, its order for one.
  const isPart = typeof value === 'object' && value !== null && Object.keys(here).some((key) => key !== '.');
  return isPart ? undefined : path.length;
}

function fieldKey(fields: JsonObject, segment: Segment, list: Json | undefined): string | undefined {
  if ('field' in segment) return Object.hasOwn(fields, `f:${segment.field}`) ? `f:${segment.field}` : undefined;
  if ('index' in segment) return Object.hasOwn(fields, `i:${segment.index}`) ? `i:${segment.index}` : undefined;
  const value = segment.select[''];
  if (value !== undefined)
    return Object.keys(fields).find((key) => key.startsWith('v:') && key === `v:${JSON.stringify(value)}`);
  const item = childOf(list, segment);
  return Object.keys(fields).find((key) => key.startsWith('k:') && isObject(item) && matches(key, item));
}

/** Whether `k:{"port":80,"protocol":"TCP"}` names this item. */
function matches(key: string, item: JsonObject): boolean {
  const keys = JSON.parse(key.slice(2)) as Record<string, Json>;
  return Object.entries(keys).every(
    ([name, value]) => item[name] === value || (item[name] === undefined && name === 'protocol'),
  );
}

function childOf(value: Json | undefined, segment: Segment): Json | undefined {
  if ('field' in segment) return isObject(value) ? ownValue(value, segment.field) : undefined;
  if (!Array.isArray(value)) return undefined;
  const items = value as Json[];
  if ('index' in segment) return items[segment.index];
  return items[positionOf(items, segment.select, segment.nth)];
}
