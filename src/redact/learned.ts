import type {Json} from '../model/json.ts';
import type {NameSet} from './identifiers.ts';
import type {SecretMemory} from './secret-memory.ts';
import {isCommon} from './names/value-shapes.ts';
import {scrubbed} from './values.ts';
import type {Mask} from './values.ts';

/** What a redactor knows. */
export interface Learned {
  /** By the user, as a secret. */
  readonly given: Set<string>;
  readonly secrets: SecretMemory;
  /** What things are called: no secret is taken out elsewhere that is but such a word. */
  readonly names: NameSet;
}

export type Hide = (value: Json, mask: Mask) => Json;

/** What stands for a secret while it is learned: like a mask, so that no format looks into it again. */
const LEARNING = '*** (0 characters, 00000000)';
/** A secret that could be a document with secrets of its own: a file of a Secret. */
const MAY_BE_DOCUMENT = /[\n:={<]/;

/** Runs the masking to hear what it would mask, and learns the texts that those are made of. */
export function learnSecrets(value: Json, secrets: SecretMemory, hide: Hide): void {
  const learn: Mask = (secret, encoded) => {
    if (encoded !== undefined) secrets.add(encoded);
    for (const text of spellings(secret, encoded)) if (!isCommon(text)) secrets.add(text);
    return LEARNING;
  };
  hide(value, (secret, encoded) => {
    learn(secret, encoded);
    if (MAY_BE_DOCUMENT.test(secret)) scrubbed(secret, learn);
    return LEARNING;
  });
}

function* spellings(secret: string, encoded?: string): Generator<string> {
  yield secret;
  const trimmed = secret.trim();
  if (trimmed !== secret) yield trimmed;
  if (/[^\w.~-]/.test(trimmed)) {
    yield JSON.stringify(trimmed).slice(1, -1);
    yield inUrl(trimmed);
  }
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(secret) || secret.length % 4 !== 0) {
    if (encoded === undefined && !isCommon(secret)) yield Buffer.from(secret).toString('base64');
    return;
  }
  const decoded = Buffer.from(secret, 'base64').toString('utf8');
  // Bytes that are no text are quoted by nobody.
  if (decoded.includes('\uFFFD')) return;
  yield decoded;
  yield decoded.trim();
}

/** Half of a character of two halves cannot be written in a URL. */
function inUrl(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text : encodeURIComponent(text);
}

/** A text with a mask for each secret that is known. */
export function withoutKnown({given, secrets, names}: Learned, text: string, mask: Mask): string {
  const own = secrets.findIn(text).filter((secret) => !names.has(secret.toLowerCase()));
  const found = [...new Set([...given].filter((secret) => text.includes(secret)).concat(own))];
  const longestFirst = found.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, () => mask(secret)), text);
}
