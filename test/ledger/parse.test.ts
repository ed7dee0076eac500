import {expect, test} from 'vitest';
import {ledgerLine, parseLedger} from '../../src/ledger/parse.ts';
import {shorter} from '../../src/ledger/shorter.ts';
import type {LedgerEntry} from '../../src/ledger/entry.ts';
import {at, entryOf, HEAD, idOf, ledgerOf, look, seen, T0} from './made.ts';

const NOW = new Date(T0);

test('damaged lines are passed over and counted, wherever they stand', () => {
  const {text} = ledgerOf(look(0, [seen('a')]), look(1, [seen('a'), seen('b')]));
  const lines = text.trimEnd().split('\n');
  for (let place = 0; place <= lines.length; place++) {
    const mixed = [...lines.slice(0, place), '{"seq":', 'garbage', '{"seq":99,"id":"no"}', ...lines.slice(place)];
    const ledger = parseLedger(`${mixed.join('\n')}\n`);
    expect([ledger.damaged, [...ledger.findings.keys()].toSorted()]).toEqual([3, [idOf('a'), idOf('b')].toSorted()]);
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
  expect(parseLedger(line)).toMatchObject({damaged: 1, lines: 1});
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
  expect(Object.fromEntries(short.findings)).toEqual(
    Object.fromEntries(
      [...ledger.findings].map(([id, one]) => [id, {...one, kept: one.seq, seq: expect.any(Number) as number}]),
    ),
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
  expect([...kept.findings.keys()].toSorted()).toEqual([idOf('stands'), idOf('young')].toSorted());
  expect(entryOf(kept, 'stands')).toMatchObject({first: at(-401 * DAY), lastSeen: at(-399 * DAY)});
});

test('of 100,000 lines no more are parsed than there are findings and looks to know of', () => {
  const {text} = long(100, 12);
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const many = [head, ...Array.from({length: 83}, () => lines).flat()].join('\n');
  let parsed = 0;
  const {parse} = JSON;
  JSON.parse = (...args) => {
    parsed += 1;
    return parse(...args) as unknown;
  };
  try {
    expect(parseLedger(`${many}\n`)).toMatchObject({lines: 83 * lines.length + 1, damaged: 0});
  } finally {
    JSON.parse = parse;
  }
  expect(83 * lines.length).toBeGreaterThan(100_000);
  expect(parsed).toBeLessThanOrEqual(102);
  expect(HEAD.release.name).toBe('web');
});
