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
      if (!PLAIN_FIELD.test(segment.field)) text += `[${JSON.stringify(segment.field)}]`;
      else text += text === '' ? segment.field : `.${segment.field}`;
    } else if ('index' in segment) {
      text += `[${segment.index}]`;
    } else {
      const keys = Object.entries(segment.select).map(([key, value]) => `${key}=${String(value)}`);
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
      here = Array.isArray(here) ? selected(here as Json[], segment.select, segment.nth) : undefined;
    }
  }
  return here;
}

/** `constructor` and its like are fields of a document only when the document has them. */
export function ownValue(object: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

function selected(
  items: readonly Json[],
  select: Readonly<Record<string, string | number | boolean>>,
  nth: number,
): Json | undefined {
  const matches = items.filter((item) => {
    // A set's item is selected by its own value, under the key ''.
    if (item === null || typeof item !== 'object') return scalarText(item) === scalarText(select['']);
    return Object.entries(select).every(
      ([key, value]) => scalarText((item as JsonObject)[key] ?? value) === scalarText(value),
    );
  });
  return matches[nth];
}
