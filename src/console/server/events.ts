import type {ServerResponse} from 'node:http';
import type {Store} from '../session/store.ts';

const COMMENT_MS = 15_000;

/** The state to one page, whole, at once and whenever it changes. A page that reads slowly gets the newest, and not each. */
export function streamTo(response: ServerResponse, store: Store): void {
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
  const comment = setInterval(() => response.write(': still here\n\n'), COMMENT_MS);
  comment.unref();
  response.on('close', () => {
    stop();
    clearInterval(comment);
  });
  send();
}
