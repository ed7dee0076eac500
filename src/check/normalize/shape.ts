import type {Path} from '../../model/path.ts';

/**
 * What the comparison must know of a value's type. Made from the API's schemas where there is one; `unknown` compares by
 * structure alone.
 */
export type Shape =
  | {
      readonly kind: 'object';
      readonly field: (name: string) => Shape;
      /** Whether the API server keeps a field of this name, or drops it as one that the type does not have. */
      readonly knows: (name: string) => boolean;
      /** Owned as one value (`x-kubernetes-map-type: atomic`): managedFields do not look inside. */
      readonly atomic?: true;
    }
  | {
      readonly kind: 'list';
      readonly merge: 'map' | 'set' | 'atomic';
      readonly keys: readonly string[];
      /** What a strategic merge patch goes by, where it is not `keys`: ports have `port` and no protocol. */
      readonly patchKey?: string;
      readonly items: Shape;
    }
  | {
      readonly kind: 'scalar';
      readonly scalar: ScalarKind;
      readonly fallback?: string | number | boolean;
      readonly dropsZero: boolean;
    }
  | {readonly kind: 'unknown'};

/**
 * text: a string of a custom resource, which may well be a duration or a quantity: no schema says so.
 * resource: a quantity of a ResourceList, which the API server rounds up to thousandths.
 */
export type ScalarKind =
  | 'string'
  | 'text'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'resource'
  | 'duration'
  | 'int-or-string';

export const UNKNOWN: Shape = {kind: 'unknown'};

export function fieldShape(shape: Shape, name: string): Shape {
  return shape.kind === 'object' ? shape.field(name) : UNKNOWN;
}

/** Whether a path leads through a field that the type does not have. */
export function isUnknownField(shape: Shape, path: Path): boolean {
  return path.some(
    (segment, at) => 'field' in segment && !knowsField(shapeAt(shape, path.slice(0, at)), segment.field),
  );
}

function knowsField(shape: Shape, name: string): boolean {
  return shape.kind !== 'object' || shape.knows(name);
}

/** The shape that a path leads to. */
export function shapeAt(shape: Shape, path: Path): Shape {
  return path.reduce<Shape>((here, segment) => {
    if ('field' in segment) return fieldShape(here, segment.field);
    return here.kind === 'list' ? here.items : UNKNOWN;
  }, shape);
}
