import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {stringifyJson} from '../yaml/json.ts';
import {isCopyOfObject, isSecretField, isSecretName, scrubbed} from './secret-names.ts';

export type Mask = (text: string) => string;

/** A copy of any value of an object, with a mask for each secret that its place or its own words give away. */
export function withoutSecrets(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return scrubbed(value, mask);
  if (Array.isArray(value)) return withoutSecretArguments(value as Json[], mask);
  if (!isObject(value)) return value;
  const kind = textOf(value['kind']);
  const isStore = kind === 'Secret' || isReleaseRecord(value);
  // A schema says what there may be, and holds none of it.
  if (kind === 'CustomResourceDefinition') return mapFields(value, (item) => textsOnly(item, mask));
  return mapFields(value, (item, key) => {
    if (isStore && (key === 'data' || key === 'stringData')) return masked(item, mask);
    if (kind === 'ConfigMap' && (key === 'data' || key === 'binaryData')) return configuration(item, mask);
    return field(key, item, value, mask);
  });
}

function field(key: string, item: Json, {name}: JsonObject, mask: Mask): Json {
  if (isCopyOfObject(key)) return masked(item, mask);
  if (key === 'value' && typeof name === 'string' && isSecretName(name)) return masked(item, mask);
  return isSecretField(key) ? underSecretName(item, mask) : withoutSecrets(item, mask);
}

function mapFields(object: JsonObject, change: (item: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, item]) => (item === undefined ? [] : [[key, change(item, key)]])),
  );
}

function textsOnly(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return scrubbed(value, mask);
  if (Array.isArray(value)) return (value as Json[]).map((item) => textsOnly(item, mask));
  return isObject(value)
    ? mapFields(value, (item, key) => (isCopyOfObject(key) ? masked(item, mask) : textsOnly(item, mask)))
    : value;
}

/** A ConfigMap's data: whatever stands under a secret key, and secrets inside the files. */
export function configuration(data: Json, mask: Mask): Json {
  if (!isObject(data)) return withoutSecrets(data, mask);
  return mapFields(data, (item, key) => (isSecretName(key) ? masked(item, mask) : withoutSecrets(item, mask)));
}

/** Under a secret name every literal is secret, and where a secret is kept is none. */
export function underSecretName(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => underSecretName(item, mask));
  if (isObject(value))
    return mapFields(value, (item, key) =>
      isSecretName(key) && !isSecretField(key) ? withoutSecrets(item, mask) : underSecretName(item, mask),
    );
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? masked(value, mask)
    : value;
}

/** Every scalar masked; the shape stays, so that it can be seen what was added or taken. */
export function masked(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => masked(item, mask));
  if (isObject(value)) return mapFields(value, (item) => masked(item, mask));
  return value === '' || value === null ? value : mask(typeof value === 'string' ? value : stringifyJson(value));
}

/** `--password hunter2` as two items of a command line. */
function withoutSecretArguments(items: readonly Json[], mask: Mask): Json[] {
  return items.map((item, at) => {
    const flag = items[at - 1];
    const isSecret = typeof flag === 'string' && /^--?[\w.-]+$/.test(flag) && isSecretField(flag.replace(/^-+/, ''));
    return isSecret && typeof item === 'string' && !item.startsWith('-') ? mask(item) : withoutSecrets(item, mask);
  });
}

/** Helm keeps a release, its values among them, in an object of this name. */
function isReleaseRecord(object: JsonObject): boolean {
  return textOf(metadataOf(object)['name']).startsWith('sh.helm.release.v1.');
}
