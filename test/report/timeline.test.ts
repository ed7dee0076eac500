import {describe, expect, test} from 'vitest';
import {timelineJson, timelineText} from '../../src/report/timeline.ts';
import type {Moment} from '../../src/report/timeline.ts';

const NOW = new Date('2026-11-28T10:00:00Z');
const ref = {group: '', kind: 'Service', namespace: 'shop', name: 'web'};
const MOMENTS: readonly Moment[] = [
  {at: '2026-11-28T08:00:00Z', kind: 'revision', what: 'helm made revision 3, which is deployed'},
  {at: '2026-11-28T09:00:00.123456Z', kind: 'write', ref, what: 'patch', person: 'alice', manager: 'kubectl-edit'},
  {
    at: '2026-11-28T09:30:00Z',
    kind: 'write',
    ref,
    path: [{field: 'spec'}, {field: 'type'}],
    what: 'a → b',
    manager: 'x',
    isLatest: true,
  },
  {at: '2026-11-28T09:45:00.000Z', kind: 'fix', what: '1 of 1 object, verified; record r-1', person: 'bob on build-7'},
];

test('one order, with who and how long ago; a time that is only a bound says so', () => {
  expect(timelineText(MOMENTS, NOW, 120).split('\n')).toEqual([
    '2026-11-28T08:00:00Z    revision  helm made revision 3, which is deployed',
    '                                  2 hours ago',
    '2026-11-28T09:00:00Z    write     Service/web: patch',
    '                                  by alice (kubectl-edit), 59 min ago',
    '≤ 2026-11-28T09:30:00Z  write     Service/web spec.type: a → b',
    '                                  by x, 30 min ago',
    '2026-11-28T09:45:00Z    fix       1 of 1 object, verified; record r-1',
    '                                  by bob on build-7, 15 min ago',
    '',
  ]);
  expect(timelineText([], NOW, 80)).toBe('Nothing is known of it in that time.\n');
});

describe('whatever the terminal', () => {
  test.each([40, 60, 80, 200])('no line is wider than %s columns', (width) => {
    for (const line of timelineText(MOMENTS, NOW, width).split('\n'))
      expect(line.length).toBeLessThanOrEqual(Math.max(width, 40));
  });
});

test('a name that somebody made up does nothing to a terminal', () => {
  const hostile: Moment = {
    at: NOW.toISOString(),
    kind: 'write',
    what: 'x\u001B[2J',
    person: 'a\u202E',
    ref: {...ref, name: 'w\u0007'},
  };
  expect(timelineText([hostile], NOW, 80)).not.toMatch(/[\u001B\u202E\u0007]/);
});

test('for machines', () => {
  expect(JSON.parse(timelineJson({name: 'web', namespace: 'shop'}, MOMENTS))).toMatchObject({
    kind: 'DriftTimeline',
    moments: [{kind: 'revision'}, {person: 'alice'}, {path: 'spec.type', notLaterThan: true}, {kind: 'fix'}],
  });
});
