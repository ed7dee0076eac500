import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../src/fix/fix.ts';
import {carryOutUndo, prepareUndo} from '../../src/fix/undo.ts';
import {UserError} from '../../src/model/errors.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {drifted, first, planned, settings, writesOf} from './fakes/drifted.ts';
import {configMap, deployment} from './fakes/objects.ts';
import {ALL, stamped, world} from './fakes/world.ts';

describe('the write is held against its rehearsal', () => {
  test('a webhook that acts on real writes only is told, with the path', async () => {
    const shop = drifted();
    shop.server.faults.write = () => {
      shop.server.edit('ConfigMap', 'settings', {data: {a: '1', sidecar: 'x'}}, 'helm');
      return {object: shop.server.live('ConfigMap', 'settings') ?? {}};
    };
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'altered', message: expect.stringContaining('data.sidecar')});
    expect(shop.record().verified).toBe(false);
  });
});

describe('an object is not deleted before its creation was rehearsed', () => {
  test('a quota that refuses the new one leaves the old one there', async () => {
    const shop = world({declared: [deployment('web', 2)]});
    shop.server.remove('Deployment', 'web');
    shop.server.put(stamped(deployment('web', 2, 'other')), 'kubectl Update');
    shop.server.immutable.add('spec.selector');
    const quota: typeof shop.server.faults.write = (write) =>
      write.kind === 'apply' && write.absent === true ? {refused: 'exceeded quota', immutable: false} : undefined;
    shop.server.faults.rehearse = quota;
    shop.server.faults.write = quota;
    const prepared = await prepare(shop.ports, {...shop.options, recreate: true});
    expect(prepared.plan.steps[0]?.refused).toBe(
      'it could not be made anew, and stays: exceeded quota; the quota needs room for both until the old one is gone',
    );
    await carryOut(prepared, shop.ports);
    expect(shop.server.live('Deployment', 'web')).toBeDefined();
  });

  test('nor where the quota came after the plan', async () => {
    const shop = world({declared: [deployment('web', 2)]});
    shop.server.remove('Deployment', 'web');
    shop.server.put(stamped(deployment('web', 2, 'other')), 'kubectl Update');
    shop.server.immutable.add('spec.selector');
    const prepared = await prepare(shop.ports, {...shop.options, recreate: true});
    shop.server.faults.rehearse = (write) =>
      write.kind === 'apply' && write.absent === true ? {refused: 'exceeded quota', immutable: false} : undefined;
    const {results} = await carryOut(prepared, shop.ports);
    expect(results).toMatchObject([{outcome: 'failed', message: expect.stringContaining('exceeded quota')}]);
    expect(writesOf(shop)).toEqual([]);
  });
});

describe('an object that is another release’s', () => {
  const adopt = {metadata: {annotations: {'meta.helm.sh/release-name': 'b'}}, data: {a: '7'}};

  test('is a critical finding, and no fix takes it back without being told', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', adopt, 'helm');
    const {report} = await shop.inspect();
    expect(report.findings.find(({severity}) => severity === 'critical')?.controlPath).toMatchObject({
      title: 'Adopted by release b',
      impact: expect.stringContaining("is release b's"),
    });
    const {prepared} = await shop.fix();
    expect(prepared.plan.steps).toMatchObject([
      {refused: expect.stringContaining('it belongs to release b in shop by Helm')},
    ]);
    expect(writesOf(shop)).toEqual([]);
  });

  test('is taken back where that was asked for, and the plan says from whom', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', adopt, 'helm');
    const {prepared, fixed} = await shop.fix({selection: {...ALL, takeOwnership: true}});
    expect(prepared.plan.steps).toMatchObject([
      {takesFrom: 'release b in shop', warnings: ['takes it from release b in shop']},
    ]);
    expect(first(fixed)).toMatchObject({outcome: 'patched'});
  });

  test('is left alone where it was adopted after the review', async () => {
    const shop = drifted();
    const prepared = await planned(shop);
    shop.server.edit('ConfigMap', 'settings', {metadata: adopt.metadata}, 'helm');
    expect(first(await carryOut(prepared, shop.ports))).toMatchObject({outcome: 'conflict'});
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9', b: '2'});
  });
});

describe('an object on its way out', () => {
  const leaving = {metadata: {deletionTimestamp: '2026-11-23T11:00:00Z', finalizers: ['example.com/hold']}};
  const why = 'it is being deleted since 2026-11-23T11:00:00Z, held by the finalizer example.com/hold';

  test('is a gap, and never clean', async () => {
    const shop = world({declared: [settings]});
    shop.server.edit('ConfigMap', 'settings', leaving, 'kube-apiserver');
    const {report} = await shop.inspect();
    expect(report.gaps).toMatchObject([{reason: 'terminating', message: `ConfigMap/settings: ${why}`}]);
  });

  test('is not written', async () => {
    const shop = drifted();
    shop.server.edit('ConfigMap', 'settings', leaving, 'kube-apiserver');
    const {prepared} = await shop.fix();
    expect(prepared.plan.steps).toMatchObject([{refused: why}]);
    expect(writesOf(shop)).toEqual([]);
  });

  test('nor where somebody deleted it after the review; after the write it is not verified', async () => {
    const shop = drifted();
    const prepared = await planned(shop);
    shop.server.edit('ConfigMap', 'settings', leaving, 'kube-apiserver');
    expect(first(await carryOut(prepared, shop.ports))).toMatchObject({outcome: 'conflict', message: why});
    const other = drifted();
    other.server.faults.after = () => other.server.edit('ConfigMap', 'settings', leaving, 'kube-apiserver');
    const {fixed} = await other.fix();
    expect(fixed.verification.problem).toBe(`ConfigMap/settings: ${why}`);
  });
});

