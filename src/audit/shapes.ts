import {isList, isObject} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {parseJsonExact} from '../yaml/json.ts';
import {eventOf, googleEventOf} from './event.ts';
import type {AuditEvent} from './event.ts';

/** Wrappers in wrappers; more than this is nobody's log. */
const DEEPEST = 6;
/** Lists of events, or of what holds one: audit.k8s.io, CloudWatch (two ways), Azure, Google. */
const LISTS = ['items', 'events', 'logEvents', 'records', 'entries', 'results'] as const;
/** Events as text: CloudWatch, its Insights, Azure. */
const TEXTS = ['message', '@message', 'log', 'Log', 'log_s'] as const;

/**
 * The writes in one document of a log, in whatever shape a cloud keeps it: audit.k8s.io itself, an EventList, CloudWatch (EKS), a
 * LogEntry (GKE), kube-audit (AKS). Throws SyntaxError where a text in it is no JSON.
 */
export function* eventsIn(value: Json, depth = 0): Generator<AuditEvent> {
  if (depth > DEEPEST) return;
  if (isList(value)) for (const one of value) yield* eventsIn(one, depth + 1);
  if (!isObject(value)) return;
  if (isObject(value['protoPayload'])) yield* some(googleEventOf(value));
  else if (value['kind'] === 'Event' && 'auditID' in value) yield* some(eventOf(value));
  else {
    for (const list of LISTS) if (isList(value[list])) yield* eventsIn(value[list], depth + 1);
    for (const text of TEXTS) {
      const inner = value[text];
      if (typeof inner === 'string') yield* eventsIn(parseEmbedded(inner), depth + 1);
    }
    if (isObject(value['properties'])) yield* eventsIn(value['properties'], depth + 1);
    if (isObject(value['_source'])) yield* eventsIn(value['_source'], depth + 1);
  }
}

/** What stands before an event on its line is a time or a node's name. */
export function parseEmbedded(text: string): Json {
  const at = text.indexOf('{');
  return at < 0 ? null : parseJsonExact(text.slice(at));
}

function* some(event: AuditEvent | undefined): Generator<AuditEvent> {
  if (event !== undefined) yield event;
}
