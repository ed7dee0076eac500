import {difference} from '../accuracy/diff.ts';
import {asObj} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Schema} from '../accuracy/openapi.ts';
import {pointerOf, related} from '../accuracy/paths.ts';
import type {Place} from '../accuracy/paths.ts';

/** By whose rights somebody wrote, and who was logged in where that is another. */
export interface Actor {
  readonly name: string;
  readonly impersonatedBy?: string;
}

/** One write, with the object as it stood before and after it; absent where there was none. */
export interface Transition {
  readonly actor: Actor;
  /** What was done, in the words of the table. */
  readonly kind: string;
  /** As the server's books would call the writer. */
  readonly manager: string;
  /** Of the request's event in the log, where the request was this suite's own. */
  readonly auditId?: string;
  readonly before?: Obj;
  readonly after?: Obj;
}

/** Whoever is none of this suite's people: controllers, and the API server itself. */
export const NOBODY: Actor = {name: ''};

const isGoing = (object: Obj | undefined): boolean => asObj(object?.['metadata'])['deletionTimestamp'] !== undefined;

/** What was done to one object, in the order in which it was done. */
export class History {
  readonly #done: Transition[] = [];

  /** Takes a write down; what changed since the one before it was nobody's of ours. */
  add(transition: Transition): void {
    const last = this.#done.at(-1);
    if (last !== undefined && JSON.stringify(last.after) !== JSON.stringify(transition.before)) {
      const {after: before} = last;
      const {before: after} = transition;
      this.#done.push({
        actor: NOBODY,
        kind: 'a controller',
        manager: '',
        ...(before === undefined ? {} : {before}),
        ...(after === undefined ? {} : {after}),
      });
    }
    this.#done.push(transition);
  }

  get all(): readonly Transition[] {
    return this.#done;
  }

  /** Who made a place what it is now: the last write that changed it, or anything in it or above it. */
  authorOf(places: readonly Place[], schema: Schema | undefined): Transition | undefined {
    return this.#done.findLast(({before, after}) => {
      if (after === undefined) return false;
      // All of an object that somebody made anew is theirs, also what they left out.
      if (before === undefined) return true;
      const effects = difference(before, after, schema);
      const stood = (place: Place): boolean =>
        [before, after].some((object) => pointerOf(object, place, schema) !== undefined);
      return effects.some((effect) =>
        // What came or went above a place is nothing to it where it stood neither before nor after.
        places.some((place) => related(effect.place, place) && (effect.place.length >= place.length || stood(place))),
      );
    });
  }

  /** Whose part of a place stands there still, beside its author's: they wrote into it before. */
  othersOf(places: readonly Place[], schema: Schema | undefined): string[] {
    const names = new Set<string>();
    for (const {before, after, actor} of this.#done.toReversed()) {
      if (after === undefined) continue;
      const effects = difference(before ?? {}, after, schema).filter((effect) =>
        places.some((place) => related(effect.place, place)),
      );
      if (effects.length > 0) names.add(actor.name);
      const whole = effects.some((effect) => places.every((place) => effect.place.length <= place.length));
      if (before === undefined || whole) break;
    }
    return [...names];
  }

  /** Who took the object away, where it is away. */
  get deleted(): Transition | undefined {
    const last = this.#done.at(-1);
    if (last?.after !== undefined) return undefined;
    const gone = this.#done.findLast(({before, after}) => before !== undefined && after === undefined);
    // What a finalizer held was deleted before it went.
    const asked = this.#done.findLast(({before, after}) => isGoing(after) && !isGoing(before));
    return isGoing(gone?.before) ? (asked ?? gone) : gone;
  }

  /** Who made the object that is there. */
  get created(): Transition | undefined {
    return this.#done.findLast(({before, after}) => before === undefined && after !== undefined);
  }
}
