import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {fieldShape} from '../../../../src/check/normalize/shape.ts';
import type {Shape} from '../../../../src/check/normalize/shape.ts';
import {shapes} from '../../../../src/check/normalize/shapes.ts';
import {tableOfOpenApi} from '../../../../src/check/normalize/schema/openapi.ts';
import type {OpenApiDocument} from '../../../../src/check/normalize/schema/openapi.ts';

/** What /openapi/v3/apis/drift.example.com/v1 of a 1.37 API server answered; descriptions and unused components dropped. */
const ACCESS_LIST = JSON.parse(
  readFileSync('test/check/normalize/schema/access-list.openapi.json', 'utf8'),
) as OpenApiDocument;

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
    ['apps/v1/Deployment', `${POD}.containers[].resources.limits.cpu`, {scalar: 'resource'}],
    ['apps/v1/StatefulSet', 'spec.volumeClaimTemplates[].spec.resources.requests.storage', {scalar: 'resource'}],
    ['v1/ResourceQuota', 'spec.hard.pods', {scalar: 'resource'}],
    ['apps/v1/Deployment', `${POD}.volumes[].emptyDir.sizeLimit`, {scalar: 'quantity'}],
    ['autoscaling/v2/HorizontalPodAutoscaler', 'spec.metrics[].pods.target.averageValue', {scalar: 'quantity'}],
    ['node.k8s.io/v1/RuntimeClass', 'overhead.podFixed.cpu', {scalar: 'quantity'}],
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
  expect(at('autoscaling/v2beta2/HorizontalPodAutoscaler', 'spec.metrics')).toMatchObject({merge: 'atomic'});
});

describe('a custom resource, whose schemas are written in place', () => {
  const shapeOf = shapes(tableOfOpenApi(ACCESS_LIST));
  test.each([
    ['spec.refs', {kind: 'list', merge: 'map', keys: ['group', 'name']}],
    ['spec.refs[].group', {kind: 'scalar', scalar: 'text', fallback: ''}],
    ['spec.refs[].weight', {kind: 'scalar', scalar: 'number', fallback: 1}],
    ['spec.names', {kind: 'list', merge: 'set', items: {kind: 'scalar', scalar: 'text'}}],
    ['spec.rules', {kind: 'list', merge: 'atomic'}],
    ['spec.port', {kind: 'scalar', scalar: 'int-or-string'}],
    ['spec.owner', {kind: 'scalar', scalar: 'text', fallback: 'nobody'}],
    ['spec.labels.any', {kind: 'scalar', scalar: 'string'}],
    ['spec.byTeam.any.size', {kind: 'scalar', scalar: 'number', fallback: 3}],
    ['spec.semi.known', {kind: 'scalar', scalar: 'number'}],
    ['spec.semi.other', {kind: 'unknown'}],
    ['spec.free', {kind: 'unknown'}],
    ['spec.template.spec', {kind: 'unknown'}],
    ['metadata.finalizers', {kind: 'list', merge: 'set'}],
    ['status', {kind: 'unknown'}],
  ])('%s', (path, shape) => {
    expect(at('drift.example.com/v1/AccessList', path, shapeOf)).toMatchObject(shape);
  });

  test('is a kind of its own although it is called a list, and its list is none', () => {
    expect(Object.keys(tableOfOpenApi(ACCESS_LIST).kinds)).toEqual(['drift.example.com/v1/AccessList']);
  });
});

describe('who owns a map as one value', () => {
  test.each([
    ['v1/Service', 'spec.selector', true],
    ['policy/v1/PodDisruptionBudget', 'spec.selector', true],
    ['networking.k8s.io/v1/NetworkPolicy', 'spec.podSelector', true],
    ['apps/v1/Deployment', `${POD}.nodeSelector`, true],
    ['apps/v1/Deployment', `${POD}.containers[].env[].valueFrom.secretKeyRef`, true],
    ['v1/ConfigMap', 'data', undefined],
    ['v1/Service', 'metadata.labels', undefined],
    ['apps/v1/Deployment', `${POD}.containers[].resources.limits`, undefined],
  ])('%s %s', (kind, path, atomic) => {
    const shape = at(kind, path);
    expect(shape.kind === 'object' && shape.atomic).toBe(atomic);
  });

  test('also in a custom resource', () => {
    const shape = at('drift.example.com/v1/AccessList', 'spec.selector', shapes(tableOfOpenApi(ACCESS_LIST)));
    expect(shape).toMatchObject({kind: 'object', atomic: true});
  });
});

test.each([
  ['apps/v1/Deployment', `${POD}.containers[].ports`, 'containerPort'],
  ['apps/v1/Deployment', `${POD}.topologySpreadConstraints`, 'topologyKey'],
  ['v1/Service', 'spec.ports', 'port'],
  ['apps/v1/Deployment', `${POD}.containers`, undefined],
])('%s %s is merged by %s on the client side', (kind, path, patchKey) => {
  const shape = at(kind, path);
  expect(shape.kind === 'list' && shape.patchKey).toBe(patchKey);
});

test('any JSON is unknown: the default of a schema may be a list', () => {
  const path = 'spec.versions[].schema.openAPIV3Schema.default';
  expect(at('apiextensions.k8s.io/v1/CustomResourceDefinition', path)).toEqual({kind: 'unknown'});
});

test('documents that are none of theirs end nothing', () => {
  const own = [{group: 'g', version: 'v1', kind: 'A'}];
  const properties = {metadata: {}, a: null, b: {$ref: 5}, c: {type: 'array', items: null}, d: {allOf: [null]}};
  for (const schemas of [null, {A: null}, {A: {'x-kubernetes-group-version-kind': {}}}])
    expect(tableOfOpenApi({components: {schemas}} as never)).toEqual({kinds: {}, types: {}});
  const odd = {components: {schemas: {A: {'x-kubernetes-group-version-kind': own, properties}}}};
  expect(tableOfOpenApi(odd as never).types).toEqual({A: {metadata: '*', b: '*', c: '[a]*', d: '*'}});
});
