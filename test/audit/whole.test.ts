import {expect, test} from 'vitest';
import {missingIn} from '../../src/audit/whole.ts';
import type {Seen} from '../../src/audit/whole.ts';
import {eventOf} from '../../src/audit/event.ts';
import {Revisions} from '../../src/audit/revisions.ts';
import {audited} from './events.ts';

const at = (second: number): string => `2026-11-28T09:00:${String(second).padStart(2, '0')}Z`;

/** An object that tells of writes in some seconds, and a log that has those in others. */
function seen(kind: string, tells: readonly number[], has: readonly number[], isUpToNow = false): Seen {
  const entries = has.flatMap((second) => {
    const event = eventOf(audited({at: at(second)}));
    return event === undefined ? [] : [{...event, effects: []}];
  });
  return {
    facts: {
      finding: {ref: {group: '', kind, namespace: 'shop', name: 'web'}},
      live: undefined,
      owners: [],
      writes: tells.map((second) => ({manager: 'kubectl', time: at(second)})),
      isResetByRun: true,
    } as unknown as Seen['facts'],
    page: {entries},
    isUpToNow,
  };
}

test.each<[string, readonly Seen[], boolean]>([
  ['has every write that the objects tell of', [seen('Service', [5, 9], [5, 9, 12])], true],
  ['lacks one in its time', [seen('Service', [5, 9], [5, 12])], false],
  ['lacks one of another object of the kind', [seen('Service', [5], [5, 12]), seen('Service', [9], [])], false],
  ['keeps nothing of a kind', [seen('Service', [5], [5, 12]), seen('Lease', [9], [])], true],
  ['begins later, or ends earlier', [seen('Service', [1, 30], [5, 12])], true],
  ['reaches up to now, and lacks the newest', [seen('Service', [5, 30], [5, 12], true)], false],
])('a log that %s', (_what, all, isWhole) => {
  expect(missingIn(all) === undefined).toBe(isWhole);
});

test('an update that went through names a revision that was there; what a client makes up proves nothing', () => {
  const revisions = new Revisions();
  const update = (version: string, more: object = {}): string => {
    const event = audited({verb: 'update', ...more});
    return JSON.stringify({...event, objectRef: {...(event['objectRef'] as object), resourceVersion: version}});
  };
  revisions.take(update('100'));
  expect([revisions.reach('100'), revisions.reach('101'), revisions.reach(undefined), revisions.reach('x')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  // Refused, of events, by a name of the client: none of them counts.
  revisions.take(update('200', {code: 409}));
  revisions.take(update('300', {resource: 'events'}));
  revisions.take(JSON.stringify(audited({verb: 'update', userAgent: 'x "resourceVersion":"400" y'})));
  revisions.take(JSON.stringify(audited({verb: 'patch'})));
  expect(revisions.reach('101')).toBe(false);
  revisions.take(JSON.stringify({properties: {log: update('150')}}));
  expect([revisions.reach('150'), revisions.reach('151')]).toEqual([true, false]);
});
