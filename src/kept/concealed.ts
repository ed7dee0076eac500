import {isObject} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {isMask} from '../model/mask.ts';
import type {DryRunResult} from '../model/ports.ts';
import type {RecordedRevision} from '../recording/recorded.ts';
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
export function concealed({state, objects, intent, supplements, ...rest}: Heard, key: Buffer): Heard {
  const plain = createRedactor({key, digits: DIGITS});
  const redactor: Redactor = {...plain, object: (object) => reencoded(plain.object(object))};
  for (const object of [...objects, ...state.owned]) redactor.learn(object);
  const manifest = (text: string, name: string): string => capturedManifest(text, name, redactor).text;
  // All that it learns from comes first: what is a secret in one text is one in the next.
  const safeIntent = manifest(intent, 'the manifest');
  const revision = (one: RecordedRevision): RecordedRevision =>
    typeof one.manifest === 'string' ? {...one, manifest: manifest(one.manifest, `revision ${one.revision}`)} : one;
  const {newer, older} = state;
  return {
    ...rest,
    intent: safeIntent,
    supplements: supplements.map((one) => ({...one, text: manifest(one.text, one.template)})),
    objects: objects.map(redactor.object),
    state: {
      ...state,
      notes: state.notes.map(redactor.text),
      gaps: state.gaps.map((gap) => ({...gap, message: redactor.text(gap.message)})),
      owned: state.owned.map(redactor.object),
      ...(newer === undefined ? {} : {newer: newer.map(revision)}),
      ...(older === undefined ? {} : {older: older.map(revision)}),
      dryRuns: mapValues(state.dryRuns, (answer) => safeAnswer(answer, redactor)),
      autoscalers: mapValues(state.autoscalers, (found) => found.map(redactor.object)),
    },
  };
}

function safeAnswer(answer: DryRunResult, {object, text}: Redactor): DryRunResult {
  if ('object' in answer) return {object: object(answer.object)};
  return 'refused' in answer ? {refused: text(answer.refused)} : {unasked: text(answer.unasked)};
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
  return mapValues(entries, (value) =>
    typeof value === 'string' && isMask(value) ? Buffer.from(value).toString('base64') : value,
  );
}

function mapValues<T, R>(entries: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, change(value)]));
}
