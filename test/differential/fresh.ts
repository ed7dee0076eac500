import {asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Schema} from '../accuracy/openapi.ts';
import type {Rng} from '../accuracy/rng.ts';
import {freshValue} from '../accuracy/values.ts';
import {isLeftAlone} from './leave.ts';

type Made = (rng: Rng) => Json;

const label: Made = (rng) => `${rng.word()}.example.com`;

/** What the names of fields promise beyond their types: without these the server would refuse most objects. */
const BY_NAME: Readonly<Record<string, Made>> = {
  operator: (rng) => rng.one(['In', 'NotIn', 'Exists', 'Equal']),
  effect: (rng) => rng.one(['NoSchedule', 'PreferNoSchedule']),
  topologyKey: (rng) => rng.one(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']),
  image: (rng) => `registry.example.com/${rng.word()}:1`,
  mountPath: (rng) => `/mnt/${rng.word()}`,
  cidr: (rng) => `10.${rng.below(200)}.0.0/16`,
  except: () => [],
  expression: () => 'true',
  host: label,
  hostname: (rng) => rng.word(),
  domain: label,
  driver: label,
  url: (rng) => `https://hooks.example.com/${rng.word()}`,
  apiVersion: () => 'v1',
  kind: () => 'ConfigMap',
  schedule: (rng) => `${rng.below(60)} ${rng.below(24)} 1 1 *`,
  timeZone: (rng) => rng.one(['Etc/UTC', 'Europe/Berlin']),
  fieldPath: (rng) => rng.one(['metadata.name', 'metadata.namespace', "metadata.labels['app']"]),
  resource: (rng) => rng.one(['limits.cpu', 'requests.memory']),
  port: (rng) => 1000 + rng.below(9000),
  sizeLimit: (rng) => rng.one(['1Gi', '1024Mi', '0.5Gi']),
  divisor: (rng) => rng.one(['1', '0', '1m', '1Mi']),
  weight: (rng) => 1 + rng.below(100),
  maxSkew: (rng) => 1 + rng.below(3),
  defaultMode: (rng) => rng.one([0, 256, 288, 420]),
  mode: (rng) => rng.one([0, 256, 288, 420]),
};

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'] as const;
const QUANTITIES = ['1', '1000m', '0.5', '1Gi', '1024Mi', '1e3', '0', '2000000k', '1.5Gi'] as const;
const MAX_DEPTH = 5;

/** A value that the schema allows, as deep as it goes: required fields, and some of the others. */
export function fresh(schema: Schema, name: string, rng: Rng, depth = 0): Json | undefined {
  if (schema.isQuantity) return rng.one(QUANTITIES);
  if (schema.isMap) return freshMap(schema, name, rng, depth);
  const {items} = schema;
  if (items !== undefined) return freshList(schema, items, name, rng, depth);
  if (schema.properties.length > 0) return depth > MAX_DEPTH ? undefined : freshObject(schema, rng, depth);
  const hinted = schema.node['enum'] === undefined ? BY_NAME[name] : undefined;
  if (hinted !== undefined && rng.chance(0.9)) return hinted(rng);
  if (asText(schema.node['type']) === 'object') return {};
  return freshValue(schema, name, rng);
}

function freshMap(schema: Schema, name: string, rng: Rng, depth: number): Obj {
  const values = schema.of('any');
  const map: Obj = {};
  for (let left = rng.below(3); left > 0; left--) {
    const key =
      values?.isQuantity === true ? rng.one(RESOURCES) : `${rng.word()}${rng.chance(0.3) ? '.example.com' : ''}`;
    const value = values === undefined ? rng.word() : fresh(values, name, rng, depth + 1);
    if (value !== undefined) map[key] = typeof value === 'string' && rng.chance(0.15) ? '' : value;
  }
  return map;
}

function freshList(schema: Schema, items: Schema, name: string, rng: Rng, depth: number): Json[] {
  const made: Json[] = [];
  for (let left = depth === 0 ? 1 + rng.below(2) : rng.below(3); left > 0; left--) {
    const item = fresh(items, name.replace(/s$/, ''), rng, depth + 1);
    if (item !== undefined) made.push(item);
  }
  return schema.listType === 'set' ? [...new Set(made)] : made;
}

function freshObject(schema: Schema, rng: Rng, depth: number): Obj {
  const made: Obj = {};
  const optional = schema.properties.filter((name) => !schema.required.includes(name) && !isLeftAlone(name, ''));
  // Of most objects with many optional blocks only one may be set: a volume's source, a probe's handler.
  const isUnion = optional.length > 3 && rng.chance(0.6);
  const one = rng.pick(optional);
  for (const name of schema.properties) {
    const wanted =
      schema.required.includes(name) || (isUnion ? name === one : optional.includes(name) && rng.chance(0.35));
    const property = wanted ? schema.of(name) : undefined;
    const value = property === undefined ? undefined : fresh(property, name, rng, depth + 1);
    if (value !== undefined) made[name] = value;
  }
  return made;
}
