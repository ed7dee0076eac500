import {allFields} from '../accuracy/fields.ts';
import type {Field} from '../accuracy/fields.ts';
import {asList, asObj, asText, at, clone, isObj, isScalar, put} from '../accuracy/json.ts';
import type {Json, Obj, Pointer} from '../accuracy/json.ts';
import {roomyLists} from '../accuracy/lists.ts';
import type {Kind, Schema} from '../accuracy/openapi.ts';
import type {Rng} from '../accuracy/rng.ts';
import {fresh} from './fresh.ts';
import {isLeftAlone} from './leave.ts';
import {respelled} from './spellings.ts';

/** How an intent may differ from its kind's base, and how often it is tried. */
const VARIANTS = {
  'fresh field': 30,
  'explicit zero': 16,
  'explicit default': 16,
  'other spelling': 10,
  'reordered list': 5,
  'one item more': 8,
  'port twice': 4,
  'env of some form': 6,
  'map entry': 6,
  emptied: 6,
  null: 6,
  'value twice': 3,
  stringData: 3,
} as const;

export interface Variant {
  readonly what: string;
  readonly object: Obj;
}

interface Source {
  readonly object: Obj;
  readonly kind: Kind;
  /** What the server makes of the object: its defaults are there. */
  readonly served: Obj;
}

export function drawVariant(source: Source, rng: Rng): Variant | undefined {
  const what = rng.weighted(VARIANTS);
  const {object, kind} = source;
  const fields = allFields(object, kind.schema);
  const place = placed(what, source, fields, rng);
  return place === undefined
    ? undefined
    : {what: `${what} ${place.pointer.join('.')}`, object: put(object, place.pointer, place.value)};
}

interface Placed {
  readonly pointer: Pointer;
  readonly value: Json;
}

function placed(what: keyof typeof VARIANTS, source: Source, fields: readonly Field[], rng: Rng): Placed | undefined {
  switch (what) {
    case 'fresh field':
      return absentField(fields, source.kind, rng, (schema, name) => fresh(schema, name, rng));
    case 'explicit zero':
      return absentField(fields, source.kind, rng, (schema) => zeroOf(schema, rng));
    case 'null':
      return rng.chance(0.5)
        ? absentField(fields, source.kind, rng, () => null)
        : replaced(fields.filter(isOptional), rng, () => null);
    case 'explicit default':
      return explicitDefault(source, rng);
    case 'other spelling':
      return replaced(fields, rng, ({value, schema}) => respelled(value, schema, rng));
    case 'reordered list':
      return replaced(fields, rng, ({value}) =>
        Array.isArray(value) && value.length > 1 ? [...value.slice(1), ...value.slice(0, 1)] : undefined,
      );
    case 'one item more': {
      const list = rng.pick(roomyLists(fields));
      return list && {pointer: [...list.pointer, String(list.length)], value: listItem(source.object, list, rng)};
    }
    case 'port twice':
      return replaced(fields, rng, ({pointer, value}) =>
        pointer.at(-1) === 'ports' ? portTwice(value, rng) : undefined,
      );
    case 'env of some form':
      return environment(fields, rng);
    case 'map entry':
      return mapEntry(fields, rng);
    case 'emptied':
      return replaced(fields.filter(isOptional), rng, ({value}) =>
        Array.isArray(value)
          ? []
          : isObj(value)
            ? {}
            : value === ''
              ? undefined
              : typeof value === 'string'
                ? ''
                : undefined,
      );
    case 'value twice':
      return replaced(fields, rng, ({value}) => {
        const item = Array.isArray(value) ? rng.pick(value) : undefined;
        return item === undefined ? undefined : [...asList(value), clone(item)];
      });
    case 'stringData':
      return source.kind.kind === 'Secret'
        ? {pointer: ['stringData', rng.one(['user', 'password', rng.word()])], value: rng.one(['', 'true', '1', 'näh'])}
        : undefined;
  }
}

/** A list that is not there yet comes with the item. */
function listItem(object: Obj, {pointer, make}: {pointer: Pointer; make: (rng: Rng) => Json}, rng: Rng): Json {
  return at(object, pointer) === undefined ? [make(rng)] : make(rng);
}

const isOptional = ({pointer}: Field): boolean => pointer.length > 0 && pointer[0] !== 'kind';

/** One of the fields for which `other` knows another value. */
function replaced(fields: readonly Field[], rng: Rng, other: (field: Field) => Json | undefined): Placed | undefined {
  const places = fields.flatMap((field): Placed[] => {
    const value = other(field);
    return value === undefined ? [] : [{pointer: field.pointer, value}];
  });
  return rng.pick(places.filter(({pointer}) => pointer.length > 0 && pointer.join('.') !== 'metadata'));
}

