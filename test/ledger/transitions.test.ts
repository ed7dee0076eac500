import {describe, expect, test} from 'vitest';
import {refKey} from '../../src/model/refs.ts';
import {SEVERITIES} from '../../src/model/report.ts';
import {ledgerLine} from '../../src/ledger/line.ts';
import {parseLedger} from '../../src/ledger/parse.ts';
import {goneOf, tell, tellAccepted} from '../../src/ledger/transitions.ts';
import type {Look, SeenFinding} from '../../src/ledger/transitions.ts';
import {at, entryOf, idOf, ledgerOf, look, seen} from './made.ts';

const states = (...looks: readonly Look[]): (string | undefined)[] =>
  looks.map((_, index) => entryOf(ledgerOf(...looks.slice(0, index + 1)).ledger, 'a')?.state);

test('new, changed by value or severity, resolved, and back', () => {
  expect(
    states(
      look(0, [seen('a')]),
      look(1, [seen('a', {value: 'v2'})]),
      look(2, [seen('a', {value: 'v2', severity: 'high'})]),
      look(3, []),
      look(4, [seen('a')]),
    ),
  ).toEqual(['new', 'changed', 'changed', 'resolved', 'came back']);
  const {ledger} = ledgerOf(look(0, [seen('a', {severity: 'high'})]), look(5, []), look(9, [seen('a')]));
  expect(entryOf(ledger, 'a')).toMatchObject({
    first: at(0),
    since: at(9),
    worst: 'high',
    severity: 'medium',
    returns: 1,
  });
});

test('what ended is told with when it was last there', () => {
  const {ledger} = ledgerOf(look(0, [seen('a')]), look(3, [seen('a')]), look(7, []));
  expect(entryOf(ledger, 'a')).toMatchObject({
    state: 'resolved',
    at: at(7),
    lastSeen: at(3),
    since: at(0),
    endedBy: "somebody's hand",
  });
});

test('a look that changes nothing adds one line, and one of a release without drift none', () => {
  const before = ledgerOf(look(0, [seen('a')]));
  const after = ledgerOf(look(0, [seen('a')]), look(1, [seen('a')]));
  expect(after.ledger.lines).toBe(before.ledger.lines + 1);
  expect(entryOf(after.ledger, 'a')).toMatchObject({state: 'new', at: at(0), lastSeen: at(1)});
  const over = ledgerOf(look(0, [seen('a')]), look(1, []));
  expect(ledgerOf(look(0, [seen('a')]), look(1, []), look(2, [])).text).toBe(over.text);
});

describe('a rule', () => {
  const accepted = seen('a', {verdict: 'accepted'});

  test('accepts, and what it does not accept any more came back', () => {
    expect(states(look(0, [seen('a')]), look(1, [accepted]), look(2, [accepted]), look(3, [seen('a')]))).toEqual([
      'new',
      'accepted',
      'accepted',
      'came back',
    ]);
    expect(states(look(0, [accepted]), look(1, []))).toEqual(['accepted', 'resolved']);
  });

  test('that `accept` has written is known with who, until when and why, for as long as it holds', () => {
    const {ledger, text} = ledgerOf(look(0, [seen('a')]));
    const acceptance = {by: 'alice', until: '2027-01-31', ticket: 'OPS-1'};
    const told = tellAccepted(ledger, seen('a'), acceptance, {at: at(1)});
    expect(told).toMatchObject({state: 'accepted', first: at(0), since: at(0), acceptance, seq: ledger.seq + 1});
    const known = parseLedger(ledgerLine(told));
    expect(tell(known, look(2, [accepted]), String).entries).toEqual([]);
    expect(tell(known, look(2, [{...accepted, value: 'v2'}]), String).entries).toMatchObject([{acceptance}]);
    const [over] = tell(known, look(2, [seen('a')]), String).entries;
    expect(over).toMatchObject({state: 'came back', returns: 1});
    expect(over).not.toHaveProperty('acceptance');
    expect(text).not.toContain('alice');
  });
});

