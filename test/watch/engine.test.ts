import {describe, expect, onTestFinished, test} from 'vitest';
import type {Gap} from '../../src/model/evidence.ts';
import type {ApiResources, ReleaseRecord} from '../../src/model/ports.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import {RefusedCollectionError} from '../../src/model/watch.ts';
import {openEngine} from '../../src/watch/engine.ts';
import type {Engine} from '../../src/watch/engine.ts';
import type {ReleaseView} from '../../src/watch/run.ts';
import {keysOf, kind, record, recordSeen, ref, reportOf, scriptedWatches, seen, served, testClock} from './scripted.ts';

const CONFIG_MAPS = kind('ConfigMap');
const SECRETS = kind('Secret');
const PODS = kind('Pod');
const DEFINITIONS = kind('CustomResourceDefinition', 'apiextensions.k8s.io', {namespaced: false});
const WIDGETS = kind('Widget', 'shop.example');
const SETTLE = 100;

interface Scene {
  readonly histories?: ReleaseRecord[][];
  readonly declared?: Readonly<Record<string, readonly ObjectRef[]>>;
  readonly release?: string;
}

/** An engine on scripted watches; what is checked is written down. */
async function scene({histories = [[record('web', 1)]], declared = {web: [ref('a')]}, release}: Scene = {}) {
  const clock = testClock();
  const watches = scriptedWatches();
  watches.there.set('ConfigMap', [seen('a'), seen('b', {release: 'shop/api'})]);
  const [checked, told, gone, faults]: [string[], string[], string[], unknown[]] = [[], [], [], []];
  const views = new Map<string, ReleaseView>();
  const gaps = new Map<string, Gap[]>();
  const world = {
    served: served(CONFIG_MAPS, SECRETS, DEFINITIONS) as ApiResources,
    histories: new Map(histories.map((history) => [history[0]?.name ?? '', history])),
    declared: {...declared} as Record<string, readonly ObjectRef[]>,
    rules: {} as object,
    renewals: 0,
    asked: [] as string[],
    isAway: false,
  };
  const engine = openEngine(
    {
      clock,
      watch: watches.watch,
      discover: async () => world.served,
      histories: async () => [...world.histories.values()],
      history: async (_namespace, name) => {
        world.asked.push(name);
        if (world.isAway) throw new Error('away');
        return world.histories.get(name) ?? [];
      },
      check: async (history, view) => {
        const newest = history.reduce((a, b) => (a.revision > b.revision ? a : b));
        checked.push(`${newest.name} ${newest.revision}`);
        views.set(newest.name, view);
        return {report: reportOf(newest, gaps.get(newest.name)), declared: world.declared[newest.name]};
      },
      passed: (namespace) => void told.push(`passed ${namespace ?? 'all'}`),
      renewed: () => void (world.renewals += 1),
      rules: async () => world.rules,
    },
    {
      onReport: async () => {},
      onGone: ({name}) => void gone.push(name),
      onReady: () => void told.push('ready'),
      onStanding: () => {},
      onFault: (error) => void faults.push(error),
    },
    {
      scope: {namespace: undefined, recordsIn: 'secrets', ...(release === undefined ? {} : {release})},
      settleMs: SETTLE,
      resyncMs: 3_600_000,
      holdMs: 60_000,
    },
  );
  onTestFinished(() => {
    engine.close();
    expect(faults).toEqual([]);
  });
  const news = (): string[] => checked.splice(0);
  return {engine, clock, watches, told, gone, views, gaps, world, news};
}

async function started(parts?: Scene) {
  const one = await scene(parts);
  await one.engine.start();
  // Objects that must be watched by name are told of at once.
  await one.clock.pass(2000);
  one.news();
  return one;
}

const standing = (engine: Engine) => engine.standing();
const edited = (name: string, more: Partial<ReturnType<typeof seen>> = {}) =>
  ({type: 'there', object: seen(name, {version: '9', hash: 'edited', ...more})}) as const;

