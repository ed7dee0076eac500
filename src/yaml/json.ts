import {parse as parseLossless} from 'lossless-json';
import {ACTIVE, unicodeEscape, withoutLogCommands} from '../model/inert.ts';
import type {Json} from '../model/json.ts';

/** JSON.parse rounds integers beyond 2^53; only texts that hold so many digits in a row pay for the exact parser. */
const LONG = 16;
const INTEGER = /^-?\d+$/;
const ALL_ACTIVE = new RegExp(`[${ACTIVE}]`, 'g');

/** Parses JSON with 64-bit integers exact: those that a number cannot hold become bigint. Throws SyntaxError. */
export function parseJsonExact(text: string): Json {
  if (!hasLongNumber(text)) return JSON.parse(text) as Json;
  return parseLossless(text, null, {
    parseNumber: (digits: string) => {
      const value = Number(digits);
      if (!INTEGER.test(digits) || Number.isSafeInteger(value)) return value;
      const exact = BigInt(digits);
      // Beyond 64 bits Go has only floats, and prints them so.
      return exact >= -(2n ** 63n) && exact < 2n ** 64n ? exact : value;
    },
  }) as Json;
}

/**
 * Whether so many digits follow one another. They cover one of every sixteen places: only there is it looked. An expression reads
 * every character of a body, and Node 22 takes 200 MB for one of megabytes.
 */
function hasLongNumber(text: string): boolean {
  const isDigit = (at: number): boolean => {
    const code = text.charCodeAt(at);
    return code >= 0x30 && code <= 0x39;
  };
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(at)) continue;
    let [from, to] = [at, at + 1];
    while (isDigit(from - 1)) from -= 1;
    while (isDigit(to)) to += 1;
    if (to - from >= LONG) return true;
  }
  return false;
}

/** JSON with bigint written as the bare number that it is. */
export function stringifyJson(value: unknown, indent = 0): string {
  const marked = JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === 'bigint' ? `\u0001${item}\u0001` : item),
    indent,
  );
  return marked.includes('\\u0001') ? marked.replace(/"\\u0001(-?\d+)\\u0001"/g, '$1') : marked;
}

/** A document to be printed: an escape stands for each character that a terminal, an editor or a CI log would act on, and means the same. */
export function printedJson(value: unknown): string {
  const json = stringifyJson(value, 2).replace(ALL_ACTIVE, unicodeEscape);
  return `${withoutLogCommands(json)}\n`;
}
