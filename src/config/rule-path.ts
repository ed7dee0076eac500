import {unescapedWord} from '../model/path.ts';
import type {Path, Segment} from '../model/path.ts';

/** A field of a list item (or of a map below it, or, with no path, the item itself) and the text that it must be. */
export interface Condition {
  readonly path: readonly string[];
  readonly equals: string;
}

/** One step of a rule's path. */
export type Token =
  /** A field by its name, or a list item by its index. */
  | {readonly key: string}
  /** Any one field or list item. */
  | {readonly any: true}
  /** The list items whose fields are so; `nth` counts those that share their keys, from 0. */
  | {readonly where: readonly Condition[]; readonly nth?: number};

export interface RulePath {
  /** As it was written, for messages. */
  readonly text: string;
  /** None for the object's root. */
  readonly tokens: readonly Token[];
}

/** Why a text is no path: one line. */
export interface PathProblem {
  readonly problem: string;
}

const SEGMENT = /\/(\[.*?\](?:\[\d+\])?(?=\/|$)|[^/]*)/gy;
const SELECT = /^\[(.*?)\](?:\[(\d+)\])?$/s;

/**
 * A rule's own path: a JSON pointer, where `*` is any one segment and `[name=x]` (`[port=80,protocol=TCP]`, `[=value]`,
 * `[name=x][1]` for the second of that name) a list item. `/` is the root. `~1` stands for a slash, `~0` for a tilde.
 */
export function parseRulePath(text: string): RulePath | PathProblem {
  if (text === '/') return {text, tokens: []};
  const problem = pointerProblem(text);
  if (problem !== undefined) return {problem};
  const tokens: Token[] = [];
  for (const [, segment = ''] of text.matchAll(SEGMENT)) {
    if (segment === '') return {problem: `"${text}" has an empty segment: a path is /spec/replicas`};
    const token = tokenOf(segment);
    if (token === undefined)
      return {problem: `"${segment}" in "${text}" names no list item: write [name=x], or its index without brackets`};
    tokens.push(token);
  }
  return {text, tokens};
}

/** A pointer of RFC 6901 alone, as Argo CD and Flux read them: nothing in it is a wildcard, '' is the root. */
export function parsePointer(text: string): RulePath | PathProblem {
  if (text === '') return {text, tokens: []};
  const problem = pointerProblem(text);
  if (problem !== undefined) return {problem};
  const tokens = text
    .slice(1)
    .split('/')
    .map((key) => ({key: unescapedWord(key)}));
  return {text, tokens};
}

/** The rule path that names a finding's path and nothing beside it. */
export function rulePathOf(path: Path): string {
  return path.length === 0 ? '/' : path.map((segment) => `/${segmentText(segment)}`).join('');
}

function pointerProblem(text: string): string | undefined {
  if (!text.startsWith('/')) return `"${text}" is no JSON pointer: it begins with a slash, as /spec/replicas`;
  return /~(?![01])/.test(text) ? `"${text}" has a ~ that is neither ~0 (a tilde) nor ~1 (a slash)` : undefined;
}

function tokenOf(segment: string): Token | undefined {
  if (segment === '*') return {any: true};
  if (!segment.startsWith('[')) return {key: unescapedWord(segment)};
  const [, body, nth] = SELECT.exec(segment) ?? [];
  if (body === undefined || !body.includes('=')) return undefined;
  // A value may hold commas: only what looks like the next key ends it.
  const pairs = body.startsWith('=') ? [body] : body.split(/,(?=[^,=]+=)/);
  const where = pairs.map((pair): Condition => {
    const at = pair.indexOf('=');
    return {path: at === 0 ? [] : [unescapedWord(pair.slice(0, at))], equals: unescapedWord(pair.slice(at + 1))};
  });
  return nth === undefined ? {where} : {where, nth: Number(nth)};
}

function segmentText(segment: Segment): string {
  if ('field' in segment) return escaped(segment.field);
  if ('index' in segment) return String(segment.index);
  const keys = Object.entries(segment.select).map(([key, value]) => `${escaped(key)}=${escaped(String(value))}`);
  return `[${keys.join(',')}]${segment.nth > 0 ? `[${segment.nth}]` : ''}`;
}

function escaped(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}
