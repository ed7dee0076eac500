import type {Json} from '../../model/json.ts';
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
      return canonicalQuantity(value) ?? value;
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
