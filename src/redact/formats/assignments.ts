import {isSecretValue, secretPart} from '../names/secret-values.ts';
import {kindOfName} from '../names/name-words.ts';
import {canBeSaid, isPlaceholder} from '../names/value-shapes.ts';
import {blockBelow, FAR, isAtBegin, itemsOf, quotedEnd, wordEnd} from './extents.ts';
import {edited, isMasked} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

/** `db.password = `, `"token": `, `:secret => `, `$cfg['key'] = `, with what may close the name before the sign. */
const ASSIGNED =
  /(?<![\w.$]|[\w.$]-|[\w.$]--)([A-Za-z_][\w.$-]{0,199}|[$@_]{1,3}[A-Za-z][\w.$-]{0,199})((?:\\{0,7}["'`\])>]){0,4})[^\S\n]{0,60}(=>|:=|==?|:)[^\S\n]{0,60}/g;
/** How the API server goes on after a path. */
const VERDICT = /^(?:Invalid|Unsupported|Duplicate|Required|Too|Forbidden|Not|Internal)\b/;
/** What names a secret in the query of a URL, and nowhere else. */
const IN_QUERY =
  /^(?:sig|signature|key|code|auth|x-amz-signature|x-amz-security-token|x-amz-credential|x-goog-signature|sas|hmac|pass|pw|t0k3n|jwt|state_token|assertion)$/i;
/** How far before a name is looked for what it stands in. */
const BEFORE = 400;

/** Values below secret names, in whatever text: to the quote that closes them, to the end of the line, or of the word in a sentence. */
export function hiddenAssignments(text: string, {mask, isProse}: Tools): string {
  const edits: Edit[] = [];
  const lines = lineFinder(text);
  ASSIGNED.lastIndex = 0;
  for (let match = ASSIGNED.exec(text); match !== null; match = ASSIGNED.exec(text)) {
    const [all, name = '', closers = '', sign = ''] = match;
    const at = match.index + all.length;
    const isQuery = /[?&]/.test(text[match.index - 1] ?? '');
    if (kindOfName(name) === 'plain' && !(isQuery && IN_QUERY.test(name))) continue;
    if (isMasked(text.slice(at, at + 60)) || (sign === ':' && text.startsWith('//', at))) continue;
    const found = valuesAt({
      text,
      at,
      nameAt: match.index,
      isQuery,
      isProse,
      sign,
      closers,
      lines: lines(match.index, at),
    });
    for (const [start, end] of found) {
      const value = text.slice(start, end);
      const isSecret =
        isQuery && IN_QUERY.test(name) ? value !== '' && !isPlaceholder(value) : isSecretValue(name, value);
      if (isSecret && !isMasked(value)) edits.push(hidden(value, start, mask));
      ASSIGNED.lastIndex = Math.max(ASSIGNED.lastIndex, isSecret ? end : at);
    }
  }
  return edited(text, edits);
}

function hidden(value: string, start: number, mask: Tools['mask']): Edit {
  const part = secretPart(value);
  const from = start + value.lastIndexOf(part);
  return {start: from, end: from + part.length, text: mask(part)};
}

interface Spot {
  readonly text: string;
  readonly at: number;
  readonly nameAt: number;
  readonly isQuery: boolean;
  readonly isProse: boolean;
  readonly sign: string;
  /** What closes the name: a quote that was opened before it. */
  readonly closers: string;
  /** Where the name's line begins, and the value's ends. */
  readonly lines: readonly [number, number];
}

/** Begins and ends of lines, for places that only move on: each character is looked at once. */
function lineFinder(text: string): (from: number, to: number) => readonly [number, number] {
  let [start, end] = [0, -1];
  const next = (at: number): number => {
    const found = text.indexOf('\n', at);
    return found < 0 ? text.length : found;
  };
  end = next(0);
  return (from, to) => {
    while (end < from) [start, end] = [end + 1, next(end + 1)];
    return [start, end < to ? next(to) : end];
  };
}

/** Where the values of an assignment begin and end: one, or those of a list. */
function valuesAt(spot: Spot): (readonly [number, number])[] {
  const {text, at, nameAt, isQuery} = spot;
  const [lineStart, lineEnd] = spot.lines;
  if (isQuery)
    return [[at, at + (/^(?:[^\s&#"'<>`\\;]|'(?![\s,;)\]}>]|$))*/.exec(text.slice(at, lineEnd))?.[0].length ?? 0)]];
  // `${PASSWORD:-default}`; what follows `?` is said where there is none.
  if (text.startsWith('${', nameAt - 2)) return variableAt(text, at, lineEnd);
  const prefix = /^(?:!!?\w*\s+|[NBbRr@](?=["'])|<<(?=")|&\w+\s+)/.exec(text.slice(at, at + 80))?.[0].length ?? 0;
  const start = at + prefix;
  const quote = /^(?:\\{1,7}["']|"""|'''|["'`])/.exec(text.slice(start, start + 10))?.[0];
  if (quote !== undefined) return [[start + quote.length, quotedEnd(text, start + quote.length, quote)]];
  const rest = text.slice(start, lineEnd);
  // The next line of a text that is quoted in a sentence.
  if (spot.isProse && /^\\+n/.test(rest)) return [];
  if (rest.trim() === '' || /^[|>][-+\d]*\s*(?:#.*)?$/.test(rest))
    return blockBelow(text, {lineStart, nameAt, lineEnd});
  if (rest.startsWith('[') && text.slice(start, start + FAR).includes(']')) return itemsOf(text, start);
  if (rest.startsWith('{') && !rest.startsWith('{{') && (spot.isProse || /^\{\s*$|[}]/.test(rest.slice(0, BEFORE))))
    return [];
  return unquoted(spot, start, lineEnd);
}

function variableAt(text: string, at: number, lineEnd: number): (readonly [number, number])[] {
  const close = text.slice(at, Math.min(lineEnd, at + FAR)).indexOf('}');
  return /[-=]/.test(text[at] ?? '') && close > 0 ? [[at + 1, at + close]] : [];
}

function unquoted(spot: Spot, start: number, lineEnd: number): (readonly [number, number])[] {
  const {text, nameAt, isProse, sign, closers} = spot;
  const before = text.slice(Math.max(spot.lines[0], nameAt - BEFORE), nameAt);
  const end = wordEnd({text, start, lineEnd, before, closers, isProse});
  const value = text.slice(start, end);
  if (isProse && VERDICT.test(value)) return [];
  // "failed to get token: unauthorized": words that follow a colon go on with the sentence.
  const mayBeSentence = sign === ':' && (isProse || !isAtBegin(before)) && /\s/.test(text[start - 1] ?? '');
  const isSentence = mayBeSentence && canBeSaid(value.replace(/[.,;:!]+$/, ''));
  return isSentence || value === '' ? [] : [[start, end]];
}
