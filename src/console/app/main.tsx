// oxlint-disable-next-line import/no-unassigned-import -- it runs before CodeMirror is loaded, and has nothing to give
import './state/idle.ts';
import {effect} from '@preact/signals';
import {render} from 'preact';
import {APP_ELEMENT} from '../routes.ts';
import type {ConsoleState} from '../contract.ts';
import {App} from './App.tsx';
import {keepAddress, tokenOfAddress} from './state/address.ts';
import {alert, say} from './state/announce.ts';
import {ApiError, beginSession, get} from './state/api.ts';
import {listenToKeys} from './state/keys.ts';
import {opened, receive, sessionLost, state, timeline} from './state/store.ts';
import {follow} from './state/stream.ts';

async function start(): Promise<void> {
  const root = document.getElementById(APP_ELEMENT);
  if (root === null) return;
  render(<App />, root);
  try {
    const token = tokenOfAddress();
    if (token !== undefined) {
      // Out of the address and the history before anything else is asked.
      history.replaceState(undefined, '', location.pathname);
      await beginSession(token);
    }
    receive(await get<ConsoleState>('/api/state'));
  } catch (error) {
    sessionLost.value = error instanceof ApiError ? error : {message: String(error)};
    return;
  }
  keepAddress();
  listenToKeys();
  announceChanges();
  void follow();
  document.documentElement.dataset['ready'] = 'true';
}

/** Changes of the state that nobody asked for are said as well as shown. */
function announceChanges(): void {
  let headline: string | undefined;
  let connection: string | undefined;
  effect(() => {
    const now = timeline.value[opened.value?.now ?? 0]?.headline;
    if (now !== undefined && headline !== undefined && now !== headline) say(now);
    headline = now;
    const kind = state.value?.connection.kind;
    if (kind === 'disconnected' && connection !== undefined && kind !== connection) {
      alert('The API server does not answer');
    }
    connection = kind;
  });
}

void start();
