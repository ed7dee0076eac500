import {describe, expect, test} from 'vitest';
import {coverageAt, vouching} from '../../../src/audit/receiver/vouching.ts';

const NOW = Date.parse('2026-11-28T09:00:00Z');
const micro = (milliseconds: number): number => milliseconds * 1000;
const SECOND = 1000;

describe('when a receiver begins', () => {
  test('for the first time: what is done from now on, clocks aside', () => {
    const from = micro(NOW + 5 * SECOND);
    expect(coverageAt(NOW)).toEqual({from, settled: from, removed: 0});
  });

  const before = {from: micro(NOW - 3600 * SECOND), settled: micro(NOW - 3600 * SECOND), removed: 4};
  test.each([
    ['a minute of absence is bridged by attempts of the API server', 60, before.from],
    ['more is not', 61, micro(NOW + 5 * SECOND)],
    ['nor is a clock that was set back', -10, micro(NOW + 5 * SECOND)],
  ])('again: %s', (_what, seconds, from) => {
    const coverage = coverageAt(NOW, {coverage: before, seen: NOW - seconds * SECOND});
    expect(coverage).toEqual({from, settled: micro(NOW + 120 * SECOND), removed: 4});
  });
});

describe('while it is there', () => {
  const first = {from: micro(NOW), settled: micro(NOW), removed: 0};

  test('a batch that is late, or turned away, unsettles the log for as long as it may come again', () => {
    for (const how of ['late', 'maybe later'] as const) {
      const vouched = vouching(first, NOW);
      vouched.missed(how, NOW + SECOND);
      expect(vouched.coverage()).toEqual({...first, settled: micro(NOW + 121 * SECOND)});
      // Lines of the log are not written for each of many.
      const told = vouched.coverage();
      vouched.missed(how, NOW + 2 * SECOND);
      expect(vouched.coverage()).toBe(told);
      vouched.missed(how, NOW + 12 * SECOND);
      expect(vouched.coverage().settled).toBe(micro(NOW + 132 * SECOND));
    }
  });

  test('what is turned away for more than a minute is lost, and the log begins anew', () => {
    const vouched = vouching(first, NOW);
    for (let second = 0; second <= 60; second += 20) vouched.missed('maybe later', NOW + second * SECOND);
    expect(vouched.coverage().from).toBe(first.from);
    vouched.missed('maybe later', NOW + 61 * SECOND);
    expect(vouched.coverage().from).toBe(micro(NOW + 66 * SECOND));
  });

  test('now and then, it is not', () => {
    const vouched = vouching(first, NOW);
    for (let second = 0; second <= 1000; second += 61) vouched.missed('maybe later', NOW + second * SECOND);
    expect(vouched.coverage().from).toBe(first.from);
  });

  test('late is not lost, however long it goes on', () => {
    const vouched = vouching(first, NOW);
    for (let second = 0; second <= 1000; second += 10) vouched.missed('late', NOW + second * SECOND);
    expect(vouched.coverage().from).toBe(first.from);
  });

  test('what is too long is lost at once', () => {
    const vouched = vouching(first, NOW);
    vouched.missed('lost', NOW);
    expect(vouched.coverage().from).toBe(micro(NOW + 5 * SECOND));
  });

  test('a machine that slept has missed what was posted meanwhile', () => {
    const vouched = vouching(first, NOW);
    vouched.present(NOW + 60 * SECOND);
    expect(vouched.coverage()).toBe(first);
    vouched.present(NOW + 121 * SECOND);
    expect(vouched.coverage().from).toBe(micro(NOW + 126 * SECOND));
  });

  test('a file that goes takes what it held, and only ever that', () => {
    const vouched = vouching(first, NOW);
    vouched.removing(micro(NOW + 7));
    vouched.removing(micro(NOW + 3));
    expect(vouched.coverage()).toEqual({...first, from: micro(NOW + 7), removed: 2});
  });
});
