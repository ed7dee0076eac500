import {isObject} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {ObjectRef} from '../../model/refs.ts';

/** Fields of metadata that the server owns, and identity, which alignment has compared already. */
const SERVER_METADATA = new Set([
  'name',
  'namespace',
  'generateName',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'selfLink',
]);

/**
 * What of a manifest's object can be expected to stand in the cluster: no status, no server-owned metadata, no nulls and
 * empty containers (the server drops them), and Secrets with stringData folded into data as the server does.
 */
export function expected(object: JsonObject, ref: ObjectRef): JsonObject {
  return withoutEmpty(declared(object, ref)) as JsonObject;
}

/** The same with its empty containers: `emptyDir: {}` expects nothing, and declares an emptyDir. */
export function declared(object: JsonObject, ref: ObjectRef): JsonObject {
  const fields = Object.entries(object).flatMap(([key, value]): [string, Json][] => {
    if (key === 'apiVersion' || key === 'kind' || key === 'status' || value === undefined) return [];
    return [[key, key === 'metadata' ? expectedMetadata(value) : value]];
  });
  return asStored(Object.fromEntries(fields), ref);
}

/** An object of a manifest with what the server writes otherwise than it takes it: a Secret's stringData, base64 over several lines. */
export function asStored(object: JsonObject, ref: ObjectRef): JsonObject {
  if (ref.group !== '') return object;
  if (ref.kind === 'Secret') return foldStringData(withPlainBase64(object, 'data'));
  return ref.kind === 'ConfigMap' ? withPlainBase64(object, 'binaryData') : object;
}

/** Go reads base64 over line breaks, and the server writes it without any. */
function withPlainBase64(body: JsonObject, field: string): JsonObject {
  const data = body[field];
  if (!isObject(data)) return body;
  const plain = Object.entries(data).map(([key, value]) => [
    key,
    typeof value === 'string' ? value.replace(/[\r\n]/g, '') : value,
  ]);
  return {...body, [field]: Object.fromEntries(plain)};
}

function expectedMetadata(metadata: Json): Json {
  if (!isObject(metadata)) return {};
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !SERVER_METADATA.has(key)));
}

/** stringData is write-only: the server encodes it into data, over what data held. */
function foldStringData({stringData, ...secret}: JsonObject): JsonObject {
  if (!isObject(stringData)) return secret;
  const encoded = Object.entries(stringData).map(([key, value]) => [key, encode(value)]);
  return {...secret, data: {...(isObject(secret['data']) ? secret['data'] : {}), ...Object.fromEntries(encoded)}};
}

function encode(value: Json | undefined): Json {
  return typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : (value ?? null);
}

/** Drops nulls and empty containers of maps; list items keep their place, even when they are empty. */
function withoutEmpty(value: Json): Json | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    if (value.length === 0) return undefined;
    return (value as Json[]).map((item) => (isObject(item) ? (withoutEmpty(item) ?? {}) : item));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, item === undefined ? undefined : withoutEmpty(item)] as const,
  );
  const kept = entries.filter(([, item]) => item !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
