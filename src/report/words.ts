import {beginning, columnsOf, graphemes} from '../model/columns.ts';
import {ACTIVE} from '../model/inert.ts';

export {plural} from '../model/plural.ts';

const ACTIVE_OR_TAB = new RegExp(`[${ACTIVE}\\t]`, 'g');

/** A narrower terminal wraps by itself, and in a wider one a line is too long to read. */
const NARROWEST = 40;
const WIDEST = 120;

/** The columns that are filled in a terminal of so many. */
export function bounded(width: number): number {
  return Math.min(Math.max(width, NARROWEST), WIDEST);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['min', 60],
] as const;

/** `14 min ago`, from an RFC 3339 time; a time in the future (clocks differ) is `just now`. */
export function agoOf(time: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(time)) / 1000;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 || unit === 'min' ? '' : 's'} ago`;
  }
  return Number.isNaN(seconds) ? time : 'just now';
}

/** One line, without anything that a terminal would act on; long ones are cut, and say how long they were. */
export function safeText(text: string, longest = 160): string {
  const safe = text.replace(/\r?\n/g, '⏎').replace(ACTIVE_OR_TAB, '\uFFFD');
  return safe.length > longest ? `${safe.slice(0, longest - 10)}… (${safe.length} characters)` : safe;
}

/** A text in lines of so many columns at most; a word is broken only where no line holds it. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let [line, used] = ['', 0];
  for (const word of text.split(' ').flatMap((long) => pieces(long, width))) {
    const columns = columnsOf(word);
    if (line !== '' && used + 1 + columns > width) {
      lines.push(line);
      [line, used] = [word, columns];
    } else [line, used] = line === '' ? [word, columns] : [`${line} ${word}`, used + 1 + columns];
  }
  return line === '' ? lines : [...lines, line];
}

/** The same, where every line but the first stands further in. */
export function hanging(text: string, width: number, indent = 2): string[] {
  const [first = ''] = wrapped(text, width);
  const rest = text.slice(first.length).trimStart();
  return rest === '' ? [first] : [first, ...wrapped(rest, width - indent).map((line) => ' '.repeat(indent) + line)];
}

/** Where a path, an address or an image may be broken, if it must be. */
const JOINTS = /\[?[^./,:;=@[\]]*[./,:;=@\]]+|\[?[^./,:;=@[\]]+|\[/gu;

/** A word that no line holds is broken behind one of its signs, and in the middle of a name only where no line holds that. */
function pieces(word: string, width: number): string[] {
  if (columnsOf(word) <= width) return [word];
  let lines: string[] = [];
  for (const part of word.match(JOINTS) ?? []) {
    const line = lines.at(-1) ?? '';
    if (columnsOf(line + part) <= width) lines = [...lines.slice(0, -1), line + part];
    else if (columnsOf(part) <= width) lines.push(part);
    else lines = [...lines.slice(0, -1), ...broken(line + part, width)];
  }
  return lines;
}

function broken(part: string, width: number): string[] {
  const lines: string[] = [];
  for (let rest = part; rest !== ''; rest = rest.slice(lines.at(-1)?.length)) {
    const line = beginning(rest, width);
    // A character that no line holds has a line all the same.
    lines.push(line === '' ? (graphemes(rest)[0] ?? rest) : line);
  }
  return lines;
}

/** A text with spaces up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** A command to be copied: where it takes more lines, a shell reads them as one. */
export function continued(command: string, width: number): string[] {
  if (columnsOf(command) <= width) return [command];
  const lines = hanging(command, width - 2);
  return lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
}
