import type {SchemaTable} from '../../../model/schema.ts';
import {OPEN} from '../../../model/schema.ts';
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
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
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
  // Extension API servers write these documents too, and a broken one may not end a check: what is no schema tells nothing.
  const schemas = new Map(Object.entries(document.components?.schemas ?? {}).filter(([, schema]) => isSchema(schema)));
  const kinds: Record<string, string> = {};
  const types: Types = {};
  for (const [name, schema] of schemas) {
    const key = kindOf(schema);
    if (key !== undefined) kinds[key] = name;
  }
  const pending = new Set(Object.values(kinds));
  const resolve: Resolve = (name) => {
    if (schemas.has(name)) pending.add(name);
    return schemas.get(name);
  };
  for (const name of pending) {
    const schema = schemas.get(name);
    if (schema !== undefined) types[name] = fieldsOf(schema, name, types, resolve);
  }
  return {kinds, types};
}

type Types = Record<string, Record<string, string>>;
/** Gives a component of the document by name, and sees to it that the table gets it. */
type Resolve = (name: string) => OpenApiSchema | undefined;

const isSchema = (value: unknown): value is OpenApiSchema => typeof value === 'object' && value !== null;

/**
 * `apps/v1/Deployment` for the schema of a kind that a manifest can hold. DeleteOptions and WatchEvent carry every group
 * there is; lists and answers have a ListMeta or no metadata. A name tells nothing: AccessList is a kind that charts install.
 */
function kindOf(schema: OpenApiSchema): string | undefined {
  const own = schema['x-kubernetes-group-version-kind'];
  const metadata = schema.properties?.['metadata'];
  if (!Array.isArray(own) || own.length !== 1 || !isSchema(metadata)) return undefined;
  if (refOf(metadata)?.endsWith('.meta.v1.ListMeta') === true) return undefined;
  const [{group, version, kind}] = own as [{group: string; version: string; kind: string}];
  return `${group === '' ? '' : `${group}/`}${version}/${kind}`;
}

/** The component that a schema stands for. Fields with a default of their own wrap the reference in an `allOf`. */
function refOf(schema: OpenApiSchema | undefined): string | undefined {
  if (!isSchema(schema)) return undefined;
  const ref: unknown =
    schema.$ref ?? (Array.isArray(schema.allOf) && schema.allOf.length === 1 ? schema.allOf[0]?.$ref : undefined);
  return typeof ref === 'string' && ref.startsWith(REF) ? ref.slice(REF.length) : undefined;
}

function fieldsOf(schema: OpenApiSchema, name: string, types: Types, resolve: Resolve): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [field, inner] of Object.entries(schema.properties ?? {})) {
    // The server owns it: nothing in it can drift.
    if (field === 'status' && !(name in types) && schema['x-kubernetes-group-version-kind'] !== undefined) continue;
    if (isSchema(inner)) fields[field] = codeOf(inner, `${name}.${field}`, types, resolve);
  }
  if (isOpen(schema)) fields[OPEN] = '*';
  return fields;
}

function isOpen(schema: OpenApiSchema): boolean {
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] ?? schema['x-kubernetes-embedded-resource'] ?? false;
  return keepsAll || (schema.additionalProperties !== undefined && schema.additionalProperties !== false);
}

function codeOf(schema: OpenApiSchema, place: string, types: Types, resolve: Resolve): string {
  const fallback =
    schema.default === undefined || (typeof schema.default === 'object' && schema.default !== null)
      ? ''
      : `=${JSON.stringify(schema.default)}`;
  return `${shapeCode(schema, place, types, resolve)}${fallback}`;
}

function shapeCode(schema: OpenApiSchema, place: string, types: Types, resolve: Resolve): string {
  const name = refOf(schema);
  if (name !== undefined) {
    if (SCALAR_TYPES[name] !== undefined) return SCALAR_TYPES[name];
    const target = resolve(name);
    // Without a type it is any JSON at all: a schema's `default`, its `items`.
    if (target === undefined || target.type === undefined) return '*';
    return `${isAtomic(schema) || isAtomic(target) ? '!' : ''}@${name}`;
  }
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') return 'i';
  if (schema.type === 'array')
    return `${listCode(schema)}${codeOf(isSchema(schema.items) ? schema.items : {}, `${place}[]`, types, resolve)}`;
  const atomic = isAtomic(schema) ? '!' : '';
  if (schema.properties !== undefined) {
    types[place] = fieldsOf(schema, place, types, resolve);
    return `${atomic}@${place}`;
  }
  if (isSchema(schema.additionalProperties))
    return `${atomic}{${codeOf(schema.additionalProperties, `${place}{}`, types, resolve)}}`;
  return {string: 's', integer: 'n', number: 'n', boolean: 'b'}[schema.type ?? ''] ?? '*';
}

/** One owner holds all of it: managedFields name the value and not what is in it. */
const isAtomic = (schema: OpenApiSchema): boolean => schema['x-kubernetes-map-type'] === 'atomic';

/** Server-side apply has its keys; client-side apply, and so Helm 3, merges by a key of its own where both differ (ports). */
function listCode(schema: OpenApiSchema): string {
  const keys = schema['x-kubernetes-list-map-keys'];
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  if (schema['x-kubernetes-list-type'] === 'map' && Array.isArray(keys)) {
    const other = mergeKey !== undefined && keys.join(',') !== mergeKey ? `|${mergeKey}` : '';
    return `[m:${keys.join(',')}${other}]`;
  }
  if (schema['x-kubernetes-list-type'] === 'set') return '[s]';
  return schema['x-kubernetes-list-type'] === undefined && mergeKey !== undefined ? `[m:${mergeKey}]` : '[a]';
}