describe('what a look cannot see is not gone', () => {
  const before = [look(0, [seen('a'), seen('b')])];

  test.each<[string, Partial<Look>]>([
    ['a gap of its object', {hidden: new Set([refKey(seen('a').ref)])}],
    ['a gap of the whole release', {isBlind: true}],
    ['hooks that were left out', {within: []}],
  ])('%s', (_what, parts) => {
    const {ledger} = ledgerOf(...before, look(1, [seen('b')], parts));
    expect(entryOf(ledger, 'a')).toMatchObject({state: 'new', lastSeen: at(0), unseen: true});
    // That it is not seen is told once.
    const longer = ledgerOf(...before, look(1, [seen('b')], parts), look(2, [seen('b')], parts)).ledger;
    expect([longer.lines, entryOf(longer, 'a')?.lastSeen]).toEqual([ledger.lines + 1, at(0)]);
    const back = ledgerOf(...before, look(1, [seen('b')], parts), look(2, [seen('a')], parts)).ledger;
    expect(entryOf(back, 'a')).toMatchObject({state: 'new', at: at(0), lastSeen: at(2)});
    expect(entryOf(back, 'a')).not.toHaveProperty('unseen');
    expect(entryOf(ledger, 'b')).toMatchObject({lastSeen: at(1)});
    // Once it is seen that it is gone, that is told.
    const {ledger: later} = ledgerOf(...before, look(1, [seen('b')], parts), look(2, [seen('b')]));
    expect(entryOf(later, 'a')).toMatchObject({state: 'resolved', lastSeen: at(0)});
  });

  test('an extra object, where it was not looked for', () => {
    const extra = seen('a', {change: 'extra', path: ''});
    const {ledger} = ledgerOf(look(0, [extra, seen('b')]), look(1, [], {isSearched: false}));
    expect([entryOf(ledger, 'a')?.state, entryOf(ledger, 'b')?.state]).toEqual(['new', 'resolved']);
  });

  test.each<[string, Look['leftOut'], string]>([
    ['of a kind that was empty before it came', {since: at(-2), namespaces: []}, 'new'],
    ['of a kind that was empty after it was seen', {since: at(1), namespaces: []}, 'resolved'],
    ['in a namespace where custom kinds are not searched', {since: undefined, namespaces: ['shop']}, 'new'],
    ['in another one', {since: undefined, namespaces: ['other']}, 'resolved'],
  ])('an extra object of a custom kind, %s', (_what, leftOut, state) => {
    const ref = {group: 'x.example.com', kind: 'Widget', namespace: 'shop', name: 'a'};
    const extra = seen('a', {change: 'extra', path: '', ref});
    const {ledger} = ledgerOf(look(0, [extra, seen('b')]), look(2, [seen('b')], {leftOut}));
    expect(entryOf(ledger, 'a')?.state).toBe(state);
  });

  test('a look that saw nothing at all tells nothing', () => {
    expect(ledgerOf(...before, look(1, [], {isBlind: true})).text).toBe(ledgerOf(...before).text);
  });

  test('what only a wider look has seen is gone for such a look alone; a narrower one that sees it counts from then on', () => {
    const wide = {within: ['hooks', 'crds']} as const;
    expect(states(look(0, [seen('a')], wide), look(1, []), look(2, [], wide))).toEqual(['new', 'new', 'resolved']);
    const {ledger} = ledgerOf(look(0, [seen('a')], wide), look(1, [seen('a')]));
    expect(entryOf(ledger, 'a')).toMatchObject({state: 'new', at: at(0), kept: 1});
    expect(states(look(0, [seen('a')], wide), look(1, [seen('a')]), look(2, []))).toEqual(['new', 'new', 'resolved']);
  });
});

