import type {IncomingMessage} from 'node:http';
import {messageOf} from '../../model/errors.ts';
import {LATE_MS} from '../coverage.ts';
import {bodyOf, Refusal, roomOf} from './body.ts';
import type {Bounds} from './body.ts';
import {batchOf} from './posted.ts';
import type {Batch, Wish} from './posted.ts';
import {BadBody} from './scan.ts';
import type {EventSink, ReceiverEvent} from './sink.ts';

export interface Taking {
  readonly sink: EventSink;
  readonly wish: Wish;
  readonly bounds: Bounds;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly on: (event: ReceiverEvent) => void;
}

/** Reads, understands and keeps what a request brings, in the order in which they came. Rejects with a Refusal, and has told of it. */
export function taking(parts: Taking): (request: IncomingMessage) => Promise<void> {
  const room = roomOf(parts.bounds);
  let last = Promise.resolve();
  return async (request) => {
    const before = last;
    let pass = (): void => {};
    let held = 0;
    const take = (bytes: number): void => {
      room.take(bytes);
      held += bytes;
    };
    try {
      room.enter();
    } catch (error) {
      throw refused(error, parts);
    }
    last = new Promise<void>((resolve) => (pass = resolve));
    try {
      const body = await bodyOf(request, parts.bounds, take);
      await before;
      await kept(batchOf(body, parts.wish), parts);
    } catch (error) {
      throw refused(error, parts);
    } finally {
      room.leave(held);
      // One that fails early must not let the next one overtake those before it.
      void before.then(pass);
    }
  };
}

/** A batch that is late tells that others may be, too: that is said before it is kept. */
async function kept({kept: events, events: all, oldest}: Batch, {sink, now, on}: Taking): Promise<void> {
  const late = oldest === undefined ? 0 : now() - oldest / 1000;
  if (late > LATE_MS) {
    sink.missed('late');
    on({kind: 'late', seconds: Math.round(late / 1000)});
  }
  try {
    if (events.length > 0) await sink.keep(events);
  } catch (error) {
    on({kind: 'not-kept', why: messageOf(error)});
    throw new Refusal(503, 'it could not be kept');
  }
  on({kind: 'kept', events: all, kept: events.length});
}

function refused(error: unknown, {sink, on}: Taking): Refusal {
  const refusal = refusalOf(error);
  const {status, message} = refusal;
  // One that is too long will be so again.
  sink.missed(status === 413 ? 'lost' : 'maybe later');
  if (status !== 503) on({kind: status === 400 || status === 408 ? 'unreadable' : 'turned-away', why: message});
  return refusal;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof BadBody) return new Refusal(400, `the body is no list of audit events: ${error.message}`);
  return new Refusal(408, `the request ended early: ${messageOf(error)}`);
}
