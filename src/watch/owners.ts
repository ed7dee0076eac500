import type {ApiResource} from '../model/ports.ts';
import {refKey} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Change} from './objects.ts';

/** An object that stands under a release's name. */
export interface Held {
  readonly resource: ApiResource;
  readonly ref: ObjectRef;
  readonly version: string;
}

/** Which object belongs to which release: because that declares it, or because the object says so. Releases go by `namespace/name`. */
export interface Owners {
  /** What a release declares now, by `refKey`, in the place of what it declared before. */
  declare(release: string, refs: readonly string[]): void;
  declared(release: string): readonly string[];
  /** Takes down whose an object says it is. */
  hold(resource: ApiResource, ref: ObjectRef, change: Change): void;
  held(release: string): ReadonlyMap<string, Held>;
  /** The releases that a change of an object may mean something to. */
  concerned(ref: ObjectRef, change: Change): ReadonlySet<string>;
  /** Objects that say whose they are. */
  readonly size: number;
}

const NONE: ReadonlyMap<string, Held> = new Map();

function setOf(names: string | Set<string> | undefined): Set<string> {
  return typeof names === 'object' ? names : new Set(names === undefined ? [] : [names]);
}

export function owners(): Owners {
  const declarations = new Map<string, readonly string[]>();
  /** Nearly always one release, and a set of one takes five times the room of its name. */
  const declarers = new Map<string, string | Set<string>>();
  const held = new Map<string, Map<string, Held>>();
  let size = 0;
  const letGo = (release: string, key: string): void => {
    const objects = held.get(release);
    if (objects?.delete(key) === true) size -= 1;
    if (objects?.size === 0) held.delete(release);
  };
  return {
    declare(release, refs) {
      for (const ref of declarations.get(release) ?? []) {
        const releases = setOf(declarers.get(ref));
        releases.delete(release);
        if (releases.size === 0) declarers.delete(ref);
        else declarers.set(ref, releases);
      }
      for (const ref of refs) {
        const known = declarers.get(ref);
        declarers.set(ref, known === undefined ? release : setOf(known).add(release));
      }
      if (refs.length === 0) declarations.delete(release);
      else declarations.set(release, refs);
    },
    declared: (release) => declarations.get(release) ?? [],
    hold(resource, ref, {before, after}) {
      const key = refKey(ref);
      if (before?.release !== undefined && before.release !== after?.release) letGo(before.release, key);
      if (after?.release === undefined) return;
      const objects = held.get(after.release) ?? new Map<string, Held>();
      if (!objects.has(key)) size += 1;
      held.set(after.release, objects.set(key, {resource, ref, version: after.version}));
    },
    held: (release) => held.get(release) ?? NONE,
    concerned: (ref, {before, after}) =>
      new Set([...setOf(declarers.get(refKey(ref))), ...[before?.release, after?.release].flatMap((one) => one ?? [])]),
    get size() {
      return size;
    },
  };
}
