import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {verdictOf} from '../../src/action/verdict.ts';

interface Over {
  readonly [key: string]: unknown;
}

const finding = (more: Over = {}): Over => ({
  id: 'e0eeb00',
  ref: {group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'web'},
  change: 'changed',
  severity: 'high',
  verdict: 'drift',
  desired: 6,
  live: 4,
  by: {manager: 'kubectl-patch', operation: 'Update', time: '2026-11-28T06:55:53Z', certainty: 'exact'},
  path: 'spec.minReplicas',
  ...more,
});

const report = (findings: readonly Over[], more: Over = {}): Over => ({
  schemaVersion: '1',
  kind: 'DriftReport',
  state: findings.length > 0 ? 'variance-detected' : 'in-contract',
  release: {name: 'web', namespace: 'shop', revision: 3},
  takenAt: '2026-11-28T09:00:00Z',
  summary: {drift: findings.length},
  findings,
  gaps: [],
  ...more,
});

const verdict = (document: object, keyed = false) => verdictOf(JSON.stringify(document), {keyed});
const digest = (findings: readonly Over[], more: Over = {}, keyed = false): string =>
  verdict(report(findings, more), keyed).digest;

describe('the digest', () => {
  const before = digest([finding()]);

  test.each([
    ['the time of the check', {takenAt: '2026-11-29T09:00:00Z'}, {}],
    ['the time of the write', {}, {by: {manager: 'kubectl-patch', operation: 'Update', time: '2026-11-28T07:00:00Z'}}],
    ['how it was established', {}, {method: 'dry-run'}],
  ])('is the same whatever %s', (_name, ofReport, ofFinding) => {
    expect(digest([finding(ofFinding)], ofReport)).toBe(before);
  });

  test.each([
    ['the live value', {}, {live: 3}],
    ['who wrote it', {}, {by: {manager: 'somebody', operation: 'Update'}}],
    ['its severity', {}, {severity: 'low'}],
    ['the revision', {release: {name: 'web', namespace: 'shop', revision: 4}}, {}],
    ['what could not be seen', {gaps: [{reason: 'forbidden', message: 'no'}]}, {}],
  ])('is another with %s', (_name, ofReport, ofFinding) => {
    expect(digest([finding(ofFinding)], ofReport)).not.toBe(before);
  });

  test('tells integers apart that a number cannot hold', () => {
    const of = (live: string): string =>
      verdictOf(JSON.stringify(report([finding({live: '#'})])).replace('"#"', live), {keyed: false}).digest;
    expect(of('9007199254740993')).not.toBe(of('9007199254740992'));
  });

  test('leaves out what is accepted and ignored', () => {
    expect(digest([finding(), finding({verdict: 'ignored', id: 'abcdef0'})], {summary: {drift: 1}})).toBe(before);
  });

  const masked = (mask: string): readonly Over[] => [finding({live: `pass ${mask}`})];

  test('takes no mask for another secret where each run has its own key', () => {
    const [a, b, longer] = [
      '*** (9 characters, 1234abcd)',
      '*** (9 characters, 99887766)',
      '*** (10 characters, 1234abcd)',
    ];
    expect(digest(masked(a))).toBe(digest(masked(b)));
    expect(digest(masked(a))).not.toBe(digest(masked(longer)));
    expect(digest(masked(a), {}, true)).not.toBe(digest(masked(b), {}, true));
  });
});

describe('state and title', () => {
  test('of one release that drifted', () => {
    expect(verdict(report([finding(), finding({id: 'f1', path: 'spec.maxReplicas'})]))).toMatchObject({
      state: 'variance-detected',
      drift: 2,
      title: 'Variance detected: 2 in 1 object (web in shop)',
    });
  });

  test('of many: the worst of all', () => {
    const reports = [report([]), report([finding()], {release: {name: 'b', namespace: 'shop'}})];
    expect(verdict({kind: 'DriftReportList', reports})).toMatchObject({
      state: 'variance-detected',
      title: 'Variance detected: 1 in 1 object (2 releases)',
    });
    const unseen = report([], {state: 'incomplete', gaps: [{reason: 'forbidden', message: 'no'}]});
    expect(verdict({kind: 'DriftReportList', reports: [report([]), unseen]})).toMatchObject({
      state: 'incomplete',
      title: 'Incomplete: not everything could be seen (2 releases)',
    });
    expect(verdict({kind: 'DriftReportList', reports: []})).toMatchObject({state: 'in-contract', drift: 0});
  });

  test('a name that was made to lie is shown as it is, and a long one is cut', () => {
    const {title} = verdict(report([], {release: {name: 'a\u202Eb\n', namespace: 'n'.repeat(300)}}));
    expect(title).toHaveLength(200);
    expect(title).toContain('a\\u202eb\\u000a in nnn');
  });
});

test('what is read stands in every report', () => {
  const schema = JSON.parse(readFileSync('docs/drift-report.schema.json', 'utf8')) as {
    definitions: {report: {required: string[]}};
  };
  expect(schema.definitions.report.required).toEqual(
    expect.arrayContaining(['state', 'release', 'summary', 'findings', 'gaps']),
  );
});
