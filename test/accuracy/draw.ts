import {asList, at, equal, isObj, isScalar} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';
import {allFields, declaredScalars, isDeclared} from './fields.ts';
import type {Field} from './fields.ts';
import {orderedLists, roomyLists} from './lists.ts';
import type {Change} from './patches.ts';
import type {Rng} from './rng.ts';
import type {Subject} from './subjects.ts';
import {freshValue, otherValue} from './values.ts';
import {draftOf, toolsFor} from './write.ts';
import type {Draft} from './write.ts';

/** Fields whose meaning is other than their type says, and that would set something in motion instead of drifting. */
const LEFT_ALONE = new Set([
  'nodeName',
  // A list's or a Service's own allocations.
  'clusterIP',
  // Injected by whoever brings certificates: one of the writes that are no drift.
  'caBundle',
  'healthCheckNodePort',
  'volumeName',
]);

export const CLASSES = {
  'change a declared value': 32,
  'remove a declared value': 18,
  'set an undeclared field': 16,
  'add a selector': 3,
  'add a map key': 11,
  'add a list item': 14,
  'reorder a list that has an order': 3,
} as const;
export type DrawnClass = keyof typeof CLASSES;

export const MANAGERS = [
  'kubectl-edit',
  'kubectl-patch',
  'argocd-controller',
  'terraform',
  'my-operator',
  'node-fetch',
] as const;
const APPLIERS = ['argocd-controller', 'terraform', 'my-operator', 'flux'] as const;

function drawChange(what: DrawnClass, subject: Subject, before: Obj, rng: Rng): Change | undefined {
  switch (what) {
    case 'change a declared value':
      return changed(rng.pick(declaredScalars(subject, before)), rng);
    case 'remove a declared value':
      return removed(subject, before, rng);
    case 'set an undeclared field':
      return undeclared(subject, before, rng);
    case 'add a selector':
      return selector(subject, before, rng);
    case 'add a map key':
      return mapKey(subject, before, rng);
    case 'add a list item': {
      const list = rng.pick(roomyLists(allFields(before, subject.kind.schema)));
      if (list === undefined) return undefined;
      const value = list.make(rng);
      return list.length === 0
        ? {op: 'set', pointer: list.pointer, value: [value]}
        : {op: 'set', pointer: [...list.pointer, String(list.length)], value};
    }
    case 'reorder a list that has an order': {
      const list = rng.pick(orderedLists(allFields(before, subject.kind.schema)));
      if (list === undefined) return undefined;
      const items = asList(list.value);
      const turned = [...items.slice(1), ...items.slice(0, 1)];
      return equal(items, turned) ? undefined : {op: 'set', pointer: list.pointer, value: turned};
    }
  }
}

export function changed(field: Field | undefined, rng: Rng): Change | undefined {
  if (field === undefined) return undefined;
  const {pointer, schema, value} = field;
  const other = otherValue(schema, pointer.at(-1) ?? '', value, rng);
  return other === undefined || equal(other, value) ? undefined : {op: 'set', pointer, value: other};
}

/** A value, or what holds it: an item, a map, a block. */
function removed(subject: Subject, before: Obj, rng: Rng): Change | undefined {
  const leaf = rng.pick(declaredScalars(subject, before));
  if (leaf === undefined) return undefined;
  const up = rng.chance(0.45) ? 1 + rng.below(3) : 0;
  const depth = Math.max(2, leaf.pointer.length - up);
  return {op: 'remove', pointer: leaf.pointer.slice(0, depth)};
}

function undeclared(subject: Subject, before: Obj, rng: Rng): Change | undefined {
  const owners = allFields(before, subject.kind.schema).filter(
    ({pointer, schema, value}) =>
      isObj(value) && (schema?.properties.length ?? 0) > 0 && !pointer.includes('metadata') && pointer[0] !== 'status',
  );
  const owner = rng.pick(owners);
  if (owner?.schema === undefined) return undefined;
  const {schema, value} = owner;
  const root = owner.pointer.length === 0;
  const names = schema.properties.filter((name) => {
    const pointer = [...owner.pointer, name];
    return (
      !(root && ['apiVersion', 'kind', 'status'].includes(name)) &&
      !LEFT_ALONE.has(name) &&
      !isDeclared(subject, before, pointer)
    );
  });
  const name = rng.pick(names.filter((candidate) => freshOf(owner, candidate, rng) !== undefined));
  if (name === undefined) return undefined;
  const current = isObj(value) ? value[name] : undefined;
  const fresh = isScalar(current) ? otherValue(schema.of(name), name, current, rng) : freshOf(owner, name, rng);
  if (fresh === undefined || equal(fresh, current)) return undefined;
  return {op: 'set', pointer: [...owner.pointer, name], value: fresh};
}

