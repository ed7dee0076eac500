import {link, opened, state} from '../state/store.ts';
import {ago} from '../state/clock.ts';

const SHAPES = {live: '●', stale: '◔', disconnected: '✕', demo: '◇', lost: '✕'} as const;

/** How fresh all this is. Never silent: what is not live says so here and in the banner. */
export function LinkState() {
  const connection = state.value?.connection;
  if (connection === undefined) return null;
  const kind = link.value === 'lost' ? 'lost' : connection.kind;
  const words = {
    live: connection.by === 'poll' ? 'live (polling)' : 'live',
    // What is read for the first time is not old.
    stale: opened.value?.ready === false ? 'reading …' : `stale since ${ago(connection.since)}`,
    disconnected: 'disconnected',
    demo: 'demo',
    lost: 'console lost',
  }[kind];
  return (
    <span class="links">
      <span class={`link ${kind}`}>
        <span aria-hidden="true">{SHAPES[kind]}</span> {words}
      </span>
      {state.value?.readOnly === true && kind !== 'demo' && <span class="link read-only">read-only</span>}
    </span>
  );
}
