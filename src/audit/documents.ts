/** A document of a log longer than this is not read: its beginning still says whose it is. */
const LONGEST = 64 * 1024 * 1024;
const [NEWLINE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, QUOTE, ESCAPE] = [0x0a, 0x7b, 0x7d, 0x5b, 0x5d, 0x22, 0x5c];

/** A piece of a log: a whole document, or the beginning of one that cannot be read. */
export interface Piece {
  readonly bytes: Buffer;
  /** cut: the log ends in it, or it is too long. odd: it is no document at all. */
  readonly kind: 'whole' | 'cut' | 'odd';
}

/**
 * Splits a log into documents, in bounded memory: an object a line, as API servers write it, with whatever stands before its
 * first brace; or documents over many lines, as command line tools print them, of a list one by one.
 */
export class LogSplitter {
  private readonly longest: number;
  private held: Buffer[] = [];
  private size = 0;
  private document: SpreadDocument | undefined;

  constructor(longest = LONGEST) {
    this.longest = longest;
  }

  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.line(chunk.subarray(from, end), pieces);
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    // Beyond the limit a line's bytes are let go.
    if (this.size + rest.length <= this.longest) this.held.push(Buffer.from(rest));
    this.size += rest.length;
    return pieces;
  }

  /** What is left when the log has ended. */
  end(): Piece[] {
    const pieces: Piece[] = [];
    if (this.size > 0) this.line(Buffer.alloc(0), pieces);
    const rest = this.document?.rest();
    if (rest !== undefined) pieces.push(rest);
    // The last line of a log that is still written to, or was copied, may lack its end.
    return pieces.map((piece, at) =>
      piece.kind === 'odd' && at === pieces.length - 1 ? {...piece, kind: 'cut' as const} : piece,
    );
  }

  private line(last: Buffer, pieces: Piece[]): void {
    const isCut = this.size + last.length > this.longest;
    const bytes = this.held.length === 0 ? last : Buffer.concat([...this.held, ...(isCut ? [] : [last])]);
    this.held = [];
    this.size = 0;
    if (isCut) {
      this.document = undefined;
      pieces.push({bytes, kind: 'cut'});
    } else if (this.document !== undefined) this.spread(this.document, bytes, pieces);
    else if (!isBlank(bytes)) this.first(bytes, pieces);
  }

  private first(bytes: Buffer, pieces: Piece[]): void {
    if (lastByte(bytes) === CLOSE && bytes.includes(OPEN)) pieces.push({bytes, kind: 'whole'});
    else if (beginsDocument(bytes)) this.spread(new SpreadDocument(this.longest), bytes, pieces);
    else pieces.push({bytes, kind: 'odd'});
  }

  private spread(document: SpreadDocument, line: Buffer, pieces: Piece[]): void {
    pieces.push(...document.take(line));
    this.document = document.isDone ? undefined : document;
  }
}

/** The first line of a document over many, as tools print them. A line that was cut off is none: it would swallow what follows. */
function beginsDocument(bytes: Buffer): boolean {
  const text = bytes.toString('latin1').trim();
  return /^\[\s*(?:\{.*)?$/s.test(text) || /^\{\s*(?:"[^"]*"\s*:\s*[[{])?$/.test(text);
}

function isBlank(bytes: Buffer): boolean {
  return lastByte(bytes) === undefined;
}

function lastByte(bytes: Buffer): number | undefined {
  let at = bytes.length - 1;
  while (at >= 0 && (bytes[at] ?? 0) <= 0x20) at -= 1;
  return bytes[at];
}

/** A document over many lines: the objects of a list one by one, an object as a whole. */
class SpreadDocument {
  isDone = false;
  private readonly longest: number;
  private braces = 0;
  private lists = 0;
  private isInText = false;
  private isEscaped = false;
  private parts: Buffer[] = [];
  private size = 0;

  constructor(longest: number) {
    this.longest = longest;
  }

  take(line: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let from = this.braces > 0 ? 0 : undefined;
    for (let at = 0; at < line.length; at++) {
      const byte = line[at] ?? 0;
      if (this.skips(byte)) continue;
      if (byte === OPEN) {
        if (this.braces === 0) from = at;
        this.braces += 1;
      } else if (byte === CLOSE) {
        this.braces -= 1;
        if (this.braces > 0) continue;
        pieces.push(this.closed(line.subarray(from ?? 0, at + 1)));
        from = undefined;
        this.isDone = this.lists === 0;
      } else if (this.braces === 0 && byte === OPEN_LIST) this.lists += 1;
      else if (this.braces === 0 && byte === CLOSE_LIST) {
        this.lists -= 1;
        this.isDone = this.lists <= 0;
      }
    }
    if (from !== undefined) this.keep(line.subarray(from));
    return pieces;
  }

  /** What never came to its end. */
  rest(): Piece | undefined {
    return this.parts.length === 0 ? undefined : {bytes: Buffer.concat(this.parts), kind: 'cut'};
  }

  /** Whether a byte is part of a text. */
  private skips(byte: number): boolean {
    if (!this.isInText) {
      this.isInText = byte === QUOTE;
      return this.isInText;
    }
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === ESCAPE) this.isEscaped = true;
    else if (byte === QUOTE) this.isInText = false;
    return true;
  }

  private keep(bytes: Buffer): void {
    this.size += bytes.length + 1;
    if (this.size <= this.longest) this.parts.push(Buffer.from(bytes), Buffer.from('\n'));
  }

  private closed(last: Buffer): Piece {
    const kind = this.size + last.length > this.longest ? 'cut' : 'whole';
    const bytes = Buffer.concat([...this.parts, last]);
    this.parts = [];
    this.size = 0;
    return {bytes, kind};
  }
}
