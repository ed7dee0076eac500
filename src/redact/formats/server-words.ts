import {isSecretName} from '../names/secret-values.ts';
import {isPlaceholder} from '../names/value-shapes.ts';
import {isMasked} from './tools.ts';
import type {Tools} from './tools.ts';

const QUOTED = String.raw`"(?:\\.|[^"\\])*"|'[^'\n]*'`;
/** `spec.auth.password: Invalid value: "hunter2": …`, as the API server puts it. */
const SERVER_VALUE = new RegExp(String.raw`(: (?:Invalid|Unsupported|Duplicate) value: )(${QUOTED}|[^\s:,]+)`, 'g');
/** How far before its value a path is looked for: a pattern that begins with it would try it at every character. */
const PATH_LENGTH = 300;
/** `{"name": "DB_PASSWORD", "value": "…"}`, and the same in YAML and as Go prints it; the value may come first. */
const NAMED =
  /(\bname(?:\\{0,4}["'])?:\s?(?:\\{0,4}["'])?)([\w.-]{1,160})((?:\\{0,4}["'])?,?\s{0,40}(?:\\{0,4}["'])?value(?:\\{0,4}["'])?:\s?)("(?:\\.|[^"\\])*"|'[^'\n]*'|\\{1,4}"[^"\\]*|[^\s,}"'\\]+)/gi;

/** What an API server quotes in its sentences: values below paths, and documents between quotes. */
export function hiddenInServerWords(text: string, tools: Tools): string {
  const hide = (before: string, secret: string, whole: string): string => {
    const [, open = '', bare = '', close = ''] = /^(\\+"|["']?)([\s\S]*?)(["']?)$/.exec(secret) ?? [];
    return bare === '' || isMasked(bare) || isPlaceholder(bare) || bare === 'null'
      ? whole
      : `${before}${open}${tools.mask(bare)}${close}`;
  };
  const served = text.includes(' value: ')
    ? text.replace(SERVER_VALUE, (all: string, before: string, secret: string, at: number, whole: string) =>
        isSecretPlace(whole.slice(Math.max(0, at - PATH_LENGTH), at)) ? hide(before, secret, all) : all,
      )
    : text;
  const named = /name/i.test(served)
    ? served.replace(NAMED, (all: string, before: string, name: string, between: string, secret: string) =>
        isSecretName(name) ? hide(before + name + between, secret, all) : all,
      )
    : served;
  if (!tools.isSaid) return named;
  const quoted = named.includes('\\') ? withoutQuoted(named, tools) : named;
  return /[[{]["']/.test(quoted) ? withoutEmbedded(quoted, tools) : quoted;
}

/** Texts in quotes that have escapes: documents that are quoted in a sentence. Each character is looked at once. */
function withoutQuoted(text: string, tools: Tools): string {
  let [result, done] = ['', 0];
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', done)) {
    const close = closing(text, open + 1);
    if (close < 0) break;
    const quoted = text.slice(open, close + 1);
    result +=
      text.slice(done, open) + (quoted.includes('\\') && quoted.length > 8 ? withinQuotes(quoted, tools) : quoted);
    done = close + 1;
  }
  return result + text.slice(done);
}

/** Lists and mappings of JSON within a sentence. */
function withoutEmbedded(text: string, {inner}: Tools): string {
  let [result, done] = ['', 0];
  const begin = /[[{]"/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const end = balanced(text, match.index);
    if (end < 0) break;
    result += text.slice(done, match.index) + inner(text.slice(match.index, end));
    done = end;
    begin.lastIndex = end;
  }
  return result + text.slice(done);
}

/** Where the bracket closes that opens at a place; -1 where none does. */
function balanced(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = closing(text, at + 1);
      if (at < 0) return -1;
    } else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function closing(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return -1;
}

function withinQuotes(quoted: string, {inner}: Tools): string {
  try {
    const plain = JSON.parse(quoted) as string;
    const safe = inner(plain);
    return safe === plain ? quoted : JSON.stringify(safe);
  } catch {
    // Go's escapes are more than those of JSON; the passes that follow see the text as it is.
    return quoted;
  }
}

/** The API server quotes the value of a path: of env and data it cannot be told which, and they are secret often enough. */
function isSecretPlace(before: string): boolean {
  const path = /[^\s:"]*$/.exec(before)?.[0] ?? '';
  return (
    isSecretName(path.replace(/\[\d*\]/g, '')) ||
    /(?:\.value|\bdata(?:\[.*|\..*)?|[dD]ata(?:\[.*|\..*)?|annotations.*)$/.test(path)
  );
}
