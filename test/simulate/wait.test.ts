import {expect, onTestFinished, test, vi} from 'vitest';
import type {JsonObject} from '../../src/model/json.ts';
import type {ApiResource, ClusterReader} from '../../src/model/ports.ts';
import {waitUntilStable} from '../../src/simulate/wait.ts';

type Objects = Readonly<Record<string, readonly JsonObject[]>>;

function readerOf(answers: () => Objects): ClusterReader {
  const reader: Partial<ClusterReader> = {
    discover: async () => ({
      find: (group, kind): ApiResource => ({group, version: 'v1', kind, plural: kind, namespaced: true, verbs: []}),
      preferred: [],
      apiVersions: [],
      stale: [],
    }),
    list: async ({kind}) => ({objects: answers()[kind] ?? []}),
  };
  return reader as ClusterReader;
}

const deployment = (generation: number, seen: number, replicas = 3): JsonObject => ({
  metadata: {name: 'web', generation},
  spec: {replicas},
  status: {observedGeneration: seen},
});
const autoscaler = (min: number, max: number): JsonObject => ({
  spec: {scaleTargetRef: {name: 'web'}, minReplicas: min, maxReplicas: max},
  status: {conditions: []},
});

test.each<[string, Objects, Objects]>([
  ['a controller has seen the newest generation', {Deployment: [deployment(2, 1)]}, {Deployment: [deployment(2, 2)]}],
  [
    'an autoscaler has moved its target into its range',
    {Deployment: [deployment(1, 1, 3)], HorizontalPodAutoscaler: [autoscaler(6, 12)]},
    {Deployment: [deployment(1, 1, 6)], HorizontalPodAutoscaler: [autoscaler(6, 12)]},
  ],
])('it waits until %s', async (_name, before, after) => {
  let asked = 0;
  const reader = readerOf(() => (asked++ < 6 ? before : after));
  await waitUntilStable(reader, 'shop');
  expect(asked).toBeGreaterThan(6);
});

test('a target that is scaled to none is left alone by its autoscaler', async () => {
  let asked = 0;
  const objects = {Deployment: [deployment(1, 1, 0)], HorizontalPodAutoscaler: [autoscaler(6, 12)]};
  await waitUntilStable(
    readerOf(() => {
      asked += 1;
      return objects;
    }),
    'shop',
  );
  expect(asked).toBe(3);
});

test('it does not wait for ever', async () => {
  vi.useFakeTimers({toFake: ['Date']});
  onTestFinished(() => void vi.useRealTimers());
  let asked = 0;
  const reader = readerOf(() => {
    asked += 1;
    vi.setSystemTime(Date.now() + 10_000);
    return {Deployment: [deployment(2, 1)]};
  });
  await waitUntilStable(reader, 'shop');
  expect(asked).toBeLessThan(12);
});
