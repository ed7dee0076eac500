import {randomBytes} from 'node:crypto';
import {UserError} from '../model/errors.ts';
import {authorText} from '../model/fix.ts';
import type {Author, Told, ToldObject} from '../model/fix.ts';
import type {Delivery, Message, Notice} from '../model/notify.ts';
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

const isOff = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

/** Kinds of trouble that pass, or that a right mends: the event is made later. */
const isForLater = (status: number): boolean => status === 401 || status === 403 || status === 429 || status >= 500;

/**
 * Makes an Event on the object of each notice, as `kubectl describe` shows them. One that is made twice has one name, so that the
 * API server takes it once.
 */
export async function tellDrift(
  connection: Connection,
  {release, notices}: Message,
  words: {readonly host: string; readonly textOf: (notice: Notice) => string},
  signal?: AbortSignal,
): Promise<Delivery> {
  for (const notice of notices) {
    if (isOff(signal)) return {later: 'it was called off'};
    const event = driftEventOf(`${release.namespace}/${release.name}`, notice, words);
    try {
      const {status, body} = await post(connection, event, signal);
      if (status === 201 || status === 409) continue;
      const why = textOf(body['message']) || `the API server answered ${status}`;
      // Of an object whose namespace goes, or is gone, nobody can tell in it any more.
      if (status === 404 || (status === 403 && why.includes('being terminated'))) continue;
      return isForLater(status) ? {later: why} : {refused: why};
    } catch (error) {
      if (isOff(signal)) return {later: 'it was called off'};
      if (!(error instanceof UnreachableError || error instanceof UserError)) throw error;
      return {later: error.message};
    }
  }
  return {accepted: true};
}

function driftEventOf(
  release: string,
  notice: Notice,
  {host, textOf: noteOf}: {readonly host: string; readonly textOf: (notice: Notice) => string},
): EventObject {
  const {id, state, at, about} = notice;
  const {ref, apiVersion, uid} = about;
  const isOver = state === 'resolved' || state === 'accepted';
  const note = `Release ${release}, ${state}, ${about.severity}: ${noteOf(notice)}`;
  return {
    apiVersion: API_VERSION,
    kind: 'Event',
    metadata: {name: `helm-drift.${id}`, namespace: ref.namespace ?? 'default'},
    eventTime: at.replace(
      /(?:\.(\d{3}))?Z$/,
      (_all, milliseconds: string | undefined) => `.${milliseconds ?? '000'}000Z`,
    ),
    reportingController: 'helm-drift',
    reportingInstance: `helm-drift-${host}`.slice(0, LONGEST_INSTANCE),
    action: isOver ? 'Resolved' : 'Detected',
    reason: isOver ? 'DriftResolved' : 'DriftDetected',
    type: isOver ? 'Normal' : 'Warning',
    regarding: {
      kind: ref.kind,
      name: ref.name,
      ...(apiVersion === undefined ? {} : {apiVersion}),
      ...(uid === undefined ? {} : {uid}),
      ...(ref.namespace === undefined ? {} : {namespace: ref.namespace}),
    },
    note: note.slice(0, LONGEST_NOTE),
  };
}

function post(connection: Connection, event: EventObject, signal?: AbortSignal): ReturnType<typeof writeJson> {
  return writeJson(connection, {
    method: 'POST',
    path: `/apis/${API_VERSION}/namespaces/${encodeURIComponent(event.metadata.namespace)}/events`,
    contentType: 'application/json',
    body: stringifyJson(event),
    ...(signal === undefined ? {} : {signal}),
  });
}

async function create(connection: Connection, event: EventObject): Promise<string | undefined> {
  try {
    const {status, body} = await post(connection, event);
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
