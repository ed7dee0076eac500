import {contentDigest} from '../plan/content-digest.ts';
import {isDeepStrictEqual} from 'node:util';
import type {LiveObject} from '../../model/evidence.ts';
import type {Outcome} from '../../model/fix.ts';
import {textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import {MANAGED_BY, otherOwner, RELEASE_NAME, RELEASE_NAMESPACE} from '../../model/ownership.ts';
import {valueAt} from '../../model/path.ts';
import {changes, content} from '../plan/changes.ts';
import {terminating} from '../../model/terminating.ts';
import {isSameChange, ownManagerOf, versionOf} from '../plan/step.ts';
import type {PlannedStep} from '../plan/step.ts';
import type {WriteStrategy} from '../plan/write-strategies.ts';

/** What a write made of the object; undefined where it is gone. */
export interface Written {
  readonly object: JsonObject | undefined;
}

/** A step for what stands there now, or what became of it without a write. */
export type Start = {readonly ready: PlannedStep} | {readonly outcome: Outcome; readonly message?: string};

const conflict = (message: string): Start => ({outcome: 'conflict', message});

const CHANGED = conflict('it changed since it was reviewed');

/** Whether a step can begin, or go on, with the object as it stands now. `last` is absent before the first write. */
export function startOf(planned: PlannedStep, live: LiveObject | undefined, last: Written | undefined): Start {
  const {step, live: reviewed} = planned;
  if (step.action === 'create') {
    if (live === undefined) return {ready: planned};
    return last === undefined ? conflict('somebody has created it meanwhile') : {outcome: 'unchanged'};
  }
  if (live === undefined) return withoutObject(planned, last);
  const isOther = versionOf(live).uid !== step.uid;
  // What the last write left there is the new object; after a deletion alone it is somebody else's.
  if (isOther && step.action === 'recreate' && last?.object !== undefined) return {outcome: 'unchanged'};
  if (isOther) return conflict('it is another object of the same name now');
  const leaving = terminating(live.object);
  // Its own deletion is on the way.
  if (leaving !== undefined && !(last !== undefined && step.action === 'recreate')) return conflict(leaving);
  if (versionOf(live).resourceVersion === step.resourceVersion && last === undefined)
    return {ready: {...planned, live}};
  if (step.action === 'patch') return moved(planned, live, last);
  const isSame = reviewed !== undefined && isDeepStrictEqual(content(reviewed.object), content(live.object));
  return isSame ? {ready: {...planned, live}} : CHANGED;
}

/** The object is not there: a deletion is through then, and a recreation half. */
function withoutObject(planned: PlannedStep, last: Written | undefined): Start {
  const {action} = planned.step;
  if (action === 'delete') return {outcome: 'unchanged', message: 'it has gone already'};
  if (action !== 'recreate' || last === undefined) return conflict('it has gone meanwhile');
  return {ready: {...planned, strategies: [(planned.strategies[0] ?? []).slice(1)]}};
}

/** The same step for what stands there now, where it still means the same. */
function moved(planned: PlannedStep, live: LiveObject, last: Written | undefined): Start {
  const {shape, replan} = planned;
  if (replan === undefined) return CHANGED;
  const begun = last === undefined ? undefined : ownManagerOf(planned.strategies[0]);
  const {target, strategies, unreached, handOver: left} = replan(live, begun);
  if (isAdopted(planned, live, last))
    return conflict(`it is somebody else's by Helm's own marks since it was reviewed`);
  // The values stand, and are to be handed over to Helm: the rest of the way, made for what is there now.
  const rest = (strategies.at(-1) ?? []).filter(({kind}) => kind !== 'json-patch');
  const handOver: Start =
    rest.length === 0 ? {outcome: 'unchanged'} : {ready: {...planned, live, target, strategies: [rest]}};
  if (last !== undefined) {
    const stands = last.object !== undefined && contentDigest(last.object) === contentDigest(live.object);
    return stands ? handOver : conflict('somebody changed it again while it was put back');
  }
  // What leads nowhere any more was changed; an addition that is gone is as it should be.
  if (strategies.length === 0 || unreached.some(({change}) => change !== 'added')) return CHANGED;
  if (changes(content(live.object), content(target), shape).length === 0)
    return left === undefined ? {outcome: 'unchanged'} : handOver;
  if (!isSameChange(planned, live.object, target)) return CHANGED;
  const kindsOf = (strategy: WriteStrategy = []): string => strategy.map(({kind}) => kind).join();
  const kinds = kindsOf(planned.strategies[0]);
  // The way that was rehearsed; where the object allows that no more, the last one, which always leads there.
  const strategy = strategies.find((one) => kindsOf(one) === kinds) ?? strategies.at(-1) ?? [];
  return {ready: {...planned, live, target, strategies: [strategy]}};
}

/** Whether others changed Helm's own marks since the review, or since our last write: what differs may be what another release promises. */
function isAdopted({live: reviewed}: PlannedStep, live: LiveObject, last: Written | undefined): boolean {
  const known = last?.object ?? reviewed?.object;
  if (known === undefined) return false;
  const marks = (object: JsonObject): unknown => MARKS.map((path) => valueAt(object, path));
  return (
    !isDeepStrictEqual(marks(known), marks(live.object)) && otherOwner(live.object, releaseOf(known)) !== undefined
  );
}

const MARKS = [
  [{field: 'metadata'}, {field: 'annotations'}, {field: RELEASE_NAME}],
  [{field: 'metadata'}, {field: 'annotations'}, {field: RELEASE_NAMESPACE}],
  [{field: 'metadata'}, {field: 'labels'}, {field: MANAGED_BY}],
];

/** By the marks that were there. */
function releaseOf(object: JsonObject): {readonly name: string; readonly namespace: string} {
  const [name, namespace] = MARKS.map((path) => textOf(valueAt(object, path)));
  return {name: name ?? '', namespace: namespace ?? ''};
}
