import {asObj, at, isObj, isScalar} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import type {Schema} from './openapi.ts';
import {placeOf, pointerOf} from './paths.ts';
import type {Subject} from './subjects.ts';

/** A value of an object with its schema, where the server has one for it. */
export interface Field {
  readonly pointer: Pointer;
  readonly schema: Schema | undefined;
  readonly value: Json;
}

/** Tools write labels and annotations; the rest of the metadata, and of a status, is the server's. */
const METADATA = new Set(['labels', 'annotations']);

function* walk(value: Json, schema: Schema | undefined, pointer: Pointer, root = false): Generator<Field> {
  yield {pointer, schema, value};
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, schema?.items, [...pointer, String(index)]);
  } else if (isObj(value)) {
    const isMetadata =
      schema?.name.endsWith('.ObjectMeta') === true || (pointer.length === 1 && pointer[0] === 'metadata');
    for (const name of Object.keys(value).toSorted()) {
      if (root && ['apiVersion', 'kind', 'status'].includes(name)) continue;
      if (isMetadata && !METADATA.has(name)) continue;
      yield* walk(value[name] ?? null, schema?.of(name), [...pointer, name]);
    }
  }
}

export const allFields = (object: Obj, schema: Schema | undefined): Field[] => [...walk(object, schema, [], true)];

/** The manifest's plain values, as the live object holds them; a Secret's stringData is the server's data. */
export function declaredScalars({declared, kind}: Subject, live: Obj): Field[] {
  return allFields(declared, kind.schema).flatMap(({pointer, value}) => {
    if (!isScalar(value)) return [];
    const where = livePointer(declared, live, secretPointer(pointer, kind.kind), kind.schema);
    if (where === undefined) return [];
    const current = at(live, where);
    return isScalar(current) ? [{pointer: where, schema: kind.schema?.down(where), value: current}] : [];
  });
}

const secretPointer = (pointer: Pointer, kind: string): Pointer =>
  kind === 'Secret' && pointer[0] === 'stringData' ? ['data', ...pointer.slice(1)] : pointer;

const livePointer = (declared: Obj, live: Obj, pointer: Pointer, schema: Schema | undefined): Pointer | undefined =>
  pointerOf(live, placeOf(declared, pointer, schema), schema);

/** Whether the manifest speaks about a pointer of the live object. */
export function isDeclared({declared, kind}: Subject, live: Obj, pointer: Pointer): boolean {
  const place = placeOf(live, pointer, kind.schema);
  if (pointerOf(declared, place, kind.schema) !== undefined) return true;
  return (
    kind.kind === 'Secret' && pointer[0] === 'data' && asObj(declared['stringData'])[pointer[1] ?? ''] !== undefined
  );
}
