import {EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException} from 'js-yaml';
import type {Event, ScalarEvent} from 'js-yaml';
import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {edited} from './tools.ts';
import type {Edit} from './tools.ts';

type Node =
  | {readonly kind: 'scalar'; readonly event: ScalarEvent; readonly value: string; readonly anchor: string}
  | {readonly kind: 'alias'; readonly anchor: string}
  | {readonly kind: 'list'; readonly items: readonly Node[]}
  | {readonly kind: 'map'; readonly entries: readonly (readonly [Node, Node])[]};

/** A ConfigMap holds no more; beyond it lines are looked at one by one. */
const LONGEST = 1_200_000;

export interface HiddenYaml {
  readonly text: string;
  /** Every document of the text could be read. */
  readonly isWhole: boolean;
}

/**
 * A text of YAML or JSON documents with its secrets hidden where they stand, all else to the letter; undefined where it is no
 * such text. `hide` gets a document whose scalars are all texts, and gives a copy in which secrets are something else.
 */
export function hiddenInYaml(text: string, hide: (document: Json) => Json): HiddenYaml | undefined {
  if (text.length > LONGEST) return undefined;
  const parts = text.split(/^(?=---(?:\s|$))/m);
  let [isDocument, isWhole] = [false, true];
  const hidden = parts.map((part) => {
    const nodes = parsed(part);
    const isRead = nodes?.every(({kind}) => kind === 'map' || kind === 'list') === true;
    // What cannot be read, or is one scalar as any text is, is left to be looked at by lines.
    if (!isRead) isWhole &&= part.trim() === '' || part.trim() === '---';
    if (nodes === undefined || nodes.length === 0 || !isRead) return part;
    isDocument = true;
    return edited(
      part,
      nodes.flatMap((node) => editsOf(node, hide, part)),
    );
  });
  return isDocument ? {text: hidden.join(''), isWhole} : undefined;
}

function parsed(text: string): readonly Node[] | undefined {
  try {
    return nodesOf(parseEvents(text, {maxDepth: 100}), text);
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** The top node of each document. */
function nodesOf(events: readonly Event[], text: string): Node[] {
  let at = 0;
  const anchorOf = ({anchorStart, anchorEnd}: {anchorStart: number; anchorEnd: number}): string =>
    anchorStart < 0 ? '' : text.slice(anchorStart, anchorEnd);
  const until = (): Node[] => {
    const nodes: Node[] = [];
    for (let event = events[at++]; event !== undefined && event.type !== EVENT_ID.POP; event = events[at++])
      nodes.push(...one(event));
    return nodes;
  };
  const one = (event: Event): readonly Node[] => {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return [{kind: 'scalar', event, value: getScalarValue(text, event), anchor: anchorOf(event)}];
      case EVENT_ID.ALIAS:
        return [{kind: 'alias', anchor: anchorOf(event)}];
      case EVENT_ID.SEQUENCE:
        return [{kind: 'list', items: until()}];
      case EVENT_ID.MAPPING: {
        const nodes = until();
        const pairs = nodes.flatMap((key, index) => {
          const value = nodes[index + 1];
          return index % 2 === 0 && value !== undefined ? [[key, value] as const] : [];
        });
        return [{kind: 'map', entries: pairs}];
      }
      default:
        return until();
    }
  };
  const nodes: Node[] = [];
  for (let event = events[at++]; event !== undefined; event = events[at++]) nodes.push(...one(event));
  return nodes;
}

/** What an alias stands for while nobody knows whether it is a secret. */
const ALIAS = '\u0001alias ';

function jsonOf(node: Node): Json {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'alias') return ALIAS + node.anchor;
  if (node.kind === 'list') return node.items.map(jsonOf);
  return Object.fromEntries(node.entries.map(([key, value]) => [nameOf(key), jsonOf(value)]));
}

const nameOf = (key: Node): string => (key.kind === 'scalar' ? key.value : '');

function editsOf(node: Node, hide: (document: Json) => Json, text: string): Edit[] {
  const secretAnchors = new Set<string>();
  const edits = differing(node, hide(jsonOf(node)), {text, hide, secretAnchors});
  if (secretAnchors.size === 0) return edits;
  return [
    ...edits,
    ...scalarsOf(node).flatMap((scalar) => (secretAnchors.has(scalar.anchor) ? wholly(scalar, hide, text) : [])),
  ];
}

interface Reading {
  readonly text: string;
  readonly hide: (document: Json) => Json;
  /** Anchors that a secret name refers to: what they stand at is one. */
  readonly secretAnchors: Set<string>;
}

/** The edits that make of a document what was made of its copy. */
function differing(node: Node, safe: Json | undefined, reading: Reading): Edit[] {
  if (node.kind === 'alias') {
    if (safe !== ALIAS + node.anchor) reading.secretAnchors.add(node.anchor);
    return [];
  }
  if (node.kind === 'scalar')
    return safe === node.value || typeof safe !== 'string' ? [] : [replaced(node.event, safe, reading.text)];
  if (node.kind === 'list')
    return node.items.flatMap((item, at) =>
      differing(item, Array.isArray(safe) ? (safe as Json[])[at] : undefined, reading),
    );
  const last = new Map(node.entries.map(([key, value]) => [nameOf(key), value]));
  return node.entries.flatMap(([key, value]) => {
    const name = nameOf(key);
    // A key that stands there twice has but one place in the copy.
    const from = last.get(name) === value ? safe : reading.hide({[name]: jsonOf(value)});
    return differing(value, isObject(from) ? from[name] : undefined, reading);
  });
}

function scalarsOf(node: Node): Extract<Node, {kind: 'scalar'}>[] {
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'list') return node.items.flatMap(scalarsOf);
  return node.kind === 'map' ? node.entries.flatMap(([, value]) => scalarsOf(value)) : [];
}

function wholly(
  {value, event}: {readonly value: string; readonly event: ScalarEvent},
  hide: (document: Json) => Json,
  text: string,
): Edit[] {
  const safe = hide({password: value});
  const hidden = isObject(safe) ? safe['password'] : undefined;
  return typeof hidden === 'string' ? [replaced(event, hidden, text)] : [];
}

/** A new text in the spelling of the old one. */
function replaced({valueStart, valueEnd, style, indent}: ScalarEvent, value: string, text: string): Edit {
  let [start, end] = [valueStart, valueEnd];
  const raw = text.slice(start, end);
  const isQuoted = style === SCALAR_STYLE.DOUBLE_QUOTED || style === SCALAR_STYLE.SINGLE_QUOTED;
  if (isQuoted && /^["']/.test(raw) && raw.length > 1 && raw.endsWith(raw[0] ?? ''))
    [start, end] = [start + 1, end - 1];
  if (style === SCALAR_STYLE.DOUBLE_QUOTED) return {start, end, text: JSON.stringify(value).slice(1, -1)};
  if (style === SCALAR_STYLE.SINGLE_QUOTED)
    return {start, end, text: value.replaceAll("'", "''").replaceAll('\n', '\n\n')};
  if (style === SCALAR_STYLE.PLAIN) return {start, end, text: value.replaceAll('\n', ' ')};
  const margin = ' '.repeat(Math.max(indent, 1));
  const lines = value
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : margin + line));
  const tail = /\n\s*$/.exec(raw)?.[0] ?? '';
  return {start, end, text: lines.join(style === SCALAR_STYLE.FOLDED_BLOCK ? '\n\n' : '\n') + tail};
}