describe('the first pass', () => {
  test('checks every release once, in the order of namespaces, and is ready then', async () => {
    const histories = [[record('api', 1, 'deployed', 'a')], [record('web', 1, 'deployed', 'b')]];
    const {engine, news, told} = await scene({histories, declared: {}});
    await engine.start();
    expect(news()).toEqual(['api 1', 'web 1']);
    expect(told.slice(-2)).toEqual(['passed all', 'ready']);
    expect(standing(engine)).toMatchObject({releases: 2, queued: 0, isReady: true});
  });

  test('of one release leaves the others alone', async () => {
    const {engine, news} = await scene({histories: [[record('web', 1)], [record('api', 1)]], release: 'web'});
    await engine.start();
    expect(news()).toEqual(['web 1']);
  });
});

describe('a change', () => {
  test('of a declared object has its release checked once, however many changes there are', async () => {
    const {watches, clock, news} = await started();
    for (let at = 0; at < 20; at++) await watches.tell('ConfigMap', edited('a', {hash: `h${at}`}));
    expect(news()).toEqual([]);
    await clock.pass(SETTLE);
    expect(news()).toEqual(['web 1']);
  });

  test('of a status alone, and of what is nobody’s, wakes nobody', async () => {
    const {watches, clock, news} = await started();
    await watches.tell('ConfigMap', {type: 'there', object: seen('a', {version: '2'})});
    await watches.tell('ConfigMap', edited('stray', {release: 'elsewhere/web'}));
    await clock.pass(5000);
    expect(news()).toEqual([]);
  });

  test('of an object under its name that it does not declare is one too', async () => {
    const {watches, clock, news, views} = await started();
    await watches.tell('ConfigMap', edited('extra'));
    await clock.pass(SETTLE);
    expect(news()).toEqual(['web 1']);
    const extras = (): string[] =>
      views
        .get('web')
        ?.extras(keysOf([ref('a')]))
        .map((held) => held.ref.name) ?? [];
    expect(extras()).toEqual(['extra']);
    // Another release takes it.
    await watches.tell('ConfigMap', edited('extra', {release: 'shop/api'}));
    await clock.pass(5000);
    expect([news(), extras()]).toEqual([['web 1'], []]);
  });

  test('of an autoscaler is one of all releases beside it', async () => {
    const scalers = kind('HorizontalPodAutoscaler', 'autoscaling');
    const one = await scene();
    one.world.served = served(CONFIG_MAPS, SECRETS, scalers);
    await one.engine.start();
    one.news();
    await one.watches.tell('HorizontalPodAutoscaler all', edited('any', {release: ''}));
    await one.clock.pass(5000);
    expect(one.news()).toEqual(['web 1']);
  });
});

describe('an object that Helm’s label does not lead to', () => {
  test('is watched by its name, and by its kind where there are many', async () => {
    const pods = Array.from({length: 9}, (_, at) => ref(`p${at}`, 'Pod'));
    const one = await scene({declared: {web: [ref('a'), ref('hook')]}});
    one.world.served = served(CONFIG_MAPS, SECRETS, PODS);
    await one.engine.start();
    await one.clock.pass(2000);
    expect(one.watches.running()).toEqual(['ConfigMap', 'ConfigMap hook', 'Secret', 'records']);
    one.news();
    await one.watches.tell('ConfigMap hook', edited('hook', {release: ''}));
    await one.clock.pass(SETTLE);
    expect(one.news()).toEqual(['web 1']);
    one.world.declared['web'] = pods;
    await one.watches.tell('ConfigMap', edited('a'));
    await one.clock.pass(5000);
    expect(one.watches.running()).toEqual(['ConfigMap', 'Pod all', 'Secret', 'records']);
  });

  test('because somebody took the label away is looked at, and watched by name until it has it again', async () => {
    const {watches, clock, news, views} = await started();
    watches.there.set('ConfigMap a', [seen('a', {version: '5', hash: 'unlabelled'})]);
    await watches.tell('ConfigMap', {type: 'gone', object: seen('a')});
    await clock.pass(5000);
    expect(news().length).toBeGreaterThan(0);
    expect(watches.running()).toContain('ConfigMap a');
    expect(views.get('web')?.version(ref('a'))).toBe('5');
    await watches.tell('ConfigMap a', edited('a'));
    await clock.pass(5000);
    expect(news()).toEqual(['web 1']);
    await watches.tell('ConfigMap', {type: 'there', object: seen('a', {version: '7'})});
    await clock.pass(5000);
    expect(news().length).toBeGreaterThan(0);
    expect(watches.running()).not.toContain('ConfigMap a');
  });
});

