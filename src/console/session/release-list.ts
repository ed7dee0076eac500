import type {ReleaseRow} from '../contract.ts';
import {releaseRows} from '../views/releases.ts';
import type {ConnectionEvent} from './connection-state.ts';
import type {ClusterAccess, ConsoleContext} from './context.ts';
import {retryAfter} from './retry.ts';

/** The start page is not watched: it is listed now and then, while it is shown. */
const EVERY_MS = 30_000;

/** The start page's list of all releases. */
export interface ReleaseList {
  /** One listing for all who ask meanwhile. Never throws. */
  refresh(): Promise<void>;
  close(): void;
}

export interface ListParts {
  readonly context: ConsoleContext;
  readonly cluster: Pick<ClusterAccess, 'session'>;
  /** Whether the start page is what is shown. */
  readonly isShown: () => boolean;
  readonly onConnection: (event: ConnectionEvent) => void;
}

export function releaseList(parts: ListParts): ReleaseList {
  const {context, cluster, isShown, onConnection} = parts;
  const {store, runtime} = context;
  let listing: Promise<void> | undefined;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function refresh(): Promise<void> {
    if (isClosed) return Promise.resolve();
    clearTimeout(timer);
    listing ??= listOnce().finally(() => (listing = undefined));
    return listing;
  }

  async function listOnce(): Promise<void> {
    store.change(({releases}) => ({releases: {...releases, checking: true}}));
    let pauseMs = EVERY_MS;
    try {
      const rows = await rowsOf(cluster, context);
      if (isClosed) return;
      failures = 0;
      store.change({releases: {rows, checking: false, checkedAt: runtime.now().toISOString()}});
      onConnection({kind: 'refreshed'});
    } catch (error) {
      if (isClosed) return;
      failures += 1;
      pauseMs = retryAfter(error, failures).afterMs;
      const {message} = context.problem(error);
      store.change(({releases}) => ({releases: {...releases, checking: false, problem: message}}));
      onConnection({kind: 'refresh-failed', error, message});
    }
    listAfter(pauseMs);
  }

  function listAfter(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isShown()) void refresh();
      else listAfter(EVERY_MS);
    }, milliseconds).unref();
  }

  listAfter(EVERY_MS);
  return {
    refresh,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

async function rowsOf({session}: ListParts['cluster'], {redactor}: ConsoleContext): Promise<ReleaseRow[]> {
  const reports = await session.checkAll(session.settings.namespace);
  return releaseRows(reports.map((report) => redactor.report(report)));
}
