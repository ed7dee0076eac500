import {managedEntries} from '../../check/compare/managed-fields.ts';
import type {ManagedEntry} from '../../check/compare/managed-fields.ts';
import type {JsonObject} from '../../model/json.ts';
import {NO_FIELDS} from './field-set.ts';
import type {FieldSet} from './field-set.ts';

/** The name under which Helm writes; programs with Helm inside have names of their own. */
export const HELM = 'helm';

/** Our own name, for what must be written under another than Helm's and is handed over to it at once. Anybody may use it. */
export const OWN_MANAGER = 'helm-drift';
/** What `undo` writes: it is drift again, and not Helm's. */
export const UNDO_MANAGER = 'helm-drift-undo';

/** The name that Helm has on an object; undefined where it has written nothing there. */
export function helmManager(live: JsonObject): string | undefined {
  return ownEntries(live).at(-1)?.manager;
}

/** What Helm owns by server-side apply. An Apply that left any of it out would delete it. */
export function appliedByHelm(live: JsonObject): FieldSet {
  return ownEntries(live).find(({operation}) => operation === 'Apply')?.fields ?? NO_FIELDS;
}

function ownEntries(live: JsonObject): ManagedEntry[] {
  return managedEntries(live).filter(({isHelm}) => isHelm);
}
