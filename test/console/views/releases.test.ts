import {describe, expect, test} from 'vitest';
import {releaseRow, sourceText} from '../../../src/console/views/releases.ts';
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
      worst: 'critical',
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
