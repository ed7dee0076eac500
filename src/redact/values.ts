import {isObject, metadataOf, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {stringifyJson} from '../yaml/json.ts';
import {secretsOfCommand} from './formats/shell.ts';
import {kindOfName} from './names/name-words.ts';
import {isIdentifier} from './names/value-shapes.ts';
import {isCopyOfObject, isSecretValue, secretPart} from './names/secret-values.ts';
import type {Place} from './names/secret-values.ts';
import {scrubbedText} from './text.ts';

/** Says what stands for a secret; `encoded` is how it was written, where that is another way. */
export type Mask = (text: string, encoded?: string) => string;

/** Where a value stands, and how deep in texts within texts. */
interface Spot {
  readonly place: Place;
  readonly depth: number;
  /** The field that this one stands in. */
  readonly above?: string;
}

const OBJECT: Spot = {place: 'object', depth: 0};

/** A copy of any value of an object, with a mask for each secret that its place or its own words give away. */
export function withoutSecrets(value: Json, mask: Mask): Json {
  return safe(value, mask, OBJECT);
}

/** A text without the secrets that its own words give away. */
export function scrubbed(text: string, mask: Mask, isProse = false): string {
  return scrubbedText(text, mask, {isProse, document: inDocument});
}

function inDocument(value: Json, mask: Mask, depth: number): Json {
  const isObjectOfKubernetes = isObject(value) && 'apiVersion' in value && 'kind' in value;
  return safe(value, mask, {
    place: isObjectOfKubernetes && value['kind'] !== 'Config' ? 'object' : 'configuration',
    depth,
  });
}

function textOfSpot(text: string, mask: Mask, {depth}: Spot): string {
  return scrubbedText(text, mask, {depth, document: inDocument});
}

function safe(value: Json, mask: Mask, spot: Spot): Json {
  if (typeof value === 'string') return textOfSpot(value, mask, spot);
  if (Array.isArray(value)) return withoutSecretArguments(value as Json[], mask, spot);
  if (!isObject(value)) return value;
  const kind = textOf(value['kind']);
  // A schema says what there may be, and holds none of it.
  if (kind === 'CustomResourceDefinition') return mapFields(value, (item) => textsOnly(item, mask));
  const store = storeOf(kind, textOf(metadataOf(value)['name']));
  return mapFields(value, (item, key) =>
    store !== undefined && SECTIONS.has(key) && isObject(item)
      ? mapFields(item, (entry, name) => entryOf(store, {section: key, key: name}, entry, {mask, depth: spot.depth}))
      : field(key, item, value, mask, spot),
  );
}

/** What keeps entries that no schema names. Helm keeps a release, its values among them, in a Secret or a ConfigMap. */
type Store = 'secrets' | 'configuration';

const SECTIONS: ReadonlySet<string> = new Set(['data', 'stringData', 'binaryData']);

function storeOf(kind: string, name: string): Store | undefined {
  if (kind === 'Secret' || name.startsWith('sh.helm.release.v1.')) return 'secrets';
  return kind === 'ConfigMap' ? 'configuration' : undefined;
}

/** Files that are keys, whatever they are called before the dot. */
const KEY_FILES = /\.(?:key|jks|p12|pfx|keystore|truststore|kdbx|keytab|ppk)$|^id_(?:rsa|dsa|ecdsa|ed25519)$/;

/** An entry of a Secret is one. Of a ConfigMap: whatever stands under a secret key, and secrets inside the files. */
function entryOf(
  store: Store,
  {section, key}: {readonly section: string; readonly key: string},
  value: Json,
  {mask, depth}: {readonly mask: Mask; readonly depth: number},
): Json {
  if (store === 'secrets') return section === 'stringData' ? masked(value, mask) : maskedData(value, mask);
  // What is under a secret name here is base64 too, and what it stands for is told.
  if (section === 'binaryData' && (KEY_FILES.test(key) || kindOfName(key) === 'secret')) return maskedData(value, mask);
  return KEY_FILES.test(key) ? masked(value, mask) : underName(key, value, mask, {place: 'configuration', depth});
}

/** The same of one entry of a Secret or a ConfigMap, as a copy of all of it would have it; undefined for what is none. */
export function withoutSecretsOfEntry(
  {
    kind,
    name,
    section,
    key,
  }: {readonly kind: string; readonly name: string; readonly section: string; readonly key: string},
  value: Json,
  mask: Mask,
): Json | undefined {
  const store = SECTIONS.has(section) ? storeOf(kind, name) : undefined;
  return store === undefined ? undefined : entryOf(store, {section, key}, value, {mask, depth: 0});
}

/** Fields that name what stands beside them, and the fields that then hold it. */
const NAMING = ['name', 'key', 'Name', 'Key', 'ParameterKey', 'parameter', 'header'];
const VALUES = /^(?:value|Value|val|ParameterValue|content|values)$/;

function field(key: string, item: Json, beside: JsonObject, mask: Mask, spot: Spot): Json {
  // Half of an object is who owns which field, and holds no value.
  if (key === 'fieldsV1' && isTreeOfNames(item)) return item;
  if (isCopyOfObject(key)) return masked(item, mask);
  if (VALUES.test(key)) {
    const name = NAMING.map((one) => beside[one]).find((one) => typeof one === 'string');
    if (typeof name === 'string' && kindOfName(name) !== 'plain')
      return underName(name, item, mask, {...spot, place: 'configuration'});
  }
  // `api: {key: …}`: the name above says what its own does not.
  const isBare = spot.above !== undefined && typeof item === 'string' && /^(?:keys?|auth)$/i.test(key);
  // `existingSecretKeys: {password: db-password}`: how the keys are called.
  if (typeof item === 'string' && /existing/i.test(spot.above ?? '') && isIdentifier(item)) return item;
  return underName(isBare ? `${spot.above}_${key}` : key, item, mask, spot);
}

function isTreeOfNames(value: Json | undefined): boolean {
  return isObject(value) && Object.values(value).every(isTreeOfNames);
}

/** A value below a name: a secret by its name and its own look, and of a mapping whatever is in it. */
function underName(name: string, item: Json, mask: Mask, spot: Spot): Json {
  const kind = kindOfName(name);
  if (typeof item === 'string')
    return isSecretValue(name, item, spot.place) ? hiddenText(item, mask) : textOfSpot(item, mask, spot);
  if (typeof item === 'number' || typeof item === 'bigint')
    return kind === 'secret' && isSecretValue(name, String(item), spot.place) ? mask(String(item)) : item;
  if (kind === 'plain' || kind === 'limited') return safe(item, mask, isObject(item) ? {...spot, above: name} : spot);
  if (kind === 'secret') return underSecretName(item, mask, spot, name);
  if (Array.isArray(item))
    return (item as Json[]).map((one) =>
      typeof one === 'string' ? underName(name, one, mask, spot) : safe(one, mask, spot),
    );
  return isObject(item) && /^secrets$/i.test(name) && spot.place === 'configuration'
    ? underSecretName(item, mask, spot, name)
    : safe(item, mask, {...spot, above: name});
}

/** All of a text below a secret name, or the default of the variable that stands there. */
function hiddenText(text: string, mask: Mask): string {
  const part = secretPart(text);
  const at = text.lastIndexOf(part);
  return text.slice(0, at) + mask(part) + text.slice(at + part.length);
}

function mapFields(object: JsonObject, change: (item: Json, key: string) => Json): JsonObject {
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(object)) if (item !== undefined) entries.push([key, change(item, key)]);
  return Object.fromEntries(entries);
}

