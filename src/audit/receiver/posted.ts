import {isObject, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {microseconds} from '../event.ts';
import {BadBody, elementsOf, membersOf} from './scan.ts';
import type {Span} from './scan.ts';
import {withoutSecrets} from './secrets.ts';

/** An event that was posted, as it is kept. */
export interface PostedEvent {
  /** One line of JSON, with its end: an Event of audit.k8s.io/v1. */
  readonly line: Buffer;
  /** When this stage of the request was reached, in microseconds since 1970; 0 where it does not say. */
  readonly at: number;
}

/** What came with one request. */
export interface Batch {
  readonly kept: readonly PostedEvent[];
  /** All of them, kept or not. */
  readonly events: number;
  /** Of the oldest one, in microseconds since 1970; undefined where none says. */
  readonly oldest: number | undefined;
}

/** Only what `helm drift` reads of a log, or whatever the API server posts. */
export type Wish = 'writes' | 'all';

const VERSION = 'audit.k8s.io/v1';
const [KIND, LIST_KIND] = ['Event', 'EventList'];

/**
 * The events of a posted list, as lines of a log. What they hold is copied byte by byte, but for what must not reach a disk. Throws
 * BadBody where one of them cannot be read: a list is kept as a whole or not at all.
 */
export function batchOf(body: Buffer, wish: Wish): Batch {
  const text = body.toString('latin1');
  const kept: PostedEvent[] = [];
  let oldest: number | undefined;
  const spans = itemsIn(body, text);
  for (const {from, to} of spans) {
    const bytes = body.subarray(from, to);
    const {document, at} = eventIn(bytes);
    if (at !== undefined && (oldest === undefined || at < oldest)) oldest = at;
    if (isWished(document, wish)) kept.push({line: lineOf(bytes, document), at: at ?? 0});
  }
  return {kept, events: spans.length, oldest};
}

/** Where the items of a list stand. */
function itemsIn(body: Buffer, text: string): readonly Span[] {
  const members = membersOf(text);
  const names = new Set(members.map(({name}) => name));
  if (names.size < members.length) throw new BadBody('the same field twice');
  const items = members.find(({name}) => name === 'items');
  const rest = Object.fromEntries(
    members
      .filter((one) => one !== items)
      .map(({name, from, to}): [string, Json] => [name, parsed(body.subarray(from, to))]),
  );
  if (rest['kind'] !== LIST_KIND) throw new BadBody(`no ${LIST_KIND}`);
  if (rest['apiVersion'] !== VERSION) throw new BadBody(`an ${LIST_KIND} of another version than ${VERSION}`);
  // Go's empty list is null.
  return items === undefined || text.slice(items.from, items.to) === 'null' ? [] : elementsOf(text, items.from);
}

function eventIn(bytes: Buffer): {readonly document: JsonObject; readonly at: number | undefined} {
  const document = parsed(bytes);
  if (!isObject(document) || textOf(document['auditID']) === '') throw new BadBody('an item that is no audit event');
  for (const [name, value] of [
    ['kind', KIND],
    ['apiVersion', VERSION],
  ] as const)
    if (document[name] !== undefined && document[name] !== value) throw new BadBody('an item that is no audit event');
  return {document, at: microseconds(textOf(document['stageTimestamp']))};
}

/** Of numbers that JavaScript does not hold exactly nothing is asked here. */
function parsed(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8')) as Json;
  } catch {
    throw new BadBody('no JSON');
  }
}

const STAGES: ReadonlySet<string> = new Set(['ResponseComplete', 'Panic']);
const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);
/** Requests that go through to a pod or a service: they change no object. */
const CONNECTS: ReadonlySet<string> = new Set(['exec', 'attach', 'portforward', 'proxy', 'log']);
const NOISE: ReadonlySet<string> = new Set(['coordination.k8s.io/leases', '/events', 'events.k8s.io/events']);

/** A write to an object, and how it ended. */
function isWished(event: JsonObject, wish: Wish): boolean {
  if (wish === 'all') return true;
  const ref = event['objectRef'];
  if (!isObject(ref) || !STAGES.has(textOf(event['stage'])) || READS.has(textOf(event['verb']))) return false;
  const isNoise = NOISE.has(`${textOf(ref['apiGroup'])}/${textOf(ref['resource'])}`);
  return !isNoise && !CONNECTS.has(textOf(ref['subresource']));
}

const [OPEN, LINE_FEED, BLANK] = [Buffer.from('{'), Buffer.from('\n'), 0x20];

/** Items of a list do not say what they are; a line of a log does. */
function lineOf(bytes: Buffer, event: JsonObject): Buffer {
  const {fields, left} = withoutSecrets(event);
  const own = {kind: KIND, apiVersion: VERSION, ...fields};
  const changed = [...Object.keys(own), ...left].filter((name) => name in event);
  const first = Buffer.from(`${JSON.stringify(own).slice(0, -1)},`);
  const rest = changed.length === 0 ? [bytes.subarray(bytes.indexOf(OPEN) + 1)] : without(bytes, new Set(changed));
  const whole = Buffer.concat([first, ...rest, LINE_FEED]);
  // Between the words of JSON a line feed is a blank, and within a text there is none.
  for (let at = whole.indexOf(LINE_FEED); at < whole.length - 1; at = whole.indexOf(LINE_FEED, at + 1))
    whole[at] = BLANK;
  return whole;
}

/** An object behind its first brace, without some of its fields. An event has others. */
function without(bytes: Buffer, names: ReadonlySet<string>): Buffer[] {
  const left = membersOf(bytes.toString('latin1')).filter(({name}) => !names.has(name));
  return left.flatMap(({start, to}, at) => [
    bytes.subarray(start, to),
    Buffer.from(at === left.length - 1 ? '}' : ','),
  ]);
}
