import {isSwitch} from '../names/value-shapes.ts';

/** Where a value ends that is not written as any one language has it. */

/** How far a quote or a bracket is looked for that closes another. */
export const FAR = 8 * 1024;
/** What may follow the quote that closes a value. */
const AFTER = /^(?:$|[\s,;)}\]>&|#\\:.'"/?]|=>)/;

/** Where the quotes close that were opened before `from`: on the line, else on a later one, else the line's end. */
export function quotedEnd(text: string, from: number, quote: string): number {
  const newline = text.indexOf('\n', from);
  const lineEnd = newline < 0 ? text.length : newline;
  if (quote.length === 3) return orElse(text.indexOf(quote, from), text.length);
  const escaped = quote.length > 1;
  let fallback = -1;
  const limit = Math.min(text.length, from + FAR);
  for (let at = text.indexOf(quote, from); at >= 0 && at < limit; at = text.indexOf(quote, at + quote.length)) {
    if (at > lineEnd && fallback >= 0) break;
    const after = text.slice(at + quote.length, at + quote.length + 2);
    // `''` within single quotes is one of them.
    if (!escaped && after.startsWith(quote) && at > from) {
      at += 1;
      fallback = at;
      continue;
    }
    // A shell's way to write a quote within quotes: they close, and open again behind it.
    const glued = /^'(?:\\'|"'")'/.exec(text.slice(at, at + 5))?.[0].length ?? 0;
    if (quote === "'" && glued > 0) {
      at += glued - 1;
      continue;
    }
    const slashes = slashesBefore(text, at, from);
    if (escaped ? slashes > 0 : slashes % 2 === 1) {
      if (AFTER.test(after)) fallback = at;
      continue;
    }
    if (AFTER.test(after)) return at;
  }
  return fallback >= 0 ? fallback : lineEnd;
}

const orElse = (at: number, other: number): number => (at < 0 ? other : at);

function slashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text[at - count - 1] === '\\') count += 1;
  return count;
}

/** The items of a list in brackets: quoted ones without their quotes, others up to a comma. */
export function itemsOf(text: string, start: number): (readonly [number, number])[] {
  const items: (readonly [number, number])[] = [];
  const limit = Math.min(text.length, start + FAR);
  let at = start + 1;
  while (at < limit && text[at] !== ']') {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") {
      const end = quotedEnd(text, at + 1, char);
      items.push([at + 1, end]);
      at = end + 1;
    } else if (/[\s,]/.test(char)) {
      at += 1;
    } else {
      const word = /^[^,\]\n]+/.exec(text.slice(at, at + 1000))?.[0] ?? char;
      items.push([at, at + word.trimEnd().length]);
      at += word.length;
    }
  }
  return items;
}