function textsOnly(value: Json, mask: Mask): Json {
  if (typeof value === 'string') return scrubbed(value, mask, true);
  if (Array.isArray(value)) return (value as Json[]).map((item) => textsOnly(item, mask));
  return isObject(value)
    ? mapFields(value, (item, key) => (isCopyOfObject(key) ? masked(item, mask) : textsOnly(item, mask)))
    : value;
}

/** Under a secret name every literal is secret, and where a secret is kept is none. */
function underSecretName(value: Json, mask: Mask, spot: Spot, name: string): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => underSecretName(item, mask, spot, name));
  if (isObject(value))
    return mapFields(value, (item, key) =>
      isStructural(key) ? field(key, item, value, mask, spot) : underSecretName(item, mask, spot, name),
    );
  if (typeof value === 'string')
    return isSecretValue(name, value, spot.place) ? hiddenText(value, mask) : textOfSpot(value, mask, spot);
  return typeof value === 'number' || typeof value === 'bigint' ? underName(name, value, mask, spot) : value;
}

/** Fields below a secret name that tell of it, and are not it: `token.ttl`, `password.secretName`. */
function isStructural(key: string): boolean {
  return kindOfName(`token_${key}`) === 'plain' || kindOfName(key) === 'reference' || /[sS]ecretRef$|KeyRef$/.test(key);
}

/** Every scalar masked; the shape stays, so that it can be seen what was added or taken. */
function masked(value: Json, mask: Mask): Json {
  if (Array.isArray(value)) return (value as Json[]).map((item) => masked(item, mask));
  if (isObject(value)) return mapFields(value, (item) => masked(item, mask));
  return value === '' || value === null ? value : mask(typeof value === 'string' ? value : stringifyJson(value));
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function isBase64(text: string): boolean {
  const digits = /\s/.test(text) ? text.replace(/\s/g, '') : text;
  return digits.length % 4 === 0 && BASE64.test(digits);
}

/** The same of a Secret's data: what is told is the length and the digest of what a base64 stands for, as of stringData. */
function maskedData(value: Json, mask: Mask): Json {
  if (isObject(value)) return mapFields(value, (item) => maskedData(item, mask));
  if (typeof value !== 'string' || value === '' || !isBase64(value)) return masked(value, mask);
  const bytes = Buffer.from(value, 'base64');
  const text = bytes.toString('utf8');
  return mask(text.includes('\uFFFD') ? bytes.toString('latin1') : text, value);
}

/** `--password hunter2` as two items of a command line, and what well-known programs take without such a name. */
function withoutSecretArguments(items: readonly Json[], mask: Mask, spot: Spot): Json[] {
  const words = items.map((item) => (typeof item === 'string' ? item : ''));
  const found = new Map(
    words.some((word) => word.startsWith('-')) || words.length > 2
      ? secretsOfCommand(words).map(({at, from}) => [at, from])
      : [],
  );
  return items.map((item, at) => {
    const from = found.get(at);
    if (typeof item !== 'string') return safe(item, mask, spot);
    if (from !== undefined) return item.slice(0, from) + mask(item.slice(from));
    // All behind the sign is the value: an argument ends with its text.
    const [, flag, value] = /^(-{1,2}[\w.-]{1,100}=)([\s\S]+)$/.exec(item) ?? [];
    return flag !== undefined && value !== undefined && isSecretValue(flag.replace(/^-+|=$/g, ''), value)
      ? flag + hiddenText(value, mask)
      : textOfSpot(item, mask, spot);
  });
}
