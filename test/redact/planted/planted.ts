/** A secret in a text that somebody could really have put into a release. */
export interface Planted {
  readonly what: string;
  readonly secret: string;
  /** Where the text stands in its object, see canaries.ts. */
  readonly place: Place;
  readonly text: string;
}

/** A ConfigMap's file of that name, an environment variable, an argument of a list, an annotation, a field of a custom resource. */
export type Place =
  | {readonly file: string}
  | {readonly env: string}
  | {readonly arguments: readonly string[]}
  | {readonly annotation: string}
  | {readonly field: readonly string[]}
  | {readonly binary: string};

/** Where the secret of a template stands. */
export const HERE = '§';

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** The same characters for the same seed: neither words nor patterns, so that nothing stands there by chance. */
export function drawn(seed: number, length: number, alphabet: string = LETTERS + DIGITS): string {
  const characters = Array.from(alphabet);
  let state = (seed * 2_654_435_761 + 97) >>> 0;
  let text = '';
  for (let count = 0; count < length; count++) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    text += characters[(state >>> 7) % characters.length] ?? '';
  }
  return text;
}

export type Row = readonly [what: string, template: string | ((secret: string) => string), secret?: string];

/** Every row at one place, each with a secret of its own where it names none. */
export function rows(place: Place | ((row: Row) => Place), first: number, table: readonly Row[]): Planted[] {
  return table.map((row, at) => {
    const [what, template, given] = row;
    const secret = given ?? drawn(first + at, 14);
    const text = typeof template === 'string' ? template.replaceAll(HERE, () => secret) : template(secret);
    return {what, secret, text, place: typeof place === 'function' ? place(row) : place};
  });
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
