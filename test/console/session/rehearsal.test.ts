import {expect, test} from 'vitest';
import {baselineSnapshot} from '../../../src/console/session/baseline-snapshot.ts';
import {rehearse} from '../../../src/console/session/rehearsal.ts';
import {configMap, deployment} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {NOW} from '../fakes.ts';
import {shopCluster} from '../releases.ts';
import {asDeployed} from '../../../src/app/session.ts';

const DECLARED = [configMap('settings', {a: '1'}), deployment('web', 2)];
const PLACE = {name: 'shop', namespace: 'shop'};

async function prepared() {
  const shop = world({declared: DECLARED});
  const cluster = shopCluster(shop, DECLARED);
  const {baseline, source} = await cluster.session.open(asDeployed('shop', 'shop'));
  if (!('text' in baseline)) throw new Error('the release is pending');
  const checked = {baseline, source, options: await cluster.session.options()};
  return {
    shop,
    cluster,
    checked,
    rehearsed: async () => rehearse(PLACE, checked, await shop.inspect(), {cluster, now: () => NOW}),
  };
}

test('the baseline is a state of its own: nothing drifted, nothing is read of the cluster', async () => {
  const {shop, checked} = await prepared();
  shop.server.remove('Deployment', 'web');
  const {id, inspection} = await baselineSnapshot(checked.baseline, checked.source, NOW);
  expect([id, inspection.report.summary, inspection.report.notes]).toEqual([
    'baseline',
    {objects: 2, compared: 2, drift: 0, accepted: 0, ignored: 0, gaps: 0},
    [],
  ]);
  expect(inspection.live.map(({ref}) => ref.name)).toEqual(['settings', 'web']);
});

test('what the dry runs would leave, object by object: patched, made anew, taken away', async () => {
  const {shop, rehearsed} = await prepared();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.remove('Deployment', 'web');
  const {inspection, mutations, problem} = await rehearsed();
  expect(inspection.report.summary.drift).toBe(0);
  expect(mutations).toEqual([
    'helm drift fix would patch ConfigMap/settings',
    'helm drift fix would create Deployment/web',
  ]);
  expect(problem).toBeUndefined();
  expect(shop.server.live('Deployment', 'web')).toBeUndefined();
});

test('what the API server refuses stays drift, and is named', async () => {
  const {shop, rehearsed} = await prepared();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.edit('Deployment', 'web', {spec: {replicas: 7}});
  shop.server.faults.rehearse = (_write, {name}) =>
    name === 'web' ? {refused: 'denied by a webhook', immutable: false} : undefined;
  const {inspection, mutations, problem} = await rehearsed();
  expect(problem).toBe('The API server refuses Deployment/web.');
  expect(inspection.report.findings.map(({ref}) => ref.name)).toEqual(['web']);
  expect(mutations).toEqual(['helm drift fix would patch ConfigMap/settings']);
});

test('no answer to a dry run is no rehearsal, and may pass', async () => {
  const {shop, rehearsed} = await prepared();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.faults.rehearse = () => ({lost: 'socket hang up'});
  await expect(rehearsed()).rejects.toMatchObject({code: 'server-error'});
});

test('what the server or a rule has told to be no drift stays none', async () => {
  const {shop, cluster, checked} = await prepared();
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  shop.server.edit('Deployment', 'web', {spec: {replicas: 7}});
  const inspection = await shop.inspect();
  const accepted = inspection.report.findings.map((finding) =>
    finding.ref.name === 'web'
      ? {...finding, verdict: 'accepted' as const, why: {code: 'rule', text: 'a review'} as never}
      : finding,
  );
  shop.server.faults.rehearse = () => ({refused: 'no', immutable: false});
  const told = {...inspection, report: {...inspection.report, findings: accepted}};
  const snapshot = await rehearse(PLACE, checked, told, {cluster, now: () => NOW});
  expect(snapshot.inspection.report.findings.map(({ref, verdict}) => [ref.name, verdict])).toContainEqual([
    'web',
    'accepted',
  ]);
  expect(snapshot.inspection.report.summary).toMatchObject({drift: 1, accepted: 1});
});
