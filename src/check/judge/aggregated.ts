import {isObject, objectsIn, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';

/**
 * Whether a rule of an aggregated ClusterRole grants so much that its being filled in is no explanation: everything of all
 * groups, the core group's Secrets, or the way to more rights. A role that anybody labels is added up with the others.
 */
export function isSweeping(rule: Json | undefined): boolean {
  if (!isObject(rule)) return false;
  const [groups, resources, verbs] = ['apiGroups', 'resources', 'verbs'].map((field) => textsOf(rule[field])) as [
    string[],
    string[],
    string[],
  ];
  if (textsOf(rule['nonResourceURLs']).includes('*')) return true;
  if (['escalate', 'bind', 'impersonate'].some((verb) => verbs.includes(verb))) return true;
  const isCore = groups.includes('') || groups.includes('*');
  const isWide = groups.includes('*') && resources.includes('*');
  const isRead = ['*', 'get', 'list', 'watch'].some((verb) => verbs.includes(verb));
  return isWide || (isCore && isRead && (resources.includes('*') || resources.includes('secrets')));
}

/** The sweeping rules that a live ClusterRole has, and none of the release's own roles grants word for word. */
export function sweepingRules(live: JsonObject, roles: readonly JsonObject[]): readonly JsonObject[] {
  const declared = new Set(roles.flatMap((role) => objectsIn(role['rules'])).map(canonical));
  return objectsIn(live['rules']).filter((rule) => isSweeping(rule) && !declared.has(canonical(rule)));
}

function canonical(rule: JsonObject): string {
  const fields = ['apiGroups', 'resources', 'resourceNames', 'verbs', 'nonResourceURLs'];
  return JSON.stringify(fields.map((field) => textsOf(rule[field]).toSorted()));
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? (value as Json[]).map(textOf) : [];
}
