import type {CollectionEvent, SeenObject} from '../model/watch.ts';

/** An object that is not what it was: one of both is absent where it came or went. */
export interface Change {
  readonly before: SeenObject | undefined;
  readonly after: SeenObject | undefined;
}

/** What one watch has seen, by place. It stays while the watch is broken, so that what went meanwhile is told afterwards. */
export interface SeenObjects {
  /** What there is to tell of an event: nothing where only a status has changed. */
  take(event: CollectionEvent): readonly Change[];
  /** The next events tell what is there, from the start. */
  begin(): void;
  at(namespace: string | undefined, name: string): SeenObject | undefined;
  values(): Iterable<SeenObject>;
  readonly size: number;
}

const placeOf = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

export function seenObjects(): SeenObjects {
  const objects = new Map<string, SeenObject>();
  /** Places that were told since the watch began; absent once all was told. */
  let told: Set<string> | undefined = new Set();
  const there = (object: SeenObject): readonly Change[] => {
    const place = placeOf(object.namespace, object.name);
    const before = objects.get(place);
    objects.set(place, object);
    told?.add(place);
    return before !== undefined && isSame(before, object) ? [] : [{before, after: object}];
  };
  const gone = (object: SeenObject): readonly Change[] => {
    const place = placeOf(object.namespace, object.name);
    const before = objects.get(place);
    objects.delete(place);
    return [{before: before ?? object, after: undefined}];
  };
  const left = (): readonly Change[] => {
    const missing = [...objects].filter(([place]) => told?.has(place) === false);
    told = undefined;
    return missing.flatMap(([, object]) => gone(object));
  };
  return {
    take(event) {
      if (event.type === 'synced') return left();
      return event.type === 'there' ? there(event.object) : gone(event.object);
    },
    begin: () => void (told = new Set()),
    at: (namespace, name) => objects.get(placeOf(namespace, name)),
    values: () => objects.values(),
    get size() {
      return objects.size;
    },
  };
}

function isSame(a: SeenObject, b: SeenObject): boolean {
  return a.uid === b.uid && a.hash === b.hash && a.release === b.release;
}
