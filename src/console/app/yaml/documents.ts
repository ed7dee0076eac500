import type {FindingView, TimelineState} from '../../contract.ts';
import type {DocumentForm, DocumentPart, DocumentView} from '../../routes.ts';
import {useAnswer} from '../state/answer.ts';
import {documentOf} from '../state/api.ts';
import {findingIn} from '../state/moments.ts';
import {count} from '../state/words.ts';

/** A document by its id. */
export function useDocument(
  id: string | undefined,
  form: DocumentForm,
): {readonly document: DocumentView | undefined; readonly problem: string | undefined} {
  const {value, problem} = useAnswer(id === undefined ? undefined : () => documentOf(id, form), [id, form]);
  return {document: value, problem};
}

/** The text of one object out of a document of many. */
export function partText(document: DocumentView, part: DocumentPart | undefined): string {
  if (part === undefined) return '';
  return linesOf(document)
    .slice(part.line - 1, part.line - 1 + part.lines)
    .join('\n');
}

const split = new WeakMap<DocumentView, string[]>();

function linesOf(document: DocumentView): string[] {
  const known = split.get(document);
  if (known !== undefined) return known;
  const lines = document.text.split('\n');
  split.set(document, lines);
  return lines;
}

export interface Pair {
  readonly key: string;
  readonly object: string;
  readonly baseline?: DocumentPart;
  readonly live?: DocumentPart;
  /** Findings that have a line in either part. */
  readonly findings: readonly string[];
}

/** How an object stands: what of it drifted, what was judged to be none, or that nobody could see it. */
export interface ObjectStanding {
  readonly mark: 'drift' | 'unseen' | 'approved';
  /** `▲ 3`, `?`, `✓`. */
  readonly flag: string;
  /** `3 differences`, `could not be seen`, `as approved, 1 accepted`. */
  readonly text: string;
}

/** Unknown is a mark of its own: an object that was not read is neither as approved nor missing. */
export function standingOf({key, findings}: Pair, state: TimelineState | undefined): ObjectStanding {
  if (state?.gaps.some((gap) => gap.key === key) === true)
    return {mark: 'unseen', flag: '?', text: 'could not be seen'};
  const verdicts = findings.map((id) => (state === undefined ? undefined : findingIn(state, id)?.verdict));
  const of = (verdict: FindingView['verdict']): number => verdicts.filter((each) => each === verdict).length;
  const [drift, accepted, ignored] = [of('drift'), of('accepted'), of('ignored')];
  const judged = [accepted > 0 ? `${accepted} accepted` : '', ignored > 0 ? `${ignored} ignored` : '']
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
  if (drift > 0) return {mark: 'drift', flag: `▲ ${drift}`, text: `${count(drift, 'difference')}${judged}`};
  return {mark: 'approved', flag: '✓', text: `as approved${judged}`};
}

/** Both documents' objects by identity, in the baseline's order; what only lives comes last. */
export function pairUp(baseline: DocumentView, live: DocumentView): Pair[] {
  const findings = {baseline: byPart(baseline), live: byPart(live)};
  const others = new Map(live.parts.map((part) => [part.key, part]));
  const pairs = baseline.parts.map((part): Pair => {
    const other = others.get(part.key);
    others.delete(part.key);
    return {
      key: part.key,
      object: part.object,
      baseline: part,
      ...(other === undefined ? {} : {live: other}),
      findings: [...new Set([...(findings.baseline.get(part.key) ?? []), ...(findings.live.get(part.key) ?? [])])],
    };
  });
  for (const part of others.values()) {
    pairs.push({key: part.key, object: part.object, live: part, findings: findings.live.get(part.key) ?? []});
  }
  return pairs;
}

/** Findings by the object in whose lines they are; both are in order, so one walk will do. */
function byPart(document: DocumentView): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const entries = Object.entries(document.lines).toSorted(([, a], [, b]) => a - b);
  let at = 0;
  for (const [id, line] of entries) {
    while (at < document.parts.length - 1 && line >= (document.parts[at + 1]?.line ?? 0)) at++;
    const key = document.parts[at]?.key;
    if (key === undefined) continue;
    const list = found.get(key);
    if (list === undefined) found.set(key, [id]);
    else list.push(id);
  }
  return found;
}

/**
 * Where a finding stands in a document. In a state without it (the baseline's, a reconciled one) the field is still there: at
 * the place of its object that the baseline declares it in. That holds for the default form, whose lines findings carry.
 */
export function lineOf(
  document: DocumentView,
  finding: FindingView | undefined,
  baseline: DocumentView | undefined,
): number | undefined {
  if (finding === undefined) return undefined;
  const known = document.lines[finding.id];
  const declared = baseline?.lines[finding.id] ?? finding.baselineLine;
  if (known !== undefined || declared === undefined || document.form !== 'compact') return known;
  const holds = baseline?.parts.find((part) => declared >= part.line && declared < part.line + part.lines);
  const here = document.parts.find(({key}) => key === holds?.key);
  if (holds === undefined || here === undefined) return undefined;
  return Math.min(here.line + declared - holds.line, here.line + here.lines - 1);
}
