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

export function attacksOn(events: readonly Obj[], seed: number, until: string): Attack[] {
  const rng = new Rng(seed, 'attacks');
  const all = lines(events);
  const long = JSON.stringify({...other(events[0] ?? {}, 0), requestObject: {data: {long: 'x'.repeat(10 * 2 ** 20)}}});
  const halfway = events.slice(0, Math.floor(events.length / 2));
  const attack = (name: string, log: string, isWhole: boolean, mustSay = false): Attack => ({
    name,
    log,
    isWhole,
    mustSay,
  });
  return [
    attack('the last line cut short', `${all}${all.slice(0, 400)}`, true, true),
    attack('lines shuffled', lines(rng.shuffled(events)), true),
    attack('every line twice', lines(events.flatMap((event) => [event, event])), true),
    attack('both stages of each', lines(events.flatMap((event) => [received(event), event])), true),
    attack('a line of 10 MB', `${long}\n${all}`, true),
    attack('escape sequences', lines(events.map(poisoned)), false),
    attack('a byte order mark, CRLF, blank lines', `\uFEFF${all.replaceAll('\n', '\r\n\r\n')}`, true),
    attack('nonsense between', `not json\n{"kind":"Event"\n[]\nnull\n7\n{"kind":"Event"}\n${all}`, true, true),
    attack('hostile fields', `${lines(events.slice(0, 40).map(hostile))}${all}`, true),
    attack(
      'begins after the mutations',
      lines(events.filter((event) => asText(event['stageTimestamp']) > until)),
      false,
    ),
    attack('ends half way', lines(halfway), false),
    attack('begins half way', lines(events.slice(halfway.length)), false),
    attack('empty', '', false),
    {
      ...attack('one of two API servers', lines(events.filter((_event, index) => index % 2 === 0)), false),
      isHollow: true,
    },
  ];
}

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
  copy['userAgent'] = `${asText(copy['userAgent'])}${ESCAPES}`;
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

/** A million events of other objects around the real ones, written piece by piece; answers with its size. */
export function writeMany(file: string, events: readonly Obj[], many: number): number {
  const out = openSync(file, 'w');
  const patterns = events.slice(0, 200).map((event) => JSON.stringify(other(event, 0)));
  let bytes = 0;
  const write = (text: string): void => {
    bytes += writeSync(out, text);
  };
  const block = patterns.map((text) => `${text}\n`).join('');
  const half = Math.floor(many / patterns.length / 2);
  for (let times = 0; times < half; times++) write(block.replaceAll('other-0', `other-${times}`));
  write(lines(events));
  for (let times = 0; times < half; times++) write(block.replaceAll('other-0', `other-${half + times}`));
  closeSync(out);
  return bytes;
}
