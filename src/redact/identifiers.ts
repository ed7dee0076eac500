import {isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import type {Finding} from '../model/report.ts';

/** What collects names. */
export interface NameSet {
  add(name: string): void;
  has(name: string): boolean;
}

/** Fields whose texts name something: they stand in every report, and hide nothing. */
const NAMING = new Set(['name', 'namespace', 'kind', 'image']);
/** A word of one piece: what is made of more than letters is not met by chance. */
const WORD = /^[a-z]+$/;

/**
 * Collects what an object calls things, in lower case: the texts of naming fields, names of fields and of entries, and the words
 * that these are made of. A secret that is such a word (`admin`, `webhook`) would take half of a report away with it.
 */
export function identifiers(value: Json, into: NameSet): void {
  if (Array.isArray(value)) for (const item of value as Json[]) identifiers(item, into);
  if (!isObject(value)) return;
  const isStore = value['kind'] === 'Secret' || value['kind'] === 'ConfigMap';
  for (const [key, item] of Object.entries(value)) {
    addWords(key, into);
    // What stands under `name` there is a value like any other.
    if (isStore && (key === 'data' || key === 'stringData'))
      for (const entry of Object.keys(isObject(item) ? item : {})) addWords(entry, into);
    else if (typeof item === 'string') {
      if (NAMING.has(key)) addWords(item, into);
    } else if (item !== undefined) identifiers(item, into);
  }
}

/** The same of findings, where the objects themselves are not at hand. */
export function findingIdentifiers({ref, path}: Finding, into: NameSet): void {
  for (const text of [ref.kind, ref.name, ref.namespace ?? '']) addWords(text, into);
  for (const segment of path) if ('field' in segment) addWords(segment.field, into);
}

function addWords(text: string, into: NameSet): void {
  const whole = text.toLowerCase();
  // Its words came with it.
  if (into.has(whole)) return;
  into.add(whole);
  for (const word of whole.split(/[^a-z0-9]+/)) if (WORD.test(word)) into.add(word);
}
