import type {Json, JsonObject} from '../../../src/model/json.ts';

/** What an API server posts: items of a list do not say what they are. */
export function listOf(events: readonly JsonObject[]): Buffer {
  const items = events.map(({kind: _kind, apiVersion: _version, ...event}): JsonObject => event);
  return bodyOf({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items});
}

export const bodyOf = (document: Json): Buffer => Buffer.from(JSON.stringify(document));
