import {UserError} from '../model/errors.ts';
import type {EvidenceSource, ReleaseRecord} from '../model/ports.ts';
import {RefusedCollectionError} from '../model/watch.ts';
import type {Collection, SeenObject, WatchCollection} from '../model/watch.ts';
import {namesOf} from '../check/evidence/search.ts';
import type {ReleaseView} from '../watch/run.ts';

type Holds = (namespace: string) => boolean;

/** Rights that were given just now count a moment later; what is refused for longer is refused. */
const INSISTS_MS = 15_000;

interface Insisting {
  readonly now: () => number;
  readonly onNote: (text: string) => void;
  /** What only a person can mend. */
  readonly onRefused: (error: UserError) => void;
}

/**
 * The same watch. Whoever may not watch Helm's records sees no upgrade: that is no state to go on with, as it is for another kind,
 * but one that is told, tried again for a while, and then the end.
 */
export function insistingWatch(watch: WatchCollection, {now, onNote, onRefused}: Insisting): WatchCollection {
  let since: number | undefined;
  return async function* insisting(collection, signal) {
    try {
      for await (const event of watch(collection, signal)) {
        if (isRecords(collection)) since = undefined;
        yield event;
      }
    } catch (error) {
      if (!(error instanceof RefusedCollectionError) || !isRecords(collection)) throw error;
      since ??= now();
      const {plural} = collection.resource;
      const what = `Helm's records in ${plural} may not be listed or watched: ${error.message}`;
      if (now() - since > INSISTS_MS)
        onRefused(new UserError(what, `It needs get, list and watch on ${plural}.`, {code: 'forbidden'}));
      else onNote(what);
      throw new Error(error.message, {cause: error});
    }
  };
}

const isRecords = ({query}: Collection): boolean => query['labelSelector']?.startsWith('owner=helm') === true;

/**
 * The same watch, of a part of the namespaces: what is in another one and says that it belongs to a release there is never kept.
 * Watches that show what was asked for by name, or all of a kind, show it whoever's it is.
 */
export function heldWatch(watch: WatchCollection, holds: Holds): WatchCollection {
  return async function* held(collection, signal) {
    const isWide = collection.query['labelSelector'] !== undefined;
    // Shown for what they said they were: that they say so no more is to be shown too.
    const guests = new Set<string>();
    for await (const event of watch(collection, signal)) {
      if (event.type === 'synced' || !isWide) {
        yield event;
        continue;
      }
      const {object, type} = event;
      const isShown = isHeld(object, holds);
      const wasGuest = guests.delete(object.uid);
      if (isShown && type === 'there' && !isAtHome(object, holds)) guests.add(object.uid);
      if (isShown || wasGuest) yield event;
    }
  };
}

const isAtHome = ({namespace}: SeenObject, holds: Holds): boolean => namespace !== undefined && holds(namespace);

function isHeld({namespace, release}: SeenObject, holds: Holds): boolean {
  const of = release?.slice(0, release.indexOf('/'));
  if (of !== undefined && holds(of)) return true;
  return namespace === undefined ? of === undefined : holds(namespace);
}

/** The histories of releases in such namespaces. */
export function heldRecords(
  histories: readonly (readonly ReleaseRecord[])[],
  holds: Holds,
): readonly (readonly ReleaseRecord[])[] {
  return histories.filter(([first]) => first !== undefined && holds(first.namespace));
}

/** The same source, which could not search for extra objects where that concerns kinds that the release declares, and says so of these alone. */
export function declaredOnly(source: EvidenceSource, {unlisted}: Pick<ReleaseView, 'unlisted'>): EvidenceSource {
  return {
    ...source,
    async owned(namespace, about = {}) {
      const {declared = []} = about;
      const found = await source.owned(namespace, about);
      const own = unlisted.filter(({group, kind}) => declared.some((one) => one.group === group && one.kind === kind));
      const others = new Set(namesOf(unlisted.filter((one) => !own.includes(one))));
      const kept = new Set(namesOf(own));
      return {...found, unsearched: found.unsearched.filter((name) => kept.has(name) || !others.has(name))};
    },
  };
}
