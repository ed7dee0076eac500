import {isDeepStrictEqual} from 'node:util';
import {PersistedDryRunError} from '../model/errors.ts';
import {metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {getJson, UnreachableError} from './request.ts';
import type {Connection} from './connection.ts';

/** A dry run that was sent. */
export interface Tried {
  /** Where the object is read. */
  readonly path: string;
  /** `Widget shop/a of example.com`. */
  readonly label: string;
  readonly manager: string;
  /** As it was read before. */
  readonly before: JsonObject;
}

/**
 * A dry run answers with the resourceVersion of the object that it was tried on. Where that moved, either somebody else has
 * changed the object meanwhile, or the dry run was none: then what is live now is what it answered, or carries its entry in
 * managedFields. Throws PersistedDryRunError in the second case.
 */
export async function assertNotPersisted(connection: Connection, tried: Tried, answer: JsonObject): Promise<void> {
  if (versionOf(answer) === versionOf(tried.before)) return;
  const {status, body: live} = await getJson(connection, {path: tried.path});
  if (status === 200 && isPersisted(live, tried, answer)) throw persisted(tried, live, '');
}

/**
 * A dry run that ended without an answer, or in 5xx, may have been carried out before: the object is looked at before anything
 * is sent again. Throws PersistedDryRunError where it was; the reason where it cannot be seen.
 */
export async function lookAfterFailure(connection: Connection, tried: Tried): Promise<string | undefined> {
  const looked = await getJson(connection, {path: tried.path}).catch((error: unknown) => {
    if (error instanceof UnreachableError) return error;
    throw error;
  });
  if (looked instanceof UnreachableError) return looked.message;
  const {status, body: live} = looked;
  if (status === 404) return undefined;
  if (status !== 200) return textOf(live['message']) || `the API server answered ${status}`;
  if (isWritten(live, tried))
    throw persisted(
      tried,
      live,
      ', and the dry run ended without an answer; a helm that wrote in this very moment looks alike',
    );
  return undefined;
}

function persisted({label, before}: Tried, live: JsonObject, more: string): PersistedDryRunError {
  return new PersistedDryRunError(
    `the API server has persisted a dry run of ${label}: its resourceVersion went from ${versionOf(before)} to ${versionOf(live)}${more}`,
    'Nothing else was dried, and nothing will be in this session. Check with --fidelity client, and tell whoever runs that API server.',
  );
}

function isPersisted(live: JsonObject, {before, manager}: Tried, answer: JsonObject): boolean {
  if (isAnother(live, before)) return false;
  if (versionOf(live) === versionOf(answer)) return isDeepStrictEqual(contentOf(live), contentOf(answer));
  // Somebody, a controller it may be, has written again since.
  return entriesOf(answer, manager).some((entry) => has(live, entry) && !has(before, entry));
}

/** Whether the object was written in the dry run's name. Controllers move versions all the time, above all where things fail. */
function isWritten(live: JsonObject, {before, manager}: Tried): boolean {
  if (isAnother(live, before) || versionOf(live) === versionOf(before)) return false;
  const hasOwners = [live, before].some((of) => objectsIn(metadataOf(of)['managedFields']).length > 0);
  // Of a server that notes no owners every change of the content counts.
  if (!hasOwners) return !isDeepStrictEqual(contentOf(live), contentOf(before));
  return entriesOf(live, manager).some((entry) => !has(before, entry));
}

/** An object that was made anew is somebody else's doing. */
function isAnother(live: JsonObject, before: JsonObject): boolean {
  return textOf(metadataOf(live)['uid']) !== textOf(metadataOf(before)['uid']);
}

function entriesOf(object: JsonObject, manager: string): readonly JsonObject[] {
  return objectsIn(metadataOf(object)['managedFields']).filter((entry) => entry['manager'] === manager);
}

function has(object: JsonObject, entry: JsonObject): boolean {
  return objectsIn(metadataOf(object)['managedFields']).some((one) => isDeepStrictEqual(one, entry));
}

/** What a write is about: neither the server's own counters nor what controllers report. */
function contentOf(object: JsonObject): JsonObject {
  const {status: _status, ...rest} = object;
  const {resourceVersion: _version, generation: _generation, managedFields: _managed, ...others} = metadataOf(object);
  return {...rest, metadata: others};
}

function versionOf(object: JsonObject): string {
  return textOf(metadataOf(object)['resourceVersion']);
}
