import {isDeepStrictEqual} from 'node:util';
import type {Shape} from '../../check/normalize/shape.ts';
import {formatPath, valueAt} from '../../model/path.ts';
import {metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import type {LiveObject} from '../../model/evidence.ts';
import type {IntentObject} from '../../model/intent.ts';
import type {ApplyMethod} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import type {Step, UnfinishedPatch} from '../../model/fix.ts';
import {changes, content} from './changes.ts';
import {union} from './field-set.ts';
import {freeManager, handOverOf} from './hand-over.ts';
import type {HandOver} from './hand-over.ts';
import {restore} from './restore.ts';
import type {Restored} from './restoration.ts';
import {patchStrategies} from './write-strategies.ts';
import type {WriteStrategy} from './write-strategies.ts';

/** A step, and what it takes to carry it out: the values themselves, which never leave the process. */
export interface PlannedStep {
  readonly step: Step;
  readonly findings: readonly Finding[];
  /** The object as it was reviewed; absent where there is none. */
  readonly live?: LiveObject;
  /** What the object is to be; absent where it is to go. */
  readonly target?: JsonObject;
  /** How the object is made, as Helm would make it; absent where nobody declares it. */
  readonly making?: WriteStrategy;
  /** Drift of the same object that is not to be touched. */
  readonly left: readonly Finding[];
  readonly shape: Shape;
  readonly strategies: readonly WriteStrategy[];
  /** Refused for good, and not only as things stand before the steps that come first. */
  readonly doomed?: boolean;
  /** The server was asked what it would make of it, and gave no answer. */
  readonly unanswered?: true;
  /** A keyed digest of the content that was reviewed: a deletion is for that alone. */
  readonly content?: string;
  /** The same step for the object as it stands now; `begun` is the name that its first patch went out under. */
  readonly replan?: (live: LiveObject, begun?: string) => Patch;
}

/** The preconditions that a step is made with. */
export function versionOf({object}: Pick<LiveObject, 'object'>): Required<Pick<Step, 'uid' | 'resourceVersion'>> {
  const {uid, resourceVersion} = metadataOf(object);
  return {uid: textOf(uid), resourceVersion: textOf(resourceVersion)};
}

export interface Patch {
  readonly target: JsonObject;
  readonly strategies: readonly WriteStrategy[];
  readonly unreached: readonly Finding[];
  /** What an interrupted fix has left, and Helm takes over with this step. */
  readonly handOver?: HandOver;
}

export interface PatchOptions {
  readonly method: ApplyMethod;
  /** The record of an interrupted fix, where what it left is selected too. */
  readonly proof: UnfinishedPatch | undefined;
  readonly begun?: string | undefined;
}

/** What puts some findings of a live object right. */
export function patchOf(
  intent: IntentObject,
  live: LiveObject,
  shape: Shape,
  findings: readonly Finding[],
  {method, proof, begun}: PatchOptions,
): Patch {
  const restored: Restored = restore(intent, live.object, shape, findings);
  const handOver = method === 'ssa' ? handOverOf(intent, live, shape, proof) : undefined;
  const touched = handOver === undefined ? restored.touched : union(restored.touched, handOver.fields);
  const manager = handOver?.manager ?? begun ?? freeManager(live.object);
  return {
    target: restored.target,
    strategies: patchStrategies({...restored, touched}, live.object, shape, {
      method,
      manager,
      handsOver: handOver !== undefined,
    }),
    unreached: restored.unreached,
    ...(handOver === undefined ? {} : {handOver}),
  };
}

/** The name that the own patch of a strategy goes out under; undefined where it has none. */
export function ownManagerOf(strategy: WriteStrategy = []): string | undefined {
  return strategy.find((write) => write.kind === 'drop-manager')?.manager;
}

interface Delta {
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** What a step changes, value by value. */
function deltas(live: JsonObject, target: JsonObject, shape: Shape): Delta[] {
  return changes(content(live), content(target), shape).map((path) => ({
    path: formatPath(path),
    from: valueAt(live, path),
    to: valueAt(target, path),
  }));
}

/**
 * Whether a step means the same for the object as it stands now as for the one that was reviewed: the same values, put in
 * the place of the same values. An object that only its status or its other fields have moved on is still the reviewed one.
 */
export function isSameChange(reviewed: PlannedStep, live: JsonObject, target: JsonObject): boolean {
  if (reviewed.live === undefined || reviewed.target === undefined) return false;
  const before = deltas(reviewed.live.object, reviewed.target, reviewed.shape);
  return isDeepStrictEqual(before, deltas(live, target, reviewed.shape));
}
