import {batch, effect, signal} from '@preact/signals';
import {messageOf, post} from './api.ts';
import {at, form, line, opened, selectedId, state, view, VIEWS} from './store.ts';
import type {View} from './store.ts';

/** What the address asks for and the server has not opened yet: '' is the start page. */
export const wanted = signal<string | undefined>(undefined);

const FORMS = ['compact', 'whole', 'full'] as const;

/** `#/sandbox-nginx/test-nginx?at=mutation&finding=7c1&view=live&line=14`: enough to come back to the same place. */
function compose(): string {
  const query = new URLSearchParams();
  if (at.value !== undefined) query.set('at', at.value);
  if (selectedId.value !== undefined) query.set('finding', selectedId.value);
  if (view.value !== 'compare') query.set('view', view.value);
  if (form.value !== 'compact') query.set('form', form.value);
  if (line.value !== undefined) query.set('line', String(line.value));
  const text = query.toString();
  const key = opened.value?.key;
  return key === undefined ? '#/' : `#/${key}${text === '' ? '' : `?${text}`}`;
}

function apply(hash: string): void {
  const [key = '', text = ''] = hash.replace(/^#\/?/, '').split('?');
  const query = new URLSearchParams(text);
  batch(() => {
    at.value = query.get('at') ?? undefined;
    selectedId.value = query.get('finding') ?? undefined;
    view.value = VIEWS.find((name) => name === query.get('view')) ?? 'compare';
    form.value = FORMS.find((name) => name === query.get('form')) ?? 'compact';
    line.value = Number(query.get('line')) || undefined;
    wanted.value = decoded(key);
  });
}

/** A key that is no text leads to the start page, and the page says so. */
function decoded(key: string): string {
  try {
    return decodeURI(key);
  } catch {
    problem.value = 'This address cannot be read: it names no release.';
    return '';
  }
}

/** A fragment without a slash is no place but the token of the first visit. */
export function tokenOfAddress(): string | undefined {
  const fragment = location.hash.slice(1);
  return fragment === '' || fragment.startsWith('/') ? undefined : fragment;
}

/** Keeps the address and the place the same. Call it once, when the first state is there. */
export function keepAddress(): void {
  if (location.hash.startsWith('#/')) apply(location.hash);
  else history.replaceState(undefined, '', compose());
  window.addEventListener('popstate', () => apply(location.hash));
  effect(() => {
    const now = state.value?.opened?.key ?? '';
    if (wanted.value === undefined || wanted.value === now) wanted.value = undefined;
    else open(wanted.value);
  });
  let last = state.value?.opened?.key;
  effect(() => {
    const next = compose();
    if (wanted.value !== undefined || next === location.hash) return;
    const moved = last !== opened.value?.key;
    last = opened.value?.key;
    if (moved) history.pushState(undefined, '', next);
    else history.replaceState(undefined, '', next);
  });
}

let asked: string | undefined;

/** Goes to a release, a scenario, or ('') the start page; the answer comes with the next state. */
export function go(key: string): void {
  batch(() => {
    at.value = undefined;
    selectedId.value = undefined;
    line.value = undefined;
    wanted.value = key;
  });
}

function open(key: string): void {
  if (asked === key) return;
  asked = key;
  const scenario = key.startsWith('scenario:') ? key.slice('scenario:'.length) : undefined;
  const [namespace = '', release = ''] = key.split('/');
  const request = key === '' ? {} : scenario === undefined ? {namespace, release} : {scenario};
  void post('POST /api/open', request)
    .catch((error: unknown) => {
      wanted.value = undefined;
      problem.value = messageOf(error);
    })
    .finally(() => (asked = undefined));
}

/** Why the last place could not be opened. */
export const problem = signal<string | undefined>(undefined);

export function show(next: View): void {
  batch(() => {
    view.value = next;
    line.value = undefined;
  });
}
