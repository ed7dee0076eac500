import type {Message, Notice, NoticeFinding, NoticeRelease} from '../model/notify.ts';
import type {NoticeWord} from '../model/notice-words.ts';
import {plural} from '../model/plural.ts';
import {refLabel} from '../model/refs.ts';

const SHORT_ID = 7;

export const shortId = (id: string): string => id.slice(0, SHORT_ID);

/** `3 → 5`, as reports show it. */
export function valuesOf({change, desired, live}: NoticeFinding): string {
  switch (change) {
    case 'missing':
      return 'missing';
    case 'extra':
      return 'not declared';
    case 'added':
      return `+ ${live ?? ''}`;
    case 'removed':
      return `− ${desired ?? ''}`;
    case 'changed':
      return `${desired ?? ''} → ${live ?? ''}`;
  }
}

/** `kubectl-edit`, `likely kubectl-edit`; '' where nothing tells. */
export function whoOf({by: {manager, certainty}}: NoticeFinding): string {
  if (manager === undefined) return '';
  return certainty === 'exact' ? manager : `${certainty === 'likely' ? 'likely' : 'somebody among'} ${manager}`;
}

/** The words that a template may hold. */
export function wordsOf(
  {name, namespace, revision}: NoticeRelease,
  notice: Notice,
): Readonly<Record<NoticeWord, string>> {
  const {about, state, finding} = notice;
  return {
    state,
    severity: about.severity,
    namespace,
    release: name,
    revision: revision === undefined ? '' : String(revision),
    object: refLabel(about.ref),
    path: about.path,
    title: about.title,
    values: isOver(notice) ? '' : valuesOf(about),
    by: whoOf(about),
    since: about.since,
    id: shortId(finding),
    endedBy: about.endedBy ?? '',
  };
}

/** Words in the place of braces, each made fit for where it goes; the template's own text as it is. */
export function filled(
  template: string,
  words: Readonly<Record<string, string>>,
  fit: (word: string) => string,
): string {
  return template.replace(/\{([^{}]*)\}/g, (all, word: string) => {
    const value = words[word];
    return value === undefined ? all : fit(value);
  });
}

/** What is over has no value any more. */
export function isOver({state}: Notice): boolean {
  return state === 'resolved' || state === 'accepted';
}

const ORDER = ['new', 'came back', 'changed', 'flapping', 'reminder', 'accepted', 'resolved'] as const;

/** `shop/web: 2 new, 1 resolved`. */
export function headlineOf({release, notices, more}: Message): string {
  const counts = ORDER.flatMap((state) => {
    const count = notices.filter((notice) => notice.state === state).length;
    return count === 0 ? [] : [`${count} ${state === 'reminder' ? 'still there' : state}`];
  });
  const rest = more === undefined ? '' : `; ${plural(more, 'more finding')} not told one by one`;
  return `${release.namespace}/${release.name}: ${counts.join(', ')}${rest}`;
}

/** How to look at what is told, and how to put it right; the latter only where something stands. */
export function commandsOf({release: {name, namespace}, notices}: Message): {
  readonly look: string;
  readonly fix: string | undefined;
} {
  const standing = notices.filter((notice) => !isOver(notice));
  const [only] = standing.length === 1 ? standing : [];
  const [first] = notices;
  const look =
    notices.length === 1 && first !== undefined && !isOver(first)
      ? `helm drift explain ${name} ${shortId(first.finding)} -n ${namespace}`
      : `helm drift check ${name} -n ${namespace}`;
  if (standing.length === 0) return {look, fix: undefined};
  return {
    look,
    fix: `helm drift fix ${name} -n ${namespace}${only === undefined ? '' : ` --only ${shortId(only.finding)}`}`,
  };
}

/** What became of a finding, as a sentence's end: `by kubectl-edit, since 2026-11-28T12:00:00Z`. */
export function restOf({about, state}: Notice): string {
  const who = whoOf(about);
  if (state === 'resolved') return about.endedBy === undefined ? '' : `ended by ${about.endedBy}`;
  return [
    ...(who === '' || state === 'accepted' ? [] : [`by ${who}`]),
    `since ${about.since}`,
    ...(about.returns > 0 ? [plural(about.returns, 'return')] : []),
  ].join(', ');
}

/** One finding in one line: `Replicas spec.replicas: 3 → 5, by kubectl-edit`. */
export function lineOf(notice: Notice): string {
  const {about} = notice;
  const place = `${about.title}${about.path === '' ? '' : ` (${about.path})`}`;
  const rest = restOf(notice);
  return `${place}${isOver(notice) ? '' : `: ${valuesOf(about)}`}${rest === '' ? '' : `, ${rest}`}`;
}
