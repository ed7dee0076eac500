import type {Shape} from '../../check/normalize/shape.ts';
import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';

/**
 * Fields that the declared ones of an object exclude: while a declared one was gone, the server put a default into its place
 * (`emptyDir`, `rollingUpdate`), and it takes both together from nobody. A strategic merge calls it `retainKeys`.
 */
export function excludedFields(result: JsonObject, declared: Json | undefined, shape: Shape, where: string): string[] {
  if (!isObject(declared) || !isEither(shape, where)) return [];
  return Object.keys(result).filter((field) => !Object.hasOwn(declared, field));
}

/** A volume with its one source; a Deployment's strategy. `where` is a path of field names. */
function isEither(shape: Shape, where: string): boolean {
  if (shape.kind !== 'object') return false;
  const isVolume = /(?:^|\.)volumes$/.test(where) && shape.knows('emptyDir') && shape.knows('hostPath');
  return isVolume || (where === 'spec.strategy' && shape.knows('rollingUpdate'));
}
