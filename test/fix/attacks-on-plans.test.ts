import {describe, expect, test} from 'vitest';
import {holdTo} from '../../src/app/plan-file.ts';
import {carryOut, prepare} from '../../src/fix/fix.ts';
import type {Prepared} from '../../src/fix/fix.ts';
import * as plans from '../../src/fix/plan/sign.ts';
import {prepareUndo} from '../../src/fix/undo.ts';
import type {Plan, Step} from '../../src/model/fix.ts';
import {metadataOf, objectsIn} from '../../src/model/json.ts';
import {drifted, first, planned, settings, writesOf} from './fakes/drifted.ts';
import {configMap, deployment} from './fakes/objects.ts';
import {ALL, stamped, world} from './fakes/world.ts';
import type {World} from './fakes/world.ts';

/** What Helm owns of an object, as text. */
function helms(shop: World, kind: string, name: string): string {
  const entries = objectsIn(metadataOf(shop.server.live(kind, name) ?? {})['managedFields']);
  return JSON.stringify(entries.filter(({manager}) => manager === 'helm'));
}

/** An attacker who can read what the release declares, and sign. */
function signed(plan: Plan, {inspection}: Prepared): Plan {
  return {...plan, digest: plans.planDigest(plan, plans.planKey(inspection))};
}

const withStep = (plan: Plan, change: (step: Step) => Step): Plan => ({...plan, steps: plan.steps.map(change)});

describe('a plan binds all that it shows', () => {
  test('an object that the plan does not show is not touched, though an id of the plan names its finding', async () => {
    const shop = drifted();
    shop.server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update');
    const {plan} = await planned(shop, {...ALL, only: ['ConfigMap/settings']});
    // Seven digits are found in seconds: both findings are selected by them.
    const now = await planned(shop);
    expect(() => holdTo(plan, now)).toThrow('ConfigMap/stray is in none of its steps');
  });

  test('ids of a plan are whole; an old plan with short ones is refused', async () => {
    const shop = drifted();
    const now = await planned(shop);
    expect(now.plan.steps.flatMap(({fields}) => fields.map(({id}) => id))).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
    const short = withStep(now.plan, (step) => ({
      ...step,
      fields: step.fields.map((field) => ({...field, id: field.id.slice(0, 7)})),
    }));
    expect(() => holdTo(signed(short, now), now)).toThrow('an older version made it');
  });

  test('who does not know what the release declares cannot sign', async () => {
    const shop = drifted();
    const now = await planned(shop);
    const edited = {...now.plan, expires: '2099-01-01T00:00:00.000Z'};
    const digest = plans.planDigest(edited, now.plan.intentDigest);
    expect(() => holdTo({...edited, digest}, now)).toThrow('it was edited: its digest does not fit');
  });

  test.each<[string, (step: Step) => Step, RegExp]>([
    ['a value', (step) => ({...step, fields: step.fields.map((one) => ({...one, live: '8'}))}), /changed since/],
    ['a title', (step) => ({...step, fields: step.fields.map((one) => ({...one, title: 'x'}))}), /changed since/],
    [
      'a severity',
      (step) => ({...step, fields: step.fields.map((one) => ({...one, severity: 'critical'}))}),
      /changed/,
    ],
    ['a warning', (step) => ({...step, warnings: ['all is well']}), /what it costs/],
    ['a consequence', (step) => ({...step, consequences: ['data.x']}), /would not change data\.x any more/],
    ['its owner', (step) => ({...step, takesFrom: 'release b in shop'}), /who owns it/],
  ])('%s that was not shown so, at the same version of the object', async (_what, change, message) => {
    const now = await planned(drifted());
    expect(() => holdTo(signed(withStep(now.plan, change), now), now)).toThrow(message);
  });

  test('a step that was shown as left alone stays so, once the policy that refused it is gone', async () => {
    const shop = drifted();
    shop.server.faults.rehearse = () => ({refused: 'policy', immutable: false});
    const {plan} = await planned(shop);
    delete shop.server.faults.rehearse;
    const now = await planned(shop);
    const held = holdTo(plan, now);
    const {results} = await carryOut(held, shop.ports);
    expect(results).toMatchObject([{outcome: 'failed', message: 'the plan leaves it as it is: policy'}]);
    expect(writesOf(shop)).toEqual([]);
  });

  test('an extra object that holds something else than at the review is not deleted', async () => {
    const shop = world({declared: [settings]});
    shop.server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl Update');
    const {plan} = await planned(shop);
    shop.server.edit('ConfigMap', 'stray', {status: {seen: true}});
    const same = await planned(shop);
    expect(() => holdTo(plan, same)).not.toThrow();
    shop.server.edit('ConfigMap', 'stray', {data: {k: 'precious'}});
    const now = await planned(shop);
    expect(() => holdTo(plan, now)).toThrow('ConfigMap/stray changed since it was reviewed');
  });
});

