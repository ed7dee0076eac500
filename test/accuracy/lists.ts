import {asObj, clone, isObj, isScalar} from './json.ts';
import type {Json, Obj} from './json.ts';
import type {Field} from './fields.ts';
import {keysOf} from './paths.ts';
import type {Schema} from './openapi.ts';
import type {Rng} from './rng.ts';
import {otherValue} from './values.ts';

type Made = (rng: Rng) => Json;

const aPeer: Made = (rng) => ({podSelector: {matchLabels: {added: rng.word()}}});

/** Items for lists that need not be there yet, by `KIND-OF-OBJECT.field` as the schemas are named. */
const TEMPLATES: Readonly<Record<string, Made>> = {
  'PodSpec.tolerations': (rng) => ({key: `added-${rng.word()}`, operator: 'Exists', effect: 'NoExecute'}),
  'PodSpec.imagePullSecrets': (rng) => ({name: `added-${rng.word()}`}),
  'PodSpec.volumes': (rng) => ({name: `added-${rng.word()}`, emptyDir: {}}),
  'PodSpec.containers': (rng) => ({name: `added-${rng.word()}`, image: 'example.com/extra:1'}),
  'PodSpec.initContainers': (rng) => ({name: `added-${rng.word()}`, image: 'example.com/extra:1'}),
  'PodSpec.hostAliases': (rng) => ({ip: `10.1.1.${1 + rng.below(250)}`, hostnames: [rng.word()]}),
  'Container.env': (rng) => ({name: `ADDED_${rng.word().toUpperCase()}`, value: rng.word()}),
  'Container.envFrom': (rng) => ({secretRef: {name: `added-${rng.word()}`, optional: true}}),
  'Container.ports': (rng) => ({name: `p-${rng.word()}`, containerPort: 20_000 + rng.below(9000)}),
  'Container.args': (rng) => `--added=${rng.word()}`,
  'ServiceSpec.ports': (rng) => ({name: `p-${rng.word()}`, port: 20_000 + rng.below(9000)}),
  'ServiceSpec.externalIPs': (rng) => `10.2.2.${1 + rng.below(250)}`,
  'NetworkPolicySpec.ingress': (rng) => ({from: [aPeer(rng)]}),
  'NetworkPolicySpec.egress': (rng) => ({to: [aPeer(rng)]}),
  'NetworkPolicyIngressRule.from': aPeer,
  'NetworkPolicyEgressRule.to': aPeer,
  'NetworkPolicyIngressRule.ports': (rng) => ({port: 20_000 + rng.below(9000), protocol: 'TCP'}),
  'Role.rules': (rng) => ({apiGroups: [''], resources: ['secrets'], verbs: [rng.one(['get', 'delete', '*'])]}),
  'ClusterRole.rules': (rng) => ({apiGroups: [''], resources: ['secrets'], verbs: [rng.one(['get', 'delete', '*'])]}),
  'PolicyRule.verbs': (rng) => rng.one(['delete', 'escalate', 'deletecollection', '*']),
  'PolicyRule.resources': (rng) => `added-${rng.word()}`,
  'RoleBinding.subjects': (rng) => ({kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: rng.word()}),
  'ClusterRoleBinding.subjects': (rng) => ({kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: rng.word()}),
  'ServiceAccount.imagePullSecrets': (rng) => ({name: `added-${rng.word()}`}),
  'ServiceAccount.secrets': (rng) => ({name: `added-${rng.word()}`}),
  'ValidatingWebhook.rules': (rng) => webhookRule(rng),
  'MutatingWebhook.rules': (rng) => webhookRule(rng),
  'IngressSpec.tls': (rng) => ({hosts: [`${rng.word()}.example.com`], secretName: rng.word()}),
};

// Of a group that nobody serves: a webhook that cannot be reached must not stop other writes of the run.
const webhookRule: Made = (rng) => ({
  apiGroups: [`${rng.word()}.example.com`],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources: [rng.word()],
  scope: '*',
});

/** Lists of an object's field that may take one item more, by template or, where there are items, by likeness. */
export interface Roomy {
  readonly pointer: readonly string[];
  readonly length: number;
  readonly make: Made;
}

export function roomyLists(fields: readonly Field[]): Roomy[] {
  const result: Roomy[] = [];
  for (const {pointer, schema, value} of fields) {
    if (Array.isArray(value) && value.length > 0 && !isMetadataList(pointer))
      result.push({pointer, length: value.length, make: (rng) => alike(value, schema, rng)});
    if (!isObj(value)) continue;
    const type = schema?.name.slice(schema.name.lastIndexOf('.') + 1) ?? '';
    for (const field of schema?.properties ?? []) {
      const make = TEMPLATES[`${type}.${field}`];
      if (make === undefined) continue;
      const list = value[field];
      result.push({pointer: [...pointer, field], length: Array.isArray(list) ? list.length : 0, make});
    }
  }
  return result;
}

const isMetadataList = (pointer: readonly string[]): boolean => pointer[0] === 'metadata';

/** Another item like those that are there, under a name of its own. */
function alike(items: readonly Json[], list: Schema | undefined, rng: Rng): Json {
  const model = rng.pick(items) ?? null;
  if (isScalar(model)) return otherValue(list?.items, '', model, rng) ?? model;
  if (!isObj(model)) return model;
  const item = clone(model);
  const keys = keysOf(list).filter((key) => isScalar(item[key]));
  const names = keys.length > 0 ? keys : Object.keys(item).filter((name) => isScalar(item[name]));
  for (const name of keys.length > 0 ? keys : [rng.pick(names) ?? '']) if (name !== '') renew(item, name, list, rng);
  // A port of a Service is known by its name too.
  if (typeof item['name'] === 'string' && !keys.includes('name') && keys.length > 0) item['name'] = `p-${rng.word()}`;
  return item;
}

function renew(item: Obj, name: string, list: Schema | undefined, rng: Rng): void {
  const current = item[name] ?? null;
  if (name === 'protocol') return;
  item[name] =
    typeof current === 'number' && /port/i.test(name)
      ? 20_000 + rng.below(9000)
      : (otherValue(list?.items?.of(name), name, current, rng) ?? current);
}

/** Containers and arguments run in the order in which they stand. */
export const orderedLists = (fields: readonly Field[]): Field[] =>
  fields.filter(({pointer, value}) => {
    const name = pointer.at(-1) ?? '';
    return (
      ['args', 'command', 'initContainers'].includes(name) &&
      Array.isArray(value) &&
      new Set(value.map((item) => JSON.stringify(asObj(item)['name'] ?? item))).size > 1
    );
  });
