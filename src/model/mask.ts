import type {Json} from './json.ts';
import {plural} from './plural.ts';

/** What stands for a secret: its length, and a keyed digest by which two of one run can be told equal. */
export const MASK = /\*\*\* \(\d+ characters?, [0-9a-f]{8}\)/;
/** The base64 of a text that begins as a mask does: what became of a masked `stringData`. */
const ENCODED_MASK = /^KioqI/;

export function maskText(length: number, digest: string): string {
  return `*** (${plural(length, 'character')}, ${digest.slice(0, 8)})`;
}

/** Whether a value is, or holds, a mask instead of what was there. Nothing that does may be written to a cluster. */
export function holdsMask(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return MASK.test(value) || (ENCODED_MASK.test(value) && MASK.test(Buffer.from(value, 'base64').toString('utf8')));
  }
  return typeof value === 'object' && value !== null && (Object.values(value) as Json[]).some(holdsMask);
}
