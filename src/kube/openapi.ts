import {isObject, textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import type {Connection} from './connection.ts';
import {getJson} from './request.ts';

/** One group version's OpenAPI v3 document: where it is, and the hash that changes with it. */
export interface OpenApiEntry {
  /** `apis/cert-manager.io/v1`, `api/v1`. */
  readonly groupVersion: string;
  readonly hash: string;
}

/** What schemas the server publishes. Empty where it may not be asked: then kinds compare by structure. */
export async function openApiIndex(connection: Connection): Promise<OpenApiEntry[]> {
  const {status, body} = await getJson(connection, {path: '/openapi/v3'});
  if (status !== 200 || !isObject(body['paths'])) return [];
  return Object.entries(body['paths']).flatMap(([groupVersion, entry]) => {
    const url = isObject(entry) ? textOf(entry['serverRelativeURL']) : '';
    const hash = /[?&]hash=([0-9A-Fa-f]+)/.exec(url)?.[1];
    return hash === undefined ? [] : [{groupVersion, hash}];
  });
}

export async function openApiDocument(
  connection: Connection,
  {groupVersion, hash}: OpenApiEntry,
): Promise<JsonObject | undefined> {
  const {status, body} = await getJson(connection, {path: `/openapi/v3/${groupVersion}`, query: {hash}});
  return status === 200 ? body : undefined;
}
