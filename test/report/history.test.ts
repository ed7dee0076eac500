import {expect, test} from 'vitest';
import {historyJson, historyText} from '../../src/report/history.ts';

type Records = Parameters<typeof historyText>[0];

const head = {
  id: '20261124-091500-web-3fa2',
  of: 'fix',
  plan: {
    createdAt: '2026-11-24T09:15:00Z',
    release: {name: 'web', namespace: 'shop', revision: 3},
    cluster: {name: 'dev', server: 'https://dev'},
    steps: [{}, {}],
  },
} as const;
const records: Records = [
  {
    head: {...head, id: '20261124-100000-web-aaaa', of: 'undo', undoes: head.id},
    outcomes: [{outcome: 'patched', open: undefined}],
    ended: true,
    verified: true,
  },
  {
    head,
    outcomes: [
      {outcome: 'patched', open: undefined},
      {outcome: undefined, open: {}},
    ],
    ended: false,
    verified: false,
  },
];

test('history says what was written, whether it held, and what was taken back', () => {
  const text = historyText(records, new Date('2026-11-24T12:15:00Z'), 200);
  const [undo, fix] = text.split('\n');
  expect(undo).toContain(`undo of ${head.id}: 1 of 2 objects, verified`);
  expect(fix).toContain('fix: interrupted after 1 of 2 objects, undone by 20261124-100000-web-aaaa');
  expect(fix).toContain('3 hours ago');
  expect(historyText([], new Date(), 80)).toBe('Nothing has been fixed from here yet.\n');
});

test('a narrow terminal gets a paragraph for each record instead of a table', () => {
  const text = historyText(records, new Date('2026-11-24T12:15:00Z'), 40);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  expect(text.replace(/\s+/g, ' ')).toContain('web in shop, context dev fix: interrupted after 1 of 2 objects');
});

test('the same for machines, without a value of an object', () => {
  const {records: list} = JSON.parse(historyJson(records)) as {records: object[]};
  expect(list[1]).toMatchObject({undoneBy: '20261124-100000-web-aaaa', outcomes: ['patched', 'open'], ended: false});
});