describe('a watch', () => {
  test('that ends begins anew, and tells what went meanwhile', async () => {
    const {engine, watches, clock, news} = await started();
    watches.there.set('ConfigMap', [seen('b', {release: 'shop/api'})]);
    await watches.end('ConfigMap');
    expect(standing(engine)).toMatchObject({behind: 1});
    await clock.pass(5000);
    expect([watches.begun.get('ConfigMap'), news().length > 0]).toEqual([2, true]);
    expect(standing(engine)).toMatchObject({behind: 0});
  });

  test('that breaks and finds everything as it was wakes nobody', async () => {
    const {watches, clock, news} = await started();
    await watches.end('ConfigMap', new Error('reset'));
    await clock.pass(60_000);
    expect([watches.begun.get('ConfigMap'), news()]).toEqual([2, []]);
  });

  test('that cannot begin is tried with growing pauses, and the others go on', async () => {
    const {watches, clock, news} = await started();
    watches.refusals.set('ConfigMap', new Error('busy'));
    await watches.end('ConfigMap');
    await clock.pass(120_000);
    expect(watches.begun.get('ConfigMap')).toBeGreaterThan(4);
    expect(watches.begun.get('ConfigMap')).toBeLessThan(16);
    await watches.tell('Secret', {type: 'there', object: seen('s')});
    await clock.pass(SETTLE);
    expect(news()).toEqual(['web 1']);
    watches.refusals.clear();
    await clock.pass(60_000);
    expect(watches.running()).toContain('ConfigMap');
  });

  test('that is not allowed is named to the check, and tried again much later', async () => {
    const one = await scene();
    one.watches.refusals.set('Secret', new RefusedCollectionError('403', false));
    await one.engine.start();
    await one.clock.pass(2000);
    expect(one.views.get('web')?.unlisted.map(({plural}) => plural)).toEqual(['secrets']);
    expect(standing(one.engine)).toMatchObject({refused: 1});
    await one.clock.pass(60_000);
    expect(one.watches.begun.get('Secret')).toBe(1);
  });

  test('of all of them broken is an API server that is gone; what failed meanwhile is checked when it is back', async () => {
    const {engine, watches, clock, news, gaps} = await started();
    gaps.set('web', [{reason: 'unreachable', message: 'away'}]);
    await watches.tell('ConfigMap', edited('a'));
    await clock.pass(SETTLE);
    for (const kindOf of watches.running()) watches.refusals.set(kindOf, new Error('ECONNREFUSED'));
    for (const kindOf of watches.running()) await watches.end(kindOf, new Error('reset'));
    await clock.pass(10_000);
    expect(standing(engine)).toMatchObject({isDown: true, behind: 5});
    gaps.clear();
    watches.refusals.clear();
    news();
    await clock.pass(31_000);
    expect(standing(engine)).toMatchObject({isDown: false, behind: 0, queued: 0});
    expect(news().length).toBeGreaterThan(0);
  });
});

