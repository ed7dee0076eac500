import {isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {DriedWrite} from '../model/dried-write.ts';
import type {ApiResource, ApiResources} from '../model/ports.ts';
import {parseApiVersion, refKey} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';

/** What the upgrade would make of one object. */
export type Fate =
  | {readonly kind: 'written' | 'created'; readonly object: JsonObject}
  | {readonly kind: 'deleted'}
  /** Another manager owns fields that helm would set otherwise: the whole object is left as it is. */
  | {readonly kind: 'conflict'; readonly message: string; readonly causes: readonly Cause[]}
  | {readonly kind: 'refused'; readonly message: string}
  /** What it hangs on comes with the same upgrade: dried alone, nobody can tell. */
  | {readonly kind: 'unforeseen'; readonly message: string};

export interface Cause {
  readonly manager: string;
  /** As the API server writes it: `.spec.minReplicas`. */
  readonly field: string;
}

export interface Fates {
  readonly of: ReadonlyMap<string, Fate>;
  readonly refs: ReadonlyMap<string, ObjectRef>;
}

/** Reads an upgrade's writes into one fate for each object; the last word on an object counts. */
export function fatesOf(writes: readonly DriedWrite[], resources: ApiResources): Fates {
  const of = new Map<string, Fate>();
  const refs = new Map<string, ObjectRef>();
  for (const write of writes) {
    const ref = refOf(write, resources);
    if (ref === undefined) continue;
    const key = refKey(ref);
    refs.set(key, ref);
    of.set(key, fateOf(write));
  }
  return {of, refs};
}

function fateOf({method, status, answer}: DriedWrite): Fate {
  if (method === 'DELETE') return status < 300 || status === 404 ? {kind: 'deleted'} : failure(status, answer);
  if (status === 201) return {kind: 'created', object: answer};
  if (status === 200) return {kind: 'written', object: answer};
  return failure(status, answer);
}

function failure(status: number, answer: JsonObject): Fate {
  const message = (textOf(answer['message']) || `the API server answered ${status}`).replace(/\s+/g, ' ');
  const causes = causesOf(answer);
  if (causes.length > 0) return {kind: 'conflict', message, causes};
  // Its namespace or its kind is not there, and may come with the same upgrade.
  return status === 404 ? {kind: 'unforeseen', message} : {kind: 'refused', message};
}

function causesOf({details}: JsonObject): Cause[] {
  const causes = isObject(details) ? objectsIn(details['causes']) : [];
  return causes.flatMap(({reason, message, field}) =>
    reason === 'FieldManagerConflict'
      ? [{manager: /conflict with "([^"]+)"/.exec(textOf(message))?.[1] ?? '', field: textOf(field)}]
      : [],
  );
}

/** `/apis/apps/v1/namespaces/shop/deployments/web`, with the name in the body where it is not in the path. */
function refOf({path, body, answer}: DriedWrite, resources: ApiResources): ObjectRef | undefined {
  const [root, ...steps] = path
    .split('/')
    .filter((step) => step !== '')
    .map(decodeURIComponent);
  const groupVersion = root === 'api' ? steps.shift() : `${steps.shift()}/${steps.shift()}`;
  const namespace = steps[0] === 'namespaces' && steps.length > 2 ? steps.splice(0, 2)[1] : undefined;
  const [plural, name = nameIn(body) ?? nameIn(answer)] = steps;
  const {group} = parseApiVersion(groupVersion ?? '');
  const kind = kindOf(resources.preferred, group, plural ?? '') ?? textOf(body?.['kind']);
  if (name === undefined || kind === '') return undefined;
  return {group, kind, ...(namespace === undefined ? {} : {namespace}), name};
}

function nameIn(object: JsonObject | undefined): string | undefined {
  const name = object === undefined ? '' : textOf(metadataOf(object)['name']);
  return name === '' ? undefined : name;
}

function kindOf(served: readonly ApiResource[], group: string, plural: string): string | undefined {
  return served.find((resource) => resource.group === group && resource.plural === plural)?.kind;
}
