import {batch, computed, effect, signal} from '@preact/signals';
import type {ConsoleState, FindingView, TimelineState} from '../../contract.ts';
import type {DocumentForm} from '../../routes.ts';
import {findingIn, findingsOfAll} from './moments.ts';

/** The server's state, and the little that is the page's own: where one stands in it. */
export const state = signal<ConsoleState | undefined>(undefined);
/** Between the page and the console; whether the console reaches the cluster is the state's `connection`. */
export const link = signal<'connecting' | 'open' | 'lost'>('connecting');
export const sessionLost = signal<{readonly message: string; readonly hint?: string | undefined} | undefined>(
  undefined,
);

export const VIEWS = ['compare', 'baseline', 'live', 'assets', 'flow'] as const;
export type View = (typeof VIEWS)[number];
export const view = signal<View>('compare');

/** A timeline state's id; undefined goes along with what is now. */
export const at = signal<string | undefined>(undefined);
export const selectedId = signal<string | undefined>(undefined);
/** A line of the pane that is open, for links to lines. */
export const line = signal<number | undefined>(undefined);
export const form = signal<DocumentForm>('compact');
export const checked = signal<ReadonlySet<string>>(new Set());
export const serverAhead = signal(0);

export const opened = computed(() => state.value?.opened);
export const timeline = computed(() => opened.value?.timeline ?? []);
export const shownIndex = computed(() => {
  const chosen = timeline.value.findIndex(({id}) => id === at.value);
  return chosen >= 0 ? chosen : Math.min(opened.value?.now ?? 0, Math.max(0, timeline.value.length - 1));
});
export const shown = computed<TimelineState | undefined>(() => timeline.value[shownIndex.value]);
/** Where the way back stands on the timeline. */
export const wayBack = computed(() => timeline.value.findIndex(({id}) => id === 'reconcile'));
/** What is now, whatever moment is shown. */
export const current = computed<TimelineState | undefined>(() => timeline.value[opened.value?.now ?? 0]);
/** The tab tells it too: who has twenty of them open looks for the one that is wrong. */
effect(() => {
  const release = opened.value;
  if (typeof document === 'undefined') return;
  const load = current.value?.load ?? 0;
  const mark = load > 0 ? `▲${load} ` : current.value?.compliance === 'incomplete' ? '? ' : '';
  document.title = release === undefined ? 'Helm Drift Detector' : `${mark}${release.name} · Helm Drift Detector`;
});
/** Whether something may be put back now: the release's own gate, and a server that answers. */
export const gate = computed(() => {
  const connection = state.value?.connection;
  if (connection?.kind === 'disconnected') {
    const why = connection.needsAction === true ? 'refuses this console' : 'does not answer';
    return {open: false, why: `The API server ${why}.`} as const;
  }
  return opened.value?.reconcile;
});
export const isNow = computed(() => shownIndex.value === opened.value?.now);

/** The findings of all states: what the list shows, whatever moment is shown. */
export const union = computed(() => findingsOfAll(timeline.value, opened.value?.now ?? 0));

/** Objects with drift in any of the states. */
export const driftingObjects = computed(
  () => new Set(union.value.filter(({verdict}) => verdict === 'drift').map(({object}) => object)),
);

/** The one selection. A finding keeps the focus where the scrubber stands in a state without it. */
export const focused = computed<FindingView | undefined>(() => {
  const wanted = selectedId.value ?? opened.value?.focus;
  if (wanted !== undefined) {
    const here = shown.value === undefined ? undefined : findingIn(shown.value, wanted);
    const found = here ?? union.value.find(({id}) => id === wanted);
    if (found !== undefined) return found;
  }
  return union.value[0];
});
/** The focus once it rests: what is dear to build waits for that, and holding j down stays fluid. */
export const debouncedFinding = signal<FindingView | undefined>(undefined);
effect(() => {
  const next = focused.value;
  if (debouncedFinding.peek() === undefined) {
    debouncedFinding.value = next;
    return;
  }
  const timer = setTimeout(() => (debouncedFinding.value = next), 90);
  return () => clearTimeout(timer);
});
/** Whether the focused finding is there in the state that is shown. */
export const focusedHere = computed(() => {
  const [now, id] = [shown.value, focused.value?.id];
  return now !== undefined && id !== undefined && findingIn(now, id) !== undefined;
});

/** Drift of now that is checked: what a reconcile would take. */
export const chosen = computed(() => {
  return (current.value?.findings ?? []).filter(({id, verdict}) => verdict === 'drift' && checked.value.has(id));
});

export function receive(next: ConsoleState): void {
  batch(() => {
    if (next.opened?.key !== state.value?.opened?.key) {
      checked.value = new Set();
    }
    serverAhead.value = Date.parse(next.at) - Date.now();
    state.value = next;
  });
}

export function select(id: string): void {
  batch(() => {
    selectedId.value = id;
    line.value = undefined;
  });
}

export function scrubTo(index: number): void {
  const to = timeline.value[index];
  if (to !== undefined) at.value = index === opened.value?.now ? undefined : to.id;
}

export function toggle(id: string): void {
  const next = new Set(checked.value);
  if (!next.delete(id)) next.add(id);
  checked.value = next;
}
