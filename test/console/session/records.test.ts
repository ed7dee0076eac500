import {expect, test} from 'vitest';
import {recordRows, showRecords} from '../../../src/console/session/records.ts';
import type {FixRecord} from '../../../src/fix/record/history.ts';
import {clusterOf, contextOf, runtimeOf, folderOf} from '../fakes.ts';
import {planOf, stepOf} from '../plans.ts';

const record = (id: string, parts: Partial<FixRecord> = {}, head: object = {}): FixRecord => ({
  head: {
    type: 'head',
    schemaVersion: '3',
    id,
    of: 'fix',
    plan: planOf([stepOf('Service', 'web'), stepOf('Deployment', 'web')]),
    before: [],
    ...head,
  },
  outcomes: [],
  ended: true,
  verified: true,
  ...parts,
});
const safe = (text: string): string => text;
const patched = {
  index: 0,
  before: null,
  after: null,
  open: undefined,
  outcome: 'patched',
  message: undefined,
} as const;

test('of this cluster alone, with what was written and whether it can be undone', () => {
  const elsewhere = planOf([]);
  const rows = recordRows(
    [
      record('c', {outcomes: [patched]}, {of: 'undo', undoes: 'a'}),
      record('b', {outcomes: [patched], ended: false, verified: false}),
      record('a', {outcomes: [patched, {...patched, outcome: 'failed'}], verified: false}),
      record('z', {}, {plan: {...elsewhere, cluster: {...elsewhere.cluster, uid: 'cluster-2'}}}),
    ],
    {name: 'test', server: 'https://test:6443', uid: 'cluster-1'},
    safe,
  );
  expect(rows.map(({id, text, undoable, undoneBy, undoes}) => [id, text, undoable, undoneBy, undoes])).toEqual([
    ['c', '1 of 2 objects, verified', true, undefined, 'a'],
    ['b', 'interrupted after 1 of 2 objects', true, undefined, undefined],
    ['a', '1 of 2 objects, not verified', false, 'c', undefined],
  ]);
});

test('an unknown cluster is not every unknown cluster: without a uid, only what the same server was written to', () => {
  const unknown = planOf([]);
  const at = (server: string): object => ({plan: {...unknown, cluster: {name: 'x', server}}});
  const rows = recordRows(
    [record('b', {}, at('https://staging:6443')), record('a', {}, at('https://test:6443'))],
    {
      name: 'x',
      server: 'https://test:6443',
    },
    safe,
  );
  expect(rows.map(({id}) => id)).toEqual(['a']);
});

test('an undo that was refused has undone nothing', () => {
  const here = {name: 'test', server: 'https://test:6443', uid: 'cluster-1'};
  const refused = record('b', {outcomes: [{...patched, outcome: 'failed'}]}, {of: 'undo', undoes: 'a'});
  const rows = recordRows([refused, record('a', {outcomes: [patched]})], here, safe);
  expect(rows.find(({id}) => id === 'a')).toMatchObject({undoable: true});
});

test('are read from the user’s state folder', async () => {
  const context = contextOf({runtime: runtimeOf({env: {XDG_STATE_HOME: folderOf()}})});
  context.store.change({records: [{id: 'old'} as never]});
  await showRecords(context, clusterOf());
  expect(context.store.state().records).toEqual([]);
});
