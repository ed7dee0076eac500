import {expect, onTestFinished} from 'vitest';
import type {Gap} from '../../src/model/evidence.ts';
import type {ReleaseRecord} from '../../src/model/ports.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import {openEngine} from '../../src/watch/engine.ts';
import type {Engine} from '../../src/watch/engine.ts';
import type {ReleaseView} from '../../src/watch/run.ts';
import {kind, record, ref, reportOf, scriptedWatches, seen, served, testClock} from './scripted.ts';

export const CONFIG_MAPS = kind('ConfigMap');
export const SECRETS = kind('Secret');
export const PODS = kind('Pod');
export const DEFINITIONS = kind('CustomResourceDefinition', 'apiextensions.k8s.io', {namespaced: false});
export const WIDGETS = kind('Widget', 'shop.example');
export const SETTLE = 100;

interface Scene {
  readonly histories?: ReleaseRecord[][];
  readonly declared?: Readonly<Record<string, readonly ObjectRef[]>>;
  readonly release?: string;
}

/** An engine on scripted watches; what is checked is written down. */
export async function scene({histories = [[record('web', 1)]], declared = {web: [ref('a')]}, release}: Scene = {}) {
  const clock = testClock();
  const watches = scriptedWatches();
  watches.there.set('ConfigMap', [seen('a'), seen('b', {release: 'shop/api'})]);
  const [checked, told, gone, faults]: [string[], string[], string[], unknown[]] = [[], [], [], []];
  const views = new Map<string, ReleaseView>();
  const gaps = new Map<string, Gap[]>();
  const world = {
    served: served(CONFIG_MAPS, SECRETS, DEFINITIONS),
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

export async function started(parts?: Scene) {
  const one = await scene(parts);
  await one.engine.start();
  // Objects that must be watched by name are told of at once.
  await one.clock.pass(2000);
  one.news();
  return one;
}

export const standing = (engine: Engine) => engine.standing();
export const edited = (name: string, more: Partial<ReturnType<typeof seen>> = {}) =>
  ({type: 'there', object: seen(name, {version: '9', hash: 'edited', ...more})}) as const;
