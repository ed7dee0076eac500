import {ACTIVE} from '../model/inert.ts';

const ACTIVE_OR_TAB = new RegExp(`[${ACTIVE}\\t]`, 'g');

/** `1 object`, `2 objects`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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

/** A text in lines of a width at most; a word that no line holds is broken. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** A word that no line holds is broken where the line ends. */
function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return Array.from({length: Math.ceil(word.length / width)}, (_, at) => word.slice(at * width, (at + 1) * width));
}