/** A field that the schema knows and the object leaves out; of any block with the same likelihood, and of none's metadata. */
function absentField(
  fields: readonly Field[],
  {kind}: Kind,
  rng: Rng,
  make: (schema: Schema, name: string) => Json | undefined,
): Placed | undefined {
  const owners = fields.filter(
    ({pointer, value, schema}) =>
      isObj(value) &&
      (schema?.properties.length ?? 0) > 0 &&
      pointer.at(-1) !== 'metadata' &&
      pointer[0] !== 'metadata',
  );
  const owner = rng.pick(owners);
  const names = (owner?.schema?.properties ?? []).filter(
    (name) => asObj(owner?.value)[name] === undefined && !isLeftAlone(name, kind) && !isRootField(owner, name),
  );
  const name = rng.pick(names);
  const schema = name === undefined ? undefined : owner?.schema?.of(name);
  if (owner === undefined || name === undefined || schema === undefined) return undefined;
  const value = make(schema, name);
  return value === undefined ? undefined : {pointer: [...owner.pointer, name], value};
}

const isRootField = (owner: Field | undefined, name: string): boolean =>
  owner?.pointer.length === 0 && ['apiVersion', 'kind', 'metadata', 'status'].includes(name);

function zeroOf(schema: Schema, rng: Rng): Json {
  if (schema.isQuantity) return rng.one<Json>(['0', '0m', 0]);
  if (schema.isIntOrString) return rng.one<Json>([0, '0', '0%']);
  if (schema.items !== undefined) return [];
  switch (asText(schema.node['type'])) {
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 0;
    case 'string':
      return '';
    default:
      return {};
  }
}

/** A default of the server's, written down: by all of it, or by one of its parts. */
function explicitDefault({object, served, kind}: Source, rng: Rng): Placed | undefined {
  const places = allFields(served, kind.schema).filter(
    ({pointer, value}) =>
      pointer[0] !== 'metadata' &&
      !pointer.some((step) => isLeftAlone(step, kind.kind)) &&
      at(object, pointer) === undefined &&
      isObj(at(object, pointer.slice(0, -1))) &&
      (isScalar(value) || isObj(value) || Array.isArray(value)),
  );
  const place = rng.pick(places);
  return place && {pointer: place.pointer, value: clone(place.value)};
}

function portTwice(value: Json, rng: Rng): Json | undefined {
  const first = asObj(rng.pick(asList(value)));
  if (Object.keys(first).length === 0) return undefined;
  const {name: _name, protocol, ...rest} = first;
  const other = protocol === 'UDP' ? rng.one(['TCP', undefined, 'SCTP']) : rng.one(['UDP', 'SCTP']);
  const twin: Obj = {name: `twin-${rng.word()}`, ...rest, ...(other === undefined ? {} : {protocol: other})};
  return rng.chance(0.5) ? [...asList(value), twin] : [twin, ...asList(value)];
}

function environment(fields: readonly Field[], rng: Rng): Placed | undefined {
  const containers = fields.filter(({pointer, value}) => pointer.at(-2) === 'containers' && isObj(value));
  const container = rng.pick(containers);
  if (container === undefined) return undefined;
  const env = asList(asObj(container.value)['env']);
  const name = asText(asObj(rng.pick(env))['name']);
  const item = rng.one<Obj>([
    {name: rng.word().toUpperCase(), value: ''},
    {name: rng.word().toUpperCase()},
    {name: rng.word().toUpperCase(), value: 'true'},
    {name: name === '' ? 'TWICE' : name, value: 'again'},
    {name: name === '' ? 'TWICE' : name, value: ''},
    {name: rng.word().toUpperCase(), valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}},
    {name: rng.word().toUpperCase(), valueFrom: {resourceFieldRef: {resource: 'limits.cpu', divisor: '0'}}},
    {name: rng.word().toUpperCase(), value: '', valueFrom: null},
    {name: rng.word().toUpperCase(), value: null},
  ]);
  return {pointer: [...container.pointer, 'env'], value: rng.chance(0.5) ? [...env, item] : [item, ...env]};
}

function mapEntry(fields: readonly Field[], rng: Rng): Placed | undefined {
  const maps = fields.filter(({schema, value}) => schema?.isMap === true && isObj(value));
  const map = rng.pick(maps);
  if (map === undefined) return undefined;
  const value =
    map.schema?.of('any')?.isQuantity === true ? rng.one<Json>(['1', 0, '0']) : rng.one<Json>(['', 'yes', '1', null]);
  const key = map.schema?.of('any')?.isQuantity === true ? rng.one(['cpu', 'memory']) : `k-${rng.word()}`;
  return {pointer: [...map.pointer, key], value};
}
