import {placeText, related} from './paths.ts';
import type {Place} from './paths.ts';
import {placesOf} from './reported.ts';
import type {Reported} from './reported.ts';
import type {Obj} from './json.ts';
import {keyOf, labelOf} from './subjects.ts';
import type {Subject} from './subjects.ts';
import {TIERS} from './truth.ts';
import type {Mutation, ObjectTruth, Tier, Truth} from './truth.ts';

interface Row {
  mutations: number;
  found: number;
  missed: number;
  /** Drift reported where no mutation was. */
  extra: number;
  /** Of places that the API server's books name a writer for. */
  right: number;
  wrong: number;
  absent: number;
  /** Of places that the books say nothing about: what was removed. */
  likelyRight: number;
  likelyWrong: number;
  likelyAbsent: number;
  /** Of those, where the writer is not in the books at all: nobody could know. */
  untraced: number;
}

/** One object at the end of the run. */
export interface Standing {
  readonly subject: Subject;
  readonly now: Obj | undefined;
  readonly truth: ObjectTruth;
  /** Of an object that was deleted or created. */
  readonly whole?: Mutation;
  readonly negative?: string;
}

export interface Score {
  readonly rows: Readonly<Record<Tier, Row>>;
  /** Drift findings that a mutation explains. */
  readonly covered: number;
  readonly misses: readonly string[];
  readonly falseAlarms: readonly string[];
  readonly misattributed: readonly string[];
  /** Right by chance only: nothing in the books says who removed a value. Told, and not counted against anyone. */
  readonly guesses: readonly string[];
}

const emptyRow = (): Row => ({
  mutations: 0,
  found: 0,
  missed: 0,
  extra: 0,
  right: 0,
  wrong: 0,
  absent: 0,
  likelyRight: 0,
  likelyWrong: 0,
  likelyAbsent: 0,
  untraced: 0,
});

class Scoring {
  readonly rows = Object.fromEntries(TIERS.map((tier) => [tier, emptyRow()])) as Record<Tier, Row>;
  readonly misses: string[] = [];
  readonly falseAlarms: string[] = [];
  readonly misattributed: string[] = [];
  readonly guesses: string[] = [];
  covered = 0;
  readonly withManagers: boolean;

  constructor(withManagers: boolean) {
    this.withManagers = withManagers;
  }

