import {defineMappingTag, defineScalarTag, defineSequenceTag, mergeTag, NOT_RESOLVED, Schema} from 'js-yaml';
import type {Json} from '../model/json.ts';

/**
 * The schema that Helm and kubectl read YAML by: sigs.k8s.io/yaml, which is Go's yaml.v2 (YAML 1.1 with exceptions) followed
 * by a conversion to JSON. Verified against that library itself in test/yaml/parity.test.ts.
 */

/** yaml.v2 remembers that a number was a float, and spells it so where it is a key; JSON values do not care. */
class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

const WORDS = new Map<string, Json | Float>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);
const NOT_FINITE = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;
/** yaml.v2 tries numbers only behind these first characters. */
const NUMERIC_START = /^[-+.\d]/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

type Resolved = Json | Float | typeof NOT_RESOLVED;

/** What a plain scalar stands for. */
function resolvePlain(source: string): Resolved {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (!NUMERIC_START.test(source)) return NOT_RESOLVED;
  if (NOT_FINITE.test(source)) return new Float(notFinite(source));
  if (/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+)?$/.test(source)) return float(source.replaceAll('_', ''));
  if (source.startsWith('.')) return NOT_RESOLVED;
  const plain = source.replaceAll('_', '');
  const integer = goInteger(plain);
  if (integer !== undefined) return integer;
  return FLOAT.test(plain) ? float(plain) : NOT_RESOLVED;
}

