import {describe, expect, test} from 'vitest';
import {driftHistoryJson, driftHistoryText} from '../../src/report/drift-history.ts';
import type {ToldFinding} from '../../src/report/drift-history.ts';

const NOW = new Date('2026-11-24T12:00:00Z');

const standing: ToldFinding = {
  cluster: {name: 'dev', server: 'https://dev', uid: 'u'},
  release: {name: 'web', namespace: 'shop'},
  id: 'e0eeb00'.padEnd(64, '0'),
  state: 'came back',
  at: '2026-11-24T09:00:00Z',
  ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'},
  path: 'data.level',
  change: 'changed',
  title: 'Configuration',
  severity: 'medium',
  by: {manager: 'kubectl-edit', certainty: 'likely'},
  first: '2026-11-20T09:00:00Z',
  since: '2026-11-24T09:00:00Z',
  worst: 'high',
  returns: 2,
  lastSeen: '2026-11-24T11:00:00Z',
};
const {lastSeen: _lastSeen, ...rest} = standing;
const resolved: ToldFinding = {
  ...rest,
  state: 'resolved',
  at: '2026-11-24T10:00:00Z',
  since: '2026-11-24T07:00:00Z',
  severity: 'high',
  by: {certainty: 'unknown'},
  returns: 0,
  endedBy: '20261124-093000-web-aaaa',
};

const flat = (finding: ToldFinding): string =>
  driftHistoryText({findings: [finding], more: 0}, NOW, 400)
    .trimEnd()
    .replace(/\s+/g, ' ');

describe('each finding says its state, since when, where, by whom, how long and how it ended', () => {
  test.each<[string, ToldFinding, string]>([
    [
      'stands',
      standing,
      'e0eeb00 came back, 3 hours ago ConfigMap/settings data.level: Configuration web in shop, context dev medium, at worst high, by kubectl-edit (likely), stands 3 hours, first seen 4 days ago, last seen 1 hour ago, came back 2 times',
    ],
    [
      'ended by a fix',
      resolved,
      'e0eeb00 resolved, 2 hours ago ConfigMap/settings data.level: Configuration web in shop, context dev high, stood 3 hours, ended by record 20261124-093000-web-aaaa',
    ],
  ])('%s', (_what, finding, line) => expect(flat(finding)).toBe(line));

  test('the other endings, an acceptance, and what cannot be seen', () => {
    expect(flat({...resolved, endedBy: 'upgrade to revision 7'})).toContain('ended by upgrade to revision 7');
    expect(flat({...resolved, since: resolved.at})).toContain('stood less than a minute');
    const acceptance = {by: 'alice', until: '2027-01-31', ticket: 'OPS-1'};
    expect(flat({...standing, state: 'accepted', acceptance})).toContain('accepted by alice until 2027-01-31 (OPS-1)');
    expect(flat({...standing, unseen: true})).toContain('could be seen last 1 hour ago');
  });
});

test('it fits the width, and acts on no terminal', () => {
  const hostile = {...standing, title: 'x\u001B[2J', ref: {...standing.ref, name: `n\u202E${'long-'.repeat(30)}`}};
  for (const width of [40, 60, 80, 200]) {
    const text = driftHistoryText({findings: [hostile, resolved], more: 0}, NOW, width);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text).not.toMatch(/[\u001B\u202E]/);
  }
  expect(driftHistoryText({findings: [], more: 0}, NOW, 80)).toBe('No check of this machine has told of drift yet.\n');
});

test('the same for machines: whole ids, and nothing that is not known', () => {
  const {findings, kind} = JSON.parse(driftHistoryJson([standing, resolved])) as {kind: string; findings: object[]};
  expect([kind, findings]).toEqual(['DriftHistory', [standing, resolved]]);
});

test('what is not listed is counted, with the way to it', () => {
  const listed = (more: number): string => driftHistoryText({findings: [resolved], more}, NOW, 400);
  expect(listed(1)).toMatch(/\n1 more finding: add --all, or -o json\.\n$/);
  expect(listed(99_950)).toMatch(/\n99950 more findings: /);
  expect(listed(0)).not.toContain('--all');
});
