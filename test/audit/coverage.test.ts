import {describe, expect, test} from 'vitest';
import {auditBook, keyOf} from '../../src/audit/book.ts';
import {closedName, coverageIn, coverageLine, liveName, spoolFileOf} from '../../src/audit/coverage.ts';
import {microseconds} from '../../src/audit/event.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {audited} from './events.ts';

const WEB = {group: '', resource: 'services', namespace: 'shop', name: 'web'};
const at = (second: string): number => microseconds(`2026-11-28T09:00:${second}Z`) ?? 0;
const line = (event: JsonObject): string => `${JSON.stringify(event)}\n`;
const covers = (from: string, settled: string, removed = 0): string =>
  coverageLine({from: at(from), settled: at(settled), removed});

function bookOf(text: string) {
  const book = auditBook(new Map([[keyOf(WEB), {...WEB, places: []}]]), 'the-mark');
  book.take(Buffer.from(text));
  book.endFile();
  return book;
}

const write = (second: string, user = 'alice'): string => line(audited({user, at: `2026-11-28T09:00:${second}Z`}));
const usersIn = (text: string): string[] =>
  bookOf(text)
    .page(WEB)
    .entries.map(({person}) => person.name);

test('what is older than the log is whole is no entry, wherever that is said', () => {
  expect(usersIn(covers('10', '10') + write('10', 'a') + write('10.000001', 'b'))).toEqual(['b']);
  expect(usersIn(write('11', 'a') + write('13', 'b') + covers('12', '12') + covers('10', '10'))).toEqual(['b']);
  expect(usersIn(write('11', 'a'))).toEqual(['a']);
});

test('of several the narrowest counts', () => {
  expect(bookOf(covers('10', '30', 2) + covers('20', '20', 5)).coverage()).toEqual({
    from: at('20'),
    settled: at('30'),
    removed: 5,
  });
  expect(bookOf(write('10')).coverage()).toBeUndefined();
});

describe('while batches may still come late', () => {
  const mark = line(audited({name: 'x', query: 'fieldManager=the-mark', at: '2026-11-28T09:00:20Z'}));

  test('a word of this very run is no proof that all before it is there', () => {
    expect(bookOf(mark).isMarked()).toBe(true);
    expect(bookOf(covers('10', '19') + mark).isMarked()).toBe(true);
    expect(bookOf(covers('10', '20') + mark).isMarked()).toBe(false);
    expect(bookOf(mark + covers('10', '21')).isMarked()).toBe(false);
  });

  test('nor is a revision that an update names', () => {
    const update = audited({
      verb: 'update',
      resource: 'deployments',
      group: 'apps',
      name: 'other',
      at: '2026-11-28T09:00:20Z',
    });
    const ref = {...(update['objectRef'] as JsonObject), resourceVersion: '700'};
    const other = line({...update, objectRef: ref});
    const own = line({...update, objectRef: {...ref, name: 'web'}});
    for (const text of [other, own]) {
      expect(bookOf(text).reaches('700')).toBe(true);
      expect(bookOf(text).reaches('701')).toBe(false);
      expect(bookOf(covers('10', '19') + text).reaches('700')).toBe(true);
      expect(bookOf(covers('10', '20') + text).reaches('700')).toBe(false);
    }
  });
});

describe('a line that says nothing', () => {
  test.each([
    '{"kind":"AuditCoverage","apiVersion":"helm-drift/v1"}\n',
    '{"kind":"AuditCoverage","from":"2026-11-28T09:00:00Z","settled":"soon","removed":0}\n',
    '{"kind":"AuditCoverage","from":"2026-11-28T09:0',
    '{"kind":"AuditCoverage",}\n',
  ])('%s: then nobody knows what the log covers', (text) => {
    const book = bookOf(write('10') + text);
    expect(book.page(WEB).doubt).toBe('a line of the log about it cannot be read');
    expect(book.unread()).toBe(1);
  });

  test('the same word in an event is a word', () => {
    const event = line(audited({userAgent: 'AuditCoverage/1', user: 'bob'}));
    expect(usersIn(event)).toEqual(['bob']);
    expect(bookOf(event).coverage()).toBeUndefined();
  });
});

test('a line is read as it was written', () => {
  const coverage = {from: at('10.000001'), settled: at('20'), removed: 3};
  expect(coverageIn(JSON.parse(coverageLine(coverage)) as JsonObject)).toEqual(coverage);
  expect(coverageIn(audited())).toBeUndefined();
  expect(coverageIn(null)).toBeUndefined();
});

test('names of files tell their order, and how old what is in them is', () => {
  const live = liveName(7, '0123abcd');
  expect(spoolFileOf(live)).toEqual({name: live, order: 7, until: undefined});
  const closed = closedName(live, 1_795_856_400_500_000);
  expect(spoolFileOf(closed)).toEqual({name: closed, order: 7, until: 1_795_856_400_500_000});
  for (const name of [
    'audit.log',
    'audit-1.log.gz',
    `${live}.gz`,
    closed.replace('.gz', ''),
    `.${live}.new`,
    'audit-2026-11-28.log',
  ])
    expect(spoolFileOf(name)).toBeUndefined();
});
