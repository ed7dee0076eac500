import {asList, asObj, isObj, scalarText} from '../accuracy/json.ts';
import type {Json, Obj, Pointer} from '../accuracy/json.ts';

/** Which one of several items that look alike, beside what tells them from the others. */
const NTH = '#';

/** A step is a field, or what tells an item of a list from its neighbours. */
export type Step = string | Obj;
export type Place = readonly Step[];

/** The same place as a JSON pointer into one document; undefined where that has no such item. */
export function pointerTo(document: Json | undefined, place: Place): Pointer | undefined {
  const pointer: string[] = [];
  let here: Json | undefined = document;
  for (const step of place) {
    const next = typeof step === 'string' ? step : indexOf(here, step);
    if (next === undefined) return undefined;
    pointer.push(next);
    here = Array.isArray(here) ? here[Number(next)] : asObj(here)[next];
  }
  return pointer;
}

function indexOf(list: Json | undefined, {[NTH]: nth, ...wanted}: Obj): string | undefined {
  const matching = asList(list).flatMap((item, index) =>
    Object.entries(wanted).every(([key, value]) => {
      const own = key === '' ? item : isObj(item) ? item[key] : undefined;
      return own !== undefined && scalarText(own) === scalarText(value);
    })
      ? [String(index)]
      : [],
  );
  return matching[Number(nth ?? 0)];
}

export function valueAt(document: Json | undefined, place: Place): Json | undefined {
  const pointer = pointerTo(document, place);
  if (pointer === undefined) return undefined;
  let here: Json | undefined = document;
  for (const step of pointer) here = Array.isArray(here) ? here[Number(step)] : asObj(here)[step];
  return here;
}

export const placeText = (place: Place): string =>
  place.map((step) => (typeof step === 'string' ? step : JSON.stringify(step))).join('.');

/** Segments of a report as steps. */
export const stepsOf = (segments: readonly Obj[]): Step[] =>
  segments.map(({field, index, select, nth}) => {
    if (typeof field === 'string') return field;
    return typeof index === 'number' ? String(index) : {...asObj(select), [NTH]: nth ?? 0};
  });

type Relation = 'above' | 'below' | undefined;

/** How a reported place lies to the wanted one, read in any of the documents that its author can have meant; itself counts as above. */
export function relationOf(reported: Place, wanted: Place, documents: readonly (Json | undefined)[]): Relation {
  const relations = documents.map((document): Relation => {
    const target = pointerTo(document, wanted) ?? loose(wanted);
    const found = pointerTo(document, reported) ?? loose(reported);
    if (isStart(found, target)) return 'above';
    return isStart(target, found) ? 'below' : undefined;
  });
  return relations.includes('above') ? 'above' : relations.find((relation) => relation !== undefined);
}

const isStart = (start: Pointer, whole: Pointer): boolean =>
  start.length <= whole.length && start.every((step, index) => step === whole[index]);

const loose = (place: Place): string[] => place.map((step) => (typeof step === 'string' ? step : JSON.stringify(step)));
