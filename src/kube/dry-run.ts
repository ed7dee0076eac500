import {randomBytes} from 'node:crypto';
import {metadataOf, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {PersistedDryRunError} from '../model/errors.ts';
import type {ApiResource, DryRunner, DryRunOccasion, DryRunResult} from '../model/ports.ts';
import {stringifyJson} from '../yaml/json.ts';
import {doubtOf, servedGroups} from './api-services.ts';
import type {ServedGroups} from './api-services.ts';
import type {Connection} from './connection.ts';
import {resourcePath} from './discovery.ts';
import {pause} from './pause.ts';
import {assertNotPersisted, lookAfterFailure} from './persisted.ts';
import type {Tried} from './persisted.ts';
import {dryWrite, getJson, UnreachableError} from './request.ts';
import type {ApiResponse} from './request.ts';

/** The name that both majors of Helm write under. */
const FIELD_MANAGER = 'helm';
const CONTENT_TYPES = {
  apply: 'application/apply-patch+yaml',
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  replace: 'application/json',
  create: 'application/json',
} as const;

/**
 * A DryRunner over the API server; what it sends is never meant to be persisted (see dryWrite). Servers that may not keep to
 * that are asked by nobody's accident, one after the other, and never again once one of them has not.
 */
export function dryRunner(connection: Connection, groups: ServedGroups = servedGroups(connection)): DryRunner {
  let stopped: string | undefined;
  let doubtful: Promise<unknown> = Promise.resolve();
  const once = async (one: DryRun): Promise<DryRunResult> => {
    if (stopped !== undefined) return {unasked: `no dry run any more: ${stopped}`};
    try {
      const send = one.kind === 'create' ? made : dried;
      return await send(connection, one, (why) => (stopped = why));
    } catch (error) {
      if (error instanceof PersistedDryRunError) stopped = error.message;
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
    replace: (resource, namespace, object, occasion) => ask({resource, namespace, object, kind: 'replace', occasion}),
    create: (resource, namespace, object, occasion) => ask({resource, namespace, object, kind: 'create', occasion}),
  };
}

interface DryRun {
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly object: JsonObject;
  readonly kind: keyof typeof CONTENT_TYPES;
  readonly occasion: DryRunOccasion;
}

/** A failing webhook answers 500 too, and a detector need not wait for it long: it has an answer of its own. */
const ATTEMPTS = 2;
/** What the server has not even been sent. */
const UNSENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate|CERT_|ERR_TLS/;

/** Answers, or looks what became of the object: `stop` is called where it cannot be looked at, for then nobody knows. */
async function dried(connection: Connection, one: DryRun, stop: (why: string) => void): Promise<DryRunResult> {
  const {resource, namespace, object, occasion} = one;
  const name = textOf(metadataOf(object)['name']);
  const tried: Tried = {
    path: resourcePath(resource, namespace, name),
    label: `${resource.kind} ${namespace === undefined ? '' : `${namespace}/`}${name} (${resource.group || 'core'}/${resource.version})`,
    manager: FIELD_MANAGER,
    before: occasion.live,
  };
  for (let attempt = 1; ; attempt++) {
    const {result, isUncertain} = await sentOnce(connection, tried.path, one);
    if ('object' in result) await assertNotPersisted(connection, tried, result.object);
    // What is stale at the second attempt may be so by the first one.
    if (!isUncertain && !(attempt > 1 && 'unasked' in result)) return result;
    const unseen = await lookAfterFailure(connection, tried);
    if (unseen !== undefined) stop(`nobody knows what became of the last one, of ${tried.label}: ${unseen}`);
    if (unseen !== undefined || attempt === ATTEMPTS) return result;
    await pause(100);
  }
}

/**
 * Makes an object under a name that nobody has, and looks whether it is there afterwards: a creation moves no version by which
 * it would show.
 */
async function made(connection: Connection, one: DryRun, stop: (why: string) => void): Promise<DryRunResult> {
  const {resource, namespace, object} = one;
  const {name: own, ...metadata} = metadataOf(object);
  const name = `${textOf(own)
    .slice(0, 40)
    .replace(/[^a-z0-9]+$/, '')}-dry-${randomBytes(4).toString('hex')}`;
  const label = `${resource.kind} ${name} (${resource.group || 'core'}/${resource.version})`;
  let isUncertain = true;
  let result: DryRunResult;
  try {
    const answer = await dryWrite(connection, {
      method: 'POST',
      path: resourcePath(resource, namespace),
      query: {fieldManager: FIELD_MANAGER, fieldValidation: 'Ignore'},
      contentType: CONTENT_TYPES.create,
      body: stringifyJson({...object, metadata: {...metadata, name}}),
    });
    result = resultOf(answer, resource);
    isUncertain = 'object' in result || answer.status >= 500;
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    result = {unasked: error.message};
  }
  if (!isUncertain) return result;
  const looked = await getJson(connection, {path: resourcePath(resource, namespace, name)}).catch((error: unknown) => {
    if (!(error instanceof UnreachableError)) throw error;
    return {status: 0, body: {message: error.message}};
  });
  if (looked.status === 200)
    throw new PersistedDryRunError(
      `the API server has persisted a dry run: it made ${label}`,
      'Delete it. Nothing else was dried, and nothing will be in this session. Check with --fidelity client, and tell whoever runs that API server.',
    );
  if (looked.status !== 404 && !('object' in result)) stop(`nobody knows whether the last one made ${label}`);
  return result;
}

interface Sent {
  readonly result: DryRunResult;
  /** Whether the server may have begun it, and has not ended it well. */
  readonly isUncertain: boolean;
}

async function sentOnce(connection: Connection, path: string, one: DryRun): Promise<Sent> {
  const {resource, object, kind, occasion} = one;
  const {name, ...metadata} = metadataOf(object);
  const {resourceVersion} = metadataOf(occasion.live);
  try {
    const answer = await dryWrite(connection, {
      method: kind === 'replace' ? 'PUT' : 'PATCH',
      path,
      // Fields that the server does not know are pruned, as in Helm's own writes, and do not make it refuse the rest.
      query: {fieldManager: FIELD_MANAGER, fieldValidation: 'Ignore', ...(kind === 'apply' ? {force: 'true'} : {})},
      contentType: CONTENT_TYPES[kind],
      // On this very state of the object, so that a version that moves all the same was moved by this request.
      body: stringifyJson({...object, metadata: {...metadata, name, resourceVersion}}),
    });
    return {result: resultOf(answer, resource), isUncertain: answer.status >= 500};
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return {result: {unasked: error.message}, isUncertain: !UNSENT.test(error.message)};
  }
}

function resultOf({status, body}: ApiResponse, resource: ApiResource): DryRunResult {
  if (status === 200 || status === 201) return {object: body};
  const said = textOf(body['message']) || `the API server answered ${status}`;
  // RBAC's own words; admission plugins and webhooks answer 403 as well, and theirs are about the object.
  const verb = /cannot (patch|update|create) resource/.exec(said)?.[1];
  if (status === 403 && verb !== undefined) return {unasked: `no right to ${verb} ${resource.plural}`};
  if (said.includes('does not support dry run')) return {unasked: 'an admission webhook takes no dry runs'};
  if (status === 409 && /has been modified|recondition/.test(said)) return {unasked: 'the object keeps changing'};
  if (status === 404 || status === 405 || status === 415 || status === 429 || status >= 500) return {unasked: said};
  return {refused: said};
}
