import {describe, expect, test} from 'vitest';
import type {ReconcileSettings} from '../../src/config/reconcile.ts';
import type {ReconcileState} from '../../src/model/reconcile.ts';
import type {SightedFinding} from '../../src/notify/observe.ts';
import {decide, meant} from '../../src/reconcile/decide.ts';
import {fieldKey, heatAt, NO_STATE, observeFields} from '../../src/reconcile/heat.ts';
import {openReconciler} from '../../src/reconcile/reconciler.ts';
import type {ReconcilerPorts, ReleaseSight} from '../../src/reconcile/reconciler.ts';
import {HOUR, MINUTE, seenAs, START} from '../notify/scene.ts';

const POLICY: ReconcileSettings = {
  mode: 'fix',
  rules: [{controlPaths: ['Replicas'], changes: ['changed']}],
  budget: 2,
  afterMs: MINUTE,
  fight: {rewrites: 3, withinMs: HOUR},
};

function scene(parts: Partial<ReconcilerPorts> = {}) {
  const world = {now: START, kept: undefined as ReconcileState | undefined};
  const [notes, acts, results]: [string[], string[][], string[]] = [[], [], []];
  const reconciler = openReconciler({
    store: {read: async () => world.kept, write: async (state) => void (world.kept = structuredClone(state))},
    policy: POLICY,
    now: () => world.now,
    putBack: async (_release, ids) => {
      acts.push([...ids]);
      return {record: 'r1'};
    },
    onNote: (text) => void notes.push(text),
    onResult: (result, findings) => void results.push(`${result} ${findings}`),
    ...parts,
  });
  const see = async (findings: readonly SightedFinding[], more: Partial<ReleaseSight> = {}): Promise<void> => {
    reconciler.seen({
      release: 'shop/web',
      name: 'web',
      namespace: 'shop',
      takenAt: world.now,
      isPending: false,
      findings,
      isGone: (id) => !findings.some((one) => one.id === id),
      ...more,
    });
    await reconciler.settled();
  };
  const later = async (ms: number): Promise<void> => {
    world.now += ms;
    reconciler.tick();
    await reconciler.settled();
  };
  return {world, notes, acts, results, reconciler, see, later};
}

describe('what a policy is about', () => {
  const standing = (finding: SightedFinding) => ({
    release: 'shop/web',
    namespace: 'shop',
    isPending: false,
    findings: [finding],
  });
  const rule = POLICY.rules[0];
  const isMeant = (more: object, finding = seenAs('a', '5')): boolean =>
    meant(standing(finding), {...POLICY, rules: [{controlPaths: ['Replicas'], changes: ['changed'], ...more}]}).length >
    0;

  test('all that a rule says must hold; what is accepted is never meant', () => {
    expect(rule).toBeDefined();
    expect(isMeant({})).toBe(true);
    expect(isMeant({}, seenAs('a', '5', {stands: 'accepted'}))).toBe(false);
    expect(isMeant({severity: 'high'})).toBe(false);
    expect(isMeant({namespaces: ['sh*']})).toBe(true);
    expect(isMeant({namespaces: ['bank']})).toBe(false);
    expect(isMeant({changes: ['added']})).toBe(false);
    expect(isMeant({controlPaths: ['Deployment spec.*']})).toBe(true);
  });

  test('what nobody took down is left alone: it may be hot', () => {
    expect(decide(standing(seenAs('a', '5')), NO_STATE, POLICY, START)).toMatchObject({
      act: [],
      left: [{why: 'fight'}],
    });
  });
});

test('what stands long enough is put back without another check; the next hour has a budget of its own', async () => {
  const {see, later, acts, notes, results} = scene();
  await see(['a', 'b', 'c'].map((name) => seenAs(name, '5', {severity: name === 'c' ? 'high' : 'low'})));
  await later(MINUTE - 1);
  expect(acts).toEqual([]);
  await later(1);
  // The worst first.
  expect(acts).toEqual([['c', 'a']]);
  expect(notes).toEqual([
    'put back in shop/web: Deployment/c spec.replicas, Deployment/a spec.replicas (helm drift undo r1)',
  ]);
  for (let minute = 0; minute < 59; minute++) await later(MINUTE);
  expect(acts).toHaveLength(1);
  await later(2 * MINUTE);
  expect(acts).toEqual([['c', 'a'], ['b']]);
  expect(results).toEqual(['ok 2', 'ok 1']);
});

