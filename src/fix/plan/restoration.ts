import type {Shape} from '../../check/normalize/shape.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {Path} from '../../model/path.ts';
import type {Finding} from '../../model/report.ts';
import type {FieldSet} from './field-set.ts';

/** A live object with some findings put right, and all else as it stands. */
export interface Restored {
  readonly target: JsonObject;
  /** The declared fields that were put back, as the target has them. */
  readonly touched: FieldSet;
  /** Whether something that the intent does not declare was taken out. */
  readonly takesOut: boolean;
  /** Whether a list item got another merge key: to the API that is another item. */
  readonly rekeyed: boolean;
  /** Findings that lead nowhere in the object as it stands. */
  readonly unreached: readonly Finding[];
}

export interface Wanted {
  readonly finding: Finding;
  /** What is left of its path from here on. */
  readonly rest: Path;
}

/** What the intent says at a place: as declared, and as the comparison sees it (without empty containers), to pair items by. */
export interface Said {
  readonly full: Json | undefined;
  readonly trim: Json | undefined;
}

/** Where the walk through an object is. */
export interface Place {
  readonly said: Said;
  readonly shape: Shape;
  /** The path by field names alone: `spec.template.spec.containers`. */
  readonly where: string;
}

/** What the walk finds out on its way. */
export interface Walk {
  takesOut: boolean;
  rekeyed: boolean;
  readonly unreached: Finding[];
}

export interface Value {
  /** Undefined where nothing is left. */
  readonly value: Json | undefined;
  /** Undefined where nothing was put back. */
  readonly touched: FieldSet | undefined;
}

/** Whether a finding names this very place, and says that nobody declares it. */
export function isAddition({finding, rest}: Wanted): boolean {
  return finding.change === 'added' && rest.length === 1;
}

/** The findings that lie below a place, seen from one step further down. */
export function deeper(group: readonly Wanted[]): Wanted[] {
  return group.flatMap(({finding, rest}) => (rest.length > 1 ? [{finding, rest: rest.slice(1)}] : []));
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
