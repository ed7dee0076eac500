import {COLLECTION_STYLE_BLOCK, EVENT_ID, getScalarValue, load, parseEvents, YAMLException} from 'js-yaml';
import type {Event} from 'js-yaml';

/** One document of a text, as its lines stand there. */
export interface Part {
  /** 0-based line of the text at which the body begins. */
  readonly line: number;
  readonly body: string;
}

/** A field at the top of a document. Lines are 0-based and count from the document's first. */
export interface TopField {
  readonly name: string;
  readonly line: number;
  /** The value is a list that is written with dashes. */
  readonly isBlockList: boolean;
  /** Where the list's items begin. */
  readonly items: readonly number[];
}

/** The parts between the lines that begin with `---`; what follows the dashes on their line is kept in its column. */
export function partsOf(text: string): Part[] {
  const parts: {line: number; lines: string[]}[] = [{line: 0, lines: []}];
  // A byte order mark would move the first line's column.
  const whole = text.replace(/^\uFEFF/, '');
  whole.split('\n').forEach((line, at) => {
    if (/^---(?=\s|$)/.test(line)) parts.push({line: at, lines: [`   ${line.slice(3)}`]});
    // Such a line ends a document for YAML, and is nothing to helm.
    else parts.at(-1)?.lines.push(/^\.\.\.[^\S\n]*$/.test(line) ? line.replace('...', '#..') : line);
  });
  return parts.map(({line, lines}) => ({line, body: lines.join('\n')}));
}

/** The 0-based line, in the document, and the words of a key that stands twice in one map; undefined where none does. */
export function duplicateKey(body: string): {readonly line: number; readonly column: number} | undefined {
  try {
    load(body);
    return undefined;
  } catch (error) {
    // Whatever else is wrong, the reader with the right schema says.
    return error instanceof YAMLException && error.reason.includes('duplicate') ? error.mark : undefined;
  }
}

/** The fields of a document that is a map, in the order of the text; none for any other, or for no YAML. */
export function topFields(body: string): TopField[] {
  const events = eventsOf(body);
  const fields: TopField[] = [];
  if (events[1]?.type !== EVENT_ID.MAPPING) return [];
  for (let at = 2; events[at] !== undefined && events[at]?.type !== EVENT_ID.POP;) {
    const key = events[at] as Event;
    const valueAt = after(events, at);
    const value = events[valueAt];
    const isList = value?.type === EVENT_ID.SEQUENCE;
    if (key.type === EVENT_ID.SCALAR)
      fields.push({
        name: getScalarValue(body, key),
        line: lineOf(body, startOf(key)),
        isBlockList: isList && value.style === COLLECTION_STYLE_BLOCK,
        items: isList ? itemsFrom(events, valueAt + 1).map((item) => lineOf(body, startOf(item))) : [],
      });
    at = after(events, valueAt);
  }
  return fields;
}

function eventsOf(body: string): readonly Event[] {
  try {
    return parseEvents(body, {maxDepth: 200});
  } catch {
    return [];
  }
}

function itemsFrom(events: readonly Event[], first: number): Event[] {
  const items: Event[] = [];
  for (let at = first; events[at] !== undefined && events[at]?.type !== EVENT_ID.POP; at = after(events, at))
    items.push(events[at] as Event);
  return items;
}

/** The index behind the node that begins at an index. */
function after(events: readonly Event[], at: number): number {
  let depth = 0;
  let next = at;
  do {
    const type = events[next]?.type;
    if (type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING) depth += 1;
    else if (type === EVENT_ID.POP) depth -= 1;
    next += 1;
  } while (depth > 0 && next < events.length);
  return next;
}

function startOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : 0;
}

function lineOf(body: string, offset: number): number {
  return body.slice(0, Math.max(0, offset)).split('\n').length - 1;
}
