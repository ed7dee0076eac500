import type {Shape} from '../../check/normalize/shape.ts';
import type {Write} from '../../model/fix.ts';
import {isObject, metadataOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';
import type {ApplyMethod} from '../../model/refs.ts';
import {extract, union} from './field-set.ts';
import {operations} from './json-patch.ts';
import {content} from './changes.ts';
import {appliedByHelm, HELM, helmManager} from './owned.ts';
import type {Restored} from './restoration.ts';

/** The writes that carry a step out, one after the other. */
export type WriteStrategy = readonly Write[];

/** How a release is written, and what is ours on the way. */
export interface OwnWrites {
  readonly method: ApplyMethod;
  /** The name that our own patch goes out under. */
  readonly manager: string;
  /** Whether fields that an interrupted fix has left under that name become Helm's. */
  readonly handsOver: boolean;
}

/**
 * The ways to put fields of a live object back so that Helm alone owns them, by the release's own way of writing; the first
 * that the server takes is gone.
 *
 * Client side: one patch under Helm's name. Server side: one Apply of all that Helm owns, at its live value, and the restored
 * fields. An Apply cannot change a list item's key, nor take out what others own beside it: then the values are written by
 * a patch of our own, Helm takes them over, and our entry is removed, for a second owner would fail the next upgrade.
 */
export function patchStrategies(
  restored: Restored,
  live: JsonObject,
  shape: Shape,
  {method, manager, handsOver}: OwnWrites,
): WriteStrategy[] {
  const {target, touched, rekeyed} = restored;
  const patch = operations(content(live), content(target));
  const isDeclared = Object.keys(touched).length > 0;
  const patchAs = (name: string): Write[] =>
    patch.length === 0 ? [] : [{kind: 'json-patch', operations: patch, manager: name}];
  if (method === 'csa') return [patchAs(helmManager(live) ?? HELM)];
  const own = patchAs(manager);
  const dropManager: Write = {kind: 'drop-manager', manager};
  // A default that comes in the place of what was taken out would be ours.
  if (!isDeclared) return [[...own, dropManager]];
  const apply: Write = {kind: 'apply', object: applyOf(restored, live, shape), manager: helmManager(live) ?? HELM};
  const handOver: WriteStrategy = [...own, apply, dropManager];
  // Of a list that is owned as one an Apply takes items out too; where it does not, the rehearsal tells.
  return rekeyed || handsOver ? [handOver] : [[apply], handOver];
}

function applyOf({target, touched}: Restored, live: JsonObject, shape: Shape): JsonObject {
  const wanted = union(appliedByHelm(live), touched);
  const extracted = extract(content(target), wanted, shape);
  const {metadata, ...rest} = isObject(extracted) ? extracted : {};
  const {name, namespace} = metadataOf(live);
  return {
    apiVersion: live['apiVersion'],
    kind: live['kind'],
    ...rest,
    metadata: {...(isObject(metadata) ? metadata : {}), name, ...(namespace === undefined ? {} : {namespace})},
  };
}

/** `manager` is Helm's own name in this release. */
export function creationStrategies(object: JsonObject, method: ApplyMethod, manager: string): WriteStrategy[] {
  return method === 'ssa' ? [[{kind: 'apply', object, manager, absent: true}]] : [[{kind: 'create', object, manager}]];
}
