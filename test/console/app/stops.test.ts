import {expect, test} from 'vitest';
import {isEarlier, nearestStop, stopByKey, stopsOf} from '../../../src/console/app/state/stops.ts';

const NAMED = ['baseline', 'mutation', 'reconcile', 'upgrade'].map((id) => ({id: id as 'baseline'}));
const EARLIER = ['kept-1', 'kept-2'].map((id) => ({id: id as 'kept-1'}));
const WITH = [NAMED[0] as {id: 'baseline'}, ...EARLIER, ...NAMED.slice(1)];

test('named stops share the axis, and earlier states take less', () => {
  expect(stopsOf(NAMED).middles).toEqual([0.125, 0.375, 0.625, 0.875]);
  const {widths, middles} = stopsOf(WITH);
  expect(WITH.map((state) => isEarlier(state))).toEqual([false, true, true, false, false, false]);
  expect(widths[1]).toBeLessThan(widths[0] ?? 0);
  expect(middles.toSorted((a, b) => a - b)).toEqual(middles);
  // The same room on either side.
  expect((middles[0] ?? 0) + (middles.at(-1) ?? 0)).toBeCloseTo(1);
  expect(stopsOf(NAMED).places.map((place) => Math.round(place * 300))).toEqual([0, 100, 200, 300]);
  expect(stopsOf(NAMED.slice(0, 1)).places).toEqual([0]);
});

test('the thumb goes to the nearest stop, wherever it is let go', () => {
  const stops = stopsOf(WITH);
  for (const [index, at] of stops.places.entries())
    for (const place of [at, at - 0.01, at + 0.01]) expect(nearestStop(stops, place)).toBe(index);
  expect([nearestStop(stops, 0), nearestStop(stops, 1)]).toEqual([0, 5]);
});

test('keys go from stop to stop, and not past the ends', () => {
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End'].map((key) => stopByKey(key, 2, 5))).toEqual([1, 3, 0, 5]);
  expect(['ArrowLeft', 'PageDown'].map((key) => stopByKey(key, 0, 5))).toEqual([0, 0]);
  expect(['ArrowRight', 'PageUp'].map((key) => stopByKey(key, 5, 5))).toEqual([5, 5]);
  expect(stopByKey('Tab', 2, 5)).toBeUndefined();
});
