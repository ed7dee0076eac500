import type {IntentObject} from '../../model/intent.ts';
import {isList, isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {ApplyMethod} from '../../model/refs.ts';

/** The one character that JSON leaves as it is within a text, and YAML 1.1 takes for the end of a line. */
const NEXT_LINE = '\u0085';
/** Line ends between double quotes, and the spaces around them. */
const RUN = /(?:(?<! ) +)?\u0085(?: *\u0085)* */g;

/**
 * The objects as the API server understands them: it reads what is applied by YAML's rules, though Helm sends JSON, and folds
 * the line ends within a text. A patch from Helm's client side is read as the JSON that it is.
 */
export async function asApplied(
  objects: readonly IntentObject[],
  method: () => Promise<ApplyMethod>,
): Promise<readonly IntentObject[]> {
  if (!objects.some(({object}) => isOdd(object))) return objects;
  // The record says by which way, and is read for no other manifest; without a cluster nobody says.
  if ((await method().catch(() => 'csa')) !== 'ssa') return objects;
  return objects.map((entry) => (isOdd(entry.object) ? {...entry, object: folded(entry.object)} : entry));
}

function isOdd(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes(NEXT_LINE);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => key.includes(NEXT_LINE) || isOdd(item));
}

function folded(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, item]) => (item === undefined ? [] : [[foldedText(key), foldedValue(item)]])),
  );
}

function foldedValue(value: Json): Json {
  if (typeof value === 'string') return foldedText(value);
  if (isList(value)) return value.map(foldedValue);
  return isObject(value) ? folded(value) : value;
}

function foldedText(text: string): string {
  return text.replace(RUN, (run) => {
    const ends = run.split(NEXT_LINE).length - 1;
    return ends === 1 ? ' ' : '\n'.repeat(ends - 1);
  });
}
