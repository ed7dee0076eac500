import {asList, asObj, asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Actor} from './history.ts';

/** A candidate of a report, as much of it as the truth speaks about. */
export interface Named {
  readonly name: string;
  readonly impersonatedBy?: string;
  readonly auditID?: string;
}

export interface Answer {
  readonly certainty: string;
  readonly candidates: readonly Named[];
  readonly why: string;
}

export const VERDICTS = ['exact', 'one-of', 'unknown', 'wrong', 'malformed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `findings[].by.person`; undefined where a report has none. */
export function answerOf(person: Json | undefined): Answer | undefined {
  if (person === undefined) return undefined;
  const said = asObj(person);
  return {
    certainty: asText(said['certainty']),
    candidates: asList(said['candidates'])
      .map(asObj)
      .map(({name, impersonatedBy, auditID}: Obj) => ({
        name: asText(name),
        ...(auditID === undefined ? {} : {auditID: asText(auditID)}),
        ...(impersonatedBy === undefined ? {} : {impersonatedBy: asText(impersonatedBy)}),
      })),
    why: asText(said['why']),
  };
}

const isSame = (one: Named, {name, impersonatedBy}: Actor): boolean =>
  one.name === name && one.impersonatedBy === impersonatedBy;

/** A log that does not tell of impersonation: who was logged in, and whose rights counted, are both of them. */
const isEither = ({name}: Named, actor: Actor): boolean => name === actor.name || name === actor.impersonatedBy;

/** Whether an answer keeps its own promise: one, several, or none with a reason. */
function isWellFormed({certainty, candidates, why}: Answer): boolean {
  if (candidates.some(({name}) => name === '')) return false;
  if (certainty === 'exact') return candidates.length === 1;
  if (certainty === 'one-of') return candidates.length > 1;
  return certainty === 'unknown' && candidates.length === 0 && why !== '';
}

/**
 * Holds an answer against the truth: several authors where a path may mean several places. None where it is none of this
 * suite's people: naming one is wrong then.
 */
export function judge(
  answer: Answer | undefined,
  authors: readonly Actor[],
  ours: ReadonlySet<string>,
  isLoose = false,
): Verdict {
  if (answer === undefined || !isWellFormed(answer)) return 'malformed';
  const {certainty, candidates} = answer;
  if (certainty === 'unknown') return 'unknown';
  const isRight =
    authors.length === 0
      ? candidates.some(({name}) => !ours.has(name))
      : candidates.some((candidate) => authors.some((author) => (isLoose ? isEither : isSame)(candidate, author)));
  if (!isRight) return 'wrong';
  return certainty === 'exact' ? 'exact' : 'one-of';
}

/** What no person of this suite did: defaults, and controllers. */
export const NOBODYS = 'nobody of ours';

export interface Row {
  readonly kind: string;
  readonly findings: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** What the server's books alone say: the manager right, another one, none. */
  readonly books: Readonly<Record<'right' | 'other' | 'none', number>>;
}

export interface Judged {
  readonly kind: string;
  readonly verdict: Verdict;
  readonly book: 'right' | 'other' | 'none';
}

/** A row for each kind, and one for all of them. */
export function rowsOf(judged: readonly Judged[]): Row[] {
  const kinds = [...new Set(judged.map(({kind}) => kind))].toSorted();
  const row = (kind: string, list: readonly Judged[]): Row => {
    const count = (verdict: Verdict): number => list.filter((one) => one.verdict === verdict).length;
    const book = (name: Judged['book']): number => list.filter((one) => one.book === name).length;
    return {
      kind,
      findings: list.length,
      verdicts: {
        exact: count('exact'),
        'one-of': count('one-of'),
        unknown: count('unknown'),
        wrong: count('wrong'),
        malformed: count('malformed'),
      },
      books: {right: book('right'), other: book('other'), none: book('none')},
    };
  };
  return [
    ...kinds.map((kind) =>
      row(
        kind,
        judged.filter((one) => one.kind === kind),
      ),
    ),
    row(
      'all by people',
      judged.filter(({kind}) => kind !== NOBODYS),
    ),
  ];
}
