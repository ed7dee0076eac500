import type {Json} from '../model/json.ts';
import {boundedSet} from './secret-memory.ts';
import {hiddenAssignments} from './formats/assignments.ts';
import {hiddenInCode} from './formats/code.ts';
import {hiddenDirectives} from './formats/directives.ts';
import {hiddenEncoded} from './formats/encoded.ts';
import {hiddenKeys} from './formats/keys.ts';
import {hiddenInServerWords} from './formats/server-words.ts';
import {hiddenInCommands} from './formats/shell.ts';
import type {Tools} from './formats/tools.ts';
import {hiddenInUrls} from './formats/urls.ts';
import {hiddenInXml} from './formats/xml.ts';
import {hiddenInYaml} from './formats/yaml.ts';

type Mask = (text: string) => string;

export interface Reading {
  /** A sentence, as a server says it: no document as long as it is one line. */
  readonly isProse?: boolean;
  readonly depth?: number;
  /** Hides the secrets of a document that was parsed: scalars are texts. */
  readonly document: (value: Json, mask: Mask, depth: number) => Json;
}

/** A text in a text in a text: what is deeper is looked at as it stands there. */
const DEEPEST = 6;
/** Most texts hold nothing that any format could begin with. */
const WORTH_A_LOOK =
  /pass|pwd|pw\b|secret|token|cred|auth|key|:\/\/|PRIVATE|bearer|basic|digest|cookie|salt|otp|psk|eyJ| value: |identified|login|conn|jdbc:|mnemonic|id_|:[^\s@]{1,300}@|[\w-]\.[\w-]{16}|[A-Za-z0-9_-]{16}|\$\w+\$|SHA|curl|redis-cli|mysql|mariadb|sqlcmd|sqlplus|sqlldr|ldap|mc alias|rabbitmqctl|hooks|user|echo|@[\w.-]{1,253}:\S|(?:^|\n)[^\s:]+:\d*\*?:[^\s:]+:/i;

const LINE_OF_YAML = /^\s*(?:- )*["']?[\w./@-]{1,200}["']?:\s/;

/** Whatever the format: each takes a text and gives it with what it knows to be secret hidden. */
const FORMATS: readonly ((text: string, tools: Tools) => string)[] = [
  hiddenInServerWords,
  hiddenKeys,
  hiddenInUrls,
  hiddenInXml,
  hiddenInCode,
  hiddenInCommands,
  hiddenAssignments,
  hiddenDirectives,
  hiddenEncoded,
];

/** JSON that is quoted once more: YAML takes it, and reads other names. */
const ESCAPED = /^\s*[[{]\s*\\/;
const ASSIGNED_AT = FORMATS.indexOf(hiddenAssignments);

function inComments(text: string, tools: Tools): string {
  return text.includes('#')
    ? text.replace(/(?:^|[^\S\n])#[^\n]*/gm, (comment) => hiddenAssignments(comment, tools))
    : text;
}

/** A text without the secrets that its own words give away: by the structure of the document that it is, then format by format. */
export function scrubbedText(text: string, mask: Mask, {isProse = false, depth = 0, document}: Reading): string {
  if (!WORTH_A_LOOK.test(text)) return text;
  const clean = depth === 0 && text.length <= SHORT ? CLEAN[isProse ? 'prose' : 'value'] : undefined;
  if (clean?.has(text) === true) return text;
  const safe = looked(text, mask, {isProse, depth, document});
  if (safe === text) clean?.add(text);
  return safe;
}

/** Short texts that were looked through and hold no secret: an object, its findings and its report have the same ones. */
const SHORT = 500;
const BOUNDS = {entries: 20_000, characters: 4 * 1024 * 1024};
const CLEAN = {prose: boundedSet(BOUNDS), value: boundedSet(BOUNDS)};

function looked(text: string, mask: Mask, {isProse = false, depth = 0, document}: Reading): string {
  const inner = (part: string): string =>
    depth >= DEEPEST ? part : scrubbedText(part, mask, {isProse: false, depth: depth + 1, document});
  const isLine = !text.trim().includes('\n');
  const tools: Tools = {mask, inner, isProse: isProse && isLine, isSaid: isProse};
  // A command or a sentence of one line may read as YAML too.
  const mayBeDocument = isLine ? /^\s*[[{]/.test(text) || (!isProse && LINE_OF_YAML.test(text)) : /[:[{]/.test(text);
  const parsed = !mayBeDocument ? undefined : hiddenInYaml(text, (value) => document(value, mask, depth + 1));
  // Of a document that was read, names and values were told by its structure: lines would know less of them.
  const isRead = parsed?.isWhole === true && !ESCAPED.test(text);
  const formats = isRead ? FORMATS.with(ASSIGNED_AT, inComments) : FORMATS;
  return formats.reduce((rest, format) => format(rest, tools), parsed?.text ?? text);
}
