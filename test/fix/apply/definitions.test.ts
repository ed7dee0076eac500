import {expect, test} from 'vitest';
import {gone} from '../../../src/fix/apply/wait.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {widget, WIDGETS} from '../fakes/objects.ts';
import {world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const definition: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: 'widgets.example.com'},
  spec: {
    group: 'example.com',
    names: {kind: 'Widget', plural: 'widgets'},
    scope: 'Namespaced',
    versions: [
      {name: 'v1', served: true, storage: true},
      {name: 'v0', served: false, storage: false},
    ],
  },
};

/** A definition that went, and its custom resource with it. */
function undefinedKind(): World {
  const shop = world({declared: [definition, widget('w', {name: 'x', size: 1})], schemas: WIDGETS});
  shop.server.remove('CustomResourceDefinition', 'widgets.example.com');
  shop.server.remove('Widget', 'w');
  shop.server.served.delete('example.com/v1/Widget');
  return shop;
}

/** The API server takes a definition in some time after it was written. */
function establishes(shop: World, isServed = true): void {
  const pause = shop.ports.writeContext.clock.pause;
  Object.assign(shop.ports.writeContext.clock, {
    pause: async (milliseconds: number) => {
      await pause(milliseconds);
      if (shop.waited.milliseconds < 1000) return;
      const status = {conditions: [{type: 'Established', status: 'True'}]};
      shop.server.edit('CustomResourceDefinition', 'widgets.example.com', {status}, 'kube-apiserver');
      if (isServed) shop.server.served.add('example.com/v1/Widget');
    },
  });
}

test('custom resources come back after their definition, once it is established and served', async () => {
  const shop = undefinedKind();
  establishes(shop);
  const {prepared, fixed} = await shop.fix();
  expect(prepared.plan.steps.map(({action, ref}) => [action, ref.kind])).toEqual([
    ['create', 'CustomResourceDefinition'],
    ['create', 'Widget'],
  ]);
  expect(prepared.plan.steps[1]?.warnings).toEqual([
    'went with CustomResourceDefinition/widgets.example.com, and comes back after it',
  ]);
  expect(fixed.results).toMatchObject([{outcome: 'created'}, {outcome: 'created'}]);
  expect(fixed.results[0]?.message).toBeUndefined();
  expect(shop.waited.milliseconds).toBe(1000);
  expect(shop.contentOf('Widget', 'w')).toMatchObject({spec: {parts: [{name: 'x', size: 1}]}});
});

test.each([
  ['established and not served', false],
  ['never established', undefined],
])('%s: after half a minute that is told, and the resource cannot be made', async (_what, isServed) => {
  const shop = undefinedKind();
  if (isServed !== undefined) establishes(shop, isServed);
  const {fixed} = await shop.fix();
  expect(fixed.results).toMatchObject([
    {outcome: 'created', message: 'created, and not established yet'},
    {outcome: 'failed', message: 'the cluster does not serve example.com/v1 of Widget'},
  ]);
  expect(shop.waited.milliseconds).toBe(30_000);
});

test('an object that goes is waited for, and no longer than that', async () => {
  const shop = undefinedKind();
  const {writeContext} = shop.ports;
  const resource = (await writeContext.resources()).find('', 'ConfigMap');
  if (resource === undefined) throw new Error('no ConfigMap');
  expect(await gone(resource, {namespace: 'shop', name: 'none'}, writeContext)).toBe(true);
  expect(shop.waited.milliseconds).toBe(0);
});
