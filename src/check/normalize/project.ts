import {isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {alignItems} from './align-items.ts';
import {canonicalScalar} from './scalar.ts';
import {fieldShape, UNKNOWN} from './shape.ts';
import type {Shape} from './shape.ts';
import {encodeStep} from './step.ts';
import type {ItemPair} from './step.ts';

/**
 * A value made ready for a structural diff: maps of maps with canonical scalars as leaves, no lists. Both sides of a pair
 * are projected together, so that the two items of a list which belong together get one key.
 */
export type Tree = string | number | boolean | null | {[step: string]: Tree};

export interface Projection {
  readonly desired: Tree;
  readonly live: Tree;
}

/** `where` names the place by field names alone, for rules about lists: `rules.verbs`. */
export function projectPair(
  desired: Json | undefined,
  live: Json | undefined,
  shape: Shape,
  where: string,
): Projection {
  if (isObject(desired) && isObject(live)) return projectObjects(desired, live, shape, where);
  if (Array.isArray(desired) && Array.isArray(live))
    return projectLists(desired as Json[], live as Json[], shape, where);
  return {desired: projectAlone(desired, shape), live: projectAlone(live, shape)};
}

function projectObjects(desired: JsonObject, live: JsonObject, shape: Shape, where: string): Projection {
  const sides: {desired: Record<string, Tree>; live: Record<string, Tree>} = {desired: {}, live: {}};
  for (const [field, value] of Object.entries(desired)) {
    const counterpart = Object.hasOwn(live, field) ? live[field] : undefined;
    // Nearly all that is declared stands there letter by letter: what is the same on both sides is on neither.
    if (isSameScalar(value, counterpart)) continue;
    const key = encodeStep({segment: {field}});
    const inner = fieldShape(shape, field);
    const below = where === '' ? field : `${where}.${field}`;
    if ((counterpart === undefined || counterpart === null) && isObject(value) && Object.keys(value).length === 1) {
      // The server drops a map with its last key: the key is what went.
      sides.desired[key] = projectObjects(value, {}, inner, below).desired;
      sides.live[key] = {};
    } else if (counterpart === undefined || counterpart === null) {
      sides.desired[key] = projectAlone(value, inner);
    } else {
      const both = projectPair(value, counterpart, inner, below);
      sides.desired[key] = both.desired;
      sides.live[key] = both.live;
    }
  }
  // Fields that only the live side has are nobody's promise: managedFields says who put them there, not the structure.
  return sides;
}

function projectLists(desired: readonly Json[], live: readonly Json[], shape: Shape, where: string): Projection {
  if (desired.length === live.length && desired.every((item, at) => isSameScalar(item, live[at])))
    return {desired: {}, live: {}};
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  const pairs = pairItems(desired, live, shape, where);
  if (pairs === 'whole' || runsOtherwise(desired, live, where))
    return {desired: projectAlone(desired, shape), live: projectAlone(live, shape)};
  const sides: {desired: Record<string, Tree>; live: Record<string, Tree>} = {desired: {}, live: {}};
  for (const pair of pairs) {
    const key = encodeStep(pair.step);
    if (pair.desired !== undefined && pair.live !== undefined) {
      const both = projectPair(pair.desired, pair.live, items, where);
      sides.desired[key] = both.desired;
      sides.live[key] = both.live;
    } else if (pair.desired !== undefined) sides.desired[key] = projectAlone(pair.desired, items);
    else if (pair.live !== undefined) sides.live[key] = projectAlone(pair.live, items);
  }
  return sides;
}

/** Whether the order of two keyed lists makes a difference: one init container runs after the other. */
function runsOtherwise(desired: readonly Json[], live: readonly Json[], where: string): boolean {
  if (where.endsWith('.env')) return expandsOtherwise(desired, live);
  if (!where.endsWith('.initContainers')) return false;
  const [wanted, is] = [desired.map(nameOf), live.map(nameOf)];
  const common = wanted.filter((name) => is.includes(name));
  return is.filter((name) => common.includes(name)).join(' ') !== common.join(' ');
}

/**
 * Whether `$(NAME)` in the values of an env list would expand otherwise: it sees only variables that stand before it. Else the
 * order of an env list means nothing.
 */
function expandsOtherwise(desired: readonly Json[], live: readonly Json[]): boolean {
  const wanted = references(desired);
  const names = new Set(desired.map(nameOf));
  const is = references(live).filter((line) => names.has(line.referrer) && names.has(line.referred));
  const text = ({referrer, referred, isSeen}: Reference): string => `${referrer} ${referred} ${isSeen}`;
  const known = new Set(is.map(text));
  return wanted.some(
    (line) =>
      names.has(line.referred) &&
      is.some((other) => other.referrer === line.referrer && other.referred === line.referred) &&
      !known.has(text(line)),
  );
}

interface Reference {
  readonly referrer: string;
  readonly referred: string;
  readonly isSeen: boolean;
}

function references(list: readonly Json[]): Reference[] {
  const names = list.map(nameOf);
  return list.flatMap((item, at) =>
    [...textOf(isObject(item) ? item['value'] : undefined).matchAll(/\$\(([^)]+)\)/g)].map(([, referred = '']) => ({
      referrer: names[at] ?? '',
      referred,
      isSeen: names.slice(0, at).includes(referred),
    })),
  );
}

const nameOf = (item: Json): string => (isObject(item) ? textOf(item['name']) : '');

/** The items of two lists that belong together, told apart by what this projection sees of them. */
export function pairItems(
  desired: readonly Json[],
  live: readonly Json[],
  shape: Shape,
  where: string,
): readonly ItemPair[] | 'whole' {
  const items = shape.kind === 'list' ? shape.items : UNKNOWN;
  return alignItems(desired, live, shape, where, (a, b) => {
    const both = projectPair(a, b, items, where);
    return !covers(both.live, both.desired);
  });
}

/** A null says nothing on its side: it is no value that both have. */
function isSameScalar(desired: Json | undefined, live: Json | undefined): boolean {
  return desired === live && typeof desired !== 'object' && desired !== undefined;
}

/** A side without a counterpart is one leaf: it is reported whole. */
function projectAlone(value: Json | undefined, shape: Shape): Tree {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return canonicalScalar(value, shape);
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
}

/** Whether the live tree holds all that the desired one asks for, and no surplus item. */
function covers(live: Tree, desired: Tree): boolean {
  if (typeof desired !== 'object' || desired === null || typeof live !== 'object' || live === null)
    return live === desired;
  const surplus = Object.keys(live).some((key) => !Object.hasOwn(desired, key));
  return (
    !surplus &&
    Object.entries(desired).every(([key, value]) => Object.hasOwn(live, key) && covers(live[key] as Tree, value))
  );
}
