import {describe, expect, test} from 'vitest';
import {RefusedCollectionError} from '../../src/model/watch.ts';
import {CONFIG_MAPS, DEFINITIONS, edited, SECRETS, SETTLE, standing, started, WIDGETS} from './scene.ts';
import {record, recordSeen, ref, seen, served} from './scripted.ts';

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
