import type {Path} from '../../model/path.ts';
import type {ObjectRef} from '../../model/refs.ts';
import {isCustom} from '../normalize/shapes.ts';
import type {ManagedEntry} from './managed-fields.ts';

/**
 * Whether a finalizer of a custom resource is its operator's: of whoever writes the resource's status, or under the domain of
 * the resource's own group. An operator cleans up after its resources by one; there is no list of them all.
 */
export function isOperators(
  {manager}: ManagedEntry,
  entries: readonly ManagedEntry[],
  {group, kind}: ObjectRef,
  path: Path,
): boolean {
  const [root, list, item] = path;
  if (!isField(root, 'metadata') || !isField(list, 'finalizers') || !isCustom(group, kind)) return false;
  if (entries.some((other) => other.manager === manager && other.subresource === 'status')) return true;
  const finalizer = item !== undefined && 'select' in item ? String(item.select[''] ?? '') : '';
  return !manager.startsWith('kubectl') && finalizer.includes(group.split('.').slice(-2).join('.'));
}

function isField(segment: Path[number] | undefined, name: string): boolean {
  return segment !== undefined && 'field' in segment && segment.field === name;
}
