import type {IntentObject} from '../../model/intent.ts';
import {isObject, metadataOf, textOf} from '../../model/json.ts';
import type {JsonObject} from '../../model/json.ts';

/** Which hooks count: `lasting` ones are those that Helm created and nobody is to delete again. */
export type Hooks = 'exclude' | 'lasting' | 'include';

interface Hook {
  readonly events: readonly string[];
  /** When Helm deletes it, as far as the chart says so. */
  readonly deletePolicies: readonly string[];
}

/** What an object's annotations say of it as a hook; undefined for one that is none. */
export function hookOf(object: JsonObject): Hook | undefined {
  const {annotations} = metadataOf(object);
  if (!isObject(annotations) || annotations['helm.sh/hook'] === undefined) return undefined;
  const list = (key: string): string[] =>
    textOf(annotations[key])
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  return {events: list('helm.sh/hook'), deletePolicies: list('helm.sh/hook-delete-policy')};
}

/** Events of an installation or an upgrade: of the others nobody knows whether they ever came. */
const ROLLOUT = new Set(['pre-install', 'post-install', 'pre-upgrade', 'post-upgrade']);

/**
 * Whether a hook's object should be there. One that did not run in this revision was never made for it; one with a delete
 * policy may be gone or anew at any moment, and a test is nobody's promise: both count only when asked for.
 */
export function isWanted({object}: IntentObject, ran: boolean | undefined, hooks: Hooks): boolean {
  const hook = hookOf(object);
  if (hook === undefined || hooks === 'exclude') return false;
  if (hooks === 'include') return ran ?? hook.events.some((event) => ROLLOUT.has(event));
  const isTest = hook.events.some((event) => event === 'test' || event.startsWith('test-'));
  return ran === true && !isTest && hook.deletePolicies.length === 0;
}
