import {isSecretValue} from '../names/secret-values.ts';
import {isPlaceholder} from '../names/value-shapes.ts';
import {quotedEnd} from './extents.ts';
import {edited, isMasked} from './tools.ts';
import type {Edit, Tools} from './tools.ts';

/** Programs and SQL, where no sign of assignment stands between a name and its value. */

/** `define('DB_PASSWORD', '…')`, `config.set("token", "…")`, `{default_pass, <<"…">>}`. */
const ARGUMENT = /[({][^\S\n]{0,4}[:"'`]?([A-Za-z_][\w.-]{0,199})["'`]?[^\S\n]{0,8},[^\S\n]{0,8}(?:<<|N|b)?(["'`])/g;
/** `client.setPassword("…")`. */
const SETTER = /\b(?:set|with|add|put)_?([A-Z_a-z]\w{0,99})\(\s{0,8}(["'`])/g;
/** `IDENTIFIED WITH plugin BY '…'`, `LOGIN PASSWORD '…'`, `SET PASSWORD FOR x = PASSWORD('…')`. */
const SQL =
  /(?<![\w"'`.$-])(?:IDENTIFIED\s{1,4}(?:WITH\s{1,4}[\w"'`]{1,80}\s{1,4})?(?:BY|AS)(?:\s{1,4}PASSWORD)?|PASSWORD|PASSPHRASE|ENCRYPTED\s{1,4}BY)(?:\s{1,4}|\s{0,4}[=(]\s{0,4})[NE]?(['"])/gi;
const INSERT = /\bINSERT\s{1,4}INTO\s{1,4}[\w."`[\]]{1,200}\s{0,4}\(([^()]{1,2000})\)\s{0,4}VALUES\s{0,4}/gi;
const ROWS_AT_MOST = 1000;

export function hiddenInCode(text: string, {mask}: Tools): string {
  if (!/["'`]/.test(text)) return text;
  const edits: Edit[] = [];
  const hide = (start: number, end: number): void => {
    const value = text.slice(start, end);
    if (value !== '' && !isMasked(value) && !isPlaceholder(value)) edits.push({start, end, text: mask(value)});
  };
  const quoted = (match: RegExpMatchArray, quote: string): readonly [number, number] => {
    const start = (match.index ?? 0) + match[0].length;
    return [start, quotedEnd(text, start, quote)];
  };
  for (const pattern of [ARGUMENT, SETTER])
    for (const match of text.matchAll(pattern)) {
      const [, name = '', quote = ''] = match;
      if (!isSecretValue(name, 'Zx9!kq7Wv2')) continue;
      const [start, end] = quoted(match, quote);
      if (isSecretValue(name, text.slice(start, end))) hide(start, end);
    }
  for (const match of text.matchAll(SQL)) hide(...quoted(match, match[1] ?? "'"));
  for (const match of text.matchAll(INSERT)) for (const [start, end] of insertedSecrets(text, match)) hide(start, end);
  return edited(text, edits);
}

/** Of the rows of an INSERT, the values of columns with a secret name. */
function insertedSecrets(text: string, match: RegExpMatchArray): (readonly [number, number])[] {
  const columns = (match[1] ?? '').split(',').map((column) => column.replace(/["'`\s[\]]/g, ''));
  const secret = new Set(columns.flatMap((column, at) => (isSecretValue(column, 'Zx9!kq7Wv2') ? [at] : [])));
  const found: (readonly [number, number])[] = [];
  if (secret.size === 0) return found;
  let at = (match.index ?? 0) + match[0].length;
  for (let row = 0; row < ROWS_AT_MOST && text[at] === '('; row++) {
    at += 1;
    for (let column = 0; at < text.length && text[at] !== ')' && column <= columns.length; column++) {
      while (/\s/.test(text[at] ?? '')) at += 1;
      const quote = /^[NE]?(['"])/.exec(text.slice(at, at + 2));
      const start = quote === null ? at : at + quote[0].length;
      const end =
        quote === null
          ? start + (/^[^,)]*/.exec(text.slice(start, start + 1000))?.[0].length ?? 0)
          : quotedEnd(text, start, quote[1] ?? "'");
      if (secret.has(column) && quote !== null) found.push([start, end]);
      at = end + (quote === null ? 0 : 1);
      while (/[\s]/.test(text[at] ?? '')) at += 1;
      if (text[at] === ',') at += 1;
    }
    const next = /^\)\s{0,9},\s{0,9}/.exec(text.slice(at, at + 20));
    if (next === null) break;
    at += next[0].length;
  }
  return found;
}
