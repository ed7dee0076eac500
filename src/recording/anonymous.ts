import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';

/** What stands for a place or a person: the same for the same, all through one recording. */
export interface Anonymizer {
  readonly text: (text: string) => string;
  readonly object: (object: JsonObject) => JsonObject;
}

// All of them are bounded, and begin where nothing of the same kind stands before: no text takes long.
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const IPV6 = /(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}(?:[0-9a-f]{1,4})?(?::[0-9a-f]{1,4}){0,6}(?![\w:])/gi;
const URL_HOST = /(:\/\/(?:[^\s/@:]{1,100}(?::[^\s/@]{0,200})?@)?)([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})/g;
/** Fields whose value is a host, or several. */
const HOSTS = /^(?:host|hosts|hostname|hostnames|hostAliases|server|externalName|clusterDomain|nodeName)$/i;
const HOST = /^[*A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}$/;
/** The registry of an image: before the first slash, with a dot or a port. */
const REGISTRY = /^[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?::\d{1,5})?(?=\/)/;
/** The user of a URL whose host was replaced. */
const STANDS_IN = /@host-\d+\.example$/;
/** Everybody's own addresses say nothing of anybody. */
const NOBODYS = /^(?:0\.0\.0\.0|127\.\d+\.\d+\.\d+|255\.\d+\.\d+\.\d+)$/;

/**
 * Takes addresses, host names, registries, e-mail addresses and UIDs out of values, and puts numbered ones in their place. Names
 * of objects and keys of maps stay: what is the matter could not be told without them.
 */
export function anonymizer(): Anonymizer {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const standIn = (kind: string, found: string, make: (number: number) => string): string => {
    const there = known.get(found);
    if (there !== undefined) return there;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const made = make(number);
    known.set(found, made);
    // What stands for something is itself nothing to take out.
    known.set(made, made);
    return made;
  };
  const host = (found: string): string => standIn('host', found, (number) => `host-${number}.example`);
  const person = (found: string): string => standIn('person', found, (number) => `person-${number}@example.com`);
  const text = (value: string): string =>
    value
      .replace(URL_HOST, (_all, before: string, found: string) => before + host(found))
      .replace(EMAIL, (found) => (STANDS_IN.test(found) ? found : person(found)))
      .replace(UUID, (found) => standIn('uid', found, uidOf))
      .replace(IPV4, (found) => (NOBODYS.test(found) ? found : standIn('ipv4', found, ipOf)))
      .replace(IPV6, (found) => standIn('ipv6', found, (number) => `2001:db8::${number.toString(16)}`));
  const valueOf = (value: Json, key: string): Json => {
    if (Array.isArray(value)) return (value as Json[]).map((item) => valueOf(item, key));
    if (isObject(value)) return objectOf(value);
    if (typeof value !== 'string') return value;
    if (key === 'image' || key === 'imageID') return text(value).replace(REGISTRY, (found) => host(found));
    return HOSTS.test(key) && HOST.test(value) ? host(value) : text(value);
  };
  const objectOf = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, valueOf(value, key)]])),
    );
  return {text, object: objectOf};
}

function uidOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** Of TEST-NET-1 to -3, which nobody has (RFC 5737), and after those of a block for benchmarks. */
function ipOf(number: number): string {
  const nets = ['192.0.2', '198.51.100', '203.0.113'];
  const net = nets[Math.floor(number / 256)];
  return net === undefined ? `198.18.${Math.floor(number / 256) % 256}.${number % 256}` : `${net}.${number % 256}`;
}
