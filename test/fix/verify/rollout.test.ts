import {describe, expect, test} from 'vitest';
import {awaitRollouts} from '../../../src/fix/verify/rollout.ts';
import type {RolloutProgress} from '../../../src/fix/verify/rollout.ts';
import type {Outcome} from '../../../src/model/fix.ts';
import {textOf} from '../../../src/model/json.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {UNKNOWN} from '../../../src/check/normalize/shape.ts';
import {world} from '../fakes/world.ts';

interface Workload {
  readonly kind?: string;
  readonly generation?: number;
  readonly spec?: JsonObject;
  readonly status?: JsonObject;
}

const workload = ({kind = 'Deployment', generation = 1, spec = {}, status = {}}: Workload): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: {name: 'web', namespace: 'shop', generation},
  spec: {replicas: 3, ...spec},
  status: {observedGeneration: generation, ...status},
});

function waiting(object: JsonObject | undefined, outcome: Outcome = 'patched', seconds = 0) {
  const shop = world({declared: []});
  if (object !== undefined) shop.server.put(object, 'helm Apply');
  const ref = {group: 'apps', kind: textOf(object?.['kind']) || 'Deployment', namespace: 'shop', name: 'web'};
  const step = {action: 'patch', ref, apiVersion: 'apps/v1', fields: [], consequences: [], warnings: []} as const;
  const steps = [{step, findings: [], left: [], shape: UNKNOWN, strategies: []}];
  const heard: RolloutProgress[] = [];
  const onProgress = (progress: RolloutProgress): void => void heard.push(progress);
  const waited = awaitRollouts(steps, [{ref, outcome}], shop.ports.writeContext, {seconds, onProgress});
  return {shop, heard, waited};
}

const done = {replicas: 3, updatedReplicas: 3, availableReplicas: 3, readyReplicas: 3};
const daemons = {desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3};

describe('what a workload lacks, as kubectl rollout status says it', () => {
  test.each<[string, Workload, string | undefined]>([
    ['a Deployment that is through', {status: done}, undefined],
    [
      'a generation that nobody has seen',
      {generation: 2, status: {...done, observedGeneration: 1}},
      'its controller has not seen it yet',
    ],
    ['new pods to come', {status: {...done, updatedReplicas: 1}}, '1 of 3 pods are new'],
    ['old pods to go', {status: {...done, replicas: 4}}, '1 old pod has not ended yet'],
    ['pods that are not available', {status: {...done, availableReplicas: 2}}, '2 of 3 pods are ready'],
    ['no status at all', {}, '0 of 3 pods are new'],
    ['a Deployment scaled to nothing', {spec: {replicas: 0}}, undefined],
    ['a StatefulSet that is through', {kind: 'StatefulSet', status: done}, undefined],
    [
      'a StatefulSet whose pods are not ready',
      {kind: 'StatefulSet', status: {...done, readyReplicas: 0}},
      '0 of 3 pods are ready',
    ],
    [
      'a StatefulSet that keeps two pods below its partition',
      {
        kind: 'StatefulSet',
        spec: {updateStrategy: {rollingUpdate: {partition: 2}}},
        status: {...done, updatedReplicas: 1},
      },
      undefined,
    ],
    [
      'pods that change as they are deleted',
      {kind: 'StatefulSet', spec: {updateStrategy: {type: 'OnDelete'}}},
      undefined,
    ],
    ['a DaemonSet that is through', {kind: 'DaemonSet', status: daemons}, undefined],
    [
      'a DaemonSet with old pods',
      {kind: 'DaemonSet', status: {...daemons, updatedNumberScheduled: 2}},
      '2 of 3 pods are new',
    ],
    [
      'a DaemonSet with a pod down',
      {kind: 'DaemonSet', status: {...daemons, numberAvailable: 2}},
      '2 of 3 pods are ready',
    ],
  ])('%s', async (_what, what, lack) => {
    const {waited} = waiting(workload(what));
    expect(await waited).toEqual(lack === undefined ? [] : [`${what.kind ?? 'Deployment'}/web: ${lack}`]);
  });
});

test('it is waited for until the time is up, with a word each second', async () => {
  const {shop, heard, waited} = waiting(workload({status: {...done, updatedReplicas: 1}}), 'patched', 3);
  expect(await waited).toEqual(['Deployment/web: 1 of 3 pods are new']);
  expect(shop.waited.milliseconds).toBe(3000);
  expect(heard).toEqual(
    Array.from({length: 3}, () => ({left: 1, total: 1, first: 'Deployment/web: 1 of 3 pods are new'})),
  );
});

test('an object that cannot be read is told', async () => {
  expect(await waiting(undefined).waited).toEqual(['Deployment/web cannot be read']);
});

test.each<Outcome>(['failed', 'unchanged', 'skipped', 'conflict', 'deleted'])(
  'one that was %s is not waited for',
  async (outcome) => {
    expect(await waiting(workload({}), outcome, 3).waited).toEqual([]);
  },
);
