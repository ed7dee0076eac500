import type {TimelineState} from '../../contract.ts';

/** An earlier state takes so much of what one with a name of its own takes. */
const EARLIER = 0.35;

export function isEarlier({id}: Pick<TimelineState, 'id'>): boolean {
  return id.startsWith('kept-');
}

/** Where the stops of a timeline stand: how wide each is beside the others, its middle, from 0 to 1, and its place on the slider, which goes from the first middle to the last. */
export interface Stops {
  readonly widths: readonly number[];
  readonly middles: readonly number[];
  readonly places: readonly number[];
}

export function stopsOf(states: readonly Pick<TimelineState, 'id'>[]): Stops {
  const widths = states.map((state) => (isEarlier(state) ? EARLIER : 1));
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let before = 0;
  const middles = widths.map((width) => {
    const middle = (before + width / 2) / whole;
    before += width;
    return middle;
  });
  const [first = 0, last = 1] = [middles[0], middles.at(-1)];
  const length = last - first || 1;
  return {widths, middles, places: middles.map((middle) => (middle - first) / length)};
}

/** The stop that is nearest to a place of the slider, from 0 to 1. */
export function nearestStop({places}: Stops, place: number): number {
  return places.reduce(
    (best, one, index) => (Math.abs(one - place) < Math.abs((places[best] ?? 2) - place) ? index : best),
    0,
  );
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  PageDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageUp: (index) => index + 1,
  Home: () => 0,
  End: (_index, last) => last,
};

/** Where a key leads from a stop; undefined for a key that leads nowhere. */
export function stopByKey(key: string, index: number, last: number): number | undefined {
  const to = STEPS[key]?.(index, last);
  return to === undefined ? undefined : Math.min(last, Math.max(0, to));
}
