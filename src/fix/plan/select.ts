import {patternMatches} from '../../model/patterns.ts';
import {formatPath} from '../../model/path.ts';
import {refKey} from '../../model/refs.ts';
import type {ObjectRef} from '../../model/refs.ts';
import {kindOfShort} from '../../model/short-names.ts';
import {SEVERITIES} from '../../model/report.ts';
import type {Finding, Severity} from '../../model/report.ts';

/** Which of a report's findings a fix is to put right. */
export interface Selection {
  /** `kind/name[:path]`, as globs; none means all. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
  /** The least severity that counts. */
  readonly severity?: Severity;
  /** Fields that were added out of band are taken out too. */
  readonly added: boolean;
  /** Objects under the release's name that it does not declare are deleted too. */
  readonly prune: boolean;
  /** Ids of findings, whole or short, where somebody names them; the rest of the selection does not count then. */
  readonly ids?: ReadonlySet<string>;
  /** With `ids`: objects, by `refKey`, in which what an interrupted fix has left is handed over to Helm. */
  readonly handOvers?: ReadonlySet<string>;
  /** Objects that another release has by Helm's own marks are taken back from it. */
  readonly takeOwnership?: boolean;
}

/** Whether a finding is selected. What check ignores or accepts never is. */
export function isSelected(finding: Finding, selection: Selection, wholeId = finding.id): boolean {
  if (finding.verdict !== 'drift') return false;
  if (selection.ids !== undefined) return selection.ids.has(wholeId) || selection.ids.has(finding.id);
  if (finding.change === 'added' && !selection.added) return false;
  if (finding.change === 'extra' && !selection.prune) return false;
  if (selection.severity !== undefined && rank(finding.severity) < rank(selection.severity)) return false;
  if (selection.only.length > 0 && !selection.only.some((pattern) => targetMatches(pattern, finding))) return false;
  return !selection.exclude.some((pattern) => targetMatches(pattern, finding));
}

/** Whether what an interrupted fix has left in an object is selected: it is no finding, so whole objects alone name it. */
export function isHandOverSelected(ref: ObjectRef, {ids, handOvers, severity, only, exclude}: Selection): boolean {
  if (ids !== undefined) return handOvers?.has(refKey(ref)) === true;
  if (severity !== undefined || exclude.some((pattern) => objectMatches(pattern, ref))) return false;
  return only.length === 0 || only.some((pattern) => targetMatches(pattern, {ref, path: []}));
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/**
 * The patterns that mean none of these objects, nor a finding of them: a typing error, which would select nothing or spare nothing.
 * One with a wildcard may be meant for other releases, as long as another one selects something here.
 */
export function unmatched(
  {only, exclude}: Pick<Selection, 'only' | 'exclude'>,
  refs: readonly ObjectRef[],
  findings: readonly Finding[],
): string[] {
  const isMatched = (pattern: string): boolean =>
    refs.some((ref) => objectMatches(pattern, ref)) || findings.some((finding) => targetMatches(pattern, finding));
  const isPlain = (pattern: string): boolean => !/[*?]/.test(pattern);
  const isSelecting = only.some(isMatched);
  return [
    ...only.filter((pattern) => !isMatched(pattern) && (isPlain(pattern) || !isSelecting)),
    ...exclude.filter((pattern) => !isMatched(pattern) && isPlain(pattern)),
  ];
}

/** The start of a finding's ID, as a check prints it. */
const ID = /^[0-9a-f]{4,}$/;

/** `HorizontalPodAutoscaler/test-nginx:spec.minReplicas`, or a finding's ID; a path names all that lies below it too, a kind may be spelt small. */
export function targetMatches(
  pattern: string,
  {ref, path, id}: Pick<Finding, 'ref' | 'path'> & Partial<Pick<Finding, 'id'>>,
): boolean {
  if (ID.test(pattern) && id?.startsWith(pattern) === true) return true;
  const colon = colonOf(pattern);
  if (!objectMatches(pattern, ref)) return false;
  if (colon < 0) return true;
  const wanted = pattern.slice(colon + 1);
  return path.some((_segment, at) => patternMatches(wanted, formatPath(path.slice(0, at + 1))));
}

const colonOf = (pattern: string): number => pattern.indexOf(':', pattern.indexOf('/') + 1);

/** Whether the object of a pattern is this one, whatever fields the pattern names. */
function objectMatches(pattern: string, ref: ObjectRef): boolean {
  const colon = colonOf(pattern);
  const object = colon < 0 ? pattern : pattern.slice(0, colon);
  const [kind = '', name = '*'] = object.split('/', 2);
  const small = kind.toLowerCase();
  return patternMatches(kindOfShort(small) ?? small, ref.kind.toLowerCase()) && patternMatches(name, ref.name);
}
