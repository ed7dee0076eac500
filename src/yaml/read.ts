import {constructFromEvents, load, parseEvents, YAMLException} from 'js-yaml';
import {UserError} from '../model/errors.ts';
import type {Json} from '../model/json.ts';
import {asGoFolds, breaksOtherwise, linesWithBreaks, withNewlines} from './breaks.ts';
import {parseJsonExact} from './json.ts';
import {HELM_SCHEMA, unwrap} from './schema.ts';

export interface YamlDocument {
  readonly value: Json;
  /** 1-based line, in the whole text, of the document's first line of content. */
  readonly line: number;
  /** The chart's template, from Helm's `# Source:` comment. */
  readonly source?: string;
}

/** Aliases may repeat what is there; a document that grows beyond this many values through them is an attack or a mistake. */
const MAX_EXPANDED = 1_000_000;
const MAX_DEPTH = 200;

/**
 * Reads all documents of a text as Helm does: split at lines that begin with `---`, each parsed alone. Documents without
 * content are left out. `name` stands before line and column in errors. Throws UserError for what is no YAML.
 */
export function readYamlDocuments(text: string, {name}: {readonly name: string}): YamlDocument[] {
  assertText(text, name);
  const documents: YamlDocument[] = [];
  for (const {body, line} of splitDocuments(text)) {
    const start = line + leadingLines(body);
    const value = parseDocument(body, name, line);
    if (value === undefined) continue;
    const source = /^# Source: (.+?)\s*$/m.exec(body.slice(0, 2000))?.[1];
    documents.push({value, line: start, ...(source === undefined ? {} : {source})});
  }
  return documents;
}

/** A binary file that was named by mistake should be called that, not a syntax error. */
function assertText(text: string, name: string): void {
  // oxlint-disable-next-line no-control-regex -- exactly these are what text does not hold
  const at = text.search(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFD]/);
  if (at < 0 || (text[at] === '\uFFFD' && !text.slice(0, 4096).includes('\uFFFD'))) return;
  const line = text.slice(0, at).split('\n').length;
  throw new UserError(
    `${name}:${line}: this is not text, so it is no manifest`,
    'Name a file of YAML or JSON, in UTF-8.',
  );
}

/** The texts of all documents, as they stand between the separators. */
export function bodiesOf(text: string): string[] {
  return [...splitDocuments(text)].map(({body}) => body);
}

function* splitDocuments(text: string): Generator<{body: string; line: number}> {
  // Not by `m`, for which U+2028 ends a line as well.
  const separator = /(?<![^\n])---(?=\s|$)[^\S\n]*/g;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  for (const match of text.matchAll(separator)) {
    const body = text.slice(start, match.index);
    yield {body, line};
    line += countLines(body);
    start = match.index + match[0].length;
  }
  yield {body: text.slice(start), line};
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** How many lines of a document are blank or comments before its content. */
function leadingLines(body: string): number {
  const lead = /^(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(body)?.[0] ?? '';
  return countLines(lead);
}

function parseDocument(body: string, name: string, line: number): Json | undefined {
  const trimmed = body.trimStart();
  const isOdd = breaksOtherwise(body);
  if (trimmed.startsWith('{') && !trimmed.includes('"__proto__"') && !isOdd) {
    const json = tryJson(trimmed);
    if (json !== undefined) return json;
  }
  if (/^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))*$/.test(isOdd ? withNewlines(body) : body)) return undefined;
  let value: Json;
  try {
    // `---` text and comments on the separator's own line belong to the document.
    value = unwrap(loadLeniently(body.replace(/^\.\.\.[^\S\n]*$/gm, '')));
  } catch (error) {
    throw explained(error, name, line);
  }
  if (body.includes('*') && expandedSize(value, new Map()) > MAX_EXPANDED) {
    throw new UserError(
      `${name}:${line}: its aliases expand to more than a million values`,
      'No manifest needs that: write the values out, or mend the anchors.',
    );
  }
  return value;
}

const LOADING = {schema: HELM_SCHEMA, json: true, maxDepth: MAX_DEPTH, maxTotalMergeKeys: 100_000} as const;

/** What js-yaml says of a line in brackets or quotes that is indented by less than its surroundings. */
const SHALLOW = 'deficient indentation';
/** Each costs one more reading. */
const SHALLOW_LINES_AT_MOST = 1000;

/**
 * In brackets and quotes Go's parser does not look at indentation, and charts close a list right below its key; js-yaml
 * follows the specification and refuses that. What such a line begins with means nothing, so it is moved to the right.
 */
function loadLeniently(body: string): unknown {
  let lines: string[] | undefined;
  const moved = new Set<number>();
  for (;;) {
    try {
      return loadAsGo(lines?.join('') ?? body);
    } catch (error) {
      const at = error instanceof YAMLException && error.reason === SHALLOW ? error.mark?.line : undefined;
      lines ??= linesWithBreaks(body);
      // A tab behind the first word: this may be the line that the brackets begin in, whose place does mean something.
      const isFirst = at !== undefined && /\S.*\t/.test(lines[at] ?? '');
      if (at === undefined || isFirst || moved.has(at) || moved.size === SHALLOW_LINES_AT_MOST)
        throw movedBack(error, moved);
      moved.add(at);
      lines[at] = `${' '.repeat(DEEP)}${lines[at] ?? ''}`;
    }
  }
}

/** The error, at the column where the user's own line has it. */
function movedBack(error: unknown, moved: ReadonlySet<number>): unknown {
  if (error instanceof YAMLException && error.mark !== undefined && moved.has(error.mark.line))
    error.mark.column = Math.max(0, error.mark.column - DEEP);
  return error;
}

function loadAsGo(text: string): unknown {
  if (!breaksOtherwise(text)) return load(text, LOADING);
  // Helm reads by lines, and ends the last one itself; js-yaml does the same with a block scalar there.
  if (!text.endsWith('\n')) return loadAsGo(`${text}\n`);
  const {source, events} = asGoFolds(text, parseEvents(withNewlines(text), {maxDepth: MAX_DEPTH}));
  // Of several documents that only such a line end sets apart, Go reads the first.
  return constructFromEvents(events, {...LOADING, source})[0] ?? null;
}

/** More than any surroundings can be indented by. */
const DEEP = 2 * MAX_DEPTH;

function tryJson(text: string): Json | undefined {
  try {
    return parseJsonExact(text);
  } catch {
    return undefined;
  }
}

/** Counts values as if every alias were written out; each shared node is counted once and then remembered. */
function expandedSize(value: Json | undefined, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  // Guards against a node that contains itself: it counts as endless.
  known.set(value, Number.POSITIVE_INFINITY);
  let size = 1;
  for (const child of Object.values(value) as Json[]) size += expandedSize(child, known);
  known.set(value, size);
  return size;
}

function explained(error: unknown, name: string, line: number): UserError {
  if (error instanceof YAMLException && error.mark !== undefined) {
    const {line: at, column} = error.mark as {line: number; column: number};
    return new UserError(
      `${name}:${line + at}:${column + 1}: not valid YAML: ${error.reason}`,
      'Mend it there, or write the file anew.',
    );
  }
  const reason = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  return new UserError(`${name}:${line}: not valid YAML: ${reason}`, 'Mend the document that begins there.');
}
