const [QUOTE, ESCAPE, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The body is not what it should be; the message says what is wrong, in a few words of our own. */
export class BadBody extends Error {}

/** Where something stands: from its first byte up to what follows it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A member of an object: where its value stands, and from where on its name. */
export interface Member extends Span {
  readonly name: string;
  readonly start: number;
}

/**
 * Where the members of a JSON object stand, without recursion and without making anything of their values: they can be copied as
 * they are, to the last digit. Values are not looked into; whoever takes one parses it. `text` has a character a byte (latin1).
 * Throws BadBody for what is no object.
 */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = expected(text, blank(text, 0), OPEN);
  for (at = blank(text, at); text.charCodeAt(at) !== CLOSE;) {
    const start = at;
    at = textEnd(text, at);
    const name = keyOf(text.slice(start, at));
    const from = blank(text, expected(text, blank(text, at), COLON));
    const to = valueEnd(text, from);
    members.push({name, start, from, to});
    at = next(text, to, CLOSE);
  }
  if (blank(text, at + 1) < text.length) throw new BadBody('more than one JSON document');
  return members;
}

/** Where the elements of a JSON list stand that begins there. Throws BadBody for what is no list. */
export function elementsOf(text: string, begin = 0): Span[] {
  const elements: Span[] = [];
  let at = blank(text, expected(text, begin, OPEN_LIST));
  while (text.charCodeAt(at) !== CLOSE_LIST) {
    const to = valueEnd(text, at);
    elements.push({from: at, to});
    at = next(text, to, CLOSE_LIST);
  }
  return elements;
}

/** Behind a value: the start of the next one, or the closing byte. */
function next(text: string, from: number, close: number): number {
  const at = blank(text, from);
  if (text.charCodeAt(at) === close) return at;
  const after = blank(text, expected(text, at, COMMA));
  if (text.charCodeAt(after) === close) throw new BadBody('no JSON');
  return after;
}

function expected(text: string, at: number, byte: number): number {
  if (text.charCodeAt(at) !== byte) throw new BadBody(at < text.length ? 'no JSON' : 'JSON that is cut off');
  return at + 1;
}

function blank(text: string, from: number): number {
  let at = from;
  for (
    let byte = text.charCodeAt(at);
    byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
    byte = text.charCodeAt(at)
  )
    at += 1;
  return at;
}

/** Behind the closing quote of a text. */
function textEnd(text: string, from: number): number {
  for (let at = expected(text, from, QUOTE); ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) throw new BadBody('JSON that is cut off');
    let escapes = 0;
    while (text.charCodeAt(at - 1 - escapes) === ESCAPE) escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
}

/** Behind a value of any kind. Within one only texts and brackets are told apart: that is as deep as it may be. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const byte = text.charCodeAt(at);
    if (byte === QUOTE) {
      at = textEnd(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return at + 1;
      if (depth < 0) return plainEnd(from, at);
    } else if (depth === 0 && (byte === COMMA || byte <= 0x20)) return plainEnd(from, at);
    at += 1;
  }
  throw new BadBody('JSON that is cut off');
}

/** A number or a word; nothing at all is no value. */
function plainEnd(from: number, to: number): number {
  if (to === from) throw new BadBody('no JSON');
  return to;
}

function keyOf(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new BadBody('no JSON');
  }
}
