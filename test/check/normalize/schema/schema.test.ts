import {describe, expect, test} from 'vitest';
import {fieldShape} from '../../../../src/check/normalize/shape.ts';
import type {Shape} from '../../../../src/check/normalize/shape.ts';
import {shapes} from '../../../../src/check/normalize/shapes.ts';

/** `at('apps/v1/Deployment', 'spec.template.spec.containers[]')`: the shape of a field, `[]` meaning a list's items. */
function at(kind: string, path: string, shapeOf = shapes()): Shape {
  const [name = '', version = '', group = ''] = kind.split('/').toReversed();
  return path
    .split(/\.|(?=\[\])/)
    .reduce(
      (shape, step) => (step === '[]' ? (shape.kind === 'list' ? shape.items : shape) : fieldShape(shape, step)),
      shapeOf(group, version, name),
    );
}

const POD = 'spec.template.spec';

describe('lists of the built-in kinds', () => {
  test.each([
    ['apps/v1/Deployment', `${POD}.containers`, 'map', ['name']],
    ['apps/v1/Deployment', `${POD}.containers[].ports`, 'map', ['containerPort', 'protocol']],
    ['apps/v1/Deployment', `${POD}.containers[].env`, 'map', ['name']],
    ['apps/v1/Deployment', `${POD}.containers[].args`, 'atomic', []],
    ['apps/v1/Deployment', `${POD}.tolerations`, 'atomic', []],
    ['apps/v1/Deployment', `${POD}.topologySpreadConstraints`, 'map', ['topologyKey', 'whenUnsatisfiable']],
    ['apps/v1/StatefulSet', 'spec.volumeClaimTemplates[].metadata.finalizers', 'set', []],
    ['v1/Service', 'spec.ports', 'map', ['port', 'protocol']],
    ['v1/Service', 'metadata.finalizers', 'set', []],
    ['v1/Service', 'metadata.ownerReferences', 'map', ['uid']],
    ['autoscaling/v2/HorizontalPodAutoscaler', 'spec.metrics', 'atomic', []],
    ['rbac.authorization.k8s.io/v1/ClusterRole', 'rules', 'atomic', []],
    ['rbac.authorization.k8s.io/v1/Role', 'rules[].verbs', 'atomic', []],
    ['networking.k8s.io/v1/Ingress', 'spec.rules', 'atomic', []],
    ['admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', 'webhooks', 'map', ['name']],
  ])('%s %s', (kind, path, merge, keys) => {
    expect(at(kind, path)).toMatchObject({kind: 'list', merge, keys});
  });
});

describe('scalars of the built-in kinds', () => {
  test.each([
    ['apps/v1/Deployment', `${POD}.containers[].resources.limits.cpu`, {scalar: 'quantity'}],
    ['apps/v1/StatefulSet', 'spec.volumeClaimTemplates[].spec.resources.requests.storage', {scalar: 'quantity'}],
    ['v1/Service', 'spec.ports[].targetPort', {scalar: 'int-or-string'}],
    ['policy/v1/PodDisruptionBudget', 'spec.minAvailable', {scalar: 'int-or-string'}],
    ['v1/ConfigMap', 'data.key', {scalar: 'string'}],
    ['v1/Secret', 'data.key', {scalar: 'string'}],
    ['v1/Service', 'spec.ports[].protocol', {scalar: 'string', fallback: 'TCP'}],
    ['apps/v1/Deployment', `${POD}.containers[].ports[].protocol`, {scalar: 'string', fallback: 'TCP'}],
    ['autoscaling/v2/HorizontalPodAutoscaler', 'spec.minReplicas', {scalar: 'number'}],
    ['batch/v1/CronJob', 'spec.suspend', {scalar: 'boolean'}],
  ])('%s %s', (kind, path, scalar) => {
    expect(at(kind, path)).toMatchObject({kind: 'scalar', ...scalar});
  });
});

test('a schema in a schema is followed as deep as anybody asks', () => {
  const deep = `spec.versions[].schema.openAPIV3Schema${'.properties.x'.repeat(50)}`;
  expect(at('apiextensions.k8s.io/v1/CustomResourceDefinition', `${deep}.maxLength`)).toMatchObject({scalar: 'number'});
  expect(at('apiextensions.k8s.io/v1/CustomResourceDefinition', `${deep}.required`)).toMatchObject({merge: 'atomic'});
});

describe('what no schema tells is unknown', () => {
  test.each([
    ['example.com/v1/Nothing', 'spec.anything[].below'],
    ['v1/Service', 'spec.noSuchField'],
    ['v1/ConfigMap', 'data.key.below'],
    ['v1/Service', 'spec.ports.name'],
    ['v1/Service', 'spec.type.below'],
    ['v1/Service', 'spec.__proto__'],
    ['v1/Service', 'spec.constructor'],
    ['apiregistration.k8s.io/v1/APIService', 'status'],
    ['apps/v1/ControllerRevision', 'data'],
  ])('%s %s', (kind, path) => {
    expect(at(kind, path)).toEqual({kind: 'unknown'});
  });

  test('but the metadata of an unknown kind is known', () => {
    expect(at('example.com/v1/Nothing', 'metadata.finalizers')).toMatchObject({merge: 'set'});
  });
});

test('a version that is gone takes its shapes from one that is there', () => {
  expect(at('apps/v1beta2/Deployment', `${POD}.containers`)).toMatchObject({merge: 'map', keys: ['name']});
});
