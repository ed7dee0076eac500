import {describe, expect, test} from 'vitest';
import {prepare} from '../../../src/fix/fix.ts';
import type {Prepared} from '../../../src/fix/fix.ts';
import {planDigest, planKey} from '../../../src/fix/plan/sign.ts';
import {isSameCluster, keptProblem, planProblem, stepProblem} from '../../../src/fix/plan/stale.ts';
import type {Plan, PlanCluster, Step} from '../../../src/model/fix.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {configMap} from '../fakes/objects.ts';
import {stamped, world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

function drifted(declared: readonly JsonObject[] = [configMap('settings', {a: '1', b: '2'})]): World {
  const shop = world({declared});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  return shop;
}

const plan = async (shop: World): Promise<Prepared> => prepare(shop.ports, shop.options);

const signed = ({digest: _digest, ...body}: Plan, key: string): Plan => ({...body, digest: planDigest(body, key)});

describe('a plan as such', () => {
  test('is good as long as nothing has changed', async () => {
    const shop = drifted();
    const {plan: kept, inspection} = await plan(shop);
    const key = planKey(inspection);
    expect(planProblem(kept, (await plan(shop)).plan, key)).toBeUndefined();
    // A file has gone through JSON.
    expect(planProblem(JSON.parse(JSON.stringify(kept)) as Plan, kept, key)).toBeUndefined();
  });

  test.each<[string, (plan: Plan, key: string) => Plan, string]>([
    ['edited', (kept) => ({...kept, notes: ['all is well']}), 'it was edited: its digest does not fit'],
    [
      'expired',
      (kept, key) => signed({...kept, expires: '2026-11-23T11:59:59.000Z'}, key),
      'it expired at 2026-11-23T11:59:59.000Z',
    ],
    ['that expires at no time', (kept, key) => signed({...kept, expires: 'never'}, key), 'it expired at never'],
    [
      'of another cluster',
      (kept, key) => signed({...kept, cluster: {name: 'prod', server: 'https://prod', uid: 'cluster-2'}}, key),
      'it was made for another cluster, context prod at https://prod, and this is context test at https://test:6443',
    ],
    [
      'of another release',
      (kept, key) => signed({...kept, release: {...kept.release, name: 'other'}}, key),
      'it was made for other in shop',
    ],
    [
      'of another namespace',
      (kept, key) => signed({...kept, release: {...kept.release, namespace: 'other'}}, key),
      'it was made for shop in other',
    ],
    [
      'of another revision',
      (kept, key) => signed({...kept, release: {...kept.release, revision: 2}}, key),
      'it was made for revision 2, and revision 3 is the baseline now',
    ],
    [
      'of another manifest',
      (kept, key) => signed({...kept, intentDigest: 'other'}, key),
      'what the release declares is not what it was made for',
    ],
  ])('%s', async (_what, change, problem) => {
    const {plan: now, inspection} = await plan(drifted());
    const key = planKey(inspection);
    expect(planProblem(change(now, key), now, key)).toBe(problem);
  });
});

describe('whether two clusters are one', () => {
  const here: PlanCluster = {name: 'a', server: 'https://a', uid: '1'};
  test.each<[PlanCluster, string]>([
    [{name: 'other', server: 'https://other', uid: '1'}, 'yes'],
    [{name: 'a', server: 'https://a', uid: '2'}, 'no'],
    [{name: 'other', server: 'https://a'}, 'unproven'],
    [{name: 'a', server: 'https://b'}, 'no'],
  ])('%j', (other, isSame) => {
    expect([isSameCluster(here, other), isSameCluster(other, here)]).toEqual([isSame, isSame]);
  });
});

describe('a step of a plan, after the world has moved', () => {
  async function problemAfter(move: (shop: World) => void, shop = drifted()): Promise<string | undefined> {
    const kept = (await plan(shop)).plan;
    move(shop);
    return keptProblem(kept, (await plan(shop)).steps);
  }

  test.each<[string, (shop: World) => void, string | undefined]>([
    ['nothing moved', () => {}, undefined],
    ['it moved elsewhere', ({server}) => server.edit('ConfigMap', 'settings', {status: {x: 1}}), undefined],
    ['all is well again', ({server}) => server.edit('ConfigMap', 'settings', {data: {a: '1'}}), undefined],
    [
      'the value is another',
      ({server}) => server.edit('ConfigMap', 'settings', {data: {a: '7'}}),
      'ConfigMap/settings data.a changed since it was reviewed: it was 9, and is 7 now',
    ],
    [
      'more differs',
      ({server}) => server.edit('ConfigMap', 'settings', {data: {b: '7'}}),
      'ConfigMap/settings: other fields differ now: data.b came beside what was reviewed',
    ],
    [
      'it is another object',
      ({server}) => server.put(stamped(configMap('settings', {a: '9', b: '2'})), 'kubectl Update'),
      'ConfigMap/settings is another object of the same name now',
    ],
    [
      'it is gone',
      ({server}) => server.remove('ConfigMap', 'settings'),
      'ConfigMap/settings is another object of the same name now',
    ],
    [
      'the server would change more',
      ({server}) => {
        server.faults.rehearse = ({kind}) => {
          const live = server.live('ConfigMap', 'settings') ?? {};
          return kind === 'apply' ? {object: {...live, data: {a: '1', b: '2'}, immutable: true}} : undefined;
        };
      },
      'ConfigMap/settings: the API server would now change immutable too',
    ],
  ])('%s', async (_what, move, problem) => {
    expect(await problemAfter(move)).toBe(problem);
  });

  test('more objects than are named are counted', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const declared = names.map((name) => configMap(name, {a: '1'}));
    const moved = (count: number): Promise<string | undefined> => {
      const shop = world({declared});
      const set = (name: string, a: string): void => shop.server.edit('ConfigMap', name, {data: {a}});
      for (const name of names) set(name, '9');
      return problemAfter(() => names.slice(0, count).forEach((name) => set(name, '7')), shop);
    };
    expect(await moved(3)).not.toContain('more');
    expect(await moved(4)).toMatch(/; and 1 more object is not as reviewed$/);
    expect(await moved(5)).toMatch(/; and 2 more objects are not as reviewed$/);
  });

  test('another action', async () => {
    const shop = drifted();
    const {plan: kept, steps} = await plan(shop);
    const [step] = kept.steps;
    const recreated: Step = {...(step ?? fail()), action: 'recreate'};
    expect(stepProblem(recreated, steps[0])).toBe(
      'ConfigMap/settings: recreate was planned, and now it would be patch',
    );
  });

  test('a secret: its value cannot be compared with what was reviewed, so it must not have moved at all', async () => {
    const secret = {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'settings'}, data: {password: 'aHVudGVyMg=='}};
    const shop = (): World => {
      const made = world({declared: [secret]});
      made.server.edit('Secret', 'settings', {data: {password: 'b3RoZXI='}});
      return made;
    };
    expect(await problemAfter(() => {}, shop())).toBeUndefined();
    expect(await problemAfter(({server}) => server.edit('Secret', 'settings', {status: {x: 1}}), shop())).toBe(
      'Secret/settings data.password changed since it was reviewed',
    );
  });
});

function fail(): never {
  throw new Error('there is no step');
}
