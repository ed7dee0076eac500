import {isObject, scalarText} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {ownValue} from '../../model/path.ts';
import {canonicalDuration} from './scalars/duration.ts';
import {canonicalQuantity} from './scalars/quantity.ts';
import type {Shape} from './shape.ts';

type Scalar = string | number | boolean;

/** One spelling for everything that means the same to the API server: `1000m` and `1`, `"80"` and 80, `8760h` and `8760h0m0s`. */
export function canonicalScalar(value: Json, shape: Shape): Scalar {
  // Go cannot tell such a zero from a field that was left out: it gets the default.
  if (shape.kind === 'scalar' && shape.fallback !== undefined && shape.dropsZero && isZero(value))
    return shape.fallback;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}n`;
  if (typeof value !== 'string' && typeof value !== 'number') return value as Scalar;
  if (shape.kind !== 'scalar') return guessed(value);
  switch (shape.scalar) {
    case 'quantity':
    case 'resource':
      return canonicalQuantity(value, shape.scalar === 'resource' ? 3 : 9) ?? value;
    case 'duration':
      return typeof value === 'string' ? (canonicalDuration(value) ?? value) : value;
    case 'int-or-string':
      return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : guessed(value);
    default:
      return shape.scalar === 'string' ? value : guessed(value);
  }
}

export function isZero(value: Json): boolean {
  return value === false || value === 0 || value === '';
}

const UNIT_QUANTITY = /^\d+(\.\d+)?([numkMGTPE]|[KMGTPE]i)$/;

/**
 * Without a type only what carries a unit is taken for a quantity or a duration: "1.10" and "1.1" may well be two versions.
 */
function guessed(value: Scalar): Scalar {
  if (typeof value !== 'string') return value;
  return canonicalDuration(value) ?? (UNIT_QUANTITY.test(value) ? canonicalQuantity(value) : undefined) ?? value;
}

/** Whether two values are one and the same, written in two ways: as a program reads them that knows no types. */
export function isSpelling(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && (a as Json[]).every((item, at) => isSpelling(item, (b as Json[])[at]));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => isSpelling(ownValue(a, key), ownValue(b, key)));
  }
  if (isEmpty(a) && isEmpty(b)) return true;
  const [left, right] = [a, b].map((value) => scalarText(value).trim()) as [string, string];
  return left === right || spelled(left) === spelled(right);
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function spelled(text: string): Scalar {
  return canonicalDuration(text) ?? canonicalQuantity(text) ?? text;
}
