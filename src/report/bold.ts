import type {Paint} from './paint.ts';
import {continued, hanging} from './words.ts';

/** A name and what is said of it, in lines of so many columns: the name stands out. */
export function boldFirst(
  name: string,
  said: string,
  {width, paint, indent = 2}: {readonly width: number; readonly paint: Paint; readonly indent?: number},
): string[] {
  const [first = '', ...rest] = hanging(name + said, width, indent);
  const bold = first.startsWith(name) ? name : first;
  return [paint.bold(bold) + first.slice(bold.length), ...rest];
}

/** What to type next. */
export function nextCommand(command: string, width: number, paint: Paint): string[] {
  const lead = 'Next: ';
  const [first = '', ...rest] = continued(lead + command, width);
  return [lead + paint.bold(first.slice(lead.length)), ...rest.map(paint.bold)];
}
