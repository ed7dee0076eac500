import type {OpenedView} from '../../../src/console/contract.ts';
import type {ConnectionEvent} from '../../../src/console/session/connection-state.ts';
import type {FollowListener} from '../../../src/console/session/context.ts';
import {releaseWorkspace} from '../../../src/console/session/release-workspace.ts';
import {waitingView} from '../../../src/console/views/opened.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import {configMap} from '../../fix/fakes/objects.ts';
import {world} from '../../fix/fakes/world.ts';
import {contextOf, storeOf} from '../fakes.ts';
import {shopCluster} from '../releases.ts';

const PLACE = {name: 'shop', namespace: 'shop'};

/** The release `shop`, open in a console. */
export function opened({
  readOnly = false,
  declared = [configMap('settings', {a: '1'}), configMap('other', {b: '2'})],
}: {readonly readOnly?: boolean; readonly declared?: readonly JsonObject[]} = {}) {
  const shop = world({declared});
  const follows: {listener: FollowListener; signal: AbortSignal}[] = [];
  const cluster = shopCluster(shop, declared, {
    follow: async (_followed, listener, signal) => {
      follows.push({listener, signal});
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  });
  const context = contextOf({store: storeOf({opened: waitingView('shop/shop', 'shop', 'shop')}), cluster, readOnly});
  const events: ConnectionEvent[] = [];
  const workspace = releaseWorkspace(context, cluster, PLACE, (event) => void events.push(event));
  const view = (): OpenedView | undefined => context.store.state().opened;
  const loads = (): (number | undefined)[] => view()?.timeline.map(({load}) => load) ?? [];
  return {shop, cluster, follows, context, events, workspace, view, loads};
}
