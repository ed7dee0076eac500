import {isList, isObject, scalarText} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {ownValue, positionOf} from '../../model/path.ts';
import type {Path, Segment} from '../../model/path.ts';

/** Places of an object that must be shown, whatever else is left out; an empty map stands for all that lies below. */
export interface Kept {
  readonly segment: Segment;
  readonly below: Kept[];
}

export function keptOf(paths: readonly Path[]): Kept[] {
  const roots: Kept[] = [];
  for (const path of paths) {
    let level = roots;
    for (const segment of path) {
      let node = level.find((other) => JSON.stringify(other.segment) === JSON.stringify(segment));
      if (node === undefined) level.push((node = {segment, below: []}));
      level = node.below;
    }
  }
  return roots;
}

/**
 * A live value in the order of fields in which the baseline declares it, so that both sides read alike. With `kept`, fields
 * that are neither declared nor kept are left out.
 */
export function arranged(live: Json, desired: Json | undefined, kept: readonly Kept[] | undefined): Json {
  if (isList(live)) return arrangedItems(live, isList(desired) ? desired : [], kept);
  return isObject(live) ? arrangedFields(live, desired, kept) : live;
}

/** The same for a whole object. */
export function arrangedFields(
  live: JsonObject,
  desired: Json | undefined,
  kept: readonly Kept[] | undefined,
): JsonObject {
  const declared = isObject(desired) ? desired : {};
  const names = [
    ...Object.keys(declared).filter((name) => ownValue(live, name) !== undefined),
    ...Object.keys(live).filter((name) => ownValue(declared, name) === undefined),
  ];
  const entries = names.flatMap((name): [string, Json][] => {
    const value = ownValue(live, name) ?? null;
    const counterpart = ownValue(declared, name);
    if (kept === undefined) return [[name, arranged(value, counterpart, undefined)]];
    const node = kept.find(({segment}) => 'field' in segment && segment.field === name);
    const below = node?.below ?? [];
    if (counterpart !== undefined) return [[name, arranged(value, counterpart, below)]];
    if (node === undefined) return [];
    return [[name, below.length === 0 ? value : arranged(value, undefined, below)]];
  });
  return Object.fromEntries(entries);
}

function arrangedItems(live: readonly Json[], desired: readonly Json[], kept: readonly Kept[] | undefined): Json {
  const counterpartOf = pairing(live, desired);
  return live.flatMap((item, at): Json[] => {
    const counterpart = counterpartOf(item, at);
    if (kept === undefined) return [arranged(item, counterpart, undefined)];
    const nodes = kept.filter(({segment}) => indexOf(segment, live) === at);
    if (counterpart !== undefined)
      return [
        arranged(
          item,
          counterpart,
          nodes.flatMap(({below}) => below),
        ),
      ];
    // An item that nobody declared is shown where it is part of a finding, and whole.
    return nodes.length > 0 || desired.length === 0 ? [item] : [];
  });
}

function indexOf(segment: Segment, items: readonly Json[]): number {
  if ('index' in segment) return segment.index;
  return 'select' in segment ? positionOf(items, segment.select, segment.nth) : -1;
}

const KEYS = ['name', 'key', 'containerPort', 'port', 'mountPath', 'host', 'path', 'ip', 'type', 'kind'] as const;

/** Which declared item a live one is shown beside: by a field that names each item of both lists, else by position. */
function pairing(live: readonly Json[], desired: readonly Json[]): (item: Json, at: number) => Json | undefined {
  const key = KEYS.find((one) => isNameOf(one, live) && isNameOf(one, desired));
  if (key !== undefined) {
    const nameOf = (item: Json): string => (isObject(item) ? scalarText(item[key]) : '');
    const named = new Map(desired.map((item) => [nameOf(item), item]));
    return (item) => named.get(nameOf(item));
  }
  if (live.length === desired.length) return (_item, at) => desired[at];
  const scalars = new Set(desired.map(scalarText));
  return (item, at) =>
    isObject(item) || isList(item) ? desired[at] : scalars.has(scalarText(item)) ? item : undefined;
}

function isNameOf(key: string, items: readonly Json[]): boolean {
  const names = items.map((item) => (isObject(item) ? scalarText(item[key]) : ''));
  return names.every((name) => name !== '') && new Set(names).size === names.length;
}
