import {describe, expect, test} from 'vitest';
import {byText, personsText, writerText} from '../../src/report/finding-words.ts';
import {explanation} from '../../src/report/explain.ts';
import {withoutNames} from '../../src/report/who.ts';
import type {Attribution, DriftReport, Finding, Person, Persons} from '../../src/model/report.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {REPORTERS} from '../../src/report/reporters.ts';
import type {Format} from '../../src/report/reporters.ts';

const AT = '2026-11-28T09:00:00.500000Z';
const NOW = new Date('2026-11-28T10:00:00Z');
const alice: Person = {
  name: 'alice',
  groups: ['dev'],
  sourceIP: '10.0.0.7',
  userAgent: 'kubectl/v1.37',
  at: AT,
  verb: 'patch',
  auditID: 'a-1',
};
const bob: Person = {name: 'bob', impersonatedBy: 'gateway', at: AT, verb: 'update'};
const exact: Persons = {certainty: 'exact', candidates: [alice]};
const oneOf: Persons = {
  certainty: 'one-of',
  candidates: [alice, bob],
  why: 'the log does not tell which of their writes it was',
};
const unknown: Persons = {certainty: 'unknown', candidates: [], why: 'the log begins after helm wrote this object'};
const by = (person: Persons, more: Partial<Attribution> = {}): Attribution => ({
  manager: 'kubectl-edit',
  operation: 'Update',
  time: '2026-11-28T08:00:00Z',
  certainty: 'exact',
  person,
  ...more,
});

function reportOf(author: Attribution): DriftReport {
  const finding: Finding = {
    ref: {group: '', kind: 'Service', namespace: 'shop', name: 'web'},
    path: [{field: 'spec'}, {field: 'type'}],
    change: 'changed',
    desired: 'ClusterIP',
    live: 'NodePort',
    method: 'structure',
    by: author,
    id: 'abc1234',
    verdict: 'drift',
    severity: 'high',
    controlPath: {title: 'Service type', group: 'traffic'},
  };
  return {
    schemaVersion: '1',
    release: {name: 'web', namespace: 'shop', revision: 3, status: 'deployed'},
    from: {kind: 'release', revision: 3},
    evidence: {kind: 'cluster', cluster: {name: 'dev', server: 'https://dev'}},
    takenAt: NOW.toISOString(),
    notes: [],
    findings: [finding],
    gaps: [],
    summary: {objects: 1, compared: 1, drift: 1, accepted: 0, ignored: 0, gaps: 0},
  };
}

const safe = (author: Attribution) => createRedactor({key: 'a key for tests alone'}).report(reportOf(author));
const findingOf = (author: Attribution): Finding => reportOf(author).findings[0] as Finding;

describe('who, in words', () => {
  test.each<[string, Attribution, string]>([
    ['one, with the very time', by(exact), `By alice (kubectl-edit), ${AT}.`],
    ['one of two', by(oneOf), 'By alice or bob (impersonated by gateway) (kubectl-edit), 2026-11-28T08:00:00Z.'],
    ['nobody: the manager is what there is', by(unknown), 'By kubectl-edit, 2026-11-28T08:00:00Z.'],
    ['one, where no manager is known', {certainty: 'unknown', person: exact}, `By alice, ${AT}.`],
    [
      'one of many',
      by({...oneOf, candidates: [1, 2, 3, 4, 5].map((n) => ({...alice, name: `u${n}`}))}),
      'By u1 or u2 or u3 or 2 others (kubectl-edit), 2026-11-28T08:00:00Z.',
    ],
  ])('%s', (_what, author, text) => {
    expect(byText(findingOf(author), (time) => time)).toBe(text);
  });

  test('a name that somebody made up does nothing to a terminal', () => {
    const hostile = by({...exact, candidates: [{...alice, name: 'al\u001B[2Jice\u202E'}]});
    expect(personsText(hostile)).not.toMatch(/[\u001B\u202E]/);
    expect(writerText(by(unknown))).toBe('kubectl-edit');
  });

  test('explain tells all that the log has of them, and why nobody is known', () => {
    const explain = (author: Attribution): string =>
      explanation(safe(author), 'abc1234', {now: NOW, patch: undefined, width: 100}).replace(/\s+/g, ' ');
    expect(explain(by(exact))).toContain(
      `Person alice; of dev; from 10.0.0.7; with kubectl/v1.37; patch at ${AT} (59 min ago); audit ID a-1; exact: the audit log has this one write`,
    );
    expect(explain(by(oneOf))).toContain('Person one of 2: the log does not tell which of their writes it was');
    expect(explain(by(oneOf))).toContain('bob (impersonated by gateway); update at');
    expect(explain(by(unknown))).toContain('Person not known: the log begins after helm wrote this object');
  });
});

const FORMATS: readonly Format[] = ['text', 'table', 'json', 'yaml', 'markdown', 'junit', 'sarif', 'github', 'html'];
const CONTEXT = {
  many: false,
  color: false,
  width: 120,
  showIgnored: false,
  diff: false,
  policy: {failOn: 'low', allowIncomplete: false},
  now: NOW,
  seconds: 1,
  version: '0',
} as const;

describe('people are personal data', () => {
  test.each(FORMATS)('%s names them, the manager alone, or nobody', async (format) => {
    const reporter = await REPORTERS[format]();
    const told = (who: 'person' | 'manager' | 'none'): string =>
      reporter([withoutNames(safe(by(exact)), who)], CONTEXT);
    expect(told('person')).toContain('alice');
    expect(told('manager')).not.toMatch(/alice|10\.0\.0\.7|a-1/);
    expect(told('manager')).toContain('kubectl-edit');
    expect(told('none')).not.toMatch(/alice|kubectl-edit/);
  });
});
