import {prepare} from '../../../src/fix/fix.ts';
import type {Prepared} from '../../../src/fix/fix.ts';
import type {StepResult} from '../../../src/model/fix.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {configMap} from './objects.ts';
import {ALL, world} from './world.ts';
import type {World} from './world.ts';

export const settings = configMap('settings', {a: '1', b: '2'});

/** A release whose settings somebody has edited. */
export function drifted(...more: readonly JsonObject[]): World {
  const shop = world({declared: [settings, ...more]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  return shop;
}

export const planned = (shop: World, selection = ALL): Promise<Prepared> =>
  prepare(shop.ports, {...shop.options, selection});

export const first = ({results}: {readonly results: readonly StepResult[]}): StepResult | undefined => results[0];

export const writesOf = (shop: World): string[] =>
  shop.server.requests.filter(({kind}) => kind === 'write').map(({write, name}) => `${write.kind} ${name}`);