describe('an undo takes what it gave, and nothing else', () => {
  test('not from another object of the same name', async () => {
    const shop = drifted();
    await shop.fix();
    shop.server.put(stamped(settings), 'kubectl Update');
    const {plan} = await prepareUndo(shop.record(), shop.undoPorts);
    expect(plan.steps).toMatchObject([{refused: 'it is another object of the same name now'}]);
  });

  test('it is judged as any other plan: what it brings back has its title, its severity and its impact', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {name: 'web'},
      spec: {selector: {app: 'web'}, ports: [{name: 'http', port: 80}]},
    };
    const shop = world({declared: [service]});
    shop.server.edit('Service', 'web', {spec: {selector: {app: 'nowhere'}}});
    const drift = (await shop.inspect()).report.findings[0];
    await shop.fix();
    const {plan} = await prepareUndo(shop.record(), shop.undoPorts);
    expect(plan.steps[0]?.fields).toContainEqual(
      expect.objectContaining({
        title: drift?.controlPath.title,
        severity: drift?.severity,
        impact: expect.stringContaining('drift again, as before the fix'),
      }),
    );
    expect(drift?.severity).not.toBe('low');
  });

  test('a write that timed out and is carried out late was written, and can be undone', async () => {
    const shop = drifted();
    let count = 0;
    shop.server.faults.write = () => {
      count += 1;
      if (count === 1) return {lost: 'timeout'};
      // The first one is carried out only now.
      if (count === 2) shop.server.edit('ConfigMap', 'settings', {data: {a: '1'}}, 'helm');
      return undefined;
    };
    const {fixed} = await shop.fix();
    expect(first(fixed)?.outcome).toBe('patched');
    delete shop.server.faults.write;
    const undoing = await prepareUndo(shop.record(), shop.undoPorts);
    await carryOutUndo(undoing, shop.undoPorts);
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '9', b: '2'});
  });

  test('and so is one that is carried out after the run, though somebody wrote elsewhere since', async () => {
    const shop = drifted();
    let count = 0;
    shop.server.faults.write = () => {
      count += 1;
      if (count === 1) shop.server.faults.rehearse = () => ({lost: 'timeout'});
      return {lost: 'timeout'};
    };
    const {fixed} = await shop.fix();
    expect(first(fixed)).toMatchObject({outcome: 'failed', halfDone: true});
    shop.server.faults.write = () => undefined;
    delete shop.server.faults.rehearse;
    shop.server.edit('ConfigMap', 'settings', {data: {a: '1'}}, 'helm');
    shop.server.edit('ConfigMap', 'settings', {data: {b: '7'}});
    const {plan} = await prepareUndo(shop.record(), shop.undoPorts);
    expect(plan.steps[0]?.fields.map(({path}) => path)).toEqual(['data.a']);
  });
});

describe('dead ends', () => {
  test('a token that expires half-way hides nothing of what was written', async () => {
    const shop = drifted(configMap('zoo', {a: '1'}));
    shop.server.edit('ConfigMap', 'zoo', {data: {a: '9'}});
    const {writer} = shop.server;
    const expired = new UserError('401', undefined, {code: 'unauthorized'});
    const write: typeof writer.write = async (resource, place, what, at) => {
      if (place.name === 'zoo') throw expired;
      return writer.write(resource, place, what, at);
    };
    const prepared = await planned(shop);
    const writeContext = {...shop.ports.writeContext, writer: {...writer, write}};
    const inspect = async (): Promise<never> => {
      throw expired;
    };
    const fixed = await carryOut(prepared, {...shop.ports, writeContext, inspect});
    expect(fixed).toMatchObject({
      record: 'record-1',
      results: [{outcome: 'patched'}, {outcome: 'failed', message: '401'}],
      verification: {problem: '401'},
    });
  });

  test('JavaScript’s own names are keys like any other', async () => {
    const text = '{"a":"1","constructor":"c","toString":"t"}';
    const added = '{"a":"9","__proto__":"p"}';
    const data = JSON.parse(text) as JsonObject;
    const shop = world({declared: [{...settings, data}]});
    shop.server.remove('ConfigMap', 'settings');
    shop.server.put(stamped({...settings, data: JSON.parse(added) as JsonObject}), 'kubectl Update');
    await shop.fix();
    expect(JSON.stringify(shop.contentOf('ConfigMap', 'settings')?.['data'])).toBe(text);
    const undoing = await prepareUndo(shop.record(), shop.undoPorts);
    await carryOutUndo(undoing, shop.undoPorts);
    expect(JSON.stringify(shop.contentOf('ConfigMap', 'settings')?.['data'])).toBe(added);
  });
});
