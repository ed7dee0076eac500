import {describe, expect, test} from 'vitest';
import {begunActivity, endedActivity, failedActivity, withResult} from '../../../src/console/views/activity.ts';
import type {Outcome} from '../../../src/model/fix.ts';
import {NOW} from '../fakes.ts';
import {planOf, stepOf} from '../plans.ts';

const refused = {...stepOf('Secret', 'keys'), refused: 'it is immutable'};
const PLAN = planOf([stepOf('Service', 'web'), stepOf('Deployment', 'web')]);
const {ref} = stepOf('Service', 'web');
const DONE = {left: [], verified: true};

function after(...outcomes: Outcome[]) {
  const begun = begunActivity('id', 'reconcile', PLAN, NOW);
  return outcomes.reduce((activity, outcome, at) => withResult(activity, {ref, outcome}, at), begun);
}

test('begins with the first object that can be written', () => {
  const begun = begunActivity('id', 'undo', planOf([refused, stepOf('Service', 'web')]), NOW);
  expect(begun).toMatchObject({phase: 'writing', text: 'Taking back …', release: 'shop/web', left: []});
  expect(begun.objects).toEqual([
    {object: 'Secret/keys', action: 'patch', fields: 1, status: 'waiting'},
    {object: 'Service/web', action: 'patch', fields: 1, status: 'writing'},
  ]);
});

test('goes from object to object, and then verifies', () => {
  expect(after('patched').objects.map(({status}) => status)).toEqual(['patched', 'writing']);
  expect(after('patched', 'patched')).toMatchObject({phase: 'verifying', text: 'Verifying …'});
  const told = withResult(after(), {ref, outcome: 'failed', message: 'denied'}, 0);
  expect(told.objects[0]).toMatchObject({status: 'failed', message: 'denied'});
});

test.each<[string, Outcome[], boolean, string, string]>([
  [
    'all is written and verified',
    ['patched', 'patched'],
    true,
    'verified',
    'Verified: 2 objects put back, and in contract there',
  ],
  [
    'all is as it should be already',
    ['unchanged', 'patched'],
    true,
    'verified',
    'Verified: 2 objects put back, and in contract there',
  ],
  ['one was not written', ['patched', 'conflict'], true, 'unverified', '1 of 2 objects written; 0 differences left'],
  ['one was skipped', ['failed', 'skipped'], true, 'unverified', '0 of 2 objects written; 0 differences left'],
  ['it does not hold', ['patched', 'patched'], false, 'unverified', '2 of 2 objects written; 0 differences left'],
])('where %s', (_what, outcomes, verified, phase, text) => {
  expect(endedActivity(after(...outcomes), {left: [], verified}, NOW)).toMatchObject({
    phase,
    text,
    endedAt: NOW.toISOString(),
  });
});

test('says what is left, and why nobody could verify it', () => {
  const ended = endedActivity(after('patched', 'patched'), {left: ['a: b'], verified: false, problem: 'gone'}, NOW);
  expect(ended).toMatchObject({
    left: ['a: b'],
    problem: {message: 'gone'},
    text: '2 of 2 objects written; 1 difference left',
  });
  expect(endedActivity({...after('patched', 'patched'), kind: 'undo'}, DONE, NOW).text).toBe(
    'Verified: 2 objects as they were before',
  );
});

describe('cut short', () => {
  const problem = {message: 'helm is at work', hint: 'Nothing was written. Wait.'};
  const failed = (isRefusal: boolean, ...outcomes: Outcome[]) =>
    failedActivity(after(...outcomes), problem, {isRefusal, now: NOW});

  test('by a precondition before any write: nothing was written', () => {
    expect(failed(true)).toMatchObject({phase: 'failed', text: 'Nothing was written.', problem});
    expect(failed(true, 'conflict')).toMatchObject({text: 'Nothing was written.'});
  });

  test('after a write it says no such thing', () => {
    expect(failed(true, 'patched')).toMatchObject({
      text: 'It did not come to its end.',
      problem: {message: 'helm is at work'},
    });
    expect(failed(true, 'patched').problem).not.toHaveProperty('hint');
    expect(failed(false)).toMatchObject({text: 'It did not come to its end.', problem});
  });
});