/** What stands below a name that has nothing behind it: the deeper lines of a block, or the items of a list. */
export function blockBelow(
  text: string,
  {lineStart, nameAt, lineEnd}: {readonly lineStart: number; readonly nameAt: number; readonly lineEnd: number},
): (readonly [number, number])[] {
  const own = indentOf(text, lineStart);
  const isBlock = /[|>][-+\d]*\s*(?:#.*)?$/.test(text.slice(nameAt, lineEnd));
  const found: (readonly [number, number])[] = [];
  for (let at = lineEnd + 1; at < text.length && at < lineEnd + FAR;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const indent = indentOf(text, at);
    const line = text.slice(at + indent, end);
    const item = /^-\s+(?=\S)/.exec(line)?.[0].length;
    if (line.trim() !== '') {
      if (isBlock ? indent <= own : item === undefined || indent < own) break;
      const from = at + indent + (isBlock ? 0 : (item ?? 0));
      // What is a mapping again says by its own names what is in it.
      if (isBlock || !/^[\w.-]+:(?:\s|$)/.test(text.slice(from, end))) found.push(unquotedSpan(text, from, end));
    }
    at = end + 1;
  }
  return found;
}

function unquotedSpan(text: string, from: number, end: number): readonly [number, number] {
  const line = text.slice(from, end).trimEnd();
  const isQuoted = /^(["']).*\1$/.test(line) && line.length > 1;
  return isQuoted ? [from + 1, from + line.length - 1] : [from, from + line.length];
}

function indentOf(text: string, at: number): number {
  let count = 0;
  while (text[at + count] === ' ' || text[at + count] === '\t') count += 1;
  return count;
}

export interface Unquoted {
  readonly text: string;
  readonly start: number;
  readonly lineEnd: number;
  /** What stands on the line before the name. */
  readonly before: string;
  /** What stands between the name and the sign. */
  readonly closers: string;
  readonly isProse: boolean;
}

/** A name at the begin of its line, behind a comment's sign or a word like `export`. */
const AT_BEGIN =
  /^\s*(?:(?:[#;*!]+|\/\/+|--)\s*)?(?:(?:export|set|local|readonly|declare|env|ENV|ARG|let|const|var|final|static|private|public|String|string|-e|-)\s+){0,4}(?:[\w.$@/:[\]"'-]*)$/;
/** Whether a name stands at the begin of its line: then the whole line is its value. */
export function isAtBegin(before: string): boolean {
  return AT_BEGIN.test(before);
}

/** The next part of a connection string, a query, or a list of assignments. */
const NEXT_PART = /;\s*[A-Za-z][\w .-]{0,40}=|&[\w.-]{1,60}=|,\s*["']?[\w.-]{1,60}["']?\s*[=:]/;

/** How far the next part is looked for. */
const NEAR = 2000;

/** Where a value ends that has no quotes of its own. */
export function wordEnd({text, start, lineEnd, before, closers, isProse}: Unquoted): number {
  const opened = openQuote(before + closers);
  const whole = text.slice(start, lineEnd);
  const escape = isProse ? /\\n/.exec(whole.slice(0, FAR))?.index : undefined;
  const line = escape === undefined ? whole : whole.slice(0, escape);
  const close = opened === '' ? -1 : line.slice(0, FAR).indexOf(opened);
  const rest = close < 0 ? line : line.slice(0, close);
  const near = rest.slice(0, NEAR);
  const isInConnection =
    /;\s{0,9}$/.test(before) || /;\s{0,9}[A-Za-z][\w .-]{0,40}=/.test(near) || (opened !== '' && rest.endsWith(';'));
  const next = NEXT_PART.exec(near)?.index;
  if (isInConnection) return start + trimmed(next === undefined ? rest : rest.slice(0, next)).length;
  // `tokenAuth=true,newSecrets=false`: a list in one line.
  if (next !== undefined && isSwitch(rest.slice(0, next))) return start + next;
  if (!isProse && opened === '' && isAtBegin(before)) return continued(text, start, lineEnd);
  // The whole rest of what is in quotes, where the name is the first in them: a header, an item of a list.
  if (opened !== '' && close >= 0 && /(?:^|[^\\])["'`]\s*$/.test(before)) return start + rest.length;
  const word =
    /^(?:(?:Bearer|Basic|Token|ApiKey|Api-Key|GenieKey|Splunk|SSWS|OAuth)\s{1,4})?\S+/i.exec(
      next === undefined ? rest : rest.slice(0, next),
    )?.[0] ?? '';
  return start + trimmed(word).length;
}

/** A line that ends with a backslash goes on in the next one. */
function continued(text: string, start: number, lineEnd: number): number {
  let end = lineEnd;
  while (text[end - 1] === '\\' && end < text.length && end - start < FAR) {
    const newline = text.indexOf('\n', end + 1);
    end = newline < 0 ? text.length : newline;
  }
  const value = text.slice(start, end).trimEnd();
  return start + value.length - (value.length > 1 && /[,;]/.test(value.at(-1) ?? '') ? 1 : 0);
}

/** Signs that end a sentence or close what is around a word. */
function trimmed(word: string): string {
  let end = word.length;
  while (end > 1 && /[\s,;.)\]}>"'`:]/.test(word[end - 1] ?? '')) end -= 1;
  return word.slice(0, end);
}

/** The quote that is open where the line has come to; '' where none is. */
function openQuote(before: string): string {
  let open = '';
  if (!/["'`]/.test(before)) return open;
  for (const char of before.replace(/\\["'`]/g, '')) {
    if (open === '' && (char === '"' || char === "'" || char === '`')) open = char;
    else if (char === open) open = '';
  }
  return open;
}
