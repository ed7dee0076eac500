import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto';
import {isObject, metadataOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {parseJsonExact, stringifyJson} from '../../yaml/json.ts';
import type {RecordLine} from './journal.ts';

/** Bytes of a key, of an initialization vector and of an authentication tag: AES-256-GCM. */
export const KEY_BYTES = 32;
const [IV_BYTES, TAG_BYTES] = [12, 16];
/** The field that holds what is sealed. */
export const SEAL = 'helm-drift/sealed';

/** A record's line without the contents of Secrets: each is there under the key, and its identity in the clear. */
export function sealed(line: RecordLine, key: Buffer): RecordLine {
  return mapped(line, (object) => (isSecret(object) ? sealedObject(object, key) : object));
}

/** Whether a line has something to seal. */
export function hasSecrets(line: RecordLine): boolean {
  let found = false;
  mapped(line, (object) => {
    found ||= isSecret(object);
    return object;
  });
  return found;
}

/** The other way round. What the key does not open, or nobody has a key for, stays sealed. */
export function unsealed(line: RecordLine, key: Buffer | undefined): RecordLine {
  return key === undefined ? line : mapped(line, (object) => openedObject(object, key));
}

/** Whether an object of a record stands for one that could not be opened. */
export function isSealed(object: JsonObject | null | undefined): boolean {
  return object !== null && object !== undefined && typeof object[SEAL] === 'string';
}

function isSecret(object: JsonObject): boolean {
  return object['kind'] === 'Secret' && object['apiVersion'] === 'v1' && !isSealed(object);
}

/** What a list of records and the search for what is unfinished need stays: which object it is, and in which version. */
function sealedObject(object: JsonObject, key: Buffer): JsonObject {
  const {name, namespace, uid, resourceVersion} = metadataOf(object);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const text = Buffer.concat([cipher.update(stringifyJson(object), 'utf8'), cipher.final()]);
  const known = Object.entries({name, namespace, uid, resourceVersion}).filter(([, value]) => value !== undefined);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: Object.fromEntries(known),
    [SEAL]: Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64'),
  };
}

function openedObject(object: JsonObject, key: Buffer): JsonObject {
  const seal = object[SEAL];
  if (typeof seal !== 'string') return object;
  try {
    const bytes = Buffer.from(seal, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    const opened: Json = parseJsonExact(text.toString('utf8'));
    return isObject(opened) ? opened : object;
  } catch {
    // Another key's, or somebody has changed it: it stays what nobody can read.
    return object;
  }
}

function mapped(line: RecordLine, change: (object: JsonObject) => JsonObject): RecordLine {
  switch (line.type) {
    case 'head':
      return {...line, before: line.before.map((object) => (object === null ? null : change(object)))};
    case 'begin':
      return {...line, before: change(line.before)};
    case 'write-ahead':
      return line.expected === undefined ? line : {...line, expected: change(line.expected)};
    case 'outcome':
      return line.after === undefined ? line : {...line, after: change(line.after)};
    case 'result':
    case 'end':
      return line;
  }
}
