import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../src/fix/fix.ts';
import {UserError} from '../../src/model/errors.ts';
import {formatPath} from '../../src/model/path.ts';
import {configMap, deployment} from './fakes/objects.ts';
import {ALL, stamped, world} from './fakes/world.ts';

const settings = configMap('settings', {a: '1', b: '2'});

describe.each(['ssa', 'csa'] as const)('a release that is written by %s', (method) => {
  test('what drifted is put back, Helm owns it again, and the record tells it', async () => {
    const shop = world({declared: [settings, deployment('web', 2)], method});
    const before = shop.contentOf('ConfigMap', 'settings');
    shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
    const {prepared, fixed} = await shop.fix();
    expect(prepared.plan.steps.map(({action, fields}) => [action, fields.map(({path}) => path)])).toEqual([
      ['patch', ['data.a']],
    ]);
    expect(fixed.results).toEqual([expect.objectContaining({outcome: 'patched'})]);
    expect(fixed.verification.left).toEqual([]);
    expect(shop.contentOf('ConfigMap', 'settings')).toEqual(before);
    const {report} = await shop.inspect();
    expect(report.summary.drift).toBe(0);
    expect(shop.record()).toMatchObject({ended: true, verified: true, outcomes: [{outcome: 'patched'}]});
    expect(shop.disk.closed).toBe(true);
  });

  test('fields that were added go, and nobody is left as their owner', async () => {
    const shop = world({declared: [settings], method});
    shop.server.edit('ConfigMap', 'settings', {data: {extra: 'x'}});
    const {fixed} = await shop.fix();
    expect(fixed.results.map(({outcome}) => outcome)).toEqual(['patched']);
    expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2'});
    const owners = JSON.stringify(shop.server.live('ConfigMap', 'settings')?.['metadata']);
    expect(owners).not.toMatch(/helm-drift|kubectl-edit/);
    // A removal leaves no entry of ours behind: there is nothing to hand over.
    const writes = shop.server.requests.filter(({kind}) => kind === 'write');
    expect(writes.map(({write}) => write.kind)).toEqual(['json-patch']);
  });

  test('an object that was deleted is made anew as Helm makes it', async () => {
    const shop = world({declared: [settings], method});
    const before = shop.contentOf('ConfigMap', 'settings');
    shop.server.remove('ConfigMap', 'settings');
    const {fixed} = await shop.fix();
    expect(fixed.results.map(({outcome}) => outcome)).toEqual(['created']);
    expect(shop.contentOf('ConfigMap', 'settings')).toEqual(before);
    expect(JSON.stringify(shop.server.live('ConfigMap', 'settings'))).toContain('"manager":"helm"');
  });

  test('an object that nobody declares is read whole, deleted, and kept in the record', async () => {
    const shop = world({declared: [settings], method});
    shop.server.put(stamped(configMap('stray', {k: 'v'})), 'kubectl-create Update');
    const {prepared, fixed} = await shop.fix();
    expect(prepared.plan.steps.map(({action, ref}) => [action, ref.name])).toEqual([['delete', 'stray']]);
    expect(fixed.results.map(({outcome}) => outcome)).toEqual(['deleted']);
    expect(shop.server.live('ConfigMap', 'stray')).toBeUndefined();
    expect(shop.record().outcomes[0]).toMatchObject({before: {data: {k: 'v'}}, after: null});
  });
});

test('an Apply says all that Helm owns, or it would delete what it leaves out', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  await shop.fix();
  expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '2'});
  const write = shop.server.requests.find(({kind}) => kind === 'write');
  expect(write?.write).toMatchObject({kind: 'apply', manager: 'helm', object: {data: {a: '1', b: '2'}}});
});

test('what is not selected stays as it is, and the plan says where the next upgrade conflicts', async () => {
  const shop = world({declared: [settings, configMap('other', {c: '3'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9', b: '8'}});
  const only = ['ConfigMap/settings:data.a'];
  const {prepared, fixed} = await shop.fix({selection: {...ALL, only}});
  expect(shop.contentOf('ConfigMap', 'settings')?.['data']).toEqual({a: '1', b: '8'});
  expect(prepared.plan.notes).toEqual([expect.stringContaining("data.b stays kubectl-edit's")]);
  expect(fixed.verification.report.summary.drift).toBe(1);
  expect(fixed.verification.left).toEqual([]);
});

test('a helm run that begins before the first write stops it: there is no record and no write', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.helm.stopped = () => 'helm has written revision 4 (deployed) since this was planned';
  await expect(shop.fix()).rejects.toMatchObject({
    code: 'precondition',
    message: expect.stringContaining('nothing was written: helm has written revision 4'),
  });
  expect(shop.lines).toEqual([]);
  expect(shop.server.requests.filter(({kind}) => kind === 'write')).toEqual([]);
});

test('a record that cannot be begun: nothing is written', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.disk.onLine = () => {
    throw new Error('ENOSPC: no space left on device');
  };
  await expect(shop.fix()).rejects.toThrow('ENOSPC');
  expect(shop.server.requests.filter(({kind}) => kind === 'write')).toEqual([]);
});

test('a cluster that nobody can look at afterwards: what was written is told, and that it is not verified', async () => {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  const prepared = await prepare(shop.ports, shop.options);
  const inspectAgain = async (): Promise<never> => {
    throw new UserError('the cluster does not answer');
  };
  const fixed = await carryOut(prepared, {...shop.ports, inspect: inspectAgain});
  expect(fixed.results.map(({outcome}) => outcome)).toEqual(['patched']);
  expect(fixed.verification).toMatchObject({problem: 'the cluster does not answer', left: []});
  expect(shop.record()).toMatchObject({ended: true, verified: false});
  const broken = {...shop.ports, inspect: () => Promise.reject(new TypeError('a bug'))};
  await expect(carryOut(prepared, broken)).rejects.toThrow('a bug');
  expect(shop.disk.closed).toBe(true);
});

test('steps come in the order in which Helm installs, and deletions last', async () => {
  const shop = world({declared: [deployment('web', 2), settings]});
  shop.server.edit('Deployment', 'web', {spec: {replicas: 5}});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.put(stamped(configMap('a-stray', {})), 'kubectl-create Update');
  const {prepared, fixed} = await shop.fix();
  expect(prepared.plan.steps.map(({ref}) => ref.name)).toEqual(['settings', 'web', 'a-stray']);
  expect(shop.results).toEqual(fixed.results);
  expect(prepared.steps.flatMap(({findings}) => findings.map(({path}) => formatPath(path)))).toEqual([
    'data.a',
    'spec.replicas',
    '',
  ]);
});
