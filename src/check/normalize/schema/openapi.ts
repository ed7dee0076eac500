import type {SchemaTable} from './table.ts';

/** The parts of an OpenAPI v3 schema that matter here. */
interface OpenApiSchema {
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly items?: OpenApiSchema;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

export interface OpenApiDocument {
  readonly components?: {readonly schemas?: Readonly<Record<string, OpenApiSchema>>};
}

const REF = '#/components/schemas/';
/** Types whose JSON is not what their schema says it is, from apimachinery. */
const SCALAR_TYPES: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'i',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Duration': 'd',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 's',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 's',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': '*',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': '*',
};

/**
 * Makes a table of one OpenAPI v3 document, as `/openapi/v3/apis/GROUP/VERSION` answers it. Built-in types refer to each
 * other by name; custom resources have theirs inlined, and get names made of their place.
 */
export function tableOfOpenApi(document: OpenApiDocument): SchemaTable {
  const schemas = document.components?.schemas ?? {};
  const kinds: Record<string, string> = {};
  const types: Record<string, Record<string, string>> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    for (const {group, version, kind} of schema['x-kubernetes-group-version-kind'] ?? []) {
      // DeleteOptions and WatchEvent carry every group there is; a kind of its own carries one.
      if ((schema['x-kubernetes-group-version-kind']?.length ?? 0) > 1 || kind.endsWith('List')) continue;
      kinds[`${group === '' ? '' : `${group}/`}${version}/${kind}`] = name;
    }
  }
  const wanted = Object.values(kinds);
  const pending = new Set(wanted);
  for (const name of pending) {
    const schema = schemas[name];
    if (schema === undefined) continue;
    types[name] = fieldsOf(schema, name, types, (ref) => pending.add(ref));
  }
  return {kinds, types};
}

type Types = Record<string, Record<string, string>>;

function fieldsOf(
  schema: OpenApiSchema,
  name: string,
  types: Types,
  onRef: (name: string) => void,
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    // The server owns it: nothing in it can drift.
    if (field === 'status' && !(name in types) && schema['x-kubernetes-group-version-kind'] !== undefined) continue;
    fields[field] = codeOf(inner, `${name}.${field}`, types, onRef);
  }
  return fields;
}

function codeOf(schema: OpenApiSchema, place: string, types: Types, onRef: (name: string) => void): string {
  const fallback =
    schema.default === undefined || (typeof schema.default === 'object' && schema.default !== null)
      ? ''
      : `=${JSON.stringify(schema.default)}`;
  return `${shapeCode(schema, place, types, onRef)}${fallback}`;
}

function shapeCode(schema: OpenApiSchema, place: string, types: Types, onRef: (name: string) => void): string {
  const ref = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  if (ref !== undefined) {
    const name = ref.slice(REF.length);
    if (SCALAR_TYPES[name] !== undefined) return SCALAR_TYPES[name];
    onRef(name);
    return `@${name}`;
  }
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') return 'i';
  if (schema.type === 'array') return `${listCode(schema)}${codeOf(schema.items ?? {}, `${place}[]`, types, onRef)}`;
  if (schema.properties !== undefined) {
    types[place] = fieldsOf(schema, place, types, onRef);
    return `@${place}`;
  }
  if (typeof schema.additionalProperties === 'object')
    return `{${codeOf(schema.additionalProperties, `${place}{}`, types, onRef)}}`;
  return {string: 's', integer: 'n', number: 'n', boolean: 'b'}[schema.type ?? ''] ?? '*';
}

function listCode(schema: OpenApiSchema): string {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'map' && keys !== undefined) return `[m:${keys.join(',')}]`;
  if (schema['x-kubernetes-list-type'] === 'set') return '[s]';
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  return schema['x-kubernetes-list-type'] === undefined && mergeKey !== undefined ? `[m:${mergeKey}]` : '[a]';
}
