import {expect, test} from 'vitest';
import {chooseRevision} from '../../../src/check/intent/choose-revision.ts';

const history = (...statuses: string[]) =>
  statuses.map((status, index) => ({name: 'r', namespace: 'n', revision: index + 1, status}));

test('the newest deployed revision is the baseline; the last one alone may be failed', () => {
  const choice = chooseRevision(history('superseded', 'deployed', 'failed'), undefined, 'r');
  expect(choice).toMatchObject({
    kind: 'revision',
    record: {revision: 2},
    notes: [expect.stringContaining('revision 3 failed')],
  });
  expect(chooseRevision(history('superseded', 'deployed'), undefined, 'r')).toMatchObject({
    record: {revision: 2},
    notes: [],
  });
});

test('order of the records does not matter', () => {
  expect(chooseRevision(history('superseded', 'deployed').toReversed(), undefined, 'r')).toMatchObject({
    record: {revision: 2},
  });
});

test.each(['pending-upgrade', 'pending-rollback', 'uninstalling'])(
  '%s: the newest deployed revision is compared, and the run in hand is known',
  (status) => {
    expect(chooseRevision(history('deployed', status), undefined, 'r')).toMatchObject({
      kind: 'revision',
      record: {revision: 1},
      newer: [{revision: 2, status}],
      pending: {revision: 2, status},
    });
  },
);

test.each(['pending-install', 'uninstalling'])('%s and nothing deployed: nothing is compared', (status) => {
  expect(chooseRevision(history(status), undefined, 'r')).toMatchObject({kind: 'pending', record: {revision: 1}});
});

test('a revision that was superseded after a deployed one is no failed one; older ones come newest first', () => {
  expect(chooseRevision(history('superseded', 'superseded', 'deployed', 'failed'), undefined, 'r')).toMatchObject({
    newer: [{revision: 4}],
    older: [{revision: 2}, {revision: 1}],
  });
});

test('a named revision is taken, whatever its status', () => {
  expect(chooseRevision(history('superseded', 'failed'), 1, 'r')).toMatchObject({
    record: {revision: 1},
    notes: ['revision 1 is superseded'],
  });
  expect(() => chooseRevision(history('deployed'), 9, 'r')).toThrow('release r has no revision 9');
});

test('without a deployed revision there is nothing to hold the cluster to', () => {
  expect(() => chooseRevision(history('failed'), undefined, 'r')).toThrow(
    'has no deployed revision: revision 1 is failed',
  );
  expect(() => chooseRevision([], undefined, 'r')).toThrow('there is no release "r"');
});
