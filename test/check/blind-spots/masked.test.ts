import {describe, expect, test} from 'vitest';
import {excludeMasked} from '../../../src/check/blind-spots/masked.ts';
import type {Json} from '../../../src/model/json.ts';
import {maskText} from '../../../src/model/mask.ts';
import type {Variance} from '../../../src/model/report.ts';

const mask = maskText(7, '0123456789abcdef');
const other = maskText(7, 'ffffffffffffffff');
const variance = (desired: Json, live: Json, change: Variance['change'] = 'changed'): Variance => ({
  ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'x'},
  path: [{field: 'data'}],
  change,
  desired,
  live,
  method: 'structure',
});
const both = {intent: true, live: true};
const outcome = (one: Variance, isFile = both): string => {
  const {variances, gaps} = excludeMasked([one], isFile);
  return gaps.length > 0 ? 'gap' : variances.length > 0 ? 'drift' : 'lost';
};

describe('what is masked cannot be compared', () => {
  test.each<[Json, Json]>([
    [mask, 'hunter2'],
    ['hunter2', mask],
    [mask, other],
    [`a=1\npassword=${mask}\nb=2`, 'a=1\npassword=hunter2\nb=2'],
    [
      ['--password', mask],
      ['--password', 'hunter2'],
    ],
    [
      {a: mask, b: 1},
      {a: 'x', b: 1},
    ],
    [Buffer.from(mask).toString('base64'), 'aHVudGVyMg=='],
  ])('%j against %j is a gap', (desired, live) => {
    expect(outcome(variance(desired, live))).toBe('gap');
  });
});

describe('what differs beside a mask is drift', () => {
  test.each<[Json, Json]>([
    [`a=1\npassword=${mask}`, 'a=2\npassword=hunter2'],
    [
      ['--password', mask, '--x=1'],
      ['--password', 'hunter2', '--x=2'],
    ],
    [['--password', mask], ['--password']],
    [
      {a: mask, b: 1},
      {a: 'x', b: 2},
    ],
    [mask, {a: 1}],
    ['plain', 'other'],
  ])('%j against %j', (desired, live) => {
    expect(outcome(variance(desired, live))).toBe('drift');
  });

  test('a key that is gone, whatever it was', () => {
    expect(outcome(variance(mask, 'x', 'removed'))).toBe('drift');
  });

  test('a text in a cluster that only looks like a mask', () => {
    expect(outcome(variance('hunter2', mask), {intent: true, live: false})).toBe('drift');
    expect(outcome(variance(mask, 'hunter2'), {intent: false, live: true})).toBe('drift');
  });
});

test('one gap for each object', () => {
  const {gaps} = excludeMasked([variance(mask, 'a'), variance(mask, 'b')], both);
  expect(gaps.map(({reason, message}) => `${reason}: ${message}`)).toEqual([
    expect.stringMatching(/^redacted: ConfigMap\/x: 2 values were masked/),
  ]);
});
