import {expect, test} from 'vitest';
import {stagesOf} from '../../../src/console/views/stages.ts';
import type {DriftReport} from '../../../src/model/report.ts';
import {governedInspection} from '../releases.ts';

const drifted = await governedInspection(2);
const OPEN = {open: true} as const;

const stages = (parts: Partial<DriftReport>, gate: Parameters<typeof stagesOf>[2] = OPEN) =>
  stagesOf({...drifted.report, ...parts}, {intent: 1.6, reconcile: 20.2}, gate).map(({id, count, status, text, ms}) => [
    id,
    count,
    status,
    text,
    ms,
  ]);

test('of drift', () => {
  expect(stages({})).toEqual([
    ['intent', 7, 'done', '7 objects approved', 2],
    ['evidence', 7, 'done', '7 objects looked at', undefined],
    ['variances', drifted.report.findings.length, 'attention', expect.any(String), undefined],
    ['judgement', 4, 'attention', expect.stringMatching(/^4 drift, 0 accepted, \d+ ignored$/), undefined],
    ['reconcile', 4, 'gated', '4 to put back, by a plan that somebody has agreed to', 20],
  ]);
});

test('of what could not be seen: each object once, and nothing is called done that is not', () => {
  const ref = {group: '', kind: 'Secret', namespace: 'shop', name: 'keys'};
  const gap = {ref, reason: 'forbidden', message: 'm'} as const;
  const found = stages(
    {
      findings: [],
      gaps: [gap, gap, {reason: 'pending-release', message: 'm'}],
      summary: {...drifted.report.summary, drift: 0},
    },
    {open: false, why: 'Nothing has drifted.'},
  );
  expect(found.map(([id, count, status, text]) => [id, count, status, text])).toEqual([
    ['intent', 7, 'done', '7 objects approved'],
    ['evidence', 6, 'incomplete', '1 of 7 objects could not be seen'],
    ['variances', 0, 'done', '0 differences'],
    ['judgement', 0, 'incomplete', expect.stringContaining('0 drift')],
    ['reconcile', 0, 'done', 'Nothing has drifted.'],
  ]);
});

test('of nothing at all', () => {
  const summary = {objects: 0, compared: 0, drift: 0, accepted: 0, ignored: 0, gaps: 0};
  expect(stages({summary, findings: [], gaps: []})[0]).toEqual(['intent', 0, 'incomplete', '0 objects approved', 2]);
});
