import type {Json} from './json.ts';
import {plural} from './plural.ts';

/** What stands for a secret: its length, and a keyed digest by which two under one key can be told equal. */
export const MASK = /\*\*\* \(\d+ characters?, [0-9a-f]{8,64}\)/;
const WHOLE_MASK = new RegExp(`^${MASK.source}$`);
/** Digits that a reader is shown. */
const SHOWN = 8;
/** The base64 of a text that begins as a mask does: what became of a masked `stringData`. */
const ENCODED_MASK = /^KioqI/;

export function maskText(length: number, digest: string, digits: number = SHOWN): string {
  return `*** (${plural(length, 'character')}, ${digest.slice(0, digits)})`;
}

/** Whether a text is a mask, and nothing beside it. */
export function isMask(text: string): boolean {
  return WHOLE_MASK.test(text);
}

/** A mask as readers are shown it: of a kept one all digits stand in the file, so that two that are equal are the same. */
export function shortMask(mask: string): string {
  return mask.replace(/([0-9a-f]{8})[0-9a-f]*\)$/, '$1)');
}

/** Whether a value is, or holds, a mask instead of what was there. Nothing that does may be written to a cluster. */
export function holdsMask(value: Json | undefined): boolean {
  if (typeof value === 'string') {
    return MASK.test(value) || (ENCODED_MASK.test(value) && MASK.test(Buffer.from(value, 'base64').toString('utf8')));
  }
  return typeof value === 'object' && value !== null && (Object.values(value) as Json[]).some(holdsMask);
}
