import {createHash} from 'node:crypto';
import {UserError} from '../../model/errors.ts';
import type {Gap} from '../../model/evidence.ts';
import type {Intent, IntentObject, IntentSource} from '../../model/intent.ts';
import {isObject, metadataOf, textOf} from '../../model/json.ts';
import type {Json, JsonObject} from '../../model/json.ts';
import {parseApiVersion} from '../../model/refs.ts';
import type {ReleaseRef} from '../../model/refs.ts';
import {readYamlDocuments} from '../../yaml/read.ts';
import {hookOf} from './supplements.ts';

/** Objects whose scope is not resolved yet: `ref.namespace` is what the manifest says, be it right or not. */
export interface ParsedManifest {
  readonly objects: readonly IntentObject[];
  /** Helm keeps hooks outside a release's manifest, while `helm template` prints them among the rest. */
  readonly hooks: readonly IntentObject[];
  /** Documents that name no object which could be looked for. */
  readonly gaps: readonly Gap[];
}

/**
 * Reads a manifest as Helm would: documents, expanded Lists, hooks apart from the rest. `name` stands in error messages.
 * Throws UserError, with the line, for what is no Kubernetes object.
 */
export function parseManifest(text: string, name: string): ParsedManifest {
  const objects: IntentObject[] = [];
  const hooks: IntentObject[] = [];
  const gaps: Gap[] = [];
  for (const {value, line, source} of readYamlDocuments(text, {name})) {
    if (value === null) continue;
    for (const item of expandLists(value, `${name}:${line}`)) {
      const origin = {line, ...(source === undefined ? {} : {template: source})};
      const parsed = toIntentObject(item, origin);
      if (hookOf(item) !== undefined) {
        if ('apiVersion' in parsed) hooks.push({...parsed, part: 'hook'});
      } else if ('ref' in parsed && !('apiVersion' in parsed)) gaps.push(parsed);
      else if ('apiVersion' in parsed) objects.push(parsed);
    }
  }
  return {objects, hooks, gaps};
}

export function makeIntent(
  release: ReleaseRef,
  from: IntentSource,
  text: string,
  objects: readonly IntentObject[],
): Intent {
  return {release, from, objects, digest: createHash('sha256').update(text).digest('hex')};
}

/** Yields the objects of `kind: List` and of every `*List`, however deeply nested. */
export function* expandLists(value: Json, where: string): Generator<JsonObject> {
  if (!isObject(value)) throw notAnObject(where, 'it is not a mapping');
  const {apiVersion, kind, items} = value;
  if (typeof apiVersion !== 'string' || apiVersion === '') throw notAnObject(where, 'it has no apiVersion');
  if (typeof kind !== 'string' || kind === '') throw notAnObject(where, 'it has no kind');
  if (!kind.endsWith('List') || !Array.isArray(items)) {
    yield value;
    return;
  }
  const itemKind = kind.slice(0, -'List'.length);
  for (const item of items as Json[]) {
    // Items of a typed list may leave out what the list's own type says.
    yield* expandLists(isObject(item) && itemKind !== '' ? {apiVersion, kind: itemKind, ...item} : item, where);
  }
}

function notAnObject(where: string, why: string): UserError {
  return new UserError(
    `${where}: not a Kubernetes object: ${why}`,
    'Each document needs apiVersion, kind and metadata.name.',
  );
}

function toIntentObject(object: JsonObject, origin: IntentObject['origin']): IntentObject | Gap {
  const apiVersion = textOf(object['apiVersion']);
  const kind = textOf(object['kind']);
  const metadata = metadataOf(object);
  const {name, namespace, generateName} = metadata;
  const {group} = parseApiVersion(apiVersion);
  const place = typeof namespace === 'string' && namespace !== '' ? {namespace} : {};
  if (typeof name === 'string' && name !== '') return {ref: {group, kind, ...place, name}, apiVersion, object, origin};
  const prefix = typeof generateName === 'string' ? generateName : '';
  return {
    ref: {group, kind, ...place, name: `${prefix}*`},
    reason: 'no-name',
    message:
      prefix === ''
        ? `the document in line ${origin.line} has no metadata.name`
        : `generateName ${prefix}: the server chose the name, so it cannot be told which object this is`,
  };
}
