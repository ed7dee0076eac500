import builtin from './schema/builtin.json' with {type: 'json'};
import {EMPTY_TABLE} from './schema/table.ts';
import type {SchemaTable} from './schema/table.ts';
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
 * known at another version only is taken from there: lists keep their keys from version to version.
 */
export function shapes(cluster: SchemaTable = EMPTY_TABLE): ShapeOf {
  const tables = [cluster, builtin as SchemaTable];
  return (group, version, kind) => {
    const prefix = group === '' ? '' : `${group}/`;
    for (const table of tables) {
      const exact = table.kinds[`${prefix}${version}/${kind}`];
      const other =
        exact ??
        Object.entries(table.kinds).find(
          ([key]) =>
            key.startsWith(prefix) && key.endsWith(`/${kind}`) && key.split('/').length === (prefix === '' ? 2 : 3),
        )?.[1];
      if (other !== undefined) return typeShape(table, other);
    }
    return ROOT_OF_UNKNOWN;
  };
}

/** A custom resource without a schema still has the metadata that every object has. */
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const ROOT_OF_UNKNOWN: Shape = {
  kind: 'object',
  field: (name) => (name === 'metadata' ? typeShape(builtin, META) : UNKNOWN),
};

function typeShape(table: SchemaTable, name: string): Shape {
  const fields = table.types[name];
  if (fields === undefined) return UNKNOWN;
  return {
    kind: 'object',
    field: (field) => (Object.hasOwn(fields, field) ? decode(table, fields[field] as string) : UNKNOWN),
  };
}

function decode(table: SchemaTable, code: string): Shape {
  if (code.startsWith('@')) return typeShape(table, code.slice(1).split('=', 1)[0] as string);
  if (code.startsWith('{')) {
    const values = decode(table, code.slice(1, code.lastIndexOf('}')));
    return {kind: 'object', field: () => values};
  }
  const list = /^\[(a|s|m:([^\]]*))\](.*)$/s.exec(code);
  if (list !== null) {
    const [, type = 'a', keys = '', items = '*'] = list;
    const merge = type === 'a' ? 'atomic' : type === 's' ? 'set' : 'map';
    return {kind: 'list', merge, keys: keys === '' ? [] : keys.split(','), items: decode(table, items)};
  }
  const scalar = SCALARS[code.charAt(0)];
  if (scalar === undefined) return UNKNOWN;
  const equals = code.indexOf('=');
  const fallback = equals < 0 ? undefined : (JSON.parse(code.slice(equals + 1)) as string | number | boolean);
  return {kind: 'scalar', scalar, dropsZero: code.charAt(1) === '0', ...(fallback === undefined ? {} : {fallback})};
}