  object(standing: Standing, reported: readonly Reported[]): void {
    const {subject, whole, truth, now, negative} = standing;
    const documents = [subject.original, subject.declared, ...(now === undefined ? [] : [now])];
    const findings = reported.map((finding) => ({
      finding,
      places: ['missing', 'extra'].includes(finding.change) ? [] : placesOf(finding, documents, subject.kind.schema),
    }));
    if (whole !== undefined) this.#whole(whole, reported);
    const spoken = [...truth.truths.map(({place}) => place), ...truth.reactions];
    for (const {finding, places} of findings) {
      const explained =
        (whole !== undefined && finding.change === whole.whole) ||
        places.some((place) => spoken.some((other) => related(place, other)));
      if (explained) {
        this.covered++;
        continue;
      }
      const tier = TIERS.find((name) => name === finding.change) ?? 'changed';
      this.rows[tier].extra++;
      const state = negative ?? (truth.truths.length > 0 ? `mutated: ${idsOf(truth)}` : 'untouched');
      const by = finding.by === undefined ? '' : ` by ${finding.by.manager}`;
      this.falseAlarms.push(`${labelOf(subject)}: ${finding.change} ${finding.text}${by} (${state})`);
    }
    for (const mutation of new Set(truth.truths.map((entry) => entry.mutation)))
      this.#mutation(
        mutation,
        truth.truths.filter((entry) => entry.mutation === mutation && entry.required),
        findings,
      );
  }

  #whole(mutation: Mutation, reported: readonly Reported[]): void {
    const tier = mutation.whole ?? 'missing';
    const row = this.rows[tier];
    row.mutations++;
    if (reported.some(({change}) => change === tier)) row.found++;
    else {
      row.missed++;
      this.misses.push(`${line(mutation)}: ${tier}`);
    }
  }

  #mutation(
    mutation: Mutation,
    truths: readonly Truth[],
    findings: readonly {readonly finding: Reported; readonly places: readonly Place[]}[],
  ): void {
    // Only consequences of a covered mutation are left: its successor is the one to be found.
    const main = truths.find(({place}) => related(place, mutation.target)) ?? truths[0];
    if (main === undefined) return;
    const row = this.rows[main.tier];
    row.mutations++;
    const answers = truths.map((truth) => ({
      truth,
      matching: findings
        .filter(({places}) => places.some((place) => related(place, truth.place)))
        .map(({finding}) => finding),
    }));
    const unseen = answers.filter(({matching}) => matching.length === 0);
    if (unseen.length === 0) row.found++;
    else {
      row.missed++;
      const others = findings.map(({finding: {change, text}}) => `${change} ${text}`);
      const instead = others.length === 0 ? 'nothing reported of the object' : `reported: ${others.join('; ')}`;
      for (const {truth} of unseen)
        this.misses.push(`${line(mutation)}: ${truth.tier} ${truth.text} (${instead}${unbooked(truth)})`);
    }
    if (!this.withManagers) return;
    const seen = answers.filter(({matching}) => matching.length > 0);
    const recorded = seen.filter(({truth}) => truth.recorded);
    if (recorded.length > 0) this.#attribute(row, mutation, recorded, true);
    else if (seen.length > 0) this.#attribute(row, mutation, seen, false);
  }

  #attribute(
    row: Row,
    mutation: Mutation,
    answers: readonly {readonly truth: Truth; readonly matching: readonly Reported[]}[],
    recorded: boolean,
  ): void {
    const {manager} = mutation.writer;
    const certainty = recorded ? 'exact' : 'likely';
    const wrong = answers.filter(
      ({matching}) => !matching.some(({by}) => by?.manager === manager && (!recorded || by.certainty === certainty)),
    );
    const absent = wrong.filter(({matching}) => matching.every(({by}) => by === undefined));
    if (wrong.length === 0) row[recorded ? 'right' : 'likelyRight']++;
    else if (!recorded && absent.length === wrong.length && wrong.every(({truth}) => !truth.writerLeft)) {
      row.untraced++;
      return;
    } else if (absent.length === wrong.length) row[recorded ? 'absent' : 'likelyAbsent']++;
    else row[recorded ? 'wrong' : 'likelyWrong']++;
    for (const {truth, matching} of wrong) {
      const named = matching.map(
        ({by, change, text}) =>
          `${by === undefined ? 'nobody' : `${by.manager} (${by.certainty})`} at ${change} ${text}`,
      );
      const traceless = recorded || truth.writerLeft ? '' : '; the writer left no trace in the books';
      const books = truth.recordedFor.length > 0 ? `; the books: ${[...new Set(truth.recordedFor)].join(', ')}` : '';
      (recorded ? this.misattributed : this.guesses).push(
        `${line(mutation)}: ${truth.tier} ${truth.text} was put down to ${[...new Set(named)].join(', ')}${books}${traceless}`,
      );
    }
  }
}

const unbooked = ({tier, recordedFor}: Truth): string =>
  tier === 'added' && recordedFor.length === 0 ? "; the server's books name nobody for it" : '';

const idsOf = ({truths}: ObjectTruth): string => [...new Set(truths.map(({mutation}) => mutation.id))].join(', ');

const line = ({id, subject, tool, writer, what, target}: Mutation): string =>
  `${id} ${labelOf(subject)}: ${what} at ${placeText(target) || 'the whole'} by ${tool} as ${writer.manager || 'anybody'}`;

/** Holds what a detector reported against the truth. */
export function scoreOf(
  standings: readonly Standing[],
  reported: readonly Reported[],
  {withManagers}: {readonly withManagers: boolean},
): Score {
  const scoring = new Scoring(withManagers);
  const byKey = new Map<string, Reported[]>();
  for (const finding of reported) byKey.set(finding.key, [...(byKey.get(finding.key) ?? []), finding]);
  for (const standing of standings) {
    const key = keyOf(standing.subject);
    scoring.object(standing, byKey.get(key) ?? []);
    byKey.delete(key);
  }
  for (const [key, findings] of byKey)
    for (const {change, text} of findings) {
      scoring.rows[TIERS.find((name) => name === change) ?? 'changed'].extra++;
      scoring.falseAlarms.push(`${key}: ${change} ${text} (an object that this run does not know)`);
    }
  return scoring;
}
