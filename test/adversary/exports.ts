import {asObj} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Hand, Target} from './hand.ts';
import {kindEntry} from './kinds.ts';

const SERVER_SET = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'finalizers',
]);

/** What a backup holds of an object. */
export function exported(object: Obj): Obj {
  const metadata = Object.fromEntries(
    Object.entries(asObj(object['metadata'])).filter(([key]) => !SERVER_SET.has(key)),
  );
  const {status: _status, ...rest} = object;
  return {...rest, metadata};
}

/** Deletes the object and makes it anew from its own export, with something more. */
export async function recreate(
  hand: Hand,
  target: Target,
  manager: string,
  change: (object: Obj) => Obj,
): Promise<void> {
  const backup = change(exported(await hand.get(target)));
  const {plural, isClusterScoped} = kindEntry(target.kind);
  const group = kindEntry(target.kind).apiVersion.split('/').toReversed()[1];
  const where = isClusterScoped === true ? [] : ['-n', target.namespace];
  const resource = group === undefined ? plural : `${plural}.${group}`;
  await hand.kubectl(['delete', ...where, resource, target.name, '--cascade=foreground', '--wait=true']);
  await hand.kubectl(['create', ...where, `--field-manager=${manager}`, '-f', '-'], backup);
}
