import {describe, expect, test} from 'vitest';
import {auditBook, keyOf} from '../../src/audit/book.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {audited} from './events.ts';

const WEB = {group: '', resource: 'services', namespace: 'shop', name: 'web'};

function bookOf(text: string) {
  const book = auditBook(new Map([[keyOf(WEB), {...WEB, places: []}]]), 'the-mark');
  book.take(Buffer.from(text));
  book.endFile();
  return book;
}

const users = (text: string): string[] =>
  bookOf(text)
    .page(WEB)
    .entries.map(({person}) => person.name);
const event = audited({user: 'alice'});
const text = JSON.stringify(event);

describe('the same event in the shapes of those who keep it', () => {
  const google = {
    insertId: 'i-1',
    timestamp: '2026-11-28T09:00:00.5Z',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: {principalEmail: 'alice'},
      requestMetadata: {callerIp: '10.0.0.7', callerSuppliedUserAgent: 'kubectl/v1.37'},
      methodName: 'io.k8s.core.v1.services.patch',
      resourceName: 'core/v1/namespaces/shop/services/web',
    },
  };
  test.each<[string, string]>([
    ['a line', text],
    ['an EventList', JSON.stringify({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [event]})],
    ['CloudWatch', JSON.stringify({events: [{timestamp: 1, message: text}]})],
    ['CloudWatch, printed', JSON.stringify({events: [{timestamp: 1, message: text}]}, null, 4)],
    ['CloudWatch, exported', `2026-11-28T09:00:00.000Z ${text}`],
    ['CloudWatch, subscribed', JSON.stringify({logEvents: [{message: text}]})],
    ['CloudWatch Insights', JSON.stringify({'@message': text})],
    ['AKS', JSON.stringify({category: 'kube-audit', properties: {log: text}})],
    ['AKS, in records', JSON.stringify({records: [{category: 'kube-audit', properties: {log: text}}]})],
    ['GKE', JSON.stringify(google)],
    ['GKE, printed', JSON.stringify([google], null, 2)],
    ['OpenShift', `master-0 ${text}`],
  ])('%s', (_what, written) => {
    expect(users(`${written}\n`)).toEqual(['alice']);
  });

  test('GKE does not say what was refused by a code of HTTP', () => {
    const refused = {...google, protoPayload: {...google.protoPayload, status: {code: 7, message: 'forbidden'}}};
    expect(users(`${JSON.stringify(refused)}\n`)).toEqual([]);
  });

  test('a shape that is nobody’s, or nested without end, holds no event', () => {
    let nested: JsonObject = event;
    for (let depth = 0; depth < 50; depth++) nested = {items: [nested]};
    expect(users(`${JSON.stringify(nested)}\n{"name":"web"}\n`)).toEqual([]);
  });
});

test('of other objects nothing is kept, whatever their names have in common', () => {
  const others = [
    audited({name: 'web-2'}),
    audited({namespace: 'other'}),
    audited({resource: 'endpoints'}),
    audited({group: 'x'}),
  ];
  expect(users(others.map((one) => `${JSON.stringify(one)}\n`).join(''))).toEqual([]);
});

test('a word of this very run tells that the log reaches up to now', () => {
  expect(bookOf(`${text}\n`).isMarked()).toBe(false);
  expect(bookOf(`${JSON.stringify(audited({query: 'fieldManager=the-mark'}))}\n`).isMarked()).toBe(true);
});

test('lines that cannot be read are counted', () => {
  expect(bookOf(`nonsense\n${text}\n{"web": \n`).unread()).toBe(2);
});

test('an object that is written without end keeps the newest writes, and says that there were more', () => {
  const line = (at: number): string =>
    `${JSON.stringify(audited({at: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(), user: `u${at}`}))}\n`;
  const book = bookOf(Array.from({length: 20_001}, (_, at) => line(at)).join(''));
  const {entries, doubt} = book.page(WEB);
  expect(doubt).toBe('it was written more than 20000 times');
  expect(entries.length).toBeLessThanOrEqual(20_000);
  expect(entries.at(-1)?.person.name).toBe('u20000');
});

test('a page is put in order once, and anew when something came', () => {
  const book = bookOf(`${text}\n`);
  const {entries} = book.page(WEB);
  expect(book.page(WEB).entries).toBe(entries);
  book.take(Buffer.from(`${JSON.stringify(audited({user: 'bob'}))}\n`));
  book.endFile();
  expect(book.page(WEB).entries.map(({person}) => person.name)).toEqual(['alice', 'bob']);
});
