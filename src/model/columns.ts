import {MASK} from './mask.ts';

/** What a terminal shows two columns wide; a full-width form is one, a half-width katakana is not. */
const WIDE =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\u3000-\u303E\u30A0-\u30FF\u31F0-\u31FF\uFF01-\uFF60\uFFE0-\uFFE6]/u;
/** What stands on the character before it. */
const ON_TOP = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const PLAIN = /^[\u0020-\u007E]*$/;
/** Asks for the picture of a character that is a sign otherwise, and a picture is wide. */
const AS_PICTURE = '\uFE0F';

/** Columns that a terminal needs for a line without colours; where terminals differ, the larger number. */
export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  let last = 0;
  for (const one of text) {
    if (one === AS_PICTURE) columns += last === 1 ? 1 : 0;
    else if (!ON_TOP.test(one)) columns += last = WIDE.test(one) ? 2 : 1;
  }
  return columns;
}

/** A text's characters as a reader sees them. */
export function graphemes(text: string): string[] {
  const segments = new Intl.Segmenter(undefined, {granularity: 'grapheme'}).segment(text);
  return Array.from(segments, ({segment}) => segment);
}

/** The beginning of a text that fits into so many columns; a character and what stands on it stay together. */
export function beginning(text: string, columns: number): string {
  if (PLAIN.test(text)) return text.slice(0, columns);
  let [kept, used] = ['', 0];
  for (const one of graphemes(text)) {
    used += columnsOf(one);
    if (used > columns) break;
    kept += one;
  }
  return kept;
}

export interface Sides {
  readonly desired: string;
  readonly live: string;
}

/** Equal characters that are shown before a difference inside one long word. */
const SHOWN_BEFORE = 8;
/** Masks are one word: half a mask says nothing. */
let words: RegExp | undefined;
/** Made when it is wanted: classes of all letters take a millisecond. */
const wordsOf = (text: string): readonly string[] =>
  text.match((words ??= new RegExp(`${MASK.source}|[\\p{L}\\p{N}\\p{M}._-]+|.`, 'gsu'))) ?? [];

/**
 * Two one-line texts, whole where `desired → live` fits into so many columns, else from where they differ, with an ellipsis for
 * what they share: `…:1.29` and `…:1.29-hotfix`. Undefined where what differs does not fit.
 */
export function differing(desired: string, live: string, columns: number): Sides | undefined {
  const isFitting = (sides: Sides): boolean => columnsOf(`${sides.desired} → ${sides.live}`) <= columns;
  const whole = {desired, live};
  if (isFitting(whole)) return whole;
  const byWord = withoutShared(desired, live);
  if (isFitting(byWord)) return byWord;
  // A mask that is cut is none.
  if (MASK.test(desired) || MASK.test(live)) return undefined;
  const byCharacter = withoutSharedCharacters(desired, live);
  return isFitting(byCharacter) ? byCharacter : undefined;
}

/** Both texts from the word in which they differ to the last one in which they do. */
export function withoutShared(desired: string, live: string): Sides {
  const [a, b] = [wordsOf(desired), wordsOf(live)];
  let {before, after} = shared(a, b);
  // Where one side has nothing of its own, the word beside it tells where that nothing is.
  while (before > 0 && (Math.min(a.length, b.length) - before - after < 1 || isSign(a[before - 1]))) {
    before -= 1;
    if (!isSign(a[before])) break;
  }
  if (before === 0 && Math.min(a.length, b.length) === after && after > 0) after -= 1;
  return {desired: between(a, before, after), live: between(b, before, after)};
}

/** A number is told whole: `…80 → …8080` would say less. */
const NUMBERS = /(\d+)(?![\p{M}\uFE0F])/u;

function withoutSharedCharacters(desired: string, live: string): Sides {
  const itemsOf = (text: string): string[] =>
    text.split(NUMBERS).flatMap((part, at) => (at % 2 === 1 ? [part] : graphemes(part)));
  const [a, b] = [itemsOf(desired), itemsOf(live)];
  const {before, after} = shared(a, b);
  const [from, to] = [Math.max(0, before - SHOWN_BEFORE), Math.max(0, after - SHOWN_BEFORE)];
  return {desired: between(a, from, to), live: between(b, from, to)};
}

/** How many items both begin with, and how many of the others both end with. */
function shared(a: readonly string[], b: readonly string[]): {before: number; after: number} {
  const most = Math.min(a.length, b.length);
  let before = 0;
  while (before < most && a[before] === b[before]) before += 1;
  let after = 0;
  while (after < most - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after += 1;
  return {before, after};
}

const isSign = (word: string | undefined): boolean => word !== undefined && /^[^\p{L}\p{N}\p{M}\s]$/u.test(word);

function between(items: readonly string[], before: number, after: number): string {
  const left = items.slice(0, before).join('');
  const right = items.slice(items.length - after).join('');
  const middle = items.slice(before, items.length - after).join('');
  // An ellipsis for one character would hide it and save nothing.
  return `${left.length > 1 ? '…' : left}${middle}${right.length > 1 && after > 0 ? '…' : after > 0 ? right : ''}`;
}
