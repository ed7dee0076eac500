import {describe, expect, test} from 'vitest';
import {isSelected, targetMatches} from '../../../src/fix/plan/select.ts';
import type {Selection} from '../../../src/fix/plan/select.ts';
import type {Path} from '../../../src/model/path.ts';
import type {Finding} from '../../../src/model/report.ts';

const ref = {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'};
const image: Path = [{field: 'spec'}, {field: 'containers'}, {select: {name: 'web'}, nth: 0}, {field: 'image'}];
const finding = (more: Partial<Finding>): Finding => ({
  ref,
  path: image,
  change: 'changed',
  method: 'structure',
  by: {certainty: 'unknown'},
  id: 'abc',
  verdict: 'drift',
  severity: 'medium',
  controlPath: {title: 'Image', group: 'workload'},
  ...more,
});
const none: Selection = {only: [], exclude: [], added: false, prune: false};

describe('what is selected', () => {
  test.each<[string, Partial<Finding>, Partial<Selection>, boolean]>([
    ['a declared field', {}, {}, true],
    ['what is accepted never is', {verdict: 'accepted'}, {ids: new Set(['abc'])}, false],
    ['what is ignored never is', {verdict: 'ignored'}, {}, false],
    ['an addition only by leave', {change: 'added'}, {}, false],
    ['an addition by leave', {change: 'added'}, {added: true}, true],
    ['an extra object only by leave', {change: 'extra', path: []}, {added: true}, false],
    ['an extra object by leave', {change: 'extra', path: []}, {prune: true}, true],
    ['what a plan names, whatever else is said', {change: 'added'}, {ids: new Set(['abc']), only: ['Pod/*']}, true],
    ['what a plan does not name', {}, {ids: new Set(['def'])}, false],
    ['less severe than wanted', {}, {severity: 'high'}, false],
    ['as severe as wanted', {}, {severity: 'medium'}, true],
    ['one of those that are wanted', {}, {only: ['Pod/*', 'Deployment/web']}, true],
    ['none of those that are wanted', {}, {only: ['Pod/*']}, false],
    ['wanted, and left out', {}, {only: ['Deployment/*'], exclude: ['*/web:spec.containers']}, false],
  ])('%s', (_what, more, selection, selected) => {
    expect(isSelected(finding(more), {...none, ...selection})).toBe(selected);
  });
});

describe('a pattern', () => {
  test.each([
    ['Deployment/web', true],
    ['deployment/web', true],
    ['Deployment', true],
    ['*/we?', true],
    ['Deployment/other', false],
    ['StatefulSet/web', false],
    ['Deployment/web:spec', true],
    ['Deployment/web:spec.containers', true],
    ['Deployment/web:spec.containers[name=web].image', true],
    ['Deployment/web:spec.*.image', true],
    ['Deployment/web:spec.replicas', false],
    ['Deployment/web:containers', false],
  ])('%s', (pattern, matches) => {
    expect(targetMatches(pattern, {ref, path: image})).toBe(matches);
  });

  test('a colon in a name’s own kind of place is no path', () => {
    const role = {...ref, kind: 'Role', name: 'system:admin'};
    expect(targetMatches('Role/*', {ref: role, path: image})).toBe(true);
  });
});
