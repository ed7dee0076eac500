import {describe, expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {prepare} from '../../../src/fix/fix.ts';
import {pathList} from '../../../src/fix/plan/effect.ts';
import {patchOf} from '../../../src/fix/plan/explain.ts';
import {competingManagers, conflictsToCome, costs} from '../../../src/fix/plan/notes.ts';
import {installRank} from '../../../src/fix/plan/order.ts';
import {creationStrategies} from '../../../src/fix/plan/write-strategies.ts';
import {toLive} from '../../../src/model/evidence.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import type {Path} from '../../../src/model/path.ts';
import type {Finding} from '../../../src/model/report.ts';
import {maskText} from '../../../src/model/mask.ts';
import {configMap, deployment} from '../fakes/objects.ts';
import {stamped, world} from '../fakes/world.ts';

const image: Path = [{field: 'spec'}, {field: 'template'}, {field: 'spec'}];
const finding = (more: Partial<Finding>): Finding => ({
  ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'},
  path: image,
  change: 'changed',
  method: 'structure',
  by: {certainty: 'exact', manager: 'kubectl-edit'},
  id: 'abc',
  verdict: 'drift',
  severity: 'medium',
  controlPath: {title: 'Image', group: 'workload'},
  ...more,
});

describe('what a step costs', () => {
  const live = (kind: string, spec: JsonObject = {}) =>
    toLive({apiVersion: 'apps/v1', kind, metadata: {name: 'x'}, spec});
  test.each([
    ['a patch of a template', costs('patch', live('Deployment'), [finding({})]), ['its pods are replaced']],
    [
      'a patch of a template whose pods nobody replaces',
      costs('patch', live('StatefulSet', {updateStrategy: {type: 'OnDelete'}}), [finding({})]),
      ['its pods change only as they are deleted'],
    ],
    [
      'a patch elsewhere',
      costs('patch', live('Deployment'), [finding({path: [{field: 'spec'}, {field: 'replicas'}]})]),
      [],
    ],
    ['a patch of what has no pods', costs('patch', live('ConfigMap'), [finding({})]), []],
    [
      'a deletion',
      costs('delete', live('Namespace'), []),
      ['everything in it goes with it', 'undo can make it anew, and not with its uid'],
    ],
    [
      'a deletion of what holds nothing',
      costs('delete', live('ConfigMap'), []),
      ['undo can make it anew, and not with its uid'],
    ],
  ])('%s', (_what, told, expected) => {
    expect(told).toEqual(expected);
  });
});

describe('who may take back what is written', () => {
  test.each<[string, JsonObject, string | undefined, string[]]>([
    ['nobody', {}, 'kubectl-edit', []],
    [
      'Argo CD, by its label',
      {labels: {'argocd.argoproj.io/instance': 'x'}},
      undefined,
      ['Argo CD keeps this object in sync, and may write it again'],
    ],
    [
      'Flux, by its manager',
      {},
      'kustomize-controller',
      ['kustomize-controller is Flux: it may write its value again'],
    ],
    ['an operator, by its name', {}, 'web-operator', ['web-operator is an operator: it may write its value again']],
    [
      'an autoscaler',
      {},
      'kube-controller-manager',
      ['kube-controller-manager is an autoscaler: it may write its value again'],
    ],
  ])('%s', (_what, metadata, manager, told) => {
    const live = toLive({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x', ...metadata}});
    const by = manager === undefined ? {certainty: 'unknown' as const} : {manager, certainty: 'exact' as const};
    expect(competingManagers(live, [finding({by}), finding({by})])).toEqual(told);
  });
});

describe('where the next upgrade conflicts', () => {
  const left = finding({});
  test.each<[string, Partial<Finding>, boolean]>([
    ['what somebody else owns', {}, true],
    ['what is accepted', {verdict: 'accepted'}, true],
    ['what nobody is known to own', {by: {certainty: 'likely', manager: 'x'}}, false],
    ['what a failed revision of Helm’s wrote', {by: {certainty: 'exact', manager: 'helm', revision: 4}}, false],
    ['what only its spelling tells apart', {verdict: 'ignored', by: {certainty: 'exact', manager: 'helm'}}, false],
    ['what was added', {change: 'added'}, false],
  ])('%s', (_what, more, conflicts) => {
    expect(conflictsToCome([finding(more)], () => false, 'ssa')).toHaveLength(conflicts ? 1 : 0);
  });

  test('not at what is planned, and not in a release that is patched', () => {
    expect(conflictsToCome([left], () => true, 'ssa')).toEqual([]);
    expect(conflictsToCome([left], () => false, 'csa')).toEqual([]);
  });

  test('many are counted', () => {
    const lines = conflictsToCome(
      Array.from({length: 7}, () => left),
      () => false,
      'ssa',
    );
    expect([lines.length, lines.at(-1)]).toEqual([6, 'and 2 more fields where it conflicts']);
  });
});

test('kinds come in Helm’s order, and custom resources last', () => {
  const ranks = ['Namespace', 'Secret', 'CustomResourceDefinition', 'Service', 'Deployment', 'Ingress', 'Widget'].map(
    installRank,
  );
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(installRank('Widget')).toBe(installRank('Gadget'));
});

test('a new object is written as Helm writes this release', () => {
  const object = configMap('x', {});
  expect(creationStrategies(object, 'ssa', 'helm')).toEqual([[{kind: 'apply', object, manager: 'helm', absent: true}]]);
  expect(creationStrategies(object, 'csa', 'flux')).toEqual([[{kind: 'create', object, manager: 'flux'}]]);
});

test('three paths are named, more are counted', () => {
  const paths: Path[] = ['a', 'b', 'c', 'd', 'e'].map((field) => [{field}]);
  expect([pathList(paths.slice(0, 3)), pathList(paths)]).toEqual(['a, b, c', 'a, b, c and 2 more']);
});

describe('the patch that is shown for one finding', () => {
  const shopWith = (data: JsonObject) => {
    const shop = world({declared: [configMap('settings', {a: '1', b: '2'}), deployment('web', 2)]});
    shop.server.edit('ConfigMap', 'settings', {data});
    return shop;
  };
  const show = (object: JsonObject): JsonObject => object;

  test('is its own alone', async () => {
    const inspection = await shopWith({a: '9', b: '8'}).inspect();
    const patches = inspection.report.findings.map((one) => patchOf(inspection, one, show));
    expect(patches).toEqual([
      [{op: 'replace', path: '/data/a', value: '1'}],
      [{op: 'replace', path: '/data/b', value: '2'}],
    ]);
  });

  test('holds no more than is shown of both sides', async () => {
    const inspection = await shopWith({a: '9'}).inspect();
    const masked = (object: JsonObject): JsonObject => ({...object, data: {a: 'masked'}});
    expect(inspection.report.findings.map((one) => patchOf(inspection, one, masked))).toEqual([undefined]);
  });

  test('there is none for a whole object', async () => {
    const shop = shopWith({});
    shop.server.remove('Deployment', 'web');
    const inspection = await shop.inspect();
    expect(inspection.report.findings.map((one) => [one.change, patchOf(inspection, one, show)])).toEqual([
      ['missing', undefined],
    ]);
  });
});

describe('what a plan refuses by itself', () => {
  test('a declared mask is no value', async () => {
    const mask = maskText(7, 'abcdef0123456789');
    const shop = world({declared: [configMap('settings', {a: mask})]});
    shop.server.remove('ConfigMap', 'settings');
    const {plan} = await prepare(shop.ports, shop.options);
    expect(plan.steps).toMatchObject([
      {action: 'create', refused: expect.stringContaining('a mask that stands for a secret')},
    ]);
  });

  test('a place that is not told any more', () => {
    const inspection = {intent: {objects: []}, live: [], shapeOf: shapes()};
    const none = {
      ...inspection,
      intent: {release: {name: 's', namespace: 's'}, from: {kind: 'file', file: 'f'} as const, objects: [], digest: ''},
    };
    expect(patchOf(none, finding({}), (object) => object)).toBeUndefined();
  });

  test('an extra object that is gone when it is planned', async () => {
    const shop = world({declared: []});
    shop.server.put(stamped(configMap('stray', {})), 'kubectl Update');
    const inspection = await shop.inspect();
    const {plan} = await prepare({...shop.ports, inspect: async () => ({...inspection, live: []})}, shop.options);
    expect(plan.steps).toEqual([]);
  });
});
