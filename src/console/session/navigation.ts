import {waitingView} from '../views/opened.ts';
import type {OpenedView} from '../contract.ts';
import type {ConnectionEvent} from './connection-state.ts';
import {clusterIn} from './context.ts';
import type {ClusterAccess, ConsoleContext, ReleasePlace, Workspace} from './context.ts';
import {RefusedError} from './refusal.ts';
import {releaseWorkspace} from './release-workspace.ts';
import type {ReleaseList} from './release-list.ts';
import {scenarioNamed} from './scenarios.ts';
import {scenarioWorkspace} from './scenario-workspace.ts';
import {childOf, wait} from './waiting.ts';

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

/** A cluster that does not answer at once is no reason to say that something is not there. */
const PATIENCE_MS = 1500;

/** Also of a release that somebody may not see: he is not told that it is there. */
export function noRelease({name, namespace}: ReleasePlace): RefusedError {
  return new RefusedError(
    'not-found',
    `there is no release ${name} in namespace ${namespace}`,
    'See `helm list -A`; the namespace is given by -n.',
  );
}

/** Whether the cluster says that it has no such release. */
async function isMissing(
  {session}: ClusterAccess,
  {name, namespace}: ReleasePlace,
  end: AbortSignal,
): Promise<boolean> {
  const asked = async (): Promise<boolean> => {
    const {records} = await session.cluster();
    return (await records.history(namespace, name)).length === 0;
  };
  const patience = childOf(end);
  try {
    return await Promise.race([asked().catch(() => false), wait(PATIENCE_MS, patience.signal).then(() => false)]);
  } finally {
    patience.end();
  }
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
    const cluster = clusterIn(context);
    if (await isMissing(cluster, {name, namespace}, context.runtime.signal)) throw noRelease({name, namespace});
    return {
      workspace: releaseWorkspace(context, cluster, {name, namespace}, onConnection),
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
