import {isList, isObject, metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {parseApiVersion, refKey} from '../../model/refs.ts';
import {stringifyJson} from '../../yaml/json.ts';
import {bodiesOf, readYamlDocuments} from '../../yaml/read.ts';
import {writeYaml} from '../../yaml/write.ts';

/** One chart, rendered in several ways. */
export interface Renderings {
  /** With the chart's lookups answered by the cluster: twice, for what is made by chance is another each time. */
  readonly asked: readonly [string, string];
  /** Without a cluster. */
  readonly alone: string;
  /** What the release holds. */
  readonly stored: string;
}

/** Whether a rendering has another value than the release holds anywhere in an object that both have. */
export function differsFrom(stored: string, rendered: string): boolean {
  const held = objectsOf(stored);
  return [...objectsOf(rendered)].some(([key, object]) => {
    const before = held.get(key);
    return before !== undefined && !isSame(before, object);
  });
}

/**
 * A rendering whose looked-up values are those of the release. A chart that keeps a password looks up the one that is live: held
 * against itself it would never differ, whoever changed it. The release says what it was when it was deployed.
 */
export function withReleaseValues({asked: [first, second], alone, stored}: Renderings): {text: string; kept: number} {
  const [again, without, held] = [second, alone, stored].map(objectsOf) as [Objects, Objects, Objects];
  const own = objectsOf(first);
  let kept = 0;
  const bodies = bodiesOf(first).map((body) => {
    const object = readYamlDocuments(body, {name: 'chart'})[0]?.value;
    const key = object === undefined ? undefined : keyOf(object);
    // Objects that stand there more than once are left alone: nobody knows which of them belong together.
    if (object === undefined || key === undefined || !own.has(key) || !again.has(key)) return body;
    const found = {count: 0};
    const value = released(object, {again: again.get(key), alone: without.get(key), stored: held.get(key)}, found);
    kept += found.count;
    return found.count === 0 ? body : `\n${/^# Source: .*$/m.exec(body)?.[0] ?? ''}\n${writeYaml(value)}`;
  });
  return {text: bodies.join('---'), kept};
}

interface Others {
  readonly again: Json | undefined;
  readonly alone: Json | undefined;
  readonly stored: Json | undefined;
}

function released(value: Json, {again, alone, stored}: Others, found: {count: number}): Json {
  if (stored === undefined || again === undefined || isSame(value, alone) || isSame(value, stored)) return value;
  const at = (other: Json | undefined, key: string | number): Json | undefined => {
    if (isList(other) && typeof key === 'number') return other[key];
    return isObject(other) && Object.hasOwn(other, key) ? other[key] : undefined;
  };
  const below = (item: Json, key: string | number): Json =>
    released(item, {again: at(again, key), alone: at(alone, key), stored: at(stored, key)}, found);
  if (isList(value)) return isList(stored) && stored.length === value.length ? value.map(below) : value;
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, below(item, key)]])),
    );
  }
  // By chance, and not by a lookup: the next upgrade makes yet another.
  if (!isSame(value, again) || typeof stored !== typeof value || stored === null) return value;
  found.count += 1;
  return stored;
}

type Objects = ReadonlyMap<string, JsonObject>;

/** The objects of a text, but for those that stand there more than once. */
function objectsOf(text: string): Objects {
  const objects = new Map<string, JsonObject>();
  const twice = new Set<string>();
  for (const {value} of readYamlDocuments(text, {name: 'chart'})) {
    const key = keyOf(value);
    if (key === undefined || !isObject(value)) continue;
    if (objects.has(key)) twice.add(key);
    objects.set(key, value);
  }
  for (const key of twice) objects.delete(key);
  return objects;
}

function keyOf(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const {name, namespace} = metadataOf(value);
  if (typeof name !== 'string') return undefined;
  const place = typeof namespace === 'string' ? {namespace} : {};
  const {group} = parseApiVersion(textOf(value['apiVersion']));
  return refKey({group, kind: textOf(value['kind']), ...place, name});
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && stringifyJson(a) === stringifyJson(b));
}
