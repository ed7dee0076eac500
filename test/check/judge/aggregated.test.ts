import {expect, test} from 'vitest';
import {sweepingRules} from '../../../src/check/judge/aggregated.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const rule = (apiGroups: string[], resources: string[], verbs: string[]): JsonObject => ({apiGroups, resources, verbs});

test.each<[string, JsonObject, boolean]>([
  ['everything of all groups', rule(['*'], ['*'], ['*']), true],
  ['all of the core group, read', rule([''], ['*'], ['get']), true],
  ['Secrets, read', rule([''], ['secrets', 'pods'], ['list']), true],
  ['Secrets, made', rule([''], ['secrets'], ['create']), false],
  ['the way to more rights', rule(['rbac.authorization.k8s.io'], ['roles'], ['escalate']), true],
  ['everything of one’s own group', rule(['example.com'], ['*'], ['*']), false],
  ['every path', {nonResourceURLs: ['*'], verbs: ['get']}, true],
])('an aggregated role that is filled with a rule for %s', (_what, one, isSweeping) => {
  expect(sweepingRules({rules: [rule([''], ['pods'], ['get']), one]}, [])).toEqual(isSweeping ? [one] : []);
});

test('what a role of the release itself grants is declared', () => {
  const all = rule(['*'], ['*'], ['*']);
  expect(sweepingRules({rules: [all]}, [{rules: [rule(['*'], ['*'], ['*'])]}])).toEqual([]);
});
