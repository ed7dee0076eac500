import {toLive} from '../../model/evidence.ts';
import type {LiveObject, LiveState} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {ApiResource, ApiResources, ClusterReader, ListPage} from '../../model/ports.ts';
import {planReads, readEach} from './read.ts';
import type {Batch} from './read.ts';
import {MANAGED_BY_HELM} from './search.ts';

/** Reads the objects of many releases, whose namespaces come in the order of `namespaceKey`. */
export interface SharedReads {
  read(intent: readonly IntentObject[]): Promise<LiveState>;
  /** All objects of a kind under Helm's label, where the first page holds them all. */
  whole(resource: ApiResource): Promise<readonly LiveObject[] | undefined>;
  /** No release of a namespace before this one is read any more. */
  passed(namespace: string): void;
}

/** Whose objects are read. */
export interface Many {
  /** Undefined for the whole cluster. */
  readonly namespace: string | undefined;
  /** Objects a page, of each kind: so many are in memory at least. */
  readonly pageSize?: number;
}

/** By this the API server orders objects: `a-b` comes before `a`, for in its keys a slash follows. */
export function namespaceKey(namespace: string | undefined): string {
  return `${namespace ?? ''}/`;
}

/**
 * One LIST a kind, by Helm's label, serves all releases: its pages come in the order of namespaces, as the releases do, and what
 * is behind is let go. So requests grow with kinds, and memory with what is in work. What the LIST does not hold is asked for by
 * name: an object whose label is gone, a hook.
 */
export function sharedReads(reader: ClusterReader, resources: ApiResources, {namespace, pageSize}: Many): SharedReads {
  const cursors = new Map<string, Cursor>();
  let from = '';
  const cursorOf = (resource: ApiResource): Cursor => {
    const key = `${resource.group}/${resource.version}/${resource.plural}`;
    const known = cursors.get(key);
    if (known !== undefined) return known;
    const where = resource.namespaced ? namespace : undefined;
    const selected = {labelSelector: MANAGED_BY_HELM, ...(pageSize === undefined ? {} : {pageSize})};
    const cursor = cursorOver(reader.pages(resource, where, selected));
    cursor.forget(from);
    cursors.set(key, cursor);
    return cursor;
  };
  return {
    async read(intent) {
      const {batches, gaps} = planReads(resources, intent);
      const states = await Promise.all(batches.map((batch) => readBatch(reader, batch, cursorOf(batch.resource))));
      return {
        objects: states.flatMap(({objects}) => objects),
        gaps: [...gaps, ...states.flatMap((state) => state.gaps)],
      };
    },
    whole: (resource) => cursorOf(resource).whole(),
    passed(before) {
      from = namespaceKey(before);
      for (const cursor of cursors.values()) cursor.forget(from);
    },
  };
}

async function readBatch(reader: ClusterReader, batch: Batch, cursor: Cursor): Promise<LiveState> {
  const found = await cursor.at(batch.namespace);
  const [listed, left] = [new Array<LiveObject>(), []] as [LiveObject[], (typeof batch.refs)[number][]];
  for (const ref of batch.refs) {
    const object = found.get(ref.name);
    if (object === undefined) left.push(ref);
    else listed.push(object);
  }
  if (left.length === 0) return {objects: listed, gaps: []};
  const rest = await readEach(reader, {...batch, refs: left});
  return {objects: [...listed, ...rest.objects], gaps: rest.gaps};
}

interface Cursor {
  /** The listed objects of a namespace by name; empty where they may not be listed. */
  at(namespace: string | undefined): Promise<ReadonlyMap<string, LiveObject>>;
  whole(): Promise<readonly LiveObject[] | undefined>;
  forget(before: string): void;
}

function cursorOver(all: AsyncIterable<ListPage>): Cursor {
  const byNamespace = new Map<string, Map<string, LiveObject>>();
  const pages = all[Symbol.asyncIterator]();
  let reached = '';
  let taken = 0;
  let isDone = false;
  /** One page told all, and nothing of it was let go. */
  let isWhole = false;
  let turn: Promise<void> = Promise.resolve();
  const take = (page: ListPage): void => {
    taken += 1;
    // What may not be listed, or went stale half-way, is asked for by name from here on.
    if ('failure' in page) isDone = true;
    else {
      isWhole = taken === 1 && page.isLast === true;
      for (const object of page.objects) {
        const live = toLive(object);
        reached = namespaceKey(live.ref.namespace);
        const there = byNamespace.get(reached) ?? new Map<string, LiveObject>();
        byNamespace.set(reached, there.set(live.ref.name, live));
      }
    }
  };
  const step = async (): Promise<void> => {
    const next = await pages.next();
    if (next.done === true) isDone = true;
    else take(next.value);
  };
  const advance = async (key: string): Promise<void> => {
    // The last namespace of a page may go on in the next one.
    for (;;) {
      if (isDone || reached > key) return;
      await step();
    }
  };
  return {
    async whole() {
      turn = turn.catch(() => {}).then(() => (taken === 0 && !isDone ? step() : undefined));
      await turn;
      return isWhole ? [...byNamespace.values()].flatMap((there) => [...there.values()]) : undefined;
    },
    async at(place) {
      const key = namespaceKey(place);
      turn = turn.catch(() => {}).then(() => advance(key));
      await turn;
      return byNamespace.get(key) ?? new Map();
    },
    forget(before) {
      for (const key of byNamespace.keys()) if (key !== '/' && key < before && byNamespace.delete(key)) isWhole = false;
    },
  };
}
