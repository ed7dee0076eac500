import {expect, test} from 'vitest';
import {findingsOfAll, standingIn, valuesUpTo} from '../../../../src/console/app/state/moments.ts';
import {findingOf, stateOf} from './views.ts';

const floor = findingOf();
const STATES = [
  stateOf('baseline', []),
  stateOf('mutation', [floor]),
  stateOf('reconcile', []),
  stateOf('upgrade', [floor]),
];

test.each([
  [0, ['6']],
  [1, ['6', '4']],
  [2, ['6', '4', '6']],
  // An upgrade comes after now, and not after a reconcile that nobody made.
  [3, ['6', '4']],
])('a value goes through the states up to the one that is shown: %i', (index, values) => {
  expect(valuesUpTo(STATES, {index, now: 1}, floor)).toEqual(values);
});

test('what is not worked out is no value', () => {
  const states = [...STATES.slice(0, 2), stateOf('reconcile', [floor], {unrehearsed: true})];
  expect(valuesUpTo(states, {index: 2, now: 1}, floor)).toEqual(['6', '4', '?']);
  expect(standingIn(states[2] as never, 'floor')).toBe('unknown');
});

test('rows are those of all states, once, as now has them', () => {
  const was = findingOf({glance: {desired: '6', live: '5'}});
  const gone = findingOf({id: 'gone'});
  const states = [stateOf('baseline', []), stateOf('mutation', [was, gone]), stateOf('mutation-2', [floor])];
  expect(findingsOfAll(states, 2)).toEqual([floor, gone]);
  expect(states.map((state) => standingIn(state, 'gone'))).toEqual(['approved', 'drift', 'approved']);
  expect(standingIn(stateOf('mutation', [findingOf({verdict: 'accepted'})]), 'floor')).toBe('judged');
});
