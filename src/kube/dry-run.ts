import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource, DryRunner, DryRunResult} from '../model/ports.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {dryPatch, UnreachableError} from './request.ts';
import type {ApiResponse} from './request.ts';

/** The name that both majors of Helm write under. */
const FIELD_MANAGER = 'helm';
const CONTENT_TYPES = {
  apply: 'application/apply-patch+yaml',
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
} as const;

/** A DryRunner over the API server; what it sends is never persisted (see dryPatch). */
export function dryRunner(connection: Connection): DryRunner {
  return {
    apply: (resource, namespace, object) => patch(connection, resource, namespace, object, 'apply'),
    merge: (resource, namespace, object, kind) => patch(connection, resource, namespace, object, kind),
  };
}

async function patch(
  connection: Connection,
  resource: ApiResource,
  namespace: string | undefined,
  object: JsonObject,
  kind: keyof typeof CONTENT_TYPES,
): Promise<DryRunResult> {
  try {
    const answer = await dryPatch(connection, {
      path: resourcePath(resource, namespace, textOf(metadataOf(object)['name'])),
      // Fields that the server does not know are pruned, as in Helm's own writes, and do not make it refuse the rest.
      query: {fieldManager: FIELD_MANAGER, fieldValidation: 'Ignore', ...(kind === 'apply' ? {force: 'true'} : {})},
      contentType: CONTENT_TYPES[kind],
      body: stringifyJson(object),
    });
    return resultOf(answer, resource);
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
  if (status === 404 || status === 405 || status === 415 || status === 429 || status >= 500) return {unasked: said};
  return {refused: said};
}
