import {isDeepStrictEqual} from 'node:util';
import {UserError} from '../model/errors.ts';
import {isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import type {Finding} from '../model/report.ts';
import {readYamlDocuments} from '../yaml/read.ts';
import {API_VERSION, parseRules} from './file.ts';
import {CONFIG_FILE} from './names.ts';
import {pathMatches} from './path-match.ts';
import {partsOf, topFields} from './positions.ts';
import type {Part, TopField} from './positions.ts';
import {parseRulePath, rulePathOf} from './rule-path.ts';
import {looksOurs} from './settings.ts';
import type {WrittenRule} from './written.ts';
import {yamlItem} from './yaml-text.ts';

/**
 * The narrowest rule for one finding: its object and its path, or, for a whole object, its change. `release` is put into
 * the target as it is given: a name, or `namespace/name` to keep the rule to one namespace.
 */
export function narrowestRule(
  finding: Finding,
  {reason, expires, release}: {readonly reason: string; readonly expires?: string; readonly release?: string},
): WrittenRule {
  const {ref, path, change} = finding;
  const {group, kind, name} = ref;
  const start = {
    reason,
    ...(expires === undefined ? {} : {expires}),
    target: {...(release === undefined ? {} : {release}), group, kind, name},
  };
  if (path.length === 0) return {...start, changes: [change]};
  const text = rulePathOf(path);
  const parsed = parseRulePath(text);
  // Names with brackets and equal signs in them can read as something else.
  if ('problem' in parsed || parsed.tokens.length !== path.length || !pathMatches(parsed, finding, {}))
    throw new UserError(
      `no path can be written that names ${text} alone`,
      'Write a rule by hand, with * for that segment.',
    );
  return {...start, paths: [text]};
}

/**
 * The text of a `.helm-drift.yaml` with one rule more, and all else as it was: comments, order and spelling. Without a
 * text, a new file. Throws UserError, with the rule to add by hand, where the list is written in a way that a line
 * cannot be added to; what comes out was read again and says what it must.
 */
export function appendRule(text: string | undefined, rule: WrittenRule): string {
  const before = text ?? '';
  // What is wrong already is told before anything is made of it.
  parseRules(before, CONFIG_FILE);
  const after = inserted(before, rule);
  if (after === undefined || !saysTheSame(before, after, rule)) throw byHand(rule);
  parseRules(after, CONFIG_FILE);
  return after;
}

function inserted(text: string, rule: WrittenRule): string | undefined {
  const ours = readYamlDocuments(text, {name: CONFIG_FILE}).find(({value}) => looksOurs(value));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (ours === undefined) {
    const isEmpty = partsOf(text).every(({body}) => /^(?:\s*(?:#.*)?(?:\n|$))*$/.test(body));
    const head = [`apiVersion: ${API_VERSION}`, 'kind: Config', 'ignore:', ...yamlItem(rule, 2)];
    return ended(text, eol) + [...(isEmpty ? [] : ['---']), ...head, ''].join(eol);
  }
  const part = partsOf(text).findLast(({line}) => line < ours.line);
  const fields = part === undefined ? [] : topFields(part.body);
  if (part === undefined || fields.length === 0) return undefined;
  const place = placeIn(part, fields);
  if (place === undefined) return undefined;
  const lines = ended(text, eol).split('\n');
  const cr = eol === '\r\n' ? '\r' : '';
  const added = [...(place.heading ?? []), ...yamlItem(rule, place.indent)].map((line) => line + cr);
  lines.splice(part.line + place.line, place.replaces ?? 0, ...added);
  return lines.join('\n');
}

interface Insertion {
  /** 0-based, in the part. */
  readonly line: number;
  /** Columns before the dash. */
  readonly indent: number;
  /** What must stand above the rule, and how many lines it takes the place of. */
  readonly heading?: readonly string[];
  readonly replaces?: number;
}

function placeIn({body}: Part, fields: readonly TopField[]): Insertion | undefined {
  const lines = body.split('\n').map((line) => line.replace(/\r$/, ''));
  const at = fields.findIndex(({name}) => name === 'ignore');
  const end = (next: number): number => fields[next]?.line ?? lines.length;
  const field = fields[at];
  if (field === undefined) return {line: lastContent(lines, 0, lines.length, 0) + 1, indent: 2, heading: ['ignore:']};
  const [first] = field.items;
  if (field.isBlockList && first !== undefined) {
    const dash = /^( *)-(?: |$)/.exec(lines[first] ?? '');
    const indent = dash?.[1]?.length;
    return indent === undefined ? undefined : {line: lastContent(lines, first, end(at + 1), indent) + 1, indent};
  }
  // `ignore:` and `ignore: []`, with a comment or without, become a list; a list between brackets stays as it is.
  const empty = /^(["']?ignore["']?\s*:)\s*(?:\[\s*\]|null|~)?(\s*#.*)?$/.exec(lines[field.line] ?? '');
  const [, key, comment = ''] = empty ?? [];
  if (key === undefined || field.items.length > 0) return undefined;
  return {line: field.line, indent: 2, heading: [key + comment], replaces: 1};
}

/** The last line that is no blank and no comment, or a comment that stands in the list: one further left heads what follows. */
function lastContent(lines: readonly string[], from: number, to: number, indent: number): number {
  for (let at = to - 1; at > from; at -= 1) {
    const [, space = '', comment] = /^(\s*)(#?)/.exec(lines[at] ?? '') ?? [];
    const isBlank = (lines[at] ?? '').trim() === '';
    if (!isBlank && (comment === '' || space.length > indent || (indent > 0 && space.length === indent))) return at;
  }
  return from;
}

function ended(text: string, eol: string): string {
  return text === '' || text.endsWith('\n') ? text : text + eol;
}

/** Whether a text says what another does, and one rule more at the end of its list. */
function saysTheSame(before: string, after: string, rule: WrittenRule): boolean {
  const values = (text: string): Json[] => readYamlDocuments(text, {name: CONFIG_FILE}).map(({value}) => value);
  const wanted = values(before);
  const at = wanted.findIndex(looksOurs);
  const old = wanted[at];
  if (isObject(old))
    wanted[at] = {...old, ignore: [...((old['ignore'] ?? []) as Json[]), rule as unknown as JsonObject]};
  else wanted.push({apiVersion: API_VERSION, kind: 'Config', ignore: [rule as unknown as JsonObject]});
  try {
    return isDeepStrictEqual(values(after), wanted);
  } catch {
    return false;
  }
}

function byHand(rule: WrittenRule): UserError {
  return new UserError(
    `${CONFIG_FILE} is written in a way that a rule cannot be added to without rewriting it`,
    `Add it by hand, under "ignore:":\n${yamlItem(rule, 2).join('\n')}`,
  );
}
