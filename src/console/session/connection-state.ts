import {isTransient} from '../../model/errors.ts';
import type {Connection} from '../contract.ts';

/** What tells of the way to the cluster: refreshes (of the open release, or of the list), and the heartbeat. */
export type ConnectionEvent =
  | {readonly kind: 'refreshed'}
  | {readonly kind: 'refresh-failed'; readonly message: string; readonly error: unknown}
  | {readonly kind: 'answered'}
  | {readonly kind: 'unanswered'; readonly message: string; readonly error: unknown}
  | {readonly kind: 'mode'; readonly by: 'watch' | 'poll'};

/**
 * The connection after an event; the very same object where nothing changes. A refresh that went well shows what is; one that
 * failed leaves what was shown, and says so. `at` is RFC 3339. A demo has no connection that could change.
 */
export function nextConnection(before: Connection, event: ConnectionEvent, at: string): Connection {
  if (before.kind === 'demo') return before;
  switch (event.kind) {
    case 'refreshed':
      return changed(before, {kind: 'live'}, at);
    case 'refresh-failed':
      // That nothing answers says more than that a refresh failed.
      return before.kind === 'disconnected' ? before : changed(before, failed('stale', event), at);
    case 'unanswered':
      return changed(before, failed('disconnected', event), at);
    case 'answered':
      if (before.kind !== 'disconnected') return before;
      return changed(before, {kind: 'stale', message: 'The API server answers again: a refresh is under way.'}, at);
    case 'mode':
      return before.by === event.by ? before : {...before, by: event.by};
  }
}

type Condition = Pick<Connection, 'kind' | 'message' | 'needsAction'>;

function failed(
  kind: 'stale' | 'disconnected',
  {message, error}: {readonly message: string; readonly error: unknown},
): Condition {
  return {kind, message, ...(isTransient(error) ? {} : {needsAction: true as const})};
}

function changed(before: Connection, after: Condition, at: string): Connection {
  const {kind, message, needsAction} = after;
  if (before.kind === kind && before.message === message && before.needsAction === needsAction) return before;
  return {
    ...after,
    since: before.kind === kind ? before.since : at,
    ...(before.by === undefined ? {} : {by: before.by}),
  };
}
