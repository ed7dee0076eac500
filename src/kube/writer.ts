import type {Operation, Write} from '../model/fix.ts';
import {isList, isObject, metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {ApiResource, ClusterWriter, WriteAnswer, WritePlace} from '../model/ports.ts';
import {stringifyJson} from '../yaml/json.ts';
import {doubtOf} from './api-services.ts';
import type {ServedGroups} from './api-services.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {UnreachableError, writeJson} from './request.ts';
import type {ApiResponse, WriteRequest} from './request.ts';

/** No object has ever had this version: an Apply that carries it creates, and never changes one that is there already. */
const NO_VERSION = '1';

/**
 * A ClusterWriter over the API server. Every write carries the uid and resourceVersion that it was made for. Nothing is rehearsed,
 * and so nothing written, in a group that `groups` has its doubts about: there a rehearsal may be a write. Undefined asks all.
 */
export function clusterWriter(connection: Connection, groups: ServedGroups | undefined): ClusterWriter {
  const send = async (
    resource: ApiResource,
    place: WritePlace,
    write: Write,
    at: JsonObject | undefined,
    isDry: boolean,
  ): Promise<WriteAnswer> => {
    const request = requestOf(resource, place, write, at, isDry);
    const dry = isDry ? {dryRun: 'All'} : {};
    try {
      return answerOf(await writeJson(connection, {...request, query: {...request.query, ...dry}}), write);
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      return {lost: error.message};
    }
  };
  return {
    write: (resource, place, write, at) => send(resource, place, write, at, false),
    async rehearse(resource, place, write, at) {
      const doubt = groups === undefined ? undefined : await doubtOf(groups, resource.group);
      if (doubt === undefined) return send(resource, place, write, at, true);
      return {refused: `${doubt} (--fidelity server asks it all the same)`, immutable: false};
    },
  };
}

function requestOf(
  resource: ApiResource,
  {namespace, name}: WritePlace,
  write: Write,
  at: JsonObject | undefined,
  isDry: boolean,
): WriteRequest {
  const path = resourcePath(resource, namespace, name);
  const {uid, resourceVersion} = metadataOf(at ?? {});
  const common = {method: 'PATCH' as const, path};
  // What the server does not know is pruned, as in Helm's own writes.
  const validation = {fieldValidation: 'Ignore'};
  switch (write.kind) {
    case 'apply': {
      const precondition = write.absent === true ? {resourceVersion: NO_VERSION} : {uid, resourceVersion};
      const body = {...write.object, metadata: {...metadataOf(write.object), ...precondition}};
      const query = {fieldManager: write.manager, force: 'true', ...validation};
      return {...common, contentType: 'application/apply-patch+yaml', body: stringifyJson(body), query};
    }
    case 'json-patch':
      return {...common, ...jsonPatch(write.operations, at), query: {fieldManager: write.manager, ...validation}};
    case 'drop-manager': {
      const index = entryIndex(at ?? {}, write.manager);
      const operations: Operation[] = index < 0 ? [] : [{op: 'remove', path: `/metadata/managedFields/${index}`}];
      return {...common, ...jsonPatch(operations, at), query: {fieldManager: write.manager, ...validation}};
    }
    case 'create':
      return {
        method: 'POST',
        path: resourcePath(resource, namespace),
        contentType: 'application/json',
        body: stringifyJson(write.object),
        query: {fieldManager: write.manager, ...validation},
      };
    case 'delete': {
      const body = {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        // As helm does: what it owned goes after it.
        propagationPolicy: 'Background',
        preconditions: {uid, resourceVersion},
        // Where a DELETE has a body the server does not look at the query.
        ...(isDry ? {dryRun: ['All']} : {}),
      };
      return {method: 'DELETE', path, contentType: 'application/json', body: stringifyJson(body)};
    }
  }
}

/** `replace` of the version makes the server compare it and answer with a clean 409; `test` would give an unclear 422. */
function jsonPatch(
  operations: readonly Operation[],
  at: JsonObject | undefined,
): Pick<WriteRequest, 'contentType' | 'body'> {
  const {uid, resourceVersion} = metadataOf(at ?? {});
  const preconditions = [
    {op: 'test', path: '/metadata/uid', value: uid},
    {op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion},
  ];
  return {contentType: 'application/json-patch+json', body: stringifyJson([...preconditions, ...operations])};
}

function entryIndex(object: JsonObject, manager: string): number {
  const entries = metadataOf(object)['managedFields'];
  if (!isList(entries)) return -1;
  return entries.findIndex(
    (entry) => isObject(entry) && entry['manager'] === manager && textOf(entry['subresource']) === '',
  );
}

function answerOf({status, body}: ApiResponse, write: Write): WriteAnswer {
  if (write.kind === 'delete' && (status === 200 || status === 202)) return {deleted: true};
  if (status === 200 || status === 201) return {object: body};
  const said = textOf(body['message']) || `the API server answered ${status}`;
  // Gone, changed since, or made anew under the same name.
  if (status === 404 || status === 409) return hasManagerConflict(body) ? refusal(said, false) : {conflict: said};
  if (isOtherUid(status, said, body)) return {conflict: 'it is another object of the same name now'};
  if (status === 403 && /cannot (patch|create|delete) resource/.test(said)) return {forbidden: said};
  if (status === 429 || status >= 500) return {lost: said};
  return refusal(
    said,
    /immutable|may not be (changed|updated)|updates to .* are forbidden|Forbidden: updates/i.test(said),
  );
}

const refusal = (refused: string, immutable: boolean): WriteAnswer => ({refused, immutable});

/** A conflict over fields between managers, which is no question of time: it is told from a stale version by its causes. */
function hasManagerConflict(body: JsonObject): boolean {
  return causesOf(body).some(({reason}) => reason === 'FieldManagerConflict');
}

function isOtherUid(status: number, said: string, body: JsonObject): boolean {
  if (status !== 422) return false;
  if (causesOf(body).some(({field}) => field === 'metadata.uid')) return true;
  return said.includes('/metadata/uid') || said.includes('UID in precondition');
}

function causesOf({details}: JsonObject): readonly JsonObject[] {
  return isObject(details) ? objectsIn(details['causes']) : [];
}
