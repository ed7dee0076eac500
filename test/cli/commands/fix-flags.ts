import type {FixFlags} from '../../../src/cli/commands/fix.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import type {World} from '../../fix/fakes/world.ts';

/** `fix shop --yes`. */
export const FIX_SHOP: FixFlags = {
  release: 'shop',
  selection: {only: [], exclude: [], added: false, prune: false},
  recreate: false,
  revision: undefined,
  isNarrowed: false,
  out: undefined,
  plan: undefined,
  validFor: 3600,
  dryRun: false,
  yes: true,
  waitFor: undefined,
  failOn: undefined,
  output: 'text',
  color: 'never',
};

/** A release with one ConfigMap, of which one value drifted. */
export function drifted(): World {
  const shop = world({declared: [configMap('settings', {a: '1', b: '2'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}});
  return shop;
}
