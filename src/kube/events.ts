import {randomBytes} from 'node:crypto';
import {UserError} from '../model/errors.ts';
import {authorText} from '../model/fix.ts';
import type {Author, Told, ToldObject} from '../model/fix.ts';
import {textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {plural} from '../model/plural.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {UnreachableError, writeJson} from './request.ts';

const API_VERSION = 'events.k8s.io/v1';
/** What the API server takes of a note, and of a reporting instance. */
const [LONGEST_NOTE, LONGEST_INSTANCE] = [1024, 128];
const REASONS = {fix: 'DriftPutBack', undo: 'DriftFixUndone'} as const;

interface EventObject extends JsonObject {
  readonly metadata: {readonly name: string; readonly namespace: string};
}

/** How a run is told of. */
export interface Telling {
  readonly by: Author;
  readonly at: Date;
}

/**
 * Makes an Event on each object that a run wrote, as `kubectl describe` and `kubectl events` show them. Answers why it could not,
 * in the API server's words: what was written stands all the same.
 */
export async function tellCluster(connection: Connection, told: Told, telling: Telling): Promise<string | undefined> {
  for (const object of told.objects) {
    // One after the other: whoever may not make the first may not make the others.
    const untold = await create(connection, eventOf(told, object, telling));
    if (untold !== undefined) return untold;
  }
  return undefined;
}

async function create(connection: Connection, event: EventObject): Promise<string | undefined> {
  try {
    const {status, body} = await writeJson(connection, {
      method: 'POST',
      path: `/apis/${API_VERSION}/namespaces/${encodeURIComponent(event.metadata.namespace)}/events`,
      contentType: 'application/json',
      body: stringifyJson(event),
    });
    if (status === 201) return undefined;
    return textOf(body['message']) || `the API server answered ${status}`;
  } catch (error) {
    if (!(error instanceof UnreachableError || error instanceof UserError)) throw error;
    return error.message;
  }
}

function eventOf(
  {of, release, record, digest, more}: Told,
  {ref, apiVersion, uid, what}: ToldObject,
  {by, at}: Telling,
): EventObject {
  const where = {kind: ref.kind, name: ref.name, apiVersion, ...(uid === undefined ? {} : {uid})};
  const others = more === 0 ? '' : ` ${plural(more, 'more object')} ${more === 1 ? 'has' : 'have'} no event.`;
  const note = `helm drift ${of} ${what}. Release ${release.name} in ${release.namespace}, revision ${release.revision}. Record ${record}, SHA-256 ${digest}.${others} By ${authorText(by)}.`;
  return {
    apiVersion: API_VERSION,
    kind: 'Event',
    // Of what is in no namespace they are taken in `default` alone.
    metadata: {name: `helm-drift.${randomBytes(8).toString('hex')}`, namespace: ref.namespace ?? 'default'},
    eventTime: at.toISOString().replace('Z', '000Z'),
    reportingController: 'helm-drift',
    reportingInstance: `helm-drift-${by.host}`.slice(0, LONGEST_INSTANCE),
    action: of === 'fix' ? 'PutBack' : 'Undo',
    reason: REASONS[of],
    type: 'Normal',
    regarding: {...where, ...(ref.namespace === undefined ? {} : {namespace: ref.namespace})},
    note: note.slice(0, LONGEST_NOTE),
  };
}