function freshOf({schema}: Field, name: string, rng: Rng): Json | undefined {
  const property = schema?.of(name);
  return property === undefined ? undefined : freshValue(property, name, rng);
}

/** `namespaceSelector` in a peer, `matchLabels` in a selector: one key more that changes whom a policy speaks about. */
function selector(subject: Subject, before: Obj, rng: Rng): Change | undefined {
  const places = allFields(before, subject.kind.schema).flatMap(({pointer, schema, value}) => {
    if (!isObj(value) || schema === undefined || pointer.includes('metadata')) return [];
    return schema.properties
      .filter((name) => schema.of(name)?.name.endsWith('.LabelSelector') === true && value[name] === undefined)
      .map((name): Pointer => [...pointer, name]);
  });
  const pointer = rng.pick(places);
  return pointer === undefined ? undefined : {op: 'set', pointer, value: {matchLabels: {added: rng.word()}}};
}

function mapKey({kind, declared}: Subject, before: Obj, rng: Rng): Change | undefined {
  const key = `added-${rng.word()}`;
  if (rng.chance(0.3)) {
    const map = rng.one(['labels', 'annotations']);
    const within =
      at(before, ['spec', 'template', 'metadata']) !== undefined && rng.chance(0.4) ? ['spec', 'template'] : [];
    return {
      op: 'set',
      pointer: [...within, 'metadata', map, rng.chance(0.5) ? `example.com/${key}` : key],
      value: rng.word(),
    };
  }
  const maps = allFields(before, kind.schema).flatMap(({pointer, schema, value}): Field[] => {
    if (!isObj(value) || pointer.length === 0 || pointer[0] === 'metadata') return [];
    if (schema?.isMap === true && value !== null) return [{pointer, schema, value}];
    // Objects of an open schema take any key.
    const open =
      schema === undefined
        ? at(declared, pointer) !== undefined
        : schema.node['x-kubernetes-preserve-unknown-fields'] === true;
    return open && isObj(value) ? [{pointer, schema, value}] : [];
  });
  const absent = ['data', 'binaryData'].filter(
    (name) => kind.schema?.of(name)?.isMap === true && before[name] === undefined,
  );
  const map = rng.pick([
    ...maps,
    ...absent.map((name): Field => ({pointer: [name], schema: kind.schema?.of(name), value: {}})),
  ]);
  if (map === undefined) return undefined;
  const values = map.schema?.of(key);
  if (values?.isQuantity === true)
    return {
      op: 'set',
      pointer: [...map.pointer, rng.one(['ephemeral-storage', 'memory', 'cpu'])],
      value: rng.one(['2', '3Gi']),
    };
  const value = values === undefined ? rng.word() : freshValue(values, key, rng);
  return value === undefined ? undefined : {op: 'set', pointer: [...map.pointer, key], value};
}

function doubles(before: Obj, {pointer, value}: Change): boolean {
  const list = at(before, pointer.slice(0, -1));
  return Array.isArray(list) && isScalar(value) && list.includes(value);
}

/** A change that the seed draws, through one of the tools that can say it. */
export function drawDraft(
  what: DrawnClass,
  subject: Subject,
  before: Obj,
  rng: Rng,
  managers: readonly string[],
): Draft | undefined {
  const change = drawChange(what, subject, before, rng);
  if (change === undefined) return undefined;
  // What a manifest itself declares is nobody's to inject or to allocate.
  if (LEFT_ALONE.has(change.pointer.at(-1) ?? '') && !isDeclared(subject, before, change.pointer)) return undefined;
  // Of a list that is a set, one value twice says nothing new.
  if (doubles(before, change)) return undefined;
  const {raw, kubectl} = toolsFor(subject, before, change);
  // A process costs what twenty requests cost: most writes go without.
  const tool = rng.pick(rng.chance(0.78) ? raw : kubectl);
  if (tool === undefined) return undefined;
  const manager = tool === 'apply' ? rng.one(APPLIERS) : (rng.pick(managers) ?? 'kubectl-patch');
  return draftOf(what, subject, before, change, tool, manager);
}
