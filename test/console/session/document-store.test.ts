import {expect, test} from 'vitest';
import {documentStore} from '../../../src/console/session/document-store.ts';
import type {Side} from '../../../src/console/views/document.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';

const side = (name: string, size = 10): Side => ({
  kind: 'baseline',
  intent: [
    {
      ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name},
      apiVersion: 'v1',
      object: {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data: {text: 'x'.repeat(size)}},
      origin: {line: 1},
    },
  ],
  live: [],
  findings: [],
});

test('a document by its id, in each of its forms, written once', () => {
  const store = documentStore(createRedactor());
  const id = store.add(side('a'));
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(store.add(side('a'))).toBe(id);
  expect(store.view(id, 'whole')).toMatchObject({
    id,
    form: 'whole',
    text: expect.stringContaining('name: a') as string,
  });
  expect(store.view(id, 'whole')).toBe(store.view(id, 'whole'));
  expect(store.view('0'.repeat(24), 'compact')).toBeUndefined();
});

test('of many documents the newest are kept, and one that is named again is new', () => {
  const store = documentStore(createRedactor());
  const first = store.add(side('first'));
  const ids = Array.from({length: 23}, (_one, at) => store.add(side(`n${at}`)));
  store.add(side('first'));
  store.add(side('one too many'));
  expect(store.view(first, 'compact')).toBeDefined();
  expect(store.view(ids[0] ?? '', 'compact')).toBeUndefined();
  expect(store.view(ids[1] ?? '', 'compact')).toBeDefined();
});

test('texts are kept up to a number of characters; what was forgotten is written anew', () => {
  const store = documentStore(createRedactor(), {sides: 24, characters: 1000});
  const [a, b] = [store.add(side('a', 600)), store.add(side('b', 600))];
  const first = store.view(a, 'whole');
  store.view(b, 'whole');
  const again = store.view(a, 'whole');
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
  // One that is longer than all that may be kept is shown all the same.
  const long = store.add(side('c', 5000));
  expect(store.view(long, 'whole')?.text.length).toBeGreaterThan(5000);
});
