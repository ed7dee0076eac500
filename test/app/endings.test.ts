import {expect, test} from 'vitest';
import {endedBy, endings} from '../../src/app/endings.ts';
import type {FixRecord} from '../../src/fix/record/history.ts';
import {folderOf} from '../cli/cli.ts';
import {recordHead} from '../fix/fakes/record.ts';
import {at, entryOf, HEAD, idOf, ledgerOf, look, seen} from '../ledger/made.ts';

/** A finding that was last there at minute 3. */
const entry = entryOf(ledgerOf(look(0, [seen('a')]), look(3, [seen('a')])).ledger, 'a') as NonNullable<
  ReturnType<typeof entryOf>
>;

function fix(
  minutes: number,
  parts: {of?: 'fix' | 'undo'; id?: string; name?: string; outcome?: 'patched' | 'failed'} = {},
) {
  const {of = 'fix', id = `fix-${minutes}`, name = 'a', outcome = 'patched'} = parts;
  const field = {
    id: idOf(name),
    path: 'x',
    change: 'changed',
    title: 'x',
    severity: 'low',
    by: {certainty: 'exact'},
  } as const;
  const step = {
    action: 'patch',
    ref: entry.ref,
    apiVersion: 'v1',
    fields: [field],
    consequences: [],
    warnings: [],
  } as const;
  const done = {index: 0, before: null, after: null, open: undefined, outcome, message: undefined};
  const record: FixRecord = {
    head: recordHead({id, of}, {steps: [step]}),
    outcomes: [done],
    ended: true,
    endedAt: at(minutes),
    verified: true,
  };
  return record;
}

test.each<[string, FixRecord[], string | undefined]>([
  ['a fix between the two checks', [fix(4)], 'fix-4'],
  ['one that ended as the check began', [fix(6)], 'fix-6'],
  ['the newest of two', [fix(5), fix(4)], 'fix-5'],
  ['one before it was last seen', [fix(2)], undefined],
  ['one after the check', [fix(7)], undefined],
  ['one of another finding', [fix(4, {name: 'b'})], undefined],
  ['one that failed', [fix(4, {outcome: 'failed'})], undefined],
  ['one that was taken back', [fix(5, {of: 'undo'}), fix(4)], undefined],
])('%s', (_what, fixes, expected) => {
  expect(endedBy(entry, {at: at(6), revision: 1}, fixes)).toBe(expected);
});

test('an upgrade, where no fix did it; and a clock that went backward', () => {
  expect(endedBy(entry, {at: at(6), revision: 2}, [])).toBe('upgrade to revision 2');
  expect(endedBy(entry, {at: at(6), revision: 2}, [fix(4)])).toBe('fix-4');
  expect(endedBy(entry, {at: at(6)}, [])).toBeUndefined();
  expect(endedBy(entry, {at: at(-6), revision: 1}, [fix(0)])).toBe('fix-0');
});

test('where nothing is gone no record is read', async () => {
  expect((await endings([], {at: at(6)}, '/nowhere', HEAD)).size).toBe(0);
  expect((await endings([entry], {at: at(6), revision: 1}, folderOf(), HEAD)).size).toBe(0);
});
