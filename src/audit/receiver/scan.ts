const [QUOTE, ESCAPE, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** The body is not what it should be; the message says what is wrong, in a few words of our own. */
export class BadBody extends Error {}

/** A member of an object: its name, and where its value stands. */
export interface Member {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Where the members of a JSON object stand, without recursion and without making anything of their values: they are copied as they
 * are, to the last digit. Values are not looked into; whoever takes one parses it. Throws BadBody for what is no object.
 */
export function membersOf(bytes: Buffer): Member[] {
  const members: Member[] = [];
  let at = expected(bytes, blank(bytes, 0), OPEN);
  for (at = blank(bytes, at); bytes[at] !== CLOSE;) {
    const name = at;
    at = textEnd(bytes, at);
    const key = keyOf(bytes.toString('utf8', name, at));
    const from = blank(bytes, expected(bytes, blank(bytes, at), COLON));
    const to = valueEnd(bytes, from);
    members.push({name: key, from, to});
    at = next(bytes, to, CLOSE);
  }
  if (blank(bytes, at + 1) < bytes.length) throw new BadBody('more than one JSON document');
  return members;
}

/** The elements of a JSON list, each as it stands there. Throws BadBody for what is no list. */
export function elementsOf(bytes: Buffer): Buffer[] {
  const elements: Buffer[] = [];
  let at = expected(bytes, blank(bytes, 0), OPEN_LIST);
  for (at = blank(bytes, at); bytes[at] !== CLOSE_LIST;) {
    const to = valueEnd(bytes, at);
    elements.push(bytes.subarray(at, to));
    at = next(bytes, to, CLOSE_LIST);
  }
  return elements;
}

/** Behind a value: the start of the next one, or the closing byte. */
function next(bytes: Buffer, from: number, close: number): number {
  const at = blank(bytes, from);
  if (bytes[at] === close) return at;
  const after = blank(bytes, expected(bytes, at, COMMA));
  if (bytes[after] === close) throw new BadBody('no JSON');
  return after;
}

function expected(bytes: Buffer, at: number, byte: number): number {
  if (bytes[at] !== byte) throw new BadBody(at < bytes.length ? 'no JSON' : 'JSON that is cut off');
  return at + 1;
}

function blank(bytes: Buffer, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[at])
    at += 1;
  return at;
}

/** Behind the closing quote of a text. */
function textEnd(bytes: Buffer, from: number): number {
  for (let at = expected(bytes, from, QUOTE); ; at += 1) {
    at = bytes.indexOf(QUOTE, at);
    if (at < 0) throw new BadBody('JSON that is cut off');
    let escapes = 0;
    while (bytes[at - 1 - escapes] === ESCAPE) escapes += 1;
    if (escapes % 2 === 0) return at + 1;
  }
}

/** Behind a value of any kind. Within one only texts and brackets are told apart: that is as deep as it may be. */
function valueEnd(bytes: Buffer, from: number): number {
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = textEnd(bytes, at);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return at + 1;
      if (depth < 0) return plainEnd(from, at);
    } else if (depth === 0 && (byte === COMMA || (byte ?? 0) <= 0x20)) return plainEnd(from, at);
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
