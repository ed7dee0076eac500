import type {ApiResource, ApiResources, ReleaseRecord} from '../model/ports.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {DriftReport} from '../model/report.ts';
import type {Collection, SeenObject, WatchCollection} from '../model/watch.ts';
import type {Clock} from './clock.ts';
import {labelledKey} from './collections.ts';
import type {Scope} from './collections.ts';
import type {Held, Owners} from './owners.ts';
import type {WorkQueue} from './queue.ts';
import type {Streams} from './streams.ts';

/** What the watches know of one release's objects: what a check of it need not ask for. */
export interface ReleaseView {
  /** The resourceVersion of an object as it is now; undefined where no watch shows it. */
  version(ref: ObjectRef): string | undefined;
  /** Objects under the release's name, beside those that it declares. */
  extras(declared: ReadonlySet<string>): readonly Held[];
  /** What Helm's label leads to, by its place. */
  labelled(ref: ObjectRef): SeenObject | undefined;
  /** Kinds that nobody may look for. */
  readonly unlisted: readonly ApiResource[];
  /** Another number once what a server answered before is to be asked for anew. */
  readonly turn: number;
}

export interface Checked {
  readonly report: DriftReport;
  /** The objects that the release declares; undefined where it could not be read. */
  readonly declared: readonly ObjectRef[] | undefined;
}

export interface EnginePorts {
  readonly watch: WatchCollection;
  /** What is served now, asked anew. */
  readonly discover: () => Promise<ApiResources>;
  /** The records of each release that there is, in the order of namespaces. */
  readonly histories: () => Promise<readonly (readonly ReleaseRecord[])[]>;
  /** Those of one release; none where it is gone. */
  readonly history: (namespace: string, name: string) => Promise<readonly ReleaseRecord[]>;
  /** `isFirst`: one of all, in their order. Failures of the cluster are in the report. */
  readonly check: (history: readonly ReleaseRecord[], view: ReleaseView, isFirst: boolean) => Promise<Checked>;
  /** No release of a namespace before this one is still to be checked for the first time; undefined when all are through. */
  readonly passed: (namespace: string | undefined) => void;
  /** What was read of definitions is not to be relied on any more. */
  readonly renewed: () => void;
  /** The rules as they are now: another object once they have changed. */
  readonly rules: () => Promise<unknown>;
  readonly clock: Clock;
}

export interface ReleaseName {
  readonly namespace: string;
  readonly name: string;
}

export interface EngineListener {
  readonly onReport: (report: DriftReport, seconds: number) => Promise<void>;
  /** The release is uninstalled. */
  readonly onGone: (release: ReleaseName) => void;
  /** All releases were checked. */
  readonly onReady: () => void;
  /** The queue, or the watches, are not what they were. */
  readonly onStanding: () => void;
  /** A fault of ours; the engine has ended. */
  readonly onFault: (error: unknown) => void;
}

/** What is kept of a release. */
export interface Tracked extends ReleaseName {
  /** Undefined where a record has changed since. */
  history: readonly ReleaseRecord[] | undefined;
  /** What it declares and Helm's label does not lead to. */
  uncovered: readonly ObjectRef[];
  checkedAt: number | undefined;
  /** How often it was checked though nothing had changed. */
  turns: number;
  failures: number;
  /** The helm run that has it in hand, and since when. */
  pending: {readonly revision: number; readonly since: number} | undefined;
  /** From 0 to 1: when in its turn it is checked again. */
  readonly share: number;
}

/** An engine at work. */
export interface Run {
  readonly ports: EnginePorts;
  readonly listener: EngineListener;
  readonly scope: Scope;
  readonly holdMs: number;
  readonly resyncMs: number;
  readonly tracked: Map<string, Tracked>;
  readonly owners: Owners;
  readonly queue: WorkQueue;
  readonly watches: Streams;
  served: ApiResources | undefined;
  /** What is watched whatever releases declare, and what is watched by name. */
  standing: ReadonlyMap<string, Collection>;
  named: ReadonlyMap<string, Collection>;
  /** Whether the records are read, or being read: what changes from then on is news. */
  isIndexed: boolean;
  isReady: boolean;
  isClosed: boolean;
  isDown: boolean;
  rules: unknown;
  discoveredAt: number;
  /** Calls off looks at discovery that are to come. */
  rediscoveries: (() => void)[];
  callOffTick: () => void;
}

export const releaseKey = ({namespace, name}: ReleaseName): string => `${namespace}/${name}`;

export function track({tracked, ports}: Run, {namespace, name}: ReleaseName): Tracked {
  const key = releaseKey({namespace, name});
  const known = tracked.get(key);
  if (known !== undefined) return known;
  const one: Tracked = {
    namespace,
    name,
    history: undefined,
    uncovered: [],
    checkedAt: undefined,
    turns: 0,
    failures: 0,
    pending: undefined,
    share: ports.clock.chance(),
  };
  tracked.set(key, one);
  return one;
}

export function wakeAll({tracked, queue}: Run, isMeant: (one: Tracked, key: string) => boolean): void {
  for (const [key, one] of tracked) if (isMeant(one, key)) queue.wake(key);
}

export function labelled({watches}: Run, ref: ObjectRef): SeenObject | undefined {
  return watches.seen(labelledKey(ref))?.at(ref.namespace, ref.name);
}