describe('a release', () => {
  test('that is installed is checked once it is deployed, and not before', async () => {
    const {engine, watches, clock, news, world} = await started();
    world.histories.set('new', [record('new', 1, 'pending-install')]);
    await watches.tell('records', {type: 'there', object: recordSeen('new', 1)});
    await clock.pass(5000);
    expect(news()).toEqual([]);
    world.histories.set('new', [record('new', 1)]);
    world.declared['new'] = [ref('n')];
    await watches.tell('ConfigMap', edited('n', {release: 'shop/new'}));
    await watches.tell('records', {type: 'there', object: recordSeen('new', 1, '2')});
    await clock.pass(SETTLE);
    expect(news()).toEqual(['new 1']);
    expect(standing(engine)).toMatchObject({releases: 2});
  });

  test('that is upgraded is left to helm until it is through, or died', async () => {
    const {watches, clock, news, world} = await started();
    world.histories.set('web', [record('web', 1), record('web', 2, 'pending-upgrade')]);
    await watches.tell('records', {type: 'there', object: recordSeen('web', 2)});
    await clock.pass(1000);
    await watches.tell('ConfigMap', edited('a'));
    await clock.pass(50_000);
    expect(news()).toEqual([]);
    await clock.pass(10_000);
    expect(news()).toEqual(['web 2']);
    world.histories.set('web', [record('web', 1, 'superseded'), record('web', 2)]);
    await watches.tell('records', {type: 'there', object: recordSeen('web', 2, '2')});
    await clock.pass(5000);
    expect(news()).toEqual(['web 2']);
  });

  test('that is uninstalled is let go of, and one of its name that comes again is followed', async () => {
    const {engine, watches, clock, news, gone, world} = await started();
    world.histories.delete('web');
    await watches.tell('records', {type: 'gone', object: recordSeen('web', 1)});
    await clock.pass(SETTLE);
    expect([gone, news(), standing(engine).releases]).toEqual([['web'], [], 0]);
    await watches.tell('ConfigMap', edited('a'));
    await clock.pass(5000);
    expect(news()).toEqual([]);
    world.histories.set('web', [record('web', 1)]);
    await watches.tell('records', {type: 'there', object: recordSeen('web', 1, '7')});
    await clock.pass(SETTLE);
    expect(news()).toEqual(['web 1']);
  });

  test('whose objects could not be read is tried again, with growing pauses', async () => {
    const {watches, clock, news, gaps} = await started();
    gaps.set('web', [{reason: 'timeout', message: 'late'}]);
    await watches.tell('ConfigMap', edited('a'));
    await clock.pass(60_000);
    const tries = news().length;
    expect(tries).toBeGreaterThan(3);
    expect(tries).toBeLessThan(9);
    gaps.clear();
    await clock.pass(120_000);
    news();
    await clock.pass(600_000);
    expect(news()).toEqual([]);
  });

  test('whose records cannot be read is tried again', async () => {
    const {watches, clock, news, world} = await started();
    world.isAway = true;
    await watches.tell('records', {type: 'there', object: recordSeen('web', 2)});
    await clock.pass(5000);
    expect(news()).toEqual([]);
    world.isAway = false;
    world.histories.set('web', [record('web', 1, 'superseded'), record('web', 2)]);
    await clock.pass(60_000);
    expect(news()).toEqual(['web 2']);
  });

  test('is asked for its records only when one of them changed', async () => {
    const {watches, clock, world} = await started();
    await watches.tell('ConfigMap', edited('a'));
    await clock.pass(5000);
    expect(world.asked).toEqual([]);
    await watches.tell('records', {type: 'there', object: recordSeen('web', 2)});
    await clock.pass(5000);
    expect(world.asked).toEqual(['web']);
  });

  test('is checked again after hours, and when the rules change', async () => {
    const {clock, news, world} = await started();
    await clock.pass(3_500_000);
    expect(news()).toEqual([]);
    await clock.pass(200_000);
    expect(news()).toEqual(['web 1']);
    world.rules = {};
    await clock.pass(5200);
    expect(news()).toEqual(['web 1']);
  });
});

describe('a kind', () => {
  test('that comes is watched, and releases that declare it are checked; one that goes is let go of', async () => {
    const {watches, clock, news, world} = await started({
      histories: [[record('web', 1)], [record('api', 1)]],
      declared: {web: [ref('a')], api: [ref('w', 'Widget', 'shop.example')]},
    });
    world.served = served(CONFIG_MAPS, SECRETS, DEFINITIONS, WIDGETS);
    watches.there.set('Widget', [seen('w', {release: 'shop/api'})]);
    const definition = seen('widgets.shop.example', {release: ''});
    await watches.tell('CustomResourceDefinition all', {type: 'there', object: definition});
    await clock.pass(15_000);
    expect(watches.running()).toContain('Widget');
    expect(new Set(news())).toEqual(new Set(['api 1']));
    expect(world.renewals).toBeGreaterThan(0);
    world.served = served(CONFIG_MAPS, SECRETS, DEFINITIONS);
    watches.refusals.set('Widget', new RefusedCollectionError('404', true));
    await watches.end('Widget');
    await clock.pass(15_000);
    expect(watches.running()).not.toContain('Widget');
    expect(new Set(news())).toEqual(new Set(['api 1']));
    const begun = watches.begun.get('Widget');
    await clock.pass(600_000);
    expect(watches.begun.get('Widget')).toBe(begun);
  });
});

test('nothing is begun once it is closed', async () => {
  const {engine, watches, clock, news} = await started();
  await watches.tell('ConfigMap', edited('a'));
  engine.close();
  await clock.pass(600_000);
  expect([news(), watches.running()]).toEqual([[], []]);
});