describe('a name is no proof', () => {
  const sidecar = {spec: {template: {spec: {containers: [{name: 'miner', image: 'miner:1'}]}}}};

  test('what somebody else wrote under our name does not become Helm’s, and stays in sight', async () => {
    const shop = drifted(deployment('web', 2));
    shop.server.edit('Deployment', 'web', sidecar, 'helm-drift');
    const {prepared} = await shop.fix({selection: {...ALL, added: false}});
    expect(prepared.plan.steps.map(({ref}) => ref.name)).toEqual(['settings']);
    expect(helms(shop, 'Deployment', 'web')).not.toContain('miner');
    const {report} = await shop.inspect();
    expect(report.findings).toMatchObject([{change: 'added', by: {manager: 'helm-drift'}, verdict: 'drift'}]);
  });

  test('nor when a field of the same object is put back by a patch of our own', async () => {
    const shop = world({declared: [deployment('web', 2)]});
    shop.server.edit('Deployment', 'web', sidecar, 'helm-drift');
    shop.server.edit('Deployment', 'web', {spec: {replicas: 5, paused: true}});
    await shop.fix({selection: {...ALL, only: ['Deployment/web:spec.replicas', 'Deployment/web:spec.paused']}});
    expect(shop.contentOf('Deployment', 'web')).toMatchObject({spec: {replicas: 2}});
    expect(helms(shop, 'Deployment', 'web')).not.toContain('miner');
    const {report} = await shop.inspect();
    expect(report.findings.filter(({verdict}) => verdict === 'drift')).toMatchObject([
      {change: 'added', by: {manager: 'helm-drift'}},
    ]);
  });

  test('an interrupted fix is finished by its record, shown by its fields, and within the selection alone', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
    shop.server.faults.write = (write) => (write.kind === 'apply' ? {refused: 'quota', immutable: false} : undefined);
    await shop.fix();
    delete shop.server.faults.write;
    // Somebody joins in under the same name.
    shop.server.edit('ConfigMap', 'settings', {data: {joined: 'y'}}, 'helm-drift');
    const elsewhere = await planned(shop, {...ALL, added: false, only: ['ConfigMap/other']});
    expect(elsewhere.plan.steps).toEqual([]);
    const now = await planned(shop, {...ALL, added: false});
    expect(now.plan.steps).toMatchObject([
      {fields: [], handsOver: ['data.a'], warnings: [expect.stringContaining('has written: data.a')]},
    ]);
    expect(first(await carryOut(now, shop.ports))).toMatchObject({
      outcome: 'patched',
      message: expect.stringContaining('helm-drift stays an owner'),
    });
    expect(helms(shop, 'ConfigMap', 'settings')).not.toContain('joined');
    const {report} = await shop.inspect();
    expect(report.findings).toMatchObject([{change: 'added', live: 'y', by: {manager: 'helm-drift'}}]);
  });
});

test('a kept plan hands over what it shows, and one that does not show it is refused', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9', extra: 'x'}});
  shop.server.faults.write = (write) => (write.kind === 'apply' ? {refused: 'quota', immutable: false} : undefined);
  await shop.fix();
  delete shop.server.faults.write;
  const {plan} = await planned(shop);
  const again = (handOvers: ReadonlySet<string>): Promise<Prepared> =>
    planned(shop, {...ALL, ids: new Set(), handOvers});
  const now = await again(new Set(['/ConfigMap/shop/settings']));
  expect(first(await carryOut(holdTo(plan, now), shop.ports))).toMatchObject({outcome: 'patched'});
  expect(JSON.stringify(shop.server.live('ConfigMap', 'settings'))).not.toContain('helm-drift');
  const silent = withStep(plan, ({handsOver: _paths, ...step}) => step);
  expect(() => holdTo(signed(silent, now), now)).toThrow('who owns it is not what was reviewed');
});

describe('an unknown cluster is no known one', () => {
  const {uid: _uid, ...nameless} = {name: 'test', server: 'https://test:6443', uid: ''};

  test('without a uid of kube-system the objects’ own must tell', async () => {
    const shop = drifted();
    shop.server.remove('ConfigMap', 'settings');
    await shop.fix();
    const ports = {...shop.undoPorts, cluster: nameless};
    expect((await prepareUndo(shop.record(), ports)).plan.steps).toMatchObject([{action: 'delete'}]);
    shop.server.remove('ConfigMap', 'settings');
    shop.server.put(stamped(settings), 'helm Apply');
    await expect(prepareUndo(shop.record(), ports)).rejects.toThrow(
      'nobody can tell whether context test at https://test:6443',
    );
  });

  test('a kept plan is held to the same', async () => {
    const shop = drifted();
    shop.server.remove('ConfigMap', 'settings');
    const ports = {...shop.ports, cluster: nameless};
    const {plan} = await prepare(ports, shop.options);
    const now = await prepare(ports, shop.options);
    expect(() => holdTo(plan, now)).toThrow('nobody can tell whether context test');
  });
});
