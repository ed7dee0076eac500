import {render} from 'preact';
import type {ConsoleState} from '../contract.ts';
import {APP_ELEMENT, KEY_HEADER} from '../routes.ts';
import type {ErrorAnswer, Routes} from '../routes.ts';

type Session = Routes['POST /api/session'];

/** Holds the place of the page until it is built: shows the state as it arrives. */
async function start(): Promise<void> {
  const root = document.getElementById(APP_ELEMENT);
  if (root === null) return;
  const token = location.hash.slice(1);
  history.replaceState(undefined, '', location.pathname);
  const request: Session['request'] = {token};
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(request),
  });
  const got = (await answer.json()) as Session['answer'] | ErrorAnswer;
  if ('error' in got) return render(<p>{got.error.message}</p>, root);
  const {key} = got;
  const state = (await (await fetch('/api/state', {headers: {[KEY_HEADER]: key}})).json()) as ConsoleState;
  render(<pre>{JSON.stringify(state, undefined, 2)}</pre>, root);
}

void start();
