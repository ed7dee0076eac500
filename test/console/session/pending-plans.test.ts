import {expect, test} from 'vitest';
import {pendingPlans} from '../../../src/console/session/pending-plans.ts';
import {NOW} from '../fakes.ts';
import {planOf, stepOf} from '../plans.ts';

const ENTRY = {kind: 'reconcile', plan: planOf([stepOf('Service', 'web')])} as const;

function pending() {
  const clock = {now: NOW.getTime()};
  return {plans: pendingPlans<typeof ENTRY>(() => new Date(clock.now)), clock};
}

test('a plan is handed out for its own digest and nonce, for ten minutes', () => {
  const {plans, clock} = pending();
  const {nonce, expires} = plans.add(ENTRY);
  expect(expires.getTime() - NOW.getTime()).toBe(600_000);
  clock.now += 600_000;
  expect(plans.take('reconcile', 'digest-1', nonce)).toBe(ENTRY);
});

test.each([
  ['another digest', 'reconcile', 'digest-2'],
  ['a longer digest', 'reconcile', 'digest-11'],
  ['no digest', 'reconcile', ''],
  ['consent to an undo', 'undo', 'digest-1'],
] as const)('%s is none, and the nonce is spent', (_what, kind, digest) => {
  const {plans} = pending();
  const {nonce} = plans.add(ENTRY);
  expect(() => plans.take(kind, digest, nonce)).toThrow('nobody was shown this plan');
  expect(() => plans.take('reconcile', 'digest-1', nonce)).toThrow('nobody was shown this plan');
});

test('a plan that is too old is refused, with what to do', () => {
  const {plans, clock} = pending();
  const {nonce} = plans.add(ENTRY);
  clock.now += 600_001;
  expect(() => plans.take('reconcile', 'digest-1', nonce)).toThrow(
    expect.objectContaining({message: 'the plan is too old', code: 'stale', hint: expect.stringContaining('Review')}),
  );
});

test('at most sixteen wait, the newest of them; those that are too old go first', () => {
  const {plans, clock} = pending();
  const nonces = Array.from({length: 20}, () => plans.add(ENTRY).nonce);
  expect(new Set(nonces).size).toBe(20);
  expect(plans.size()).toBe(16);
  expect(() => plans.take('reconcile', 'digest-1', nonces[3] ?? '')).toThrow('nobody was shown this plan');
  expect(plans.take('reconcile', 'digest-1', nonces[4] ?? '')).toBe(ENTRY);
  clock.now += 600_001;
  plans.add(ENTRY);
  expect(plans.size()).toBe(1);
});
