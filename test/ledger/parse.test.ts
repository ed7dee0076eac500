import {expect, test} from 'vitest';
import {ledgerLine} from '../../src/ledger/line.ts';
import {parseLedger} from '../../src/ledger/parse.ts';
import {MOST_RESOLVED, shorter} from '../../src/ledger/shorter.ts';
import {tell} from '../../src/ledger/transitions.ts';
import type {LedgerEntry} from '../../src/ledger/entry.ts';
import {at, entryOf, entryWith, HEAD, idOf, idsOf, ledgerOf, look, seen, T0} from './made.ts';

const NOW = new Date(T0);

test('damaged lines are passed over and counted, wherever they stand', () => {
  const {text} = ledgerOf(look(0, [seen('a')]), look(1, [seen('a'), seen('b')]));
  const lines = text.trimEnd().split('\n');
  for (let place = 0; place <= lines.length; place++) {
    const mixed = [...lines.slice(0, place), '{"seq":', 'garbage', '{"seq":99,"id":"no"}', ...lines.slice(place)];
    const ledger = parseLedger(`${mixed.join('\n')}\n`);
    expect([idsOf(ledger.findings), ledger.damaged]).toEqual([[idOf('a'), idOf('b')].toSorted(), 3]);
  }
  // Where the newest line of a finding is gone, the one before speaks.
  const [head = '', ...rest] = ledgerOf(look(0, [seen('a')]), look(1, [seen('a', {value: 'v2'})])).text.split('\n');
  const cut = [head, ...rest.map((line) => (line.includes('"changed","at"') ? line.slice(0, -9) : line))].join('\n');
  expect([entryOf(parseLedger(cut), 'a')?.state, parseLedger(cut).damaged]).toEqual(['new', 1]);
});

test.each([
  ['no state', {state: 'gone'}],
  ['no time', {at: 1}],
  ['no object', {ref: 'x'}],
  ['a number that is none', {seq: 1.5}],
  ['no author', {by: null}],
])('a line with %s is none', (_what, parts) => {
  const {ledger} = ledgerOf(look(0, [seen('a')]));
  const line = ledgerLine({...entryOf(ledger, 'a'), ...parts} as LedgerEntry);
  const damaged = parseLedger(line);
  expect(damaged.findings.get(idOf('a'))).toBeUndefined();
  expect(damaged).toMatchObject({damaged: 1, lines: 1});
});

test('what another version has written is known by its number', () => {
  expect(parseLedger('{"schemaVersion":"2","more":true}\n')).toMatchObject({foreign: '2', damaged: 0});
  expect(parseLedger('{"schemaVersion":"1"}\n')).toMatchObject({damaged: 1, head: undefined});
});

test('names of objects in any script come back as they were', () => {
  const odd = seen('a', {title: 'Ünïcode ⏎ "x"\n\u0000', path: 'data["a\\b"]'});
  expect(entryOf(ledgerOf(look(0, [odd])).ledger, 'a')).toMatchObject({title: odd.title, path: odd.path});
});

/** A ledger of many lines: `checks` looks at `count` findings whose values change each time. */
function long(count: number, checks: number) {
  const names = Array.from({length: count}, (_, index) => `n${index}`);
  return ledgerOf(
    ...Array.from({length: checks}, (_, minute) =>
      look(
        minute,
        names.map((name) => seen(name, {value: `v${minute}`})),
      ),
    ),
  );
}

test('a ledger that has become long tells the same by one line a finding', () => {
  const {ledger} = long(20, 110);
  const text = shorter(ledger, NOW) ?? '';
  const short = parseLedger(text);
  expect(short.lines).toBe(21);
  expect([...short.findings.newest('')]).toEqual(
    [...ledger.findings.newest('')].map((one) => ({...one, kept: one.seq, seq: expect.any(Number) as number})),
  );
  expect(short.seq).toBeGreaterThan(ledger.seq);
  expect(shorter(short, NOW)).toBeUndefined();
  expect(shorter(long(2, 10).ledger, NOW)).toBeUndefined();
});

test('what was resolved long ago goes then, and what stands never does', () => {
  const DAY = 1440;
  const {ledger} = ledgerOf(
    look(-401 * DAY, [seen('old'), seen('stands')]),
    look(-401 * DAY, [seen('stands')]),
    look(-399 * DAY, [seen('stands'), seen('young')]),
    look(-399 * DAY, [seen('stands')]),
  );
  const kept = parseLedger(shorter({...ledger, lines: 5000}, NOW) ?? '');
  expect(idsOf(kept.findings)).toEqual([idOf('stands'), idOf('young')].toSorted());
  expect(entryOf(kept, 'stands')).toMatchObject({first: at(-401 * DAY), lastSeen: at(-399 * DAY)});
});

test('a line that is damaged within is told when it is asked for: the one before speaks', () => {
  const {text} = ledgerOf(look(0, [seen('a')]), look(1, [seen('a', {value: 'v2'})]), look(2, [seen('a'), seen('b')]));
  const broken = text
    .replace('"state":"changed","at"', '"state":"changed",at"')
    .replace('"changed","at"', '"changed","at');
  const ledger = parseLedger(broken);
  expect([ledger.findings.size, ledger.damaged]).toEqual([2, 0]);
  expect(entryOf(ledger, 'a')).toMatchObject({state: 'new', value: 'v1', lastSeen: at(2)});
  expect([entryOf(ledger, 'a')?.state, ledger.damaged]).toEqual(['new', 2]);
});

