import {EVENT_ID, getScalarValue, parseEvents} from 'js-yaml';
import type {Event} from 'js-yaml';
import {withNewlines} from './breaks.ts';

/**
 * The 1-based line of every field and list item of a text of one document, by JSON pointer: `/steps/0/name`. A field
 * stands where its name does. Nothing for what is no YAML: whoever parses it says so.
 */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const starts = lineStarts(text);
  let events: readonly Event[];
  try {
    events = parseEvents(withNewlines(text), {maxDepth: 200});
  } catch {
    return lines;
  }
  const lineAt = (event: Event | undefined): number => {
    const offset = event === undefined ? 0 : offsetOf(event);
    return lineOf(starts, offset);
  };
  /** Walks the node that begins at an index, and answers with the index behind it. */
  const walk = (at: number, pointer: string): number => {
    const type = events[at]?.type;
    if (type !== EVENT_ID.MAPPING && type !== EVENT_ID.SEQUENCE) return at + 1;
    let next = at + 1;
    for (let count = 0; events[next] !== undefined && events[next]?.type !== EVENT_ID.POP; count++) {
      const first = events[next];
      const isField = type === EVENT_ID.MAPPING;
      const name = isField && first?.type === EVENT_ID.SCALAR ? getScalarValue(text, first) : String(count);
      const child = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      lines.set(child, lineAt(first));
      next = walk(isField ? walk(next, `${child}\0`) : next, child);
    }
    return next + 1;
  };
  walk(1, '');
  return lines;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** How many lines begin at an offset or before it. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function offsetOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : 0;
}
