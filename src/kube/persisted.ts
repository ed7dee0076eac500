import {isDeepStrictEqual} from 'node:util';
import {PersistedDryRunError} from '../model/errors.ts';
import {metadataOf, objectsIn, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {getJson} from './request.ts';
import type {Connection} from './connection.ts';

interface Dried {
  /** Where the object is read. */
  readonly path: string;
  /** `Widget shop/a of example.com`. */
  readonly label: string;
  readonly manager: string;
  /** As it was read before, and what the dry run answered. */
  readonly before: JsonObject;
  readonly answer: JsonObject;
}

/**
 * A dry run answers with the resourceVersion of the object that it was tried on. Where that moved, either somebody else has
 * changed the object meanwhile, or the dry run was none: then what is live now is what it answered, or carries its entry in
 * managedFields. Throws PersistedDryRunError in the second case.
 */
export async function assertNotPersisted(connection: Connection, dried: Dried): Promise<void> {
  const {path, label, before, answer} = dried;
  if (versionOf(answer) === versionOf(before)) return;
  const {status, body: live} = await getJson(connection, {path});
  if (status === 200 && isPersisted(live, dried))
    throw new PersistedDryRunError(
      `the API server has persisted a dry run of ${label}: its resourceVersion went from ${versionOf(before)} to ${versionOf(live)}`,
      'Nothing else was dried, and nothing will be in this session. Check with --fidelity client, and tell whoever runs that API server.',
    );
}

function isPersisted(live: JsonObject, {before, answer, manager}: Dried): boolean {
  // An object that was made anew is somebody else's doing.
  if (textOf(metadataOf(live)['uid']) !== textOf(metadataOf(before)['uid'])) return false;
  if (versionOf(live) === versionOf(answer)) return isDeepStrictEqual(contentOf(live), contentOf(answer));
  // Somebody, a controller it may be, has written again since.
  const entries = (of: JsonObject): readonly JsonObject[] =>
    objectsIn(metadataOf(of)['managedFields']).filter((entry) => entry['manager'] === manager);
  const has = (of: JsonObject, entry: JsonObject): boolean => entries(of).some((one) => isDeepStrictEqual(one, entry));
  return entries(answer).some((entry) => has(live, entry) && !has(before, entry));
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