test('what another program has written anew says the same', () => {
  const {ledger, text} = ledgerOf(look(0, [seen('a'), seen('b')]), look(1, [seen('a', {value: 'v2'})]));
  const turned = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).toReversed()), null, 1))
    .map((line) => line.replaceAll('\n', ' '));
  const again = parseLedger(`${['garbage', ...turned].join('\n')}\n`);
  expect([...again.findings.newest('')]).toEqual([...ledger.findings.newest('')]);
  expect(again).toMatchObject({head: HEAD, seq: ledger.seq, damaged: 1});
});

test('what stands comes first, of it and of the rest what was told last; by the start of an id, too', () => {
  const {ledger} = ledgerOf(
    look(0, [seen('a'), seen('b')]),
    look(1, [seen('b'), seen('c'), seen('d')]),
    look(2, [seen('b'), seen('d')]),
    // It keeps its place though its line is the newest.
    look(3, [seen('d')], {hidden: new Set(['/ConfigMap/shop/b'])}),
  );
  const names = [...ledger.findings.newest('')].map(({ref, state}) => `${ref.name} ${state}`);
  expect(names).toEqual(['d new', 'b new', 'c resolved', 'a resolved']);
  expect([ledger.findings.size, ledger.findings.standingSize]).toEqual([4, 2]);
  const start = idOf('c').slice(0, 7);
  expect([...ledger.findings.newest(start)].map(({ref}) => ref.name)).toEqual(['c']);
  expect([start, 'x', `${idOf('c')}0`, ''].map((one) => ledger.findings.count(one))).toEqual([1, 0, 0, 4]);
  expect([ledger.findings.get(start), ledger.findings.get('x'.repeat(64))]).toEqual([undefined, undefined]);
});

test('of what is over no more is kept than a bound, the newest; all that stands is', () => {
  const over = MOST_RESOLVED + 50;
  const lines = Array.from({length: over}, (_, index): LedgerEntry => ({
    ...entryWith({id: idOf(`n${index}`), seq: index + 10, state: 'resolved'}),
  }));
  const text = [HEAD, entryWith({}), ...lines].map(ledgerLine).join('');
  expect(shorter(parseLedger(text), NOW)).toBeUndefined();
  // Each of them once more, and the file is worth it.
  const short = parseLedger(shorter(parseLedger(text + lines.map(ledgerLine).join('')), NOW) ?? '');
  expect([short.findings.size, short.findings.standingSize]).toEqual([MOST_RESOLVED + 1, 1]);
  expect([idOf('n49'), idOf('n50')].map((id) => short.findings.get(id)?.state)).toEqual([undefined, 'resolved']);
});

/** How many lines are parsed by what is done. */
function parsedBy(work: () => void): number {
  let parsed = 0;
  const {parse} = JSON;
  JSON.parse = (...args) => {
    parsed += 1;
    return parse(...args) as unknown;
  };
  try {
    work();
  } finally {
    JSON.parse = parse;
  }
  return parsed;
}

test('of 100,000 lines no more are parsed than are asked for', () => {
  const {text} = long(100, 12);
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const many = `${[head, ...Array.from({length: 83}, () => lines).flat()].join('\n')}\n`;
  expect(83 * lines.length).toBeGreaterThan(100_000);
  // The head, and the newest look.
  expect(parsedBy(() => parseLedger(many))).toBe(2);
  const ledger = parseLedger(many);
  expect(ledger).toMatchObject({lines: 83 * lines.length + 1, damaged: 0});
  expect(parsedBy(() => ledger.findings.get(idOf('n7')))).toBe(1);
  expect(parsedBy(() => ledger.findings.get(idOf('n7')))).toBe(0);
  expect(parsedBy(() => ledger.findings.standing())).toBe(99);
});

test('of 100,000 different findings a check and a list parse what they are about', () => {
  const stands = (index: number): boolean => index % 1000 === 0;
  const lines = Array.from({length: 100_000}, (_, index) =>
    ledgerLine(entryWith({id: idOf(`n${index}`), seq: index + 1, state: stands(index) ? 'new' : 'resolved'})),
  );
  const ledger = parseLedger(`${ledgerLine(HEAD)}${lines.join('')}`);
  expect([ledger.findings.size, ledger.findings.standingSize, ledger.seq]).toEqual([100_000, 100, 100_000]);
  const checked = look(1, [seen('n0'), seen('n1'), seen('else')]);
  // All that stands, and the one that came back.
  expect(parsedBy(() => tell(ledger, checked, String))).toBe(101);
  expect(
    parsedBy(() => {
      for (const {ref} of ledger.findings.newest('')) if (ref.name === 'a') break;
    }),
  ).toBe(0);
  expect(parsedBy(() => expect(ledger.findings.get(idOf('n99999'))?.seq).toBe(100_000))).toBe(1);
});
