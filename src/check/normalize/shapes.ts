import type {SchemaTable} from '../../model/schema.ts';
import {EMPTY_TABLE, OPEN} from '../../model/schema.ts';
import builtin from './schema/builtin.json' with {type: 'json'};
import {UNKNOWN} from './shape.ts';
import type {ScalarKind, Shape} from './shape.ts';

/** Finds the shape of a kind; `unknown` where no schema tells. */
export type ShapeOf = (group: string, version: string, kind: string) => Shape;

const SCALARS: Readonly<Record<string, ScalarKind>> = {
  s: 'string',
  n: 'number',
  b: 'boolean',
  q: 'quantity',
  d: 'duration',
  i: 'int-or-string',
};

/**
 * Looks kinds up in the cluster's own schemas first, then in those of the built-in kinds that come with us. A kind that is
 * known at other versions only is taken from the nearest: lists keep their keys from version to version.
 */
export function shapes(cluster: SchemaTable = EMPTY_TABLE): ShapeOf {
  const tables = [cluster, builtin as SchemaTable];
  return (group, version, kind) => {
    const prefix = group === '' ? '' : `${group}/`;
    const wanted = `${prefix}${version}/${kind}`;
    for (const table of tables) {
      const name = table.kinds[wanted];
      if (name !== undefined) return typeShape(table, name);
    }
    for (const table of tables) {
      const name = otherVersion(table, prefix, version, kind);
      if (name !== undefined) return lenient(typeShape(table, name));
    }
    return ROOT_OF_UNKNOWN;
  };
}

/** Kinds that Helm's own scheme does not know, or takes for unstructured: it patches them as it does custom resources. */
const WITHOUT_GO_TYPE = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

/** Whether Helm's client side, and the API server, merge such an object by Go's struct tags (a strategic merge patch). */
export function hasGoType(group: string, kind: string): boolean {
  if (WITHOUT_GO_TYPE.has(group)) return false;
  goTypes ??= new Set(Object.keys(builtin.kinds).map(withoutVersion));
  return goTypes.has(`${group}/${kind}`);
}

/** `group/kind`, of which every kind of a cluster is asked. */
let goTypes: ReadonlySet<string> | undefined;

function withoutVersion(key: string): string {
  const parts = key.split('/');
  return `${parts.length === 3 ? parts[0] : ''}/${parts.at(-1)}`;
}

/** Whether a kind is no part of Kubernetes itself: groups of that have no dot, or end in .k8s.io. */
export function isCustom(group: string, kind: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io') && !hasGoType(group, kind);
}

/** The type of the nearest version: v2beta2 has the fields of v2 and not those of v1. */
function otherVersion({kinds}: SchemaTable, prefix: string, version: string, kind: string): string | undefined {
  const distance = (key: string): number => {
    const other = key.slice(prefix.length);
    return Math.abs(majorOf(other) - majorOf(version)) * 2 + (/^v\d+(alpha|beta)/.test(other) ? 1 : 0);
  };
  const parts = prefix === '' ? 2 : 3;
  const others = Object.keys(kinds).filter(
    (key) => key.startsWith(prefix) && key.endsWith(`/${kind}`) && key.split('/').length === parts,
  );
  const nearest = others.toSorted((a, b) => distance(a) - distance(b))[0];
  return nearest === undefined ? undefined : kinds[nearest];
}

function majorOf(version: string): number {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}

/** Of another version than the one asked for: what it does not have, that one may. */
function lenient(shape: Shape): Shape {
  if (shape.kind === 'list') return {...shape, items: lenient(shape.items)};
  if (shape.kind !== 'object') return shape;
  return {...shape, knows: () => true, field: (name) => lenient(shape.field(name))};
}

function textual(shape: Shape): Shape {
  if (shape.kind === 'list') return {...shape, items: textual(shape.items)};
  return shape.kind === 'scalar' && shape.scalar === 'string' ? {...shape, scalar: 'text'} : shape;
}

/** A custom resource without a schema still has the metadata that every object has. */
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const ROOT_OF_UNKNOWN: Shape = {
  kind: 'object',
  field: (name) => (name === 'metadata' ? typeShape(builtin, META) : UNKNOWN),
  knows: () => true,
};

const QUANTITIES = '{q}';
const CORE = 'io.k8s.api.core.v1.';
/**
 * Each map of quantities in a core type is a ResourceList, which the API server rounds up to thousandths (SetDefaults_ResourceList)
 * wherever it stands: in pods and claims, quotas and ranges. Other quantities it keeps, those of an autoscaler or of a
 * RuntimeClass's overhead among them.
 */
const RESOURCE_LIST: Shape = {
  kind: 'object',
  field: () => ({kind: 'scalar', scalar: 'resource', dropsZero: false}),
  knows: () => true,
};

function typeShape(table: SchemaTable, name: string): Shape {
  const fields = table.types[name];
  // Kubernetes' own types say what they mean by a string; definitions of custom kinds have durations and quantities among them.
  const isLiteral = table === builtin || name.startsWith('io.k8s.');
  if (fields === undefined) return UNKNOWN;
  return {
    kind: 'object',
    field: (field) => {
      const code = Object.hasOwn(fields, field) ? fields[field] : undefined;
      if (code === QUANTITIES && name.startsWith(CORE)) return RESOURCE_LIST;
      const shape = code === undefined ? UNKNOWN : decode(table, code);
      return isLiteral ? shape : textual(shape);
    },
    knows: (field) => Object.hasOwn(fields, field) || Object.hasOwn(fields, OPEN),
  };
}

/** Lists of a thousand items ask for the same few fields; a table holds no more codes than it has fields. */
const DECODED = new WeakMap<SchemaTable, Map<string, Shape>>();

function decode(table: SchemaTable, code: string): Shape {
  const known = DECODED.get(table) ?? new Map<string, Shape>();
  DECODED.set(table, known);
  const shape = known.get(code) ?? decoded(table, code);
  known.set(code, shape);
  return shape;
}

function decoded(table: SchemaTable, code: string): Shape {
  if (code.startsWith('!')) return {...decode(table, code.slice(1)), atomic: true} as Shape;
  if (code.startsWith('@')) return typeShape(table, code.slice(1).split('=', 1)[0] as string);
  if (code.startsWith('{')) {
    const values = decode(table, code.slice(1, code.lastIndexOf('}')));
    return {kind: 'object', field: () => values, knows: () => true};
  }
  const list = /^\[(a|s|m:([^\]|]*)(?:\|([^\]]*))?)\](.*)$/s.exec(code);
  if (list !== null) {
    const [, type = 'a', keys = '', patchKey, items = '*'] = list;
    const merge = type === 'a' ? 'atomic' : type === 's' ? 'set' : 'map';
    return {
      kind: 'list',
      merge,
      keys: keys === '' ? [] : keys.split(','),
      ...(patchKey === undefined ? {} : {patchKey}),
      items: decode(table, items),
    };
  }
  const scalar = SCALARS[code.charAt(0)];
  if (scalar === undefined) return UNKNOWN;
  const equals = code.indexOf('=');
  const fallback = equals < 0 ? undefined : (JSON.parse(code.slice(equals + 1)) as string | number | boolean);
  return {kind: 'scalar', scalar, dropsZero: code.charAt(1) === '0', ...(fallback === undefined ? {} : {fallback})};
}
