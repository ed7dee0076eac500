import {describe, expect, test} from 'vitest';
import {RefusedCollectionError} from '../../src/model/watch.ts';
import {CONFIG_MAPS, edited, PODS, scene, SECRETS, SETTLE, standing, started} from './scene.ts';
import {keysOf, kind, record, ref, seen, served} from './scripted.ts';

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
