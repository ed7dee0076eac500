import {inertName} from './inert.ts';
import {scalarText} from './json.ts';
import type {Json, JsonObject} from './json.ts';

/**
 * One step into an object. A list item is named by its merge keys where the list has some (`select`), else by its
 * position. `nth` counts items that share the same keys (the second `env` of one name), from 0.
 */
export type Segment =
  | {readonly field: string}
  | {readonly index: number}
  | {readonly select: Readonly<Record<string, string | number | boolean>>; readonly nth: number};

export type Path = readonly Segment[];

const PLAIN_FIELD = /^[A-Za-z_$][\w$-]*$/;

/** `spec.ports[name=http].port`; fields with dots or slashes are quoted: `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  let text = '';
  for (const segment of path) {
    if ('field' in segment) {
      if (!PLAIN_FIELD.test(segment.field)) text += `[${inertName(JSON.stringify(segment.field))}]`;
      else text += text === '' ? segment.field : `.${segment.field}`;
    } else if ('index' in segment) {
      text += `[${segment.index}]`;
    } else {
      const keys = Object.entries(segment.select).map(([key, value]) => `${key}=${inertName(String(value))}`);
      text += `[${keys.join(',')}]${segment.nth > 0 ? `[${segment.nth}]` : ''}`;
    }
  }
  return text;
}

/** The value at a path, or undefined where the path leads nowhere. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let here: Json | undefined = value;
  for (const segment of path) {
    if (here === null || typeof here !== 'object') return undefined;
    if ('field' in segment) {
      here = Array.isArray(here) ? undefined : ownValue(here as JsonObject, segment.field);
    } else if ('index' in segment) {
      here = Array.isArray(here) ? (here[segment.index] as Json | undefined) : undefined;
    } else {
      here = Array.isArray(here)
        ? (here as Json[])[positionOf(here as Json[], segment.select, segment.nth)]
        : undefined;
    }
  }
  return here;
}

/** `constructor` and its like are fields of a document only when the document has them. */
export function ownValue(object: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

/**
 * The position of the item that merge keys name; -1 where there is none. An item may leave out a key that has a default
 * (`protocol`), but only where no other item spells it.
 */
export function positionOf(items: readonly Json[], select: Readonly<Record<string, unknown>>, nth: number): number {
  const wanted = Object.entries(select).map(([key, value]) => [key, String(value)] as const);
  const among = (fits: (item: Json) => boolean): number[] =>
    items.flatMap((item, index) => (fits(item) ? [index] : []));
  const spelled = among((item) => wanted.every(([key, value]) => keyText(item, key) === value));
  const found =
    spelled.length > 0
      ? spelled
      : among((item) => wanted.every(([key, value]) => (keyText(item, key) ?? value) === value));
  return found[nth] ?? -1;
}

/** A set's item is selected by its own value, under the key ''. */
function keyText(item: Json, key: string): string | undefined {
  if (item === null || typeof item !== 'object') return scalarText(item);
  const value = Array.isArray(item) ? undefined : (item as JsonObject)[key];
  return value === undefined || value === null ? undefined : scalarText(value);
}

/** Whether a path leads into what an object asks for, and not into its metadata, its data or its status. */
export function isInSpec([first]: Path): boolean {
  return first !== undefined && 'field' in first && first.field === 'spec';
}

/** The fields and positions that a JSON pointer (RFC 6901) names. */
export function pointerWords(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescapedWord);
}

/** One word of a JSON pointer, as it is. */
export function unescapedWord(word: string): string {
  return word.replaceAll('~1', '/').replaceAll('~0', '~');
}