test('a clock that goes backward loses nothing, and times are told as they were', () => {
  const {ledger} = ledgerOf(look(60, [seen('a')]), look(10, [seen('a', {value: 'v2'})]), look(5, []));
  expect(entryOf(ledger, 'a')).toMatchObject({state: 'resolved', first: at(60), at: at(5), lastSeen: at(10)});
});

/** A small generator, the same in every run. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

interface Model {
  state: string;
  value: string;
  severity: string;
  first: string;
  last: string;
  worst: number;
  returns: number;
}

const NAMES = ['a', 'b', 'c', 'd'];

/** What one look does to a model of its findings, written down as plainly as can be. */
function modelled(models: Map<string, Model>, one: Look): void {
  for (const name of NAMES) {
    const found = one.findings.find(({id}) => id === idOf(name));
    const known = models.get(name);
    if (found === undefined) {
      const isHidden = one.isBlind || one.hidden.has(refKey(seen(name).ref));
      if (known !== undefined && known.state !== 'resolved' && !isHidden) known.state = 'resolved';
      continue;
    }
    const {verdict, value, severity} = found;
    const now = {value, severity, last: one.at, worst: Math.max(known?.worst ?? 0, SEVERITIES.indexOf(severity))};
    if (verdict === 'accepted') {
      const isSame = known?.state === 'accepted' && known.value === value;
      const worst = isSame ? known.worst : now.worst;
      const told = isSame ? known.severity : severity;
      models.set(name, {first: one.at, returns: 0, ...known, ...now, worst, severity: told, state: 'accepted'});
    } else if (known === undefined) models.set(name, {state: 'new', first: one.at, returns: 0, ...now});
    else if (known.state === 'resolved' || known.state === 'accepted')
      models.set(name, {...known, ...now, state: 'came back', returns: known.returns + 1});
    else if (known.value !== value || known.severity !== severity)
      models.set(name, {...known, ...now, state: 'changed'});
    else known.last = one.at;
  }
}

test('random checks: the ledger tells what a simple model does', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const draw = drawing(seed * 7919);
    const looks = Array.from({length: 25}, (_, minute): Look => {
      const findings = NAMES.flatMap((name): SeenFinding[] => {
        if (draw(3) === 0) return [];
        const severity = SEVERITIES[draw(2) + 1] ?? 'low';
        return [seen(name, {verdict: draw(5) === 0 ? 'accepted' : 'drift', value: `v${draw(2)}`, severity})];
      });
      const isHidden = draw(6) === 0;
      const hidden = new Set(isHidden ? [refKey(seen(NAMES[draw(4)] ?? 'a').ref)] : []);
      return look(minute, findings, {hidden, isBlind: findings.length === 0 && draw(4) === 0});
    });
    const models = new Map<string, Model>();
    for (const one of looks) modelled(models, one);
    const {ledger, text} = ledgerOf(...looks);
    const told = NAMES.flatMap((name) => {
      const entry = entryOf(ledger, name);
      if (entry === undefined) return [];
      const {state, value, severity, first, lastSeen, worst, returns} = entry;
      return [[name, {state, value, severity, first, last: lastSeen, worst: SEVERITIES.indexOf(worst), returns}]];
    });
    expect([seed, Object.fromEntries(told)]).toEqual([seed, Object.fromEntries(models)]);
    // Their numbers go up, line by line.
    const numbers = [...text.matchAll(/^\{"seq":(\d+)/gm)].map(([, digits]) => Number(digits));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
});

test('what is gone is asked about before it is told', () => {
  const {ledger} = ledgerOf(look(0, [seen('a'), seen('b')]));
  expect(goneOf(ledger, look(1, [seen('b')])).map(({id}) => id)).toEqual([idOf('a')]);
  const told = tell(ledger, look(1, [seen('b')], {revision: 2}), ({ref}) => `upgrade of ${ref.name}`);
  expect(told.entries).toMatchObject([{state: 'resolved', endedBy: 'upgrade of a', revision: 2}]);
  expect(parseLedger('').findings.size).toBe(0);
});
