import {FIELD_MANAGER, GROUP, LEASE_LABEL} from '../agent/names.ts';
import type {OwnAnswer, OwnWriter} from '../agent/ports.ts';
import {leaseName, leaseObject, shardLease} from '../agent/leases.ts';
import type {LeasePort} from '../agent/leases.ts';
import {UserError} from '../model/errors.ts';
import {isObject, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource} from '../model/ports.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {errorCodeOfStatus, getJson, UnreachableError, writeJson} from './request.ts';
import type {WriteRequest} from './request.ts';

/** All that an agent ever writes. */
const OWN_GROUPS: ReadonlySet<string> = new Set([GROUP, 'openreports.io', 'wgpolicyk8s.io']);

/**
 * Writes objects of the agent's own kinds; an object of another kind is refused before a request is made. Server-side apply,
 * forced: what another manager has written over our fields is written back.
 */
export function ownWriter(connection: Connection, manager: string = FIELD_MANAGER): OwnWriter {
  return {
    apply: (resource, {namespace, name}, body, part) =>
      answered(connection, {
        method: 'PATCH',
        path: `${ownPath(resource, namespace, name)}${part === undefined ? '' : `/${part}`}`,
        contentType: 'application/apply-patch+yaml',
        body: stringifyJson(body),
        query: {fieldManager: manager, force: 'true', fieldValidation: 'Strict'},
      }),
    remove: (resource, {namespace, name}, uid) =>
      answered(connection, {
        method: 'DELETE',
        path: ownPath(resource, namespace, name),
        contentType: 'application/json',
        body: stringifyJson({
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          ...(uid === '' ? {} : {preconditions: {uid}}),
        }),
      }),
  };
}

function ownPath(resource: ApiResource, namespace: string, name: string): string {
  if (!OWN_GROUPS.has(resource.group)) throw new Error(`${resource.group} is no group of the agent's own`);
  return resourcePath(resource, namespace, name);
}

async function answered(connection: Connection, request: WriteRequest): Promise<OwnAnswer> {
  try {
    const {status, body} = await writeJson(connection, request);
    const said = textOf(body['message']) || `the API server answered ${status}`;
    if (status === 200 || status === 201 || status === 202) return {object: body};
    if (status === 404) return {absent: said};
    if (status === 409) return {conflict: said};
    if (status === 429 || status >= 500) return {lost: said};
    return {refused: said};
  } catch (error) {
    if (error instanceof UnreachableError) return {lost: error.message};
    if (error instanceof UserError) return {refused: error.message};
    throw error;
  }
}

const LEASES: ApiResource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
  verbs: [],
};
/** A lease lasts 15 s and is renewed within 10: a request that takes longer than this is of no use. */
const ANSWER_WITHIN_MS = 5000;

/** The leases of one installation, in its own namespace. */
export function leasePort(connection: Connection, namespace: string, installation: string): LeasePort {
  const soon = (): {readonly signal: AbortSignal} => ({signal: AbortSignal.timeout(ANSWER_WITHIN_MS)});
  const fail = (body: JsonObject, status: number): never => {
    throw new UserError(
      `leases of namespace ${namespace}: ${textOf(body['message']) || `the API server answered ${status}`}`,
      'The agent needs get, list, create and patch on leases there: `helm drift rbac --agent` prints the rules.',
      {code: errorCodeOfStatus(status)},
    );
  };
  return {
    async list() {
      const query = {labelSelector: `${LEASE_LABEL}=${installation}`};
      const {status, body} = await getJson(connection, {path: resourcePath(LEASES, namespace), query, ...soon()});
      if (status !== 200) return fail(body, status);
      return objectsIn(body['items']).flatMap((item) => shardLease(item) ?? []);
    },
    async write(lease, seen) {
      const object = leaseObject(lease, installation, namespace);
      const isNew = seen === undefined;
      // The version that was seen is the precondition: 409 where somebody else was faster.
      const body = isNew
        ? object
        : {...object, metadata: {...(object['metadata'] as JsonObject), resourceVersion: seen.version}};
      const {status, body: answer} = await writeJson(connection, {
        method: isNew ? 'POST' : 'PATCH',
        path: resourcePath(LEASES, namespace, isNew ? undefined : leaseName(installation, lease.shard)),
        contentType: isNew ? 'application/json' : 'application/merge-patch+json',
        body: stringifyJson(body),
        query: {fieldManager: FIELD_MANAGER},
        ...soon(),
      });
      // One that was deleted meanwhile is made anew with the next turn.
      if (status === 409 || (!isNew && status === 404)) return undefined;
      if (status !== 200 && status !== 201) return fail(answer, status);
      return shardLease(answer);
    },
  };
}

const STATEFUL_SETS: ApiResource = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  namespaced: true,
  verbs: [],
};

/** How many replicas a StatefulSet is to have; undefined where it is not there. Throws where nobody can tell. */
export async function replicasOf(connection: Connection, namespace: string, name: string): Promise<number | undefined> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const {status, body} = await getJson(connection, {path: resourcePath(STATEFUL_SETS, namespace, name), signal});
  if (status === 404) return undefined;
  const replicas = isObject(body['spec']) ? body['spec']['replicas'] : undefined;
  if (status === 200 && typeof replicas === 'number') return replicas;
  throw new UserError(
    `StatefulSet ${name} of namespace ${namespace}: ${textOf(body['message']) || `the API server answered ${status}`}`,
    'The agent needs get on it to know how many shards there are; --shards NUMBER needs nothing.',
    {code: errorCodeOfStatus(status)},
  );
}
