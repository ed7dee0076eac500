import {describe, expect, test} from 'vitest';
import {prepare} from '../../../src/fix/fix.ts';
import type {FixOptions} from '../../../src/fix/fix.ts';
import type {Step} from '../../../src/model/fix.ts';
import type {JsonObject, Json} from '../../../src/model/json.ts';
import {metadataOf} from '../../../src/model/json.ts';
import type {WriteAnswer} from '../../../src/model/ports.ts';
import {configMap, deployment} from '../fakes/objects.ts';
import {ALL, stamped, world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

const settings = configMap('settings', {a: '1', b: '2'});

function drifted(data: JsonObject = {a: '9'}): World {
  const shop = world({declared: [settings]});
  shop.server.edit('ConfigMap', 'settings', {data});
  return shop;
}

async function stepsOf(shop: World, options: Partial<FixOptions> = {}): Promise<readonly Step[]> {
  return (await prepare(shop.ports, {...shop.options, ...options})).plan.steps;
}

/** The dry run's answer: the object as it is to be, and more. */
function answering(shop: World, change: (object: JsonObject) => JsonObject): void {
  shop.server.faults.rehearse = (write) => {
    const live = shop.server.live('ConfigMap', 'settings') ?? {};
    const data: Json | undefined = write.kind === 'apply' ? write.object['data'] : live['data'];
    return {object: change({...live, ...(data === undefined ? {} : {data})})};
  };
}

test('nothing is written', async () => {
  const shop = drifted();
  await stepsOf(shop);
  expect(shop.server.requests.map(({kind}) => kind)).toEqual(['rehearse']);
  expect(shop.lines).toEqual([]);
});

describe('what the API server would make of a step', () => {
  test('what it changes along with the selected fields is shown', async () => {
    const shop = drifted();
    answering(shop, (object) => ({...object, immutable: false}));
    expect(await stepsOf(shop)).toMatchObject([{consequences: ['immutable']}]);
  });

  test('what it would leave as it is, is refused', async () => {
    const shop = drifted();
    answering(shop, () => shop.server.live('ConfigMap', 'settings') ?? {});
    expect(await stepsOf(shop)).toMatchObject([{refused: 'the API server would leave data.a as it is'}]);
  });

  test('what it would change though it was not selected, is refused', async () => {
    const shop = drifted({a: '9', b: '8'});
    answering(shop, (object) => ({...object, data: {a: '1', b: '2'}}));
    const steps = await stepsOf(shop, {selection: {...ALL, only: ['ConfigMap/settings:data.a']}});
    expect(steps).toMatchObject([{refused: 'it would also change data.b, which was not selected'}]);
  });

  test.each<[WriteAnswer, string]>([
    [{refused: 'admission webhook\n denied hunter2', immutable: false}, 'admission webhook denied ***'],
    [{forbidden: 'cannot patch resource'}, 'cannot patch resource'],
    [{lost: 'timeout'}, 'timeout'],
  ])('%j: the step is refused in the server’s words, without secrets', async (answer, why) => {
    const shop = drifted();
    shop.server.faults.rehearse = () => answer;
    const steps = await stepsOf(shop);
    expect(steps.map(({refused}) => refused)).toEqual([why]);
  });

  test('the first way that it takes is kept: where an Apply cannot, a patch that Helm takes over can', async () => {
    const shop = drifted();
    shop.server.faults.rehearse = ({kind}) =>
      kind === 'apply' ? {refused: 'Duplicate value', immutable: false} : undefined;
    const {steps} = await prepare(shop.ports, shop.options);
    expect(steps.map(({strategies}) => strategies.map((way) => way.map(({kind}) => kind)))).toEqual([
      [['json-patch', 'apply', 'drop-manager']],
    ]);
    expect(steps[0]?.step.refused).toBeUndefined();
  });
});

describe('an object that moves while it is planned', () => {
  test.each<[string, JsonObject, string | undefined]>([
    ['elsewhere: it is planned for what is there now', {other: 'x'}, undefined],
    ['in the very value: it is refused', {a: '7'}, 'it changed while it was planned: check again'],
  ])('%s', async (_what, data, refused) => {
    const shop = drifted();
    let moves = 0;
    shop.server.faults.rehearse = () => {
      if ((moves += 1) === 1) shop.server.edit('ConfigMap', 'settings', {data});
      return undefined;
    };
    const [step] = await stepsOf(shop);
    expect(step?.refused).toBe(refused);
    const {resourceVersion} = metadataOf(shop.server.live('ConfigMap', 'settings') ?? {});
    expect(step?.resourceVersion === resourceVersion).toBe(refused === undefined);
  });

  test('and goes: it is refused', async () => {
    const shop = drifted();
    shop.server.faults.rehearse = () => {
      shop.server.remove('ConfigMap', 'settings');
      return undefined;
    };
    expect(await stepsOf(shop)).toMatchObject([{refused: 'it has gone, or cannot be read any more'}]);
  });

  test('again and again: it is left to the writes, which look again', async () => {
    const shop = drifted();
    let count = 0;
    shop.server.faults.rehearse = () => {
      count += 1;
      shop.server.edit('ConfigMap', 'settings', {data: {other: String(count)}});
      return undefined;
    };
    const [step] = await stepsOf(shop);
    expect([step?.refused, count]).toEqual([undefined, 3]);
  });
});

describe('what the API server never changes', () => {
  function replaced(): World {
    const shop = world({declared: [deployment('web', 2)]});
    shop.server.remove('Deployment', 'web');
    shop.server.put(stamped(deployment('web', 3, 'other')), 'kubectl Update');
    shop.server.immutable.add('spec.selector');
    return shop;
  }
  const only = ['Deployment/web:spec.selector', 'Deployment/web:spec.template'];

  test('is refused with the way out and its price', async () => {
    const [step] = await stepsOf(replaced());
    expect(step?.refused).toMatch(
      /field is immutable \(--recreate deletes it and makes it anew: its ReplicaSets and pods go/,
    );
  });

  test('by leave it is made anew, at a price that is told', async () => {
    const [step] = await stepsOf(replaced(), {recreate: true});
    expect(step).toMatchObject({action: 'recreate'});
    expect(step?.refused).toBeUndefined();
    expect(step?.warnings).toContainEqual('its ReplicaSets and pods go with it');
  });

  test('not with drift that was not selected: that would be put back too', async () => {
    const [step] = await stepsOf(replaced(), {recreate: true, selection: {...ALL, only}});
    expect(step?.refused).toMatch(/making it anew would put back .*spec\.replicas.* too, which was not selected/);
  });
});

describe('creations and deletions', () => {
  const stray = (shop: World): void => shop.server.put(stamped(configMap('stray', {})), 'kubectl Update');

  test.each<[string, (shop: World) => void, WriteAnswer, string | undefined]>([
    [
      'a refused creation',
      ({server}) => server.remove('ConfigMap', 'settings'),
      {refused: 'quota', immutable: false},
      'quota',
    ],
    ['a forbidden deletion', stray, {forbidden: 'cannot delete resource'}, 'cannot delete resource'],
    ['a deletion that nobody answered for', stray, {lost: 'timeout'}, undefined],
  ])('%s', async (_what, drift, answer, refused) => {
    const shop = world({declared: [settings]});
    drift(shop);
    shop.server.faults.rehearse = () => answer;
    const {steps} = await prepare(shop.ports, shop.options);
    expect(steps.map(({step}) => step.refused)).toEqual([refused]);
    expect(steps[0]?.unanswered).toBe('lost' in answer ? true : undefined);
  });

  test('what is refused only because its namespace comes first is tried after it', async () => {
    const namespace = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'shop'}};
    const shop = world({declared: [namespace, settings]});
    shop.server.remove('Namespace', 'shop');
    shop.server.remove('ConfigMap', 'settings');
    shop.server.faults.rehearse = ({kind}, {name}) =>
      kind === 'apply' && name === 'settings' ? {refused: 'namespaces "shop" not found', immutable: false} : undefined;
    const steps = await stepsOf(shop);
    expect(steps.map(({ref, refused}) => [ref.kind, refused])).toEqual([
      ['Namespace', undefined],
      ['ConfigMap', undefined],
    ]);
    expect(steps[1]?.warnings).toEqual([expect.stringContaining('it is tried after the steps before it')]);
  });
});
