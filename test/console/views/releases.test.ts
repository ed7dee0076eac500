import {describe, expect, test} from 'vitest';
import {releaseRow, releaseRows, sourceText} from '../../../src/console/views/releases.ts';
import type {DriftReport, Finding} from '../../../src/model/report.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {governedInspection} from '../releases.ts';

const {report} = await governedInspection(2);
const safe = (parts: Partial<DriftReport> = {}) => createRedactor().report({...report, ...parts});
const first = report.findings.find(({verdict}) => verdict === 'drift');
const finding = (parts: Partial<Finding>): Finding => {
  if (first === undefined) throw new Error('nothing has drifted');
  return {...first, ...parts};
};

describe('a row of the list', () => {
  test('has the worst of the drift, and none where nothing has drifted', () => {
    expect(releaseRow(safe())).toMatchObject({
      name: 'test-nginx',
      worst: {severity: 'critical', title: 'Service port', values: '80 → 8080', manager: 'kubectl-edit'},
      state: 'variance-detected',
      revision: 1,
    });
    const accepted = safe({findings: [finding({verdict: 'accepted'})], summary: {...report.summary, drift: 0}});
    expect(releaseRow(accepted)).toMatchObject({state: 'in-contract'});
    expect(releaseRow(accepted)).not.toHaveProperty('worst');
  });

  test('leaves out what the baseline does not say', () => {
    const row = releaseRow(safe({release: {name: 'a', namespace: 'b'}}));
    expect(Object.keys(row)).not.toContain('revision');
  });
});

test('rows are worst first: drifted, incomplete, in contract', () => {
  const named = (name: string, parts: Partial<DriftReport>) => safe({release: {name, namespace: 'shop'}, ...parts});
  const summary = {...report.summary, drift: 0};
  const gap = {reason: 'forbidden', message: 'no right'} as const;
  const rows = releaseRows([
    named('clean', {findings: [], summary}),
    named('unseen', {findings: [], gaps: [gap], summary}),
    named('high', {findings: [finding({severity: 'high'})], summary: {...summary, drift: 1}}),
    named('critical', {findings: [finding({severity: 'critical'})], summary: {...summary, drift: 1}}),
    named('higher', {
      findings: [finding({severity: 'high'}), finding({id: 'b', severity: 'low'})],
      summary: {...summary, drift: 2},
    }),
  ]);
  expect(rows.map(({name}) => name)).toEqual(['critical', 'higher', 'high', 'unseen', 'clean']);
});

test.each([
  [{kind: 'release', revision: 3}, 'revision 3'],
  [{kind: 'chart', chart: './nginx'}, 'chart ./nginx'],
  [{kind: 'file', file: 'b.yaml'}, 'b.yaml'],
  [
    {kind: 'git', ref: 'main', commit: '0123456789abcdef', chart: 'charts/nginx'},
    'chart charts/nginx at main (0123456789ab)',
  ],
] as const)('a baseline of %j is called %s', (from, text) => {
  expect(sourceText({...report, from})).toBe(text);
});
