import {describe, expect, test} from 'vitest';
import type {JsonObject} from '../../src/model/json.ts';
import type {Finding} from '../../src/model/report.ts';
import {expiryProblem, isExpired} from '../../src/config/expiry.ts';
import {pathMatches} from '../../src/config/path-match.ts';
import type {Sides} from '../../src/config/path-match.ts';
import {patternMatches, patternProblem} from '../../src/model/patterns.ts';
import {parsePointer, parseRulePath, rulePathOf} from '../../src/config/rule-path.ts';
import {ruleMatches} from '../../src/config/rules.ts';
import type {Rule, Target} from '../../src/config/rules.ts';
import {selectorMatches, selectorProblem} from '../../src/config/selector.ts';
import {CONTAINERS, deployment, findingOf, pathOf, RELEASE, WEB, withContainers} from './subjects.ts';

function matches(pointer: string, finding: Finding, sides: Sides = {}): boolean {
  const path = parseRulePath(pointer);
  if ('problem' in path) throw new Error(path.problem);
  return pathMatches(path, finding, sides);
}

describe('a path', () => {
  const image = findingOf(pathOf(...CONTAINERS, {name: 'app'}, 'image'));
  test.each([
    ['/spec/template/spec/containers/[name=app]/image', true],
    ['/spec/template/spec/containers/[name=app]', true],
    ['/spec/template', true],
    ['/', true],
    ['/spec/template/spec/containers/*/image', true],
    ['/*/*/*/*/*/*', true],
    ['/spec/template/spec/containers/[name=other]/image', false],
    ['/spec/template/spec/containers/[image=app]/image', false],
    ['/spec/template/spec/containers/app/image', false],
    ['/spec/template/spec/containers/[name=app]/imagePullPolicy', false],
    ['/spec/template/spec/container', false],
    ['/spec/replicas', false],
    ['/spec/template/spec/containers/[name=app]/image/tag', false],
  ])('%s names its path and all below it', (pointer, expected) => {
    expect(matches(pointer, image)).toBe(expected);
  });

  const app = {name: 'app', image: 'a', ports: [{containerPort: 80}]};
  const proxy = {name: 'proxy', image: 'p'};
  test.each<[string, string, Sides, boolean]>([
    ['declared second', '1', {declared: withContainers(proxy, app)}, true],
    ['live second', '1', {declared: withContainers(app), live: withContainers(proxy, app)}, true],
    ['declared first', '0', {declared: withContainers(app), live: withContainers(proxy, app)}, true],
    ['another item there', '0', {declared: withContainers(proxy, app), live: withContainers(proxy, app)}, false],
    ['no item there', '2', {declared: withContainers(proxy, app)}, false],
    ['no object known', '0', {}, false],
    ['no index', '01', {declared: withContainers(proxy, app)}, false],
    ['a field of the item', '[image=a]', {declared: withContainers(proxy, app)}, true],
    [
      'a field of its live twin',
      '[image=b]',
      {declared: withContainers(app), live: withContainers({...app, image: 'b'})},
      true,
    ],
    ['a field of another item', '[image=p]', {declared: withContainers(proxy, app)}, false],
  ])('an index or a condition finds the item of its keys: %s', (_name, item, sides, expected) => {
    expect(matches(`/spec/template/spec/containers/${item}/image`, image, sides)).toBe(expected);
  });

  test('lists without keys: by index, and by what the item at that index is', () => {
    const finding = findingOf(pathOf('spec', 'rules', 1, 'verbs'));
    const declared = {spec: {rules: [{id: 'a'}, {id: 'b'}]}};
    const live = {spec: {rules: [{id: 'x'}, {id: 'y'}]}};
    expect(matches('/spec/rules/1', finding)).toBe(true);
    expect(matches('/spec/rules/0', finding, {declared, live})).toBe(false);
    expect(matches('/spec/rules/[id=b]', finding, {declared, live})).toBe(true);
    // The live item at that place may be another one: the index counts in the declared list.
    expect(matches('/spec/rules/[id=y]', finding, {declared, live})).toBe(false);
    expect(matches('/spec/rules/[id=y]', {...finding, change: 'added'}, {declared, live})).toBe(true);
  });

  test('items of one value, of several keys, and the second of the same keys', () => {
    const argument = findingOf(pathOf('spec', 'finalizers', {'': 'a/b'}));
    expect(matches('/spec/finalizers/[=a~1b]', argument)).toBe(true);
    expect(matches('/spec/finalizers/[=a/b]', argument)).toBe(true);
    expect(matches('/spec/finalizers/[=c]', argument)).toBe(false);
    expect(matches('/spec/finalizers/1', argument, {live: {spec: {finalizers: ['c', 'a/b']}}})).toBe(true);
    const port = findingOf(pathOf('spec', 'ports', {port: 80, protocol: 'TCP'}, 'nodePort'));
    expect(matches('/spec/ports/[port=80,protocol=TCP]/nodePort', port)).toBe(true);
    expect(matches('/spec/ports/[port=80]', port)).toBe(true);
    expect(matches('/spec/ports/[port=80,protocol=UDP]', port)).toBe(false);
    const second = findingOf([{field: 'env'}, {select: {name: 'A'}, nth: 1}]);
    expect(matches('/env/[name=A][1]', second)).toBe(true);
    expect(matches('/env/[name=A][0]', second)).toBe(false);
    expect(matches('/env/[name=A]', second)).toBe(true);
  });

  const annotations = pathOf('metadata', 'annotations');
  test.each<[string, Partial<Finding>, string, boolean]>([
    ['the only leaf of an added map', {change: 'added', live: {a: '1'}}, '/metadata/annotations/a', true],
    ['the only leaf of a removed map', {change: 'removed', desired: {a: '1'}}, '/metadata/annotations/a', true],
    ['deeper', {change: 'added', live: {a: {b: '1'}}}, '/metadata/annotations/a/b', true],
    ['above the only leaf', {change: 'added', live: {a: {b: '1', c: '2'}}}, '/metadata/annotations/a', true],
    ['one of two leaves', {change: 'added', live: {a: '1', b: '2'}}, '/metadata/annotations/a', false],
    ['one of two leaves, deeper', {change: 'added', live: {a: {b: '1', c: '2'}}}, '/metadata/annotations/a/b', false],
    ['all of the leaves', {change: 'added', live: {a: '1', b: '2'}}, '/metadata/annotations/*', true],
    ['another leaf', {change: 'added', live: {a: '1'}}, '/metadata/annotations/b', false],
    ['beyond the leaf', {change: 'added', live: {a: '1'}}, '/metadata/annotations/a/b', false],
    ['nothing in it', {change: 'added', live: {}}, '/metadata/annotations/a', false],
    ['a changed map', {change: 'changed', desired: {a: '1'}, live: {a: '2'}}, '/metadata/annotations/a', false],
    ['the only item', {change: 'added', live: {a: [{name: 'x'}]}}, '/metadata/annotations/a/[name=x]', true],
    ['one of two items', {change: 'added', live: {a: [{name: 'x'}, {name: 'y'}]}}, '/metadata/annotations/a/0', false],
  ])('a path below the finding: %s', (_name, rest, pointer, expected) => {
    expect(matches(pointer, findingOf(annotations, rest))).toBe(expected);
  });

  test.each([
    ['/metadata/annotations/a.b~1c', pathOf('metadata', 'annotations', 'a.b/c')],
    ['/data/x~0y', pathOf('data', 'x~y')],
    ['/spec/ports/[port=80,protocol=TCP]', pathOf('spec', 'ports', {port: 80, protocol: 'TCP'})],
    ['/rules/2', pathOf('rules', 2)],
    ['/mounts/[mountPath=~1var~1run]', pathOf('mounts', {mountPath: '/var/run'})],
  ])('%s is written for its path, and read back', (text, path) => {
    expect(rulePathOf(path)).toBe(text);
    expect(matches(text, findingOf(path))).toBe(true);
  });

  test.each([
    ['spec/replicas', 'begins with a slash'],
    ['', 'begins with a slash'],
    ['/spec//replicas', 'empty segment'],
    ['/spec/', 'empty segment'],
    ['/a~2b', 'neither ~0'],
    ['/spec/containers/[0]', 'names no list item'],
    ['/spec/containers/[name=x', 'names no list item'],
  ])('%j is no path: %s', (text, problem) => {
    expect(parseRulePath(text)).toEqual({problem: expect.stringContaining(problem) as string});
  });

  test('in a pointer of others nothing is a wildcard', () => {
    expect(parsePointer('/a/*/[name=x]')).toEqual({
      text: '/a/*/[name=x]',
      tokens: [{key: 'a'}, {key: '*'}, {key: '[name=x]'}],
    });
    expect(parsePointer('')).toEqual({text: '', tokens: []});
    expect(parsePointer('a')).toHaveProperty('problem');
  });
});

