import type {ConsoleState} from '../../contract.ts';
import {ApiError, ask} from './api.ts';
import {link, receive, sessionLost} from './store.ts';

/** Reads the events for ever; after a break it tries again, at first at once. Ends only when the session has. */
export async function follow(): Promise<void> {
  for (let pause = 250; ; pause = Math.min(pause * 2, 5000)) {
    try {
      const answer = await ask('/api/events', {headers: {accept: 'text/event-stream'}});
      if (answer.body !== null) {
        link.value = 'open';
        pause = 250;
        await readEvents(answer.body);
      }
    } catch (error) {
      if (error instanceof ApiError && error.code === 'session') {
        sessionLost.value = error;
        return;
      }
    }
    link.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      if (data !== '') receive(JSON.parse(data) as ConsoleState);
    }
  }
}
