import type {Tools} from './tools.ts';

const RUN = /(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{16,}={0,2}|[A-Za-z0-9_-]{16,}={0,2})(?![A-Za-z0-9+/_=-])/g;
const WRAPPED = /^(?:[A-Za-z0-9+/]{40,120}\r?\n){1,100000}[A-Za-z0-9+/]{1,120}={0,2}\s*$/;
/** A text has many words that could be a base64, and each is decoded. */
const RUNS_AT_MOST = 2000;
const LONGEST = 1_500_000;

/** The text that a base64 stands for; undefined for what is none, and for bytes that are no text. */
export function decoded(run: string): string | undefined {
  if (run.length > LONGEST || /^(?:[0-9a-f]+|[A-Za-z]+|\d+)$/.test(run)) return undefined;
  const head = Buffer.from(run.slice(0, 32), 'base64').toString('latin1');
  // oxlint-disable-next-line no-control-regex -- exactly these are what text does not hold
  if (/[\u0000-\u0008\u000E-\u001F\u007F]/.test(head)) return undefined;
  const text = Buffer.from(run, 'base64').toString('utf8');
  // oxlint-disable-next-line no-control-regex -- the same, of all of it
  return /[\uFFFD\u0000-\u0008\u000E-\u001F]/.test(text) ? undefined : text;
}

/** Each base64 of a text that holds a secret, as a whole: a part of one cannot be taken out. */
export function hiddenEncoded(text: string, {mask, inner}: Tools): string {
  if (WRAPPED.test(text.slice(0, LONGEST))) {
    const plain = decoded(text.replace(/\s/g, ''));
    return plain !== undefined && inner(plain) !== plain ? mask(plain) : text;
  }
  let runs = 0;
  return text.replace(RUN, (run) => {
    if (++runs > RUNS_AT_MOST) return run;
    const plain = decoded(run);
    return plain !== undefined && inner(plain) !== plain ? mask(plain) : run;
  });
}
