import {waitingView} from '../views/opened.ts';
import type {OpenedView} from '../contract.ts';
import type {ConnectionEvent} from './connection-state.ts';
import {clusterIn} from './context.ts';
import type {ConsoleContext, Workspace} from './context.ts';
import {RefusedError} from './refusal.ts';
import {releaseWorkspace} from './release-workspace.ts';
import type {ReleaseList} from './release-list.ts';
import {scenarioNamed} from './scenarios.ts';
import {scenarioWorkspace} from './scenario-workspace.ts';

/** What a page wants to see; undefined for the start page. */
export type Wanted = {readonly namespace: string; readonly release: string} | {readonly scenario: string} | undefined;

/** Which release or scenario is open: one for all pages. */
export interface Navigation {
  workspace(): Workspace | undefined;
  /** Answers when it is open; what is in it comes by the state. Throws RefusedError. */
  open(wanted: Wanted): Promise<void>;
  /** What is open, or the list, anew. */
  refresh(): Promise<void>;
  close(): void;
}

interface Place {
  readonly workspace: Workspace;
  readonly view: OpenedView;
}

export function navigation(
  context: ConsoleContext,
  list: ReleaseList | undefined,
  onConnection: (event: ConnectionEvent) => void,
): Navigation {
  const {store} = context;
  let workspace: Workspace | undefined;
  let turn = Promise.resolve();
  let isClosed = false;

  async function placeOf(wanted: NonNullable<Wanted>): Promise<Place> {
    if ('scenario' in wanted) {
      const known = store.state().scenarios.some(({name}) => name === wanted.scenario);
      if (!known) throw new RefusedError('not-found', `there is no scenario ${wanted.scenario}`);
      const scenario = await scenarioNamed(wanted.scenario, context.runtime);
      const {name, namespace} = scenario.release;
      return {
        workspace: scenarioWorkspace(context, scenario),
        view: waitingView(`scenario:${scenario.name}`, name, namespace),
      };
    }
    const {namespace, release: name} = wanted;
    return {
      workspace: releaseWorkspace(context, clusterIn(context), {name, namespace}, onConnection),
      view: waitingView(`${namespace}/${name}`, name, namespace),
    };
  }

  async function openNow(wanted: Wanted): Promise<void> {
    const place = wanted === undefined ? undefined : await placeOf(wanted);
    if (isClosed) return place?.workspace.close();
    workspace?.close();
    workspace = place?.workspace;
    store.change({opened: place?.view});
    void refresh();
  }

  async function refresh(): Promise<void> {
    await (workspace ?? list)?.refresh();
  }

  return {
    workspace: () => workspace,
    open(wanted) {
      // One after the other: whoever asked last is shown.
      const opening = turn.then(() => openNow(wanted));
      turn = opening.catch(() => {});
      return opening;
    },
    refresh,
    close() {
      isClosed = true;
      workspace?.close();
      list?.close();
    },
  };
}
