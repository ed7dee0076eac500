import {expect, test} from 'vitest';
import type {EarlierState} from '../../../src/app/remembered.ts';
import type {Inspection} from '../../../src/check/check.ts';
import {earlierStates} from '../../../src/console/session/earlier-states.ts';
import {UserError} from '../../../src/model/errors.ts';
import {governedInspection} from '../releases.ts';

/** The state of a scenario whose drift has these values, at that hour of a revision. */
async function inspected(ids: readonly string[], revision = 1): Promise<Inspection> {
  const inspection = await governedInspection(2);
  const [first] = inspection.report.findings;
  if (first === undefined) throw new Error('nothing drifted');
  const findings = ids.map((id) => ({...first, id}));
  const {release} = inspection.report;
  return {...inspection, report: {...inspection.report, release: {...release, revision}, findings}};
}

function kept(states: readonly (Inspection | Error)[]) {
  const read: string[] = [];
  const all = states.map((state, hour): EarlierState => {
    const id = `s${hour}`;
    return {
      id,
      at: `2026-11-28T0${hour}:00:00Z`,
      async inspect() {
        read.push(id);
        if (state instanceof Error) throw state;
        return state;
      },
    };
  });
  return {states: earlierStates(async () => all), read};
}

const idsOf = (snapshots: readonly {readonly id: string}[]): string[] => snapshots.map(({id}) => id);

test('what is shown already is left out, and what came before it stands in its order', async () => {
  const [a, b, ab, none] = await Promise.all([['a'], ['b'], ['a', 'b'], []].map((ids) => inspected(ids)));
  const {states, read} = kept([a, ab, b] as Inspection[]);
  expect(idsOf(await states.before([b as Inspection]))).toEqual(['kept-s0', 'kept-s1']);
  // Nothing is judged twice.
  expect(idsOf(await states.before([b as Inspection]))).toEqual(['kept-s0', 'kept-s1']);
  expect(read.toSorted()).toEqual(['s0', 's1', 's2']);
  // Clean now: the newest that was kept is that, and the one before it the drift that is shown beside it.
  const clean = kept([a, b, none] as Inspection[]);
  expect(idsOf(await clean.states.before([none, b] as Inspection[]))).toEqual(['kept-s0']);
});

test('the same finding with another value is a state of its own', async () => {
  const a = await inspected(['a']);
  expect(idsOf(await kept([a, a]).states.before([a]))).toEqual(['kept-s0']);
});

test('states of another revision, and those that cannot be read, are not shown', async () => {
  const [old, a, b] = [await inspected(['a'], 0), await inspected(['a']), await inspected(['b'])];
  const {states} = kept([a, old, a, new UserError('damaged'), b]);
  expect(idsOf(await states.before([b]))).toEqual(['kept-s2']);
  const none = earlierStates(() => Promise.reject(new UserError('no answer')));
  expect(await none.before([b])).toEqual([]);
});

test('only as many as the axis has room for', async () => {
  const all = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => inspected([id])));
  expect(idsOf(await kept(all).states.before([all[5] as Inspection]))).toEqual(['kept-s2', 'kept-s3', 'kept-s4']);
});
