import type {ServerResponse} from 'node:http';
import {RefusedError} from '../session/refusal.ts';
import type {Store} from '../session/store.ts';

const COMMENT_MS = 15_000;
/** Each of at most 16 pages has one, and one more that the browser has not let go of yet. */
const MOST = 32;

/** Event streams, one for each page that listens. */
export interface EventStreams {
  /** Throws RefusedError where there are too many. */
  open(response: ServerResponse): void;
  size(): number;
  /** Ends all of them: their pages ask anew. */
  end(): void;
}

export function eventStreams(store: Store): EventStreams {
  const streams = new Set<ServerResponse>();
  return {
    open(response) {
      if (streams.size >= MOST) throw new RefusedError('busy', 'too many pages listen already', 'Close one of them.');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      streamTo(response, store);
    },
    size: () => streams.size,
    end() {
      for (const stream of streams) stream.end();
    },
  };
}

/** The state to one page, whole, at once and whenever it changes. A page that reads slowly gets the newest, and not each. */
function streamTo(response: ServerResponse, store: Store): void {
  response.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no'});
  let sent = -1;
  const send = (): void => {
    const {sequence} = store.state();
    if (response.writableNeedDrain || sequence === sent) return;
    sent = sequence;
    response.write(`event: state\nid: ${sequence}\ndata: ${store.text()}\n\n`);
  };
  const stop = store.listen(send);
  response.on('drain', send);
  const comment = setInterval(() => {
    // A page that does not read gets no heap of them.
    if (!response.writableNeedDrain) response.write(': still here\n\n');
  }, COMMENT_MS);
  comment.unref();
  response.on('close', () => {
    stop();
    clearInterval(comment);
  });
  send();
}
