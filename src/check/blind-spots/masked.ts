import type {Gap} from '../../model/evidence.ts';
import type {Json} from '../../model/json.ts';
import {isObject} from '../../model/json.ts';
import {ownValue} from '../../model/path.ts';
import {holdsMask, MASK} from '../../model/mask.ts';
import {plural} from '../../model/plural.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {Variance} from '../../model/report.ts';
import type {StageResult} from '../../model/stage.ts';

/**
 * A captured file holds masks where secrets were: whether what stands against one differs, nobody can tell. Such variances
 * are gaps. Only files count: what looks like a mask in a cluster is a text that somebody wrote there.
 */
export function excludeMasked(
  variances: readonly Variance[],
  isFile: {readonly intent: boolean; readonly live: boolean},
): StageResult {
  const untold = variances.filter(
    ({change, desired, live}) =>
      change === 'changed' &&
      ((isFile.intent && holdsMask(desired)) || (isFile.live && holdsMask(live))) &&
      couldBeEqual(desired, live),
  );
  const refs = new Map(untold.map(({ref}) => [refKey(ref), ref]));
  const gaps = [...refs.values()].map((ref): Gap => {
    const count = untold.filter((variance) => refKey(variance.ref) === refKey(ref)).length;
    return {
      ref,
      reason: 'redacted',
      message: `${refLabel(ref)}: ${plural(count, 'value was', 'values were')} masked when the file was captured, and cannot be compared (capture with --show-secrets, or check the cluster)`,
    };
  });
  const gone = new Set(untold);
  return {variances: variances.filter((variance) => !gone.has(variance)), gaps, notes: []};
}

/** Whether both could be the same, were what is masked known. What differs beside a mask differs all the same. */
function couldBeEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (typeof a === 'string' && holdsMask(a)) return fits(a, b);
  if (typeof b === 'string' && holdsMask(b)) return fits(b, a);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && (a as Json[]).every((item, at) => couldBeEqual(item, (b as Json[])[at]));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => couldBeEqual(ownValue(a, key), ownValue(b, key)));
  }
  return a === b;
}

function fits(masked: string, other: Json | undefined): boolean {
  if (other === undefined || other === null || typeof other === 'object') return false;
  const text = String(other);
  // One of base64 stands for all of it, and two masked texts have parts that nobody can lay side by side.
  if (!MASK.test(masked) || holdsMask(text)) return true;
  return matchesAround(masked.split(new RegExp(MASK.source)), text);
}

/** Whether a text is these parts in this order, with anything between them. Each is taken where it first stands: never a second try. */
function matchesAround(parts: readonly string[], text: string): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}
