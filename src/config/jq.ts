import {UserError} from '../model/errors.ts';
import type {Condition, RulePath, Token} from './rule-path.ts';

/** jq's words, as far as they are read here: strings, fields, and signs. */
const WORD = /\s*(?:("(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(\d+)|(==|[.[\]|()?]))/y;

interface Reader {
  readonly words: readonly string[];
  at: number;
}

/**
 * The path of an Argo CD `jqPathExpressions` entry. There is no jq here: what is read is what names paths, which is nearly
 * all that people write. `.a.b`, `."quoted"`, `["quoted"]`, `[0]`, `[]`, a `?` behind any of them, `| select(.name == "x"
 * and .b.c == "y")` behind `[]`, and `| .more`. Throws UserError for all else: a rule half understood would hide too much.
 */
export function parseJqPath(expression: string): RulePath {
  const reader: Reader = {words: wordsOf(expression), at: 0};
  const tokens: Token[] = [];
  try {
    do pipePart(reader, tokens);
    while (take(reader, '|'));
    if (reader.at < reader.words.length || tokens.length === 0) throw new Error('not all of it is a path');
  } catch {
    throw new UserError(
      `the jq expression ${JSON.stringify(expression)} is more than a path: it cannot be read here`,
      'Write it as a JSON pointer, in jsonPointers, or in a rule of .helm-drift.yaml as /spec/list/[name=x]/field.',
    );
  }
  return {text: expression, tokens};
}

function wordsOf(expression: string): string[] {
  const words: string[] = [];
  const text = expression.trimEnd();
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const match = WORD.exec(text);
    // A sign that no word ends with stops the parser there.
    if (match === null) return [...words, '\u0000'];
    words.push(match[0].trim());
  }
  return words;
}

/** What stands between two pipes: a path, or a choice among the items of the list before it; either may go on as a path. */
function pipePart(reader: Reader, tokens: Token[]): void {
  if (take(reader, 'select')) {
    choice(reader, tokens);
    suffixes(reader, tokens);
    return;
  }
  if (peek(reader) !== '.') throw new Error('a path begins with a dot');
  if (['[', '|', undefined].includes(reader.words[reader.at + 1])) reader.at += 1;
  suffixes(reader, tokens);
}

function suffixes(reader: Reader, tokens: Token[]): void {
  for (;;) {
    if (take(reader, '.')) {
      // `.[0]` and `.a.[0]` are brackets too.
      if (peek(reader) !== '[') tokens.push({key: field(reader)});
    } else if (take(reader, '[')) tokens.push(bracket(reader));
    else if (!(tokens.length > 0 && take(reader, '?'))) return;
  }
}

function bracket(reader: Reader): Token {
  if (take(reader, ']')) return {any: true};
  const word = next(reader);
  expect(reader, ']');
  if (/^\d+$/.test(word)) return {key: String(Number(word))};
  if (word.startsWith('"')) return {key: unquoted(word)};
  throw new Error('neither an index nor a field');
}

function field(reader: Reader): string {
  const word = next(reader);
  if (word.startsWith('"')) return unquoted(word);
  if (/^[A-Za-z_]\w*$/.test(word)) return word;
  throw new Error('no field');
}

/** `select(.name == "x" and .kind == "y")`: narrows the `[]` before it. */
function choice(reader: Reader, tokens: Token[]): void {
  const last = tokens.pop();
  if (last === undefined || 'key' in last) throw new Error('select of what is no list');
  const where: Condition[] = 'where' in last ? [...last.where] : [];
  expect(reader, '(');
  do where.push(condition(reader));
  while (take(reader, 'and'));
  expect(reader, ')');
  tokens.push({where});
}

function condition(reader: Reader): Condition {
  const path: string[] = [];
  if (peek(reader) === '.' && reader.words[reader.at + 1] === '==') reader.at += 1;
  else {
    while (take(reader, '.')) {
      path.push(field(reader));
      take(reader, '?');
    }
    if (path.length === 0) throw new Error('no field to compare');
  }
  expect(reader, '==');
  const value = next(reader);
  if (!value.startsWith('"')) throw new Error('compared with no string');
  return {path, equals: unquoted(value)};
}

function unquoted(word: string): string {
  // `"\(…)"`, which jq fills in, is no JSON either.
  return JSON.parse(word) as string;
}

function peek({words, at}: Reader): string | undefined {
  return words[at];
}

function next(reader: Reader): string {
  const word = reader.words[reader.at];
  if (word === undefined) throw new Error('it ends too early');
  reader.at += 1;
  return word;
}

function take(reader: Reader, word: string): boolean {
  if (peek(reader) !== word) return false;
  reader.at += 1;
  return true;
}

function expect(reader: Reader, word: string): void {
  if (next(reader) !== word) throw new Error(`no ${word}`);
}