describe('a rule', () => {
  const replicas = findingOf(pathOf('spec', 'replicas'));
  const declared = deployment({}, {labels: {app: 'web', tier: 'front'}, annotations: {team: 'a'}});
  const rule = (rest: Partial<Rule>): Rule => ({from: 'test', reason: 'r', target: {}, ...rest});
  const seen = {declared, release: RELEASE};
  const paths = (...texts: string[]) => texts.map((text) => parseRulePath(text)).filter((path) => 'tokens' in path);

  test.each<[Target, boolean]>([
    [{}, true],
    [{group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'}, true],
    [{group: ''}, false],
    [{group: '*'}, true],
    [{kind: 'Deploy*'}, true],
    [{kind: 'deployment'}, false],
    [{namespace: ''}, false],
    [{namespace: 'sh?p'}, true],
    [{name: 'we'}, false],
    [{name: '/we.|api/'}, true],
    [{name: '/we/'}, false],
    [{release: 'app'}, true],
    [{release: 'ap'}, false],
    [{release: 'shop/app'}, true],
    [{release: 'other/app'}, false],
    [{release: '/a.p/'}, true],
    [{version: 'v1'}, true],
    [{version: 'v1beta1'}, false],
    [{labelSelector: 'app=web,tier in (front,back)'}, true],
    [{labelSelector: 'app!=web'}, false],
    [{annotationSelector: 'team=a'}, true],
    [{annotationSelector: 'team=b'}, false],
  ])('for %j', (target, expected) => {
    expect(ruleMatches(rule({target}), replicas, seen)).toBe(expected);
  });

  test('labels are the declared ones, and those of an object that is only live its own', () => {
    const target = {labelSelector: 'app=web'};
    const live = deployment({}, {labels: {app: 'other'}});
    expect(ruleMatches(rule({target}), replicas, {declared, live, release: RELEASE})).toBe(true);
    expect(ruleMatches(rule({target}), replicas, {live, release: RELEASE})).toBe(false);
    expect(ruleMatches(rule({target}), replicas, {release: RELEASE})).toBe(false);
  });

  const by = (manager: string) => ({manager, operation: 'Update', certainty: 'exact' as const});
  test.each<[string, Partial<Rule>, Partial<Finding>, boolean]>([
    ['managers alone take any path', {managers: ['kubectl*']}, {by: by('kubectl-edit')}, true],
    ['another manager', {managers: ['kubectl*']}, {by: by('argocd')}, false],
    ['nobody known', {managers: ['*']}, {}, false],
    ['path and manager', {paths: paths('/spec'), managers: ['k']}, {by: by('k')}, true],
    ['path and another manager', {paths: paths('/spec'), managers: ['k']}, {by: by('x')}, false],
    ['another path and manager', {paths: paths('/data'), managers: ['k']}, {by: by('k')}, false],
    ['one of the paths', {paths: paths('/data', '/spec')}, {}, true],
    ['its change', {changes: ['changed']}, {}, true],
    ['another change', {changes: ['removed', 'missing']}, {}, false],
    ['not understood', {problem: 'no path'}, {}, false],
  ])('%s', (_name, rest, finding, expected) => {
    expect(ruleMatches(rule(rest), {...replicas, ...finding}, seen)).toBe(expected);
  });

  test.each<[string, Partial<Rule>, Partial<Finding>, boolean]>([
    ['without paths and managers', {}, {}, true],
    ['with a path', {paths: paths('/')}, {}, false],
    ['with managers', {managers: ['k']}, {by: by('k')}, false],
    ['with its change', {changes: ['missing']}, {}, true],
    ['with its change and a path', {changes: ['missing', 'changed'], paths: paths('/spec')}, {}, true],
    ['with the other change', {changes: ['extra']}, {}, false],
    ['with its change and its manager', {changes: ['missing'], managers: ['k']}, {by: by('k')}, true],
    ['with its change and another manager', {changes: ['missing'], managers: ['k']}, {by: by('x')}, false],
  ])('a whole object matches a rule %s: %#', (_name, rest, finding, expected) => {
    expect(ruleMatches(rule(rest), findingOf([], {change: 'missing', ...finding}), seen)).toBe(expected);
  });

  test('the object that a pointer counts in is the one of the finding', () => {
    const live = withContainers({name: 'proxy'}, {name: 'app'});
    const image = findingOf(pathOf(...CONTAINERS, {name: 'app'}, 'image'), {ref: WEB});
    const at = (index: number) => rule({paths: paths(`/spec/template/spec/containers/${index}/image`)});
    expect(ruleMatches(at(1), image, {live, release: RELEASE})).toBe(true);
    expect(ruleMatches(at(0), image, {live, release: RELEASE})).toBe(false);
  });
});

describe('an expiry', () => {
  test.each([
    ['2026-12-31', '2026-12-31T23:59:59.999Z', false],
    ['2026-12-31', '2027-01-01T00:00:00Z', true],
    ['2026-12-31T12:00:00Z', '2026-12-31T12:00:00Z', false],
    ['2026-12-31T12:00:00Z', '2026-12-31T12:00:01Z', true],
    ['2026-12-31T12:00:00+02:00', '2026-12-31T10:00:01Z', true],
    ['2026-12-31t12:00:00z', '2026-12-31T12:00:00Z', false],
    ['no date', '2026-01-01T00:00:00Z', true],
    [undefined, '2999-01-01T00:00:00Z', false],
  ])('%s at %s: over %s', (expires, now, expected) => {
    expect(isExpired(expires, new Date(now))).toBe(expected);
  });

  test.each(['2026-02-30', '2026-13-01', '31.12.2026', '2026-12-31T12:00:00', '2026-12-31 12:00:00Z', '2026-1-1', ''])(
    '%j is no date',
    (text) => {
      expect(expiryProblem(text)).toContain('is no date');
    },
  );
});

test.each<[string, JsonObject, boolean]>([
  ['', {}, true],
  ['a', {a: ''}, true],
  ['a', {}, false],
  ['!a', {}, true],
  ['! a', {a: '1'}, false],
  ['a==1', {a: '1'}, true],
  ['a = 1 , b != 2', {a: '1'}, true],
  ['a=1,b!=2', {a: '1', b: '2'}, false],
  ['a in (1, 2)', {a: '2'}, true],
  ['a in (1,2)', {}, false],
  ['a notin (1,2),c', {c: ''}, true],
  ['a notin (1,2)', {a: '1'}, false],
  ['app.kubernetes.io/name=web', {'app.kubernetes.io/name': 'web'}, true],
  ['constructor', {}, false],
])('selector %j of %j: %s', (selector, labels, expected) => {
  expect(selectorProblem(selector)).toBeUndefined();
  expect(selectorMatches(selector, labels)).toBe(expected);
});

test.each(['a=b=c', 'a in 1,2', 'a > 1', 'a,,b', 'a in (1', '='])('%j is no selector', (selector) => {
  expect(selectorProblem(selector)).toContain('is no label selector');
  expect(selectorMatches(selector, {a: 'b'})).toBe(false);
});

test.each([
  ['a*c', 'abc', true],
  ['a*c', 'abcd', false],
  ['a.c', 'abc', false],
  ['a?c', 'abc', true],
  ['(x)[y]', '(x)[y]', true],
  ['/a|b/', 'b', true],
  ['/a|b/', 'ab', false],
  ['/(?i)WEB/', 'web', true],
  ['/WEB/', 'web', false],
])('pattern %s on %s: %s', (pattern, text, expected) => {
  expect(patternMatches(pattern, text)).toBe(expected);
});

test('a pattern that is no regular expression says so', () => {
  expect(patternProblem('/(/')).toContain('(');
  expect(patternProblem('(')).toBeUndefined();
});
