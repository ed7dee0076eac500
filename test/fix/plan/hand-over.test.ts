import {describe, expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {isSubset} from '../../../src/fix/plan/field-set.ts';
import {freeManager, handOverOf, hasEntry, isHelmsToo} from '../../../src/fix/plan/hand-over.ts';
import {isHandOverSelected} from '../../../src/fix/plan/select.ts';
import type {Selection} from '../../../src/fix/plan/select.ts';
import {toLive} from '../../../src/model/evidence.ts';
import {metadataOf} from '../../../src/model/json.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const shapeOf = shapes(undefined);
const entry = (manager: string, operation: string, fieldsV1: JsonObject): JsonObject => ({
  manager,
  operation,
  fieldsV1,
});

const CONTAINERS = {
  'f:spec': {
    'f:replicas': {},
    'f:template': {
      'f:spec': {
        'f:containers': {
          'k:{"name":"web"}': {'.': {}, 'f:name': {}, 'f:image': {}, 'f:securityContext': {'f:privileged': {}}},
          'k:{"name":"miner"}': {'.': {}, 'f:image': {}},
        },
      },
    },
  },
};

function deployment(web: JsonObject, managedFields: readonly JsonObject[] = []): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'web', namespace: 'shop', uid: 'u', managedFields},
    spec: {
      replicas: 2,
      template: {
        spec: {
          containers: [{name: 'web', ...web}, ...(managedFields.length === 0 ? [] : [{name: 'miner', image: 'm'}])],
        },
      },
    },
  };
}

describe('what an interrupted fix has left becomes Helm’s', () => {
  const live = (web: JsonObject) => toLive(deployment(web, [entry('helm-drift', 'Update', CONTAINERS)]));
  const intent = {...toLive(deployment({image: 'web:1'})), origin: {line: 1}};
  const shape = shapeOf('apps', 'v1', 'Deployment');
  const proof = {key: 'apps/Deployment/shop/web', uid: 'u', manager: 'helm-drift'};

  test('where it is declared, and stands as it is declared', () => {
    const found = handOverOf(intent, live({image: 'web:1', securityContext: {privileged: true}}), shape, proof);
    expect(found?.paths).toEqual([
      'spec.replicas',
      'spec.template.spec.containers[name=web].name',
      'spec.template.spec.containers[name=web].image',
    ]);
    expect(JSON.stringify(found?.fields)).not.toMatch(/miner|privileged/);
  });

  test('not at another value', () => {
    expect(handOverOf(intent, live({image: 'web:2'}), shape, proof)?.paths).toEqual([
      'spec.replicas',
      'spec.template.spec.containers[name=web].name',
    ]);
  });

  test('not without a record of this very object', () => {
    const object = live({image: 'web:1'});
    expect(handOverOf(intent, object, shape, undefined)).toBeUndefined();
    expect(handOverOf(intent, object, shape, {...proof, uid: 'other'})).toBeUndefined();
    expect(handOverOf(intent, object, shape, {...proof, manager: 'helm-drift-2'})).toBeUndefined();
  });
});

test('our own patch goes out under a name that nobody has on the object', () => {
  const object = deployment({}, [entry('helm-drift', 'Update', {}), entry('helm-drift-2', 'Apply', {})]);
  expect([freeManager(deployment({})), freeManager(object)]).toEqual(['helm-drift', 'helm-drift-3']);
  expect([hasEntry(object, 'helm-drift-2'), hasEntry(object, 'helm-drift-3')]).toEqual([true, false]);
  expect(metadataOf(object)['uid']).toBe('u');
});

test('an entry goes only where nothing in it loses its last owner', () => {
  const own = entry('helm-drift', 'Update', {'f:data': {'f:a': {}}});
  const both = entry('helm', 'Apply', {'f:data': {'f:a': {}, 'f:b': {}}});
  const other = entry('helm', 'Apply', {'f:data': {'.': {}, 'f:b': {}}});
  expect(isHelmsToo(deployment({}, [own, both]), 'helm-drift')).toBe(true);
  expect(isHelmsToo(deployment({}, [own, other]), 'helm-drift')).toBe(false);
  expect(isSubset({'f:x': {'.': {}}}, {'f:x': {}})).toBe(true);
  expect(isSubset({'f:x': {'f:y': {}}}, {'f:x': {}})).toBe(false);
});

describe('it is selected by whole objects', () => {
  const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'settings'};
  const ALL: Selection = {only: [], exclude: [], added: false, prune: false};
  test.each<[string, Partial<Selection>, boolean]>([
    ['all', {}, true],
    ['this one', {only: ['ConfigMap/settings']}, true],
    ['a field of it', {only: ['ConfigMap/settings:data.a']}, false],
    ['another', {only: ['ConfigMap/other']}, false],
    ['all but a field of it', {exclude: ['ConfigMap/settings:data.b']}, false],
    ['by severity', {severity: 'low'}, false],
    ['by ids', {ids: new Set()}, false],
    ['by a plan that shows it', {ids: new Set(), handOvers: new Set(['/ConfigMap/shop/settings'])}, true],
  ])('%s', (_what, more, isSelected) => {
    expect(isHandOverSelected(ref, {...ALL, ...more})).toBe(isSelected);
  });
});
