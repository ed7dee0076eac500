import {isList, isObject} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {parseJsonExact} from '../yaml/json.ts';
import {eventOf, googleEventOf} from './event.ts';
import type {AuditEvent} from './event.ts';

/** Wrappers in wrappers; more than this is nobody's log. */
const DEEPEST = 6;
/** Lists of events, or of what holds one: audit.k8s.io, CloudWatch (two ways), Azure, Google. */
const LISTS = ['items', 'events', 'logEvents', 'records', 'entries', 'results'] as const;
/** Events as text: CloudWatch, its Insights, Azure. */
const TEXTS = ['message', '@message', 'log', 'Log', 'log_s'] as const;

/** The write that an event of any shape tells of; undefined where it tells of none. */
export function writeIn(document: JsonObject): AuditEvent | undefined {
  return isObject(document['protoPayload']) ? googleEventOf(document) : eventOf(document);
}

/**
 * The events themselves in one document, in whatever shape a cloud keeps them: audit.k8s.io itself, an EventList, CloudWatch
 * (EKS), a LogEntry (GKE), kube-audit (AKS). Throws SyntaxError where a text in it is no JSON.
 */
export function* documentsIn(value: Json, depth = 0): Generator<JsonObject> {
  if (depth > DEEPEST) return;
  if (isList(value)) for (const one of value) yield* documentsIn(one, depth + 1);
  if (!isObject(value)) return;
  if (isObject(value['protoPayload']) || (value['kind'] === 'Event' && 'auditID' in value)) {
    yield value;
    return;
  }
  for (const list of LISTS) if (isList(value[list])) yield* documentsIn(value[list], depth + 1);
  for (const text of TEXTS) {
    const inner = value[text];
    if (typeof inner === 'string') yield* documentsIn(parseEmbedded(inner), depth + 1);
  }
  for (const within of ['properties', '_source'])
    if (isObject(value[within])) yield* documentsIn(value[within], depth + 1);
}

/** What stands before an event on its line is a time or a node's name. */
export function parseEmbedded(text: string): Json {
  const at = text.indexOf('{');
  return at < 0 ? null : parseJsonExact(text.slice(at));
}
