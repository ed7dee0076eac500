import {scalarText} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import type {Segment} from '../../model/path.ts';
import type {ItemPair} from './step.ts';

/**
 * Items by their value, equal ones by their number: one of two equal items may be gone. In a list that the intent declares as a whole,
 * what is left on both sides was changed.
 */
export function byValue(desired: readonly Json[], live: readonly Json[], whole: boolean): ItemPair[] {
  const there = new Map(counted(live).map((item) => [item.id, item]));
  const wanted = counted(desired);
  const ids = new Set(wanted.map(({id}) => id));
  const rest = new Set(whole ? [...there.values()].filter(({id}) => !ids.has(id)) : []);
  const lonely = wanted.filter(({id}) => !there.has(id));
  const became = mostAlike(lonely, rest);
  const pairs = wanted.map((item): ItemPair => {
    const {value, segment} = item;
    const same = there.get(item.id);
    if (same !== undefined) return {step: {segment}, desired: value, live: same.value};
    const counterpart = became.get(item);
    return counterpart === undefined
      ? {step: {segment}, desired: value}
      : {step: {segment, live: counterpart.segment}, desired: value, live: counterpart.value};
  });
  return [...pairs, ...[...rest].map(({value, segment}): ItemPair => ({step: {segment, extra: true}, live: value}))];
}

interface Counted {
  readonly value: Json;
  readonly text: string;
  readonly segment: Segment;
  readonly id: string;
}

/** Beyond this many comparisons nobody reads which became which. */
const MOST_COMPARED = 10_000;

/** Which of the rest each lonely item became, the most alike first; takes them out of the rest. */
function mostAlike(lonely: readonly Counted[], rest: Set<Counted>): Map<Counted, Counted> {
  const became = new Map<Counted, Counted>();
  const isMany = lonely.length * rest.size > MOST_COMPARED;
  const candidates = isMany
    ? []
    : lonely
        .flatMap((item) =>
          [...rest].map((counterpart) => ({item, counterpart, shared: sharedEnds(item.text, counterpart.text)})),
        )
        .toSorted((a, b) => b.shared - a.shared);
  for (const {item, counterpart} of candidates)
    if (!became.has(item) && rest.has(counterpart)) {
      became.set(item, counterpart);
      rest.delete(counterpart);
    }
  return became;
}

/** How many characters two texts begin and end with alike. */
function sharedEnds(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return start + end;
}

function counted(items: readonly Json[]): Counted[] {
  const seen = new Map<string, number>();
  return items.map((value) => {
    const text = scalarText(value);
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return {value, text, segment: {select: {'': text}, nth}, id: `${text}#${nth}`};
  });
}
