import {CHOMPING_MODE, EVENT_ID, SCALAR_STYLE} from 'js-yaml';
import type {Event, ScalarEvent} from 'js-yaml';

/**
 * Ends of lines as Go's parser sees them. It knows YAML 1.1, where U+0085, U+2028 and U+2029 end a line as well, and folds the
 * blank lines behind a `\` at a line's end where YAML 1.2, and js-yaml, drop them.
 */
const OLD_BREAK = /[\u0085\u2028\u2029]/;
const OLD_BREAKS = new RegExp(OLD_BREAK, 'g');
/** These two stay in a text as they are, while U+0085 becomes the end of a line. */
const KEPT_BREAK = /[\u2028\u2029]/;
const ESCAPED_BREAK = /\\\r?\n[ \t]*\r?\n/;

/** Whether js-yaml by itself would read a text otherwise than Go. */
export const breaksOtherwise = (text: string): boolean => OLD_BREAK.test(text) || ESCAPED_BREAK.test(text);

/** The same text, as long, with ends of lines that js-yaml knows. */
export const withNewlines = (text: string): string => text.replace(OLD_BREAKS, '\n');

/** The lines of a text, each with what ends it. */
export const linesWithBreaks = (text: string): string[] => text.split(/(?<=[\n\u0085\u2028\u2029])/);

/**
 * The events of `withNewlines(text)` and the source that belongs to them: where js-yaml would make another value of a scalar than
 * Go does, Go's is written behind the text and the event points there.
 */
export function asGoFolds(text: string, events: readonly Event[]): {readonly source: string; readonly events: Event[]} {
  const original = text.replaceAll('\u0085', '\n');
  let source = withNewlines(text);
  const amended = events.map((event): Event => {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return event;
    const raw = original.slice(event.valueStart, event.valueEnd);
    const isEscaped = event.style === SCALAR_STYLE.DOUBLE_QUOTED && ESCAPED_BREAK.test(raw);
    if (!KEPT_BREAK.test(raw) && !isEscaped) return event;
    const valueStart = source.length + 1;
    source += `\n${quoted(event, raw.replaceAll('\r\n', '\n'))}`;
    return {...event, valueStart, valueEnd: source.length, style: SCALAR_STYLE.DOUBLE_QUOTED, fast: false};
  });
  return {source, events: amended};
}

/** What stands between double quotes for a scalar's value. */
function quoted(event: ScalarEvent, raw: string): string {
  if (isBlock(event)) return escaped(block(raw, event));
  if (event.style === SCALAR_STYLE.DOUBLE_QUOTED) return flow(raw, ESCAPES_AND_BREAKS, (text) => text);
  const isSingle = event.style === SCALAR_STYLE.SINGLE_QUOTED;
  return flow(raw, BREAKS, (text) => escaped(isSingle ? text.replaceAll("''", "'") : text));
}

const isBlock = ({style}: ScalarEvent): boolean =>
  style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A run of line ends with the blanks around them; no blank is looked at more than twice. */
const BREAKS = /(?:(?<![ \t])[ \t]+)?(?<first>[\n\u2028\u2029])(?<more>(?:[ \t]*[\n\u2028\u2029])*)[ \t]*/g;
/** Between double quotes a `\` takes the first line end away, and the blank before it stays; other escapes are left alone. */
const ESCAPES_AND_BREAKS =
  /\\[^\n\u2028\u2029]|(?:\\[\n\u2028\u2029]|(?:(?:(?<![ \t])|(?<=\\[ \t]))[ \t]+)?(?<first>[\n\u2028\u2029]))(?<more>(?:[ \t]*[\n\u2028\u2029])*)[ \t]*/g;

function flow(raw: string, runs: RegExp, write: (text: string) => string): string {
  let value = '';
  let at = 0;
  for (const match of raw.matchAll(runs)) {
    const {first = '', more} = match.groups ?? {};
    // An escape that is none of a line's end.
    if (more === undefined) continue;
    value += write(raw.slice(at, match.index)) + escaped(folded(first, more.replace(/[ \t]/g, '')));
    at = match.index + match[0].length;
  }
  return value + write(raw.slice(at));
}

/** The first of several line ends goes, and a single one becomes a space; those that stay as they are do neither. */
function folded(first: string, more: string): string {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
}

function block(raw: string, {indent, style, chomping}: ScalarEvent): string {
  let value = '';
  let [end, blank] = ['', ''];
  let wasIndented = false;
  for (const line of raw.split(/(?<=[\n\u2028\u2029])/)) {
    const [, text = '', lineEnd = ''] = /^(.*?)([\n\u2028\u2029]?)$/s.exec(line) ?? [];
    if (indent < 0 || text.length <= indent) {
      blank += lineEnd;
      continue;
    }
    const content = text.slice(indent);
    const isIndented = /^[ \t]/.test(content);
    const isFolded = style === SCALAR_STYLE.FOLDED_BLOCK && !wasIndented && !isIndented && end === '\n';
    value += (isFolded ? folded(end, blank) : end + blank) + content;
    [end, blank, wasIndented] = [lineEnd, '', isIndented];
  }
  if (chomping === CHOMPING_MODE.STRIP) return value;
  return chomping === CHOMPING_MODE.KEEP ? value + end + blank : value + end;
}
