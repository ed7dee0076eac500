import {closeSync, openSync, writeSync} from 'node:fs';
import {asText, clone} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {Rng} from '../accuracy/rng.ts';

/** A log that something happened to. */
export interface Attack {
  readonly name: string;
  readonly log: string;
  /** Whether nothing that matters is lost: the same answers are due then. */
  readonly isWhole: boolean;
  /** Something in it cannot be read: one line is due on stderr, and no more than a few. */
  readonly mustSay: boolean;
  /** Parts are missing that nothing tells of: who is named is counted, and no fault. */
  readonly isHollow?: true;
}

const lines = (items: readonly Obj[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');

interface When {
  readonly seed: number;
  /** When the mutations began and ended. */
  readonly from: string;
  readonly until: string;
}

type Make = (events: readonly Obj[], when: When) => Attack;

/** An attack that leaves all that matters in the log. */
const whole =
  (name: string, make: (events: readonly Obj[], when: When) => string, mustSay = false): Make =>
  (events, when) => ({name, log: make(events, when), isWhole: true, mustSay});

const partial =
  (name: string, make: (events: readonly Obj[], when: When) => readonly Obj[]): Make =>
  (events, when) => ({name, log: lines(make(events, when)), isWhole: false, mustSay: false});

/** The time of the middle one of the mutations. */
function middle(events: readonly Obj[], {from, until}: When): string {
  const within = events.filter((event) => isAfter(event, from) && !isAfter(event, until));
  return asText(within[Math.floor(within.length / 2)]?.['stageTimestamp']);
}

const isAfter = (event: Obj, time: string): boolean => asText(event['stageTimestamp']) > time;

export const ATTACKS: readonly Make[] = [
  whole('the last line cut short', (events) => `${lines(events)}${lines(events).slice(0, 400)}`, true),
  whole('lines shuffled', (events, {seed}) => lines(new Rng(seed, 'attacks').shuffled(events))),
  whole('every line twice', (events) => lines(events.flatMap((event) => [event, event]))),
  whole('both stages of each', (events) => lines(events.flatMap((event) => [received(event), event]))),
  whole('a line of 10 MB', (events) => `${longLine(events)}\n${lines(events)}`),
  partial('escape sequences', (events) => events.map(poisoned)),
  whole('a byte order mark, CRLF, blank lines', (events) => `\uFEFF${lines(events).replaceAll('\n', '\r\n\r\n')}`),
  whole(
    'nonsense between',
    (events) => `not json\n{"kind":"Event"\n[]\nnull\n7\n{"kind":"Event"}\n${lines(events)}`,
    true,
  ),
  whole('hostile fields', (events) => `${lines(events.slice(0, 40).map(hostile))}${lines(events)}`),
  partial('begins after the mutations', (events, {until}) => events.filter((event) => isAfter(event, until))),
  partial('ends half way', (events, when) => {
    const time = middle(events, when);
    return events.filter((event) => !isAfter(event, time));
  }),
  partial('begins half way', (events, when) => {
    const time = middle(events, when);
    return events.filter((event) => isAfter(event, time));
  }),
  partial('empty', () => []),
  (events) => ({
    name: 'one of two API servers',
    log: lines([...events.filter((_event, index) => index % 2 === 0), ...events.slice(-1)]),
    isWhole: false,
    mustSay: false,
    isHollow: true,
  }),
];

const longLine = (events: readonly Obj[]): string =>
  JSON.stringify({...other(events[0] ?? {}, 0), requestObject: {data: {long: 'x'.repeat(10 * 2 ** 20)}}});

/** Another object's event, with everything else like it. */
function other(event: Obj, index: number): Obj {
  const copy = clone(event);
  copy['objectRef'] = {resource: 'configmaps', namespace: 'elsewhere', name: `other-${index}`, apiVersion: 'v1'};
  copy['auditID'] = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return copy;
}

/** As a policy without omitStages writes it: first without an answer. */
function received(event: Obj): Obj {
  const {responseStatus: _answer, requestObject: _body, ...rest} = event;
  return {...rest, stage: 'RequestReceived', stageTimestamp: event['requestReceivedTimestamp'] ?? ''};
}

const ESCAPES = '\u001B[2J\u001B]0;title\u0007\u202Egnol\u2066\u0000';

/** Every name and every agent with what a terminal would obey. */
function poisoned(event: Obj): Obj {
  const copy = clone(event);
  const agent = asText(copy['userAgent']);
  // Behind a slash: what stands before it is the tool's name in the server's books.
  copy['userAgent'] = `${agent}${agent.includes('/') ? '' : '/'}${ESCAPES}`;
  for (const field of ['user', 'impersonatedUser']) {
    const user = copy[field];
    if (typeof user === 'object' && user !== null && !Array.isArray(user))
      user['username'] = `${asText(user['username'])}${ESCAPES}`;
  }
  return copy;
}

/** What a reader that trusts types stumbles over. */
function hostile(event: Obj, index: number): Obj {
  const copy = clone(event);
  const odd = [null, 7, [], {}, 'x', true][index % 6] ?? null;
  const fields = ['user', 'objectRef', 'requestURI', 'stageTimestamp', 'responseStatus', 'userAgent', 'sourceIPs'];
  copy[fields[index % fields.length] ?? 'verb'] = odd;
  copy['auditID'] = `hostile-${index}`;
  return copy;
}

export const ESCAPED = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/;

/** A million events of other objects before the real ones, written piece by piece; answers with its size. */
export async function writeMany(file: string, fresh: () => Promise<readonly Obj[]>, many: number): Promise<number> {
  const events = await fresh();
  const out = openSync(file, 'w');
  const patterns = events.slice(0, 200).map((event) => JSON.stringify(other(event, 0)));
  let bytes = 0;
  const write = (text: string): void => {
    bytes += writeSync(out, text);
  };
  const block = patterns.map((text) => `${text}\n`).join('');
  for (let times = 0; times < many / patterns.length; times++) write(block.replaceAll('other-0', `other-${times}`));
  write(lines(await fresh()));
  closeSync(out);
  return bytes;
}
