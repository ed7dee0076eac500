import {isObject, scalarText} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {ownValue, valueAt} from '../model/path.ts';
import type {Path} from '../model/path.ts';
import type {Finding} from '../model/report.ts';
import type {Condition, RulePath, Token} from './rule-path.ts';

/** Both sides of the finding's object, as far as there are any: list items are looked up in them. */
export interface Sides {
  readonly declared?: JsonObject | undefined;
  readonly live?: JsonObject | undefined;
}

type Difference = Pick<Finding, 'path' | 'change' | 'desired' | 'live'>;

/**
 * Whether a rule's path names a finding's path or something above it. A path below the finding does not match, for the
 * rest of the value would be accepted unseen; unless a whole value was added or removed and the path covers all of it.
 */
export function pathMatches({tokens}: RulePath, finding: Difference, sides: Sides): boolean {
  const {path, change, desired, live} = finding;
  // An index counts in the declared list; what was added is only in the live one.
  const order = change === 'added' ? [sides.live, sides.declared] : [sides.declared, sides.live];
  const objects = order.filter((object) => object !== undefined);
  const reaches = tokens
    .slice(0, path.length)
    .every((token, at) => segmentMatches(token, path.slice(0, at + 1), objects));
  if (!reaches || tokens.length <= path.length) return reaches;
  const value = change === 'added' ? live : change === 'removed' ? desired : undefined;
  return covers(value, tokens.slice(path.length));
}

function segmentMatches(token: Token, path: Path, objects: readonly JsonObject[]): boolean {
  const segment = path.at(-1);
  if (segment === undefined || 'any' in token) return true;
  if ('field' in segment) return 'key' in token && token.key === segment.field;
  if ('key' in token) return isAtIndex(token.key, path, objects);
  const nth = 'select' in segment ? segment.nth : 0;
  if (token.nth !== undefined && token.nth !== nth) return false;
  if ('select' in segment && token.where.every((condition) => isSelectedBy(condition, segment.select))) return true;
  const items = objects.map((object) => valueAt(object, path)).filter((item) => item !== undefined);
  // At one index both sides may hold different items; merge keys name the same one.
  return ('index' in segment ? items.slice(0, 1) : items).some((item) => meets(item, token.where));
}

/** A pointer's number against a list item: its index, or the index at which either side holds the item of these keys. */
function isAtIndex(key: string, path: Path, objects: readonly JsonObject[]): boolean {
  if (!/^(?:0|[1-9]\d*)$/.test(key)) return false;
  const segment = path.at(-1);
  if (segment !== undefined && 'index' in segment) return segment.index === Number(key);
  return objects.some((object) => {
    const list = valueAt(object, path.slice(0, -1));
    const item = valueAt(object, path);
    return item !== undefined && Array.isArray(list) && (list as Json[])[Number(key)] === item;
  });
}

function isSelectedBy({path, equals}: Condition, select: Readonly<Record<string, unknown>>): boolean {
  const [key = '', ...below] = path;
  return below.length === 0 && Object.hasOwn(select, key) && String(select[key]) === equals;
}

function meets(item: Json, where: readonly Condition[]): boolean {
  return where.every(({path, equals}) => {
    let value: Json | undefined = item;
    for (const field of path) value = isObject(value) ? ownValue(value, field) : undefined;
    return value !== undefined && value !== null && typeof value !== 'object' && scalarText(value) === equals;
  });
}

/** Whether the tokens lead to everything that a value holds. */
function covers(value: Json | undefined, tokens: readonly Token[]): boolean {
  const [head, ...rest] = tokens;
  if (head === undefined) return true;
  if (Array.isArray(value)) {
    const items = value as Json[];
    return items.length > 0 && items.every((item, index) => isItem(head, item, index) && covers(item, rest));
  }
  if (!isObject(value)) return false;
  const fields = Object.entries(value);
  const named = (field: string): boolean => 'any' in head || ('key' in head && head.key === field);
  return fields.length > 0 && fields.every(([field, child]) => named(field) && covers(child, rest));
}

function isItem(token: Token, item: Json, index: number): boolean {
  if ('any' in token) return true;
  return 'key' in token ? token.key === String(index) : meets(item, token.where);
}
