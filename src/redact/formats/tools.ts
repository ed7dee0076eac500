/** What every format needs: how a secret is hidden, and how a text within a text is looked through. */
export interface Tools {
  readonly mask: (secret: string) => string;
  /** A text that stands in this one, one level deeper; unchanged where that is too deep. */
  readonly inner: (text: string) => string;
  /** A sentence rather than a document: a value ends with its word. */
  readonly isProse: boolean;
  /** Somebody else's words, of however many lines: they quote documents. */
  readonly isSaid: boolean;
}

/** A place in a text, and what comes there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with its edits done. Of two that overlap the first one stays. */
export function edited(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  let [result, at] = ['', 0];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

const MASKED = /^["'\\]*\*\*\* \(\d+ characters?, [0-9a-f]{8}\)/;

/** Whether a mask stands there already. */
export function isMasked(text: string): boolean {
  return MASKED.test(text);
}
