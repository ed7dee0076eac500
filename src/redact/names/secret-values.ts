import {kindOfName} from './name-words.ts';
import {
  defaultOf,
  isAmount,
  isDrawn,
  isIdentifier,
  isObjectName,
  isPlace,
  isPlaceholder,
  isSentence,
  isSwitch,
} from './value-shapes.ts';

/** Where a name and its value stand: a field of an object of Kubernetes refers to Secrets, a configuration holds them. */
export type Place = 'object' | 'configuration';

/** Whether a name is one of a secret, whatever its value is. */
export function isSecretName(name: string): boolean {
  const kind = kindOfName(name);
  return kind === 'secret' || kind === 'key' || kind === 'bare';
}

/** Annotations in which tools keep a copy of the whole object. */
export function isCopyOfObject(annotation: string): boolean {
  return /last-applied-config|kapp\.k14s\.io\/original|objectset\.rio\.cattle\.io\/applied/.test(annotation);
}

/** Whether a text below a name is a secret, by what both look like. A number counts as its digits. */
export function isSecretValue(name: string, value: string, place: Place = 'configuration'): boolean {
  const kind = kindOfName(name);
  if (kind === 'plain') return false;
  const text = secretPart(value.trim());
  if (text === '' || isSwitch(text) || isPlaceholder(text) || isPlace(text)) return false;
  switch (kind) {
    case 'reference':
      return !isObjectName(text);
    case 'limited':
      return !isAmount(text) && !isIdentifier(text);
    case 'key':
      return !isIdentifier(text) && !isAmount(text) && !isUrl(text);
    case 'bare':
      return isSecretOfBare(name, text, place);
    case 'secret':
      return (
        !isNameOfSecret(name, text, place) &&
        !(TOKENS.test(name) && isAmount(text)) &&
        !(isSentence(text) && !/pass|pwd/i.test(name))
      );
  }
}

const TOKENS = /tokens$/i;
const isUrl = (text: string): boolean => /^https?:\/\/[^\s@]*$/.test(text);

/** `key`, `auth` or `secret` alone: of an object it names something, as a rule. */
function isSecretOfBare(name: string, text: string, place: Place): boolean {
  if (/secret/i.test(name)) return place === 'configuration' ? !isSentence(text) : !isObjectName(text);
  if (/key/i.test(name)) return isDrawn(text);
  return !isIdentifier(text) && !isAmount(text);
}

/** `secretKey: db-password` of an ExternalSecret, `cookie: on`: what objects call a key of a Secret. */
function isNameOfSecret(name: string, text: string, place: Place): boolean {
  return place === 'object' && /^(?:secret|token|password)Keys?$/.test(name) && isIdentifier(text);
}

/** What stands before a secret and says of which kind it is. */
const SCHEME =
  /^(?:Bearer|Basic|Token|ApiKey|Api-Key|Digest|Negotiate|NTLM|AWS4-HMAC-SHA256|Splunk|GenieKey|Key|SSWS|JWT|OAuth)\s+(?=\S)/i;

/** What of a value below a secret name is the secret: all of it, the default of a variable, or what follows `Bearer`. */
export function secretPart(value: string): string {
  return defaultOf(value.trim()) ?? value.replace(SCHEME, '');
}
