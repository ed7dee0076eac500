import {describe, expect, test} from 'vitest';
import {storyOf} from '../../../../src/console/app/state/story.ts';
import {findingOf, stateOf} from './views.ts';

const port = findingOf({id: 'port', severity: 'critical', title: 'Service port'});
const service = {group: '', kind: 'Service', namespace: 'shop', name: 'web'};

describe('the answer', () => {
  test('counts fields and objects, and names the worst', () => {
    const story = storyOf(stateOf('mutation', [{...port, ref: service}, findingOf()]));
    expect(story).toMatchObject({tone: 'bad', lead: '2 fields in 2 objects changed past Helm.', worst: {id: 'port'}});
  });

  test('tells whole objects apart from fields', () => {
    const whole = [
      findingOf({id: 'a', change: 'missing'}),
      findingOf({id: 'b', change: 'extra'}),
      findingOf({id: 'c', change: 'extra'}),
    ];
    expect(storyOf(stateOf('mutation', whole)).lead).toBe('1 object is missing, 2 objects were never declared.');
  });

  test('of what is as promised says so, with what rules accept', () => {
    expect(storyOf(stateOf('mutation', []))).toEqual({tone: 'good', lead: 'In contract: 7 objects as approved.'});
    expect(storyOf(stateOf('mutation', [findingOf({verdict: 'accepted'})])).lead).toContain('1 accepted by a rule');
  });

  test('is never that all is well where something could not be seen', () => {
    const gaps = [
      {object: 'Secret/keys', reason: 'forbidden', message: 'no right'},
      {reason: 'forbidden', message: 'not searched'},
    ] as const;
    expect(storyOf(stateOf('mutation', [], {compliance: 'incomplete', gaps}))).toEqual({
      tone: 'unknown',
      lead: 'No drift in the 7 objects that could be seen.',
      unsure: '1 object and 1 thing more could not be seen.',
    });
    expect(storyOf(stateOf('mutation', [port], {gaps: gaps.slice(0, 1)})).unsure).toBe('1 object could not be seen.');
    expect(storyOf(stateOf('reconcile', [port], {unrehearsed: true, problem: 'helm is at work'}))).toEqual({
      tone: 'unknown',
      lead: 'Not worked out yet.',
      unsure: 'helm is at work',
    });
  });

  test('of the next upgrade is whether it goes through, and what it does', () => {
    const upgrade = (succeeds: boolean, verdict: 'restored' | 'kept' | 'conflict') =>
      storyOf(stateOf('upgrade', [port], {upgrade: {helm: '4.3.1', succeeds, fates: {port: {verdict, text: 't'}}}}));
    expect(upgrade(true, 'restored')).toEqual({
      tone: 'good',
      lead: 'The next helm upgrade goes through: 1 field put back.',
    });
    expect(upgrade(true, 'kept')).toEqual({
      tone: 'unknown',
      lead: 'The next helm upgrade goes through: 1 kept as it is.',
    });
    expect(upgrade(false, 'conflict')).toMatchObject({
      tone: 'bad',
      lead: 'The next helm upgrade fails.',
      worst: {id: 'port'},
    });
  });
});
