import type {Difference} from './diff.ts';
import {difference} from './diff.ts';
import {allFields, isDeclared} from './fields.ts';
import {equal, isObj, pointerText} from './json.ts';
import type {Obj} from './json.ts';
import type {Schema} from './openapi.ts';
import {isRecorded, recordedManagers} from './owners.ts';
import type {Writer} from './owners.ts';
import {ANY, keysOf, placeOf, placeText, pointerOf, related} from './paths.ts';
import type {Place} from './paths.ts';
import type {Subject} from './subjects.ts';

export const TIERS = ['changed', 'removed', 'added', 'missing', 'extra'] as const;
export type Tier = (typeof TIERS)[number];

/** One write that the server accepted and that changed the object: what was wanted, and what it did. */
export interface Mutation {
  /** `17.2`: the slot of the plan and the write within it; what --only takes. */
  readonly id: string;
  readonly subject: Subject;
  readonly what: string;
  readonly tool: string;
  readonly writer: Writer;
  readonly target: Place;
  readonly effects: readonly Difference[];
  readonly window: readonly [string, string];
  /** A whole object, deleted or created. */
  readonly whole?: 'missing' | 'extra';
}

/** A place where the object stands otherwise than Helm left it, by this suite's own writing. */
export interface Truth {
  readonly tier: Tier;
  readonly place: Place;
  readonly text: string;
  readonly pointer: string;
  /** By the mutation's own words, or of a declared value; else a consequence that may be reported and need not. */
  readonly required: boolean;
  /** Whether the API server's books name the writer for this place, and no other of this suite's. */
  readonly recorded: boolean;
  /** Who else the books name for it. */
  readonly recordedFor: readonly string[];
  /** Whether the books name the writer at all: of a removal there is no other hint. */
  readonly writerLeft: boolean;
  readonly mutation: Mutation;
}

export interface ObjectTruth {
  readonly truths: readonly Truth[];
  /** Mutations of which nothing is left, because later ones undid or covered them. */
  readonly covered: readonly Mutation[];
  /** Places that stand otherwise by nobody's mutation: controllers' answers, which count neither way. */
  readonly reactions: readonly Place[];
}

/**
 * The truth about an object at the end: how it stands now against how it stood before the first mutation, each place put
 * down to the last mutation that touched it. A value that a controller has replaced since is a reaction.
 */
export function truthOf(subject: Subject, mutations: readonly Mutation[], now: Obj): ObjectTruth {
  const {schema} = subject.kind;
  const truths: Truth[] = [];
  const reactions = lostByHelm(subject);
  for (const entry of difference(subject.original, now, schema)) {
    const mutation = lastWriter(entry, mutations);
    if (mutation === undefined || isAggregated(subject, entry) || replaced(entry, mutations)) {
      reactions.push(entry.place);
      continue;
    }
    const declared = entry.kind !== 'added' && isDeclared(subject, subject.original, entry.before);
    const {manager} = mutation.writer;
    const recordedFor = entry.kind === 'removed' ? [] : recordedManagers(now, entry.after);
    truths.push({
      tier: entry.kind === 'removed' && declared ? 'removed' : declared ? 'changed' : 'added',
      place: entry.place,
      text: placeText(entry.place),
      pointer: pointerText(entry.kind === 'removed' ? entry.before : entry.after),
      required: declared || (entry.kind !== 'removed' && related(mutation.target, entry.place)),
      recorded:
        entry.kind !== 'removed' &&
        !isAmbiguous(entry, mutations) &&
        !isOrder(entry, schema) &&
        isRecorded(now, entry.after, manager) &&
        !recordedFor.some((name) => name !== manager && mutations.some(({writer}) => writer.manager === name)),
      recordedFor,
      writerLeft: isRecorded(now, [], manager),
      mutation,
    });
  }
  const left = new Set(truths.filter(({required}) => required).map(({mutation}) => mutation));
  return {truths, covered: mutations.filter((mutation) => !left.has(mutation)), reactions};
}

/**
 * Declared items that were never there: Helm 3 upgrades by strategic merges, which take two items with one key (TCP and UDP on
 * a port) for one. To tell them is no false alarm, and nobody's mutation.
 */
export function lostByHelm({declared, original, kind: {schema}}: Subject): Place[] {
  return allFields(declared, schema).flatMap(({pointer, schema: list, value}) => {
    const {patchKey = '', mapKeys = []} = list ?? {};
    if (!Array.isArray(value) || patchKey === '' || mapKeys.length < 2) return [];
    const keys = value.map((item) => (isObj(item) ? item[patchKey] : undefined));
    return value.flatMap((_item, index) => {
      const isTwin = keys.filter((key) => key === keys[index]).length > 1;
      const place = placeOf(declared, [...pointer, String(index)], schema);
      return isTwin && pointerOf(original, place, schema) === undefined ? [place] : [];
    });
  });
}

/** The order of a list whose items have owners of their own is in nobody's books. */
const isOrder = ({kind, to, after}: Difference, schema: Schema | undefined): boolean =>
  kind === 'changed' && Array.isArray(to) && keysOf(schema?.down(after)).length > 0;

/** Rules that the control plane gathers from other roles: whatever else stands there is its answer to a write, here or elsewhere. */
const isAggregated = ({declared}: Subject, {place}: Difference): boolean =>
  declared['aggregationRule'] !== undefined && place[0]?.includes('.rules') === true;

/** A map that came back with another key in it did not remove the keys that it had before: that was an earlier write. */
function lastWriter({kind, place}: Difference, mutations: readonly Mutation[]): Mutation | undefined {
  const touches = (effect: Difference): boolean => related(effect.place, place);
  const fitting = (effect: Difference): boolean =>
    touches(effect) && (effect.kind === 'changed' || (effect.kind === 'removed') === (kind === 'removed'));
  return (
    mutations.findLast(({effects}) => effects.some(fitting)) ?? mutations.findLast(({effects}) => effects.some(touches))
  );
}

/** Of items without a name that several mutations put into one list, nobody can say which came from whom. */
const isAmbiguous = ({place}: Difference, mutations: readonly Mutation[]): boolean =>
  place.includes(ANY) &&
  mutations.filter(({effects}) => effects.some((effect) => related(effect.place, place))).length > 1;

/** Whether the value that stands is one that no mutation wrote. */
function replaced({place, to}: Difference, mutations: readonly Mutation[]): boolean {
  // An item of a list is told by what it is: another value is another item.
  if (place.at(-1)?.[0]?.startsWith('.') !== true) return false;
  const touching = mutations.flatMap(({effects}) => effects.filter((effect) => related(effect.place, place)));
  // Values of places above or below are no match by themselves: nothing can be said of those.
  return touching.every((effect) => effect.place.length === place.length && !equal(effect.to, to));
}