function notFinite(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function float(text: string): Float | typeof NOT_RESOLVED {
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : NOT_RESOLVED;
}

/** strconv.ParseInt with base 0: 0x, 0o, 0b, and a leading 0 for octal. Exact up to uint64; undefined beyond. */
function goInteger(text: string): number | bigint | undefined {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = ''] = match;
  const isOctal = /^0[0-7]+$/.test(digits);
  const size = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  const value = sign === '-' ? -size : size;
  if (value < INT64_MIN || value > UINT64_MAX || (sign === '+' && value >= 2n ** 63n)) return undefined;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

const PLAIN_TAG = 'tag:yaml.org,2002:';
const never = (): boolean => false;

const plainTag = defineScalarTag<Resolved>(`${PLAIN_TAG}helm-plain`, {
  implicit: true,
  resolve: (source) => resolvePlain(source),
  identify: never,
});
const strTag = defineScalarTag<string>(`${PLAIN_TAG}str`, {resolve: (source) => source, identify: never});

/** An explicit tag must fit what the scalar is: `!!int "x"` is refused, `!!float 1` is taken. */
function typed(name: string, fits: (value: Json | Float) => boolean) {
  return defineScalarTag<Resolved>(`${PLAIN_TAG}${name}`, {
    resolve: (source) => {
      const value = resolvePlain(source);
      return value !== NOT_RESOLVED && fits(value) ? value : NOT_RESOLVED;
    },
    identify: never,
  });
}

const isInteger = (value: Json | Float): boolean => typeof value === 'number' || typeof value === 'bigint';

const binaryTag = defineScalarTag<string>(`${PLAIN_TAG}binary`, {
  resolve: (source) => {
    const text = source.replace(/[\r\n]/g, '');
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return NOT_RESOLVED;
    return Buffer.from(text, 'base64').toString('utf8');
  },
  identify: never,
});

// yaml.v2 ignores tags that it does not know, on scalars and on collections alike.
const otherScalars = ['!', 'tag:'].map((prefix) =>
  defineScalarTag<string>(prefix, {matchByTagPrefix: true, resolve: (source) => source, identify: never}),
);

const bare = (value: unknown): Json => (value instanceof Float ? value.value : value) as Json;

const sequence = {
  create: (): Json[] => [],
  addItem: (list: Json[], item: unknown) => {
    list.push(bare(item));
    return unfit(item);
  },
  identify: never,
};

/** How many merge keys were read so far: what lies behind one of them is merged before the next in the same mapping is read. */
let mergeKeys = 0;
/** Keys that a mapping has from its last merge. */
const merged = new WeakMap<object, {readonly from: number; readonly keys: Set<string>}>();

const mapping = {
  create: (): Record<string, Json> => ({}),
  addPair: (map: Record<string, Json>, key: unknown, value: unknown): string => {
    const name = keyText(key);
    if (name === undefined) return key === null ? 'a null key: JSON has none' : 'a key that JSON cannot have';
    // No object of Kubernetes has it, and in JavaScript it reaches where data must not.
    if (name === '__proto__') return 'the key __proto__ is not accepted';
    map[name] = bare(value);
    return unfit(value);
  },
  // Asked for the keys of a merge alone, for `json` lets duplicates pass. Go sets each key as it meets it: the last one wins,
  // also over what is merged, and by what a later merge key brings; but of a list behind a merge key the first one does.
  has: (map: Record<string, Json>, key: unknown): boolean => {
    const last = merged.get(map);
    const keys = last?.from === mergeKeys ? last.keys : new Set<string>();
    const isFromEarlier = keys.has(String(key));
    merged.set(map, {from: mergeKeys, keys: keys.add(String(key))});
    return isFromEarlier;
  },
  keys: (map: Record<string, Json>) => Object.keys(map),
  get: (map: Record<string, Json>, key: unknown) => map[String(key)],
  identify: never,
};

/** JSON cannot hold NaN and infinities, and Go refuses them as values; as keys they are text. */
function unfit(value: unknown): string {
  return value instanceof Float && !Number.isFinite(value.value)
    ? `${value.value} has no place in a Kubernetes object`
    : '';
}

function keyText(key: unknown): string | undefined {
  if (typeof key === 'string') return key;
  if (typeof key === 'bigint' && key >= 2n ** 63n) return undefined;
  if (typeof key === 'boolean' || typeof key === 'number' || typeof key === 'bigint') return String(key);
  return key instanceof Float ? float32Text(key.value) : undefined;
}

/** strconv.FormatFloat(key, 'g', -1, 32): the shortest text that is the same 32-bit float. */
function float32Text(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (Object.is(value, -0)) return '-0';
  const target = Math.fround(value);
  let digits = 1;
  while (digits < 9 && Math.fround(Number(target.toPrecision(digits))) !== target) digits += 1;
  const [mantissa = '0', exponent = '0'] = target.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (power < -4 || power >= 6) {
    return `${short}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  return String(Number(`${short}e${power}`));
}

const countedMergeTag = defineScalarTag<string>(mergeTag.tagName, {
  implicit: true,
  resolve: (source, isExplicit) => {
    if (source !== '<<' && !(isExplicit && source === '')) return NOT_RESOLVED;
    mergeKeys += 1;
    return '<<';
  },
  identify: never,
});

export const HELM_SCHEMA = new Schema([
  strTag,
  plainTag,
  countedMergeTag,
  typed('bool', (value) => typeof value === 'boolean'),
  typed('int', isInteger),
  typed('float', (value) => value instanceof Float || typeof value === 'number'),
  typed('null', (value) => value === null),
  defineScalarTag<string>(`${PLAIN_TAG}timestamp`, {
    resolve: (source) => (/^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(source) ? source : NOT_RESOLVED),
    identify: never,
  }),
  binaryTag,
  defineSequenceTag<Json[]>(`${PLAIN_TAG}seq`, sequence),
  defineMappingTag<Record<string, Json>>(`${PLAIN_TAG}map`, mapping),
  ...otherScalars,
  ...['!', 'tag:'].flatMap((prefix) => [
    defineSequenceTag<Json[]>(prefix, {...sequence, matchByTagPrefix: true}),
    defineMappingTag<Record<string, Json>>(prefix, {...mapping, matchByTagPrefix: true}),
  ]),
]);

/** The top level is added to no collection, so a float arrives there still wrapped. */
export function unwrap(value: unknown): Json {
  const problem = unfit(value);
  if (problem !== '') throw new Error(problem);
  return bare(value);
}
