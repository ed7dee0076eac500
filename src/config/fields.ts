import leven from 'leven';
import {UserError} from '../model/errors.ts';
import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';

/** Where in which file something stands, for messages. */
export interface Place {
  readonly file: string;
  /** 1-based line of the document. */
  readonly line: number;
  /** `rule 2`, `HelmRelease/web`; '' for the document itself. */
  readonly within: string;
}

/** The error of somebody who wrote a document: where, what, and what to do. */
export function mistake({file, line, within}: Place, what: string, hint?: string): UserError {
  return new UserError(`${file}:${line}: ${within === '' ? '' : `${within}: `}${what}`, hint);
}

/** The same place, one step further in. */
export function inside(place: Place, step: string): Place {
  return {...place, within: place.within === '' ? step : `${place.within}, ${step}`};
}

/** A map; with `known`, one that holds none but these fields. */
export function mapOf(value: Json | undefined, place: Place, what: string, known?: readonly string[]): JsonObject {
  if (!isObject(value)) throw mistake(place, `${what} must be a map, and is ${kindOf(value)}`);
  const stranger = known === undefined ? undefined : Object.keys(value).find((field) => !known.includes(field));
  if (stranger === undefined) return value;
  throw mistake(place, `unknown field "${stranger}"`, suggestion(stranger, known ?? []));
}

/** A field of text; undefined where it is absent. */
export function textField(fields: JsonObject, field: string, place: Place): string | undefined {
  const value = fields[field];
  if (value === undefined || typeof value === 'string') return value;
  const hint = value === null || typeof value === 'object' ? undefined : 'Put it between quotes.';
  throw mistake(place, `${field} must be text, and is ${kindOf(value)}`, hint);
}

/** A field of text that must be there and say something. */
export function requiredText(fields: JsonObject, field: string, place: Place, hint: string): string {
  const text = textField(fields, field, place);
  if (text === undefined || text.trim() === '') throw mistake(place, `${field} is missing`, hint);
  return text;
}

/** A list; undefined where it is absent, or, with `orNull`, where nothing stands behind its colon. */
export function listField(
  fields: JsonObject,
  field: string,
  place: Place,
  orNull = false,
): readonly Json[] | undefined {
  const value = fields[field];
  if (value === undefined || (orNull && value === null)) return undefined;
  if (Array.isArray(value)) return value as Json[];
  throw mistake(place, `${field} must be a list, and is ${kindOf(value)}`, `Write it as:  ${field}: [ … ]`);
}

/** A list of texts. */
export function textsField(fields: JsonObject, field: string, place: Place, orNull = false): string[] | undefined {
  return listField(fields, field, place, orNull)?.map((item) => {
    if (typeof item === 'string') return item;
    throw mistake(place, `${field} must be a list of texts, and holds ${kindOf(item)}`);
  });
}

/** A list of texts that, if it is there, names something: an empty one could be read as "none" and as "any". */
export function namesField(fields: JsonObject, field: string, place: Place): string[] | undefined {
  const texts = textsField(fields, field, place);
  if (texts?.length === 0) throw mistake(place, `${field} is empty`, 'Leave it out, or name something in it.');
  if (texts?.some((text) => text.trim() === '') === true) throw mistake(place, `${field} holds an empty text`);
  return texts;
}

/** One of a few words. */
export function wordOf<T extends string>(value: string, words: readonly T[], place: Place, field: string): T {
  const word = words.find((known) => known === value);
  if (word === undefined) throw mistake(place, `${field} cannot be "${value}"`, suggestion(value, words));
  return word;
}

function suggestion(word: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({name, distance: leven(word.toLowerCase(), name.toLowerCase())}))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near !== undefined && near.distance <= Math.max(2, word.length / 3)
    ? `Did you mean "${near.name}"?`
    : `Known are: ${known.join(', ')}.`;
}

function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string'
    ? 'text'
    : `the ${typeof value === 'boolean' ? 'boolean' : 'number'} ${String(value)}`;
}