test('a check that began before a write has not seen it', async () => {
  const {world, see, later, acts} = scene();
  await see([seenAs('a', '5')]);
  const before = world.now;
  await later(MINUTE);
  await see([seenAs('a', '5')], {takenAt: before + 1});
  await later(2 * MINUTE);
  expect(acts).toEqual([['a']]);
});

test('the same value again is a rewrite; a fight is told once with both, and over only when it is cold', async () => {
  const {world, see, later, acts, notes} = scene({policy: {...POLICY, budget: 100}});
  for (let round = 0; round < 5; round++) {
    world.now += 1;
    await see([seenAs('a', '5')]);
    await later(MINUTE);
  }
  expect(acts).toHaveLength(2);
  expect(notes.filter((text) => text.startsWith('a fight'))).toEqual([
    'a fight in shop/web: Deployment/a spec.replicas is written again and again by helm drift and kubectl-edit; it is left alone',
  ]);
  // Though the heat is below the bar by then.
  await later(HOUR / 2);
  expect(acts).toHaveLength(2);
  await later(3 * HOUR);
  expect(acts).toHaveLength(3);
});

test('a dry run says once what it would do, and does nothing', async () => {
  const {see, later, acts, notes, world} = scene({policy: {...POLICY, mode: 'dry-run'}});
  await see([seenAs('a', '5')]);
  await later(MINUTE);
  await later(HOUR);
  await see([seenAs('a', '5')]);
  expect(acts).toEqual([]);
  expect(notes).toEqual(['would put back in shop/web: Deployment/a spec.replicas']);
  world.now += MINUTE;
  await see([seenAs('a', '6')]);
  await later(MINUTE);
  expect(notes).toHaveLength(2);
});

test('one that cannot be put back is tried again, not at once, and within the budget', async () => {
  let problem = (): {problem: string} => ({problem: 'it may not be patched'});
  const {see, later, notes, results} = scene({putBack: async () => problem()});
  await see([seenAs('a', '5')]);
  await later(MINUTE);
  await see([seenAs('a', '5')]);
  await later(9 * MINUTE);
  expect(notes).toEqual(['not all is put back in shop/web: Deployment/a spec.replicas: it may not be patched']);
  problem = () => {
    throw new Error('helm has it in hand');
  };
  await later(2 * MINUTE);
  expect(notes.at(-1)).toBe('nothing is put back in shop/web: helm has it in hand');
  await later(20 * MINUTE);
  expect(results).toEqual(['failed 1', 'failed 1']);
});

test('nothing while helm has the release in hand, nor of one that is gone; nothing without a place to write down', async () => {
  const {see, later, acts, reconciler} = scene();
  await see([seenAs('a', '5')], {isPending: true});
  await later(HOUR);
  expect(acts).toEqual([]);
  await see([seenAs('a', '5')]);
  expect(acts).toEqual([['a']]);
  await see([seenAs('b', '5')]);
  reconciler.gone('shop/web');
  await later(HOUR);
  expect(acts).toHaveLength(1);
  await reconciler.close();
  await see([seenAs('c', '5')]);
  const broken = scene({
    store: {read: async () => undefined, write: () => Promise.reject(new Error('the disk is full'))},
  });
  await broken.see([seenAs('a', '5')]);
  await broken.later(HOUR);
  expect(broken.acts).toEqual([]);
  expect(broken.notes[0]).toBe('nothing is put back in shop/web: the disk is full');
});

test('heat falls by e in its time; what is cold and right is forgotten, what could not be seen is not', () => {
  const how = {fight: POLICY.fight, now: START};
  const finding = {id: 'a', value: '5', manager: 'alice'};
  const hot = observeFields(NO_STATE, {release: 'shop/web', findings: [finding], isGone: () => true}, how);
  const field = hot.fields[fieldKey('shop/web', 'a')];
  expect(field === undefined ? 0 : heatAt(field, START + HOUR, POLICY.fight)).toBeCloseTo(Math.exp(-1));
  const unseen = observeFields(
    hot,
    {release: 'shop/web', findings: [], isGone: () => false},
    {...how, now: START + 9 * HOUR},
  );
  expect(unseen.fields).toEqual(hot.fields);
  const gone = observeFields(
    hot,
    {release: 'shop/web', findings: [], isGone: () => true},
    {...how, now: START + 9 * HOUR},
  );
  expect(gone.fields).toEqual({});
  const many = Array.from({length: 6000}, (_one, at) => ({...finding, id: `${at}`}));
  const full = observeFields(NO_STATE, {release: 'shop/web', findings: many, isGone: () => true}, how);
  expect(Object.keys(full.fields)).toHaveLength(5000);
});
