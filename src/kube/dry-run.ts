import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {PersistedDryRunError} from '../model/errors.ts';
import type {ApiResource, DryRunner, DryRunOccasion, DryRunResult} from '../model/ports.ts';
import {stringifyJson} from '../yaml/json.ts';
import {doubtOf, servedGroups} from './api-services.ts';
import type {ServedGroups} from './api-services.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {assertNotPersisted} from './persisted.ts';
import {dryPatch, UnreachableError} from './request.ts';
import type {ApiResponse} from './request.ts';

/** The name that both majors of Helm write under. */
const FIELD_MANAGER = 'helm';
const CONTENT_TYPES = {
  apply: 'application/apply-patch+yaml',
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
} as const;

/**
 * A DryRunner over the API server; what it sends is never meant to be persisted (see dryPatch). Servers that may not keep to
 * that are asked by nobody's accident, one after the other, and never again once one of them has not.
 */
export function dryRunner(connection: Connection, groups: ServedGroups = servedGroups(connection)): DryRunner {
  let persisted: PersistedDryRunError | undefined;
  let doubtful: Promise<unknown> = Promise.resolve();
  const once = async (one: DryRun): Promise<DryRunResult> => {
    if (persisted !== undefined) return {unasked: `no dry run any more: ${persisted.message}`};
    try {
      return await dried(connection, one);
    } catch (error) {
      if (error instanceof PersistedDryRunError) persisted = error;
      throw error;
    }
  };
  const ask = async (one: DryRun): Promise<DryRunResult> => {
    const doubt = await doubtOf(groups, one.resource.group);
    if (doubt === undefined) return once(one);
    if (!one.occasion.isInsisted) return {unasked: `no dry run: ${doubt}; --fidelity server asks all the same`};
    const answer = doubtful.then(() => once(one));
    doubtful = answer.catch(() => {});
    return answer;
  };
  return {
    apply: (resource, namespace, object, occasion) => ask({resource, namespace, object, kind: 'apply', occasion}),
    merge: (resource, namespace, object, kind, occasion) => ask({resource, namespace, object, kind, occasion}),
  };
}

interface DryRun {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly object: JsonObject;
  readonly kind: keyof typeof CONTENT_TYPES;
  readonly occasion: DryRunOccasion;
}

async function dried(connection: Connection, one: DryRun): Promise<DryRunResult> {
  const {resource, namespace, object, kind, occasion} = one;
  const {name, ...metadata} = metadataOf(object);
  const path = resourcePath(resource, namespace, textOf(name));
  const {resourceVersion} = metadataOf(occasion.live);
  try {
    const answer = await dryPatch(connection, {
      path,
      // Fields that the server does not know are pruned, as in Helm's own writes, and do not make it refuse the rest.
      query: {fieldManager: FIELD_MANAGER, fieldValidation: 'Ignore', ...(kind === 'apply' ? {force: 'true'} : {})},
      contentType: CONTENT_TYPES[kind],
      // On this very state of the object, so that a version that moves all the same was moved by this request.
      body: stringifyJson({...object, metadata: {...metadata, name, resourceVersion}}),
    });
    const result = resultOf(answer, resource);
    if ('object' in result) {
      const label = `${resource.kind} ${namespace === undefined ? '' : `${namespace}/`}${textOf(name)} (${resource.group || 'core'}/${resource.version})`;
      const before = occasion.live;
      await assertNotPersisted(connection, {path, label, manager: FIELD_MANAGER, before, answer: result.object});
    }
    return result;
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return {unasked: error.message};
  }
}

function resultOf({status, body}: ApiResponse, resource: ApiResource): DryRunResult {
  if (status === 200 || status === 201) return {object: body};
  const said = textOf(body['message']) || `the API server answered ${status}`;
  // RBAC's own words; admission plugins and webhooks answer 403 as well, and theirs are about the object.
  if (status === 403 && said.includes('cannot patch resource'))
    return {unasked: `no right to patch ${resource.plural}`};
  if (said.includes('does not support dry run')) return {unasked: 'an admission webhook takes no dry runs'};
  if (status === 409 && /has been modified|recondition/.test(said)) return {unasked: 'the object keeps changing'};
  if (status === 404 || status === 405 || status === 415 || status === 429 || status >= 500) return {unasked: said};
  return {refused: said};
}
