import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {isMask} from '../model/mask.ts';
import {changedHeard} from '../recording/changed.ts';
import type {Heard} from '../recording/recorder.ts';
import {createRedactor} from '../redact/redactor.ts';
import type {Redactor} from '../redact/redactor.ts';
import {capturedManifest} from '../report/capture.ts';

/** By so many digits of a keyed digest two equal masks stand for the same secret. */
const DIGITS = 32;

/**
 * What a check has heard, without secrets. In the place of each stands its digest under the user's own key: whether a declared
 * secret and a live one are the same can still be told, and nobody without the key can try values. Throws UserError where a text
 * of it is no YAML.
 */
export function concealed(heard: Heard, key: Buffer): Heard {
  const plain = createRedactor({key, digits: DIGITS});
  const redactor: Redactor = {...plain, object: (object) => reencoded(plain.object(object))};
  // What is a secret in one text is one in the next.
  for (const object of [...heard.objects, ...heard.state.owned]) redactor.learn(object);
  const {object, text} = redactor;
  return changedHeard(heard, {object, text, manifest: (one, name) => capturedManifest(one, name, redactor).text});
}

/** Where the API server holds base64 it stays base64, of the mask: so it stands against a `stringData` as it did. */
function reencoded(object: JsonObject): JsonObject {
  const {kind, data, binaryData} = object;
  return {
    ...object,
    ...(kind === 'Secret' && isObject(data) ? {data: encodedMasks(data)} : {}),
    ...(isObject(binaryData) ? {binaryData: encodedMasks(binaryData)} : {}),
  };
}

function encodedMasks(entries: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entries).map(([key, value]) => [
      key,
      typeof value === 'string' && isMask(value) ? Buffer.from(value).toString('base64') : value,
    ]),
  );
}
