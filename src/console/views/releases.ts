import {refLabel} from '../../model/refs.ts';
import {SEVERITIES, stateOf} from '../../model/report.ts';
import type {DriftReport, State} from '../../model/report.ts';
import {headline, valuesText, worstFirst} from '../../report/finding-words.ts';
import {safeText} from '../../report/words.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import type {ReleaseRow, WorstView} from '../contract.ts';

const STATES: readonly State[] = ['variance-detected', 'incomplete', 'in-contract'];
const VALUES = 60;

/** Drifted ones before incomplete ones before those in contract; of the drifted the worst first. */
export function releaseRows(reports: readonly SafeReport[]): ReleaseRow[] {
  const rank = ({state, worst, summary}: ReleaseRow): readonly number[] => [
    STATES.indexOf(state),
    worst === undefined ? 0 : -SEVERITIES.indexOf(worst.severity),
    -summary.drift,
  ];
  const by = (a: readonly number[], b: readonly number[]): number =>
    a.map((each, at) => each - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return reports.map(releaseRow).toSorted((a, b) => by(rank(a), rank(b)));
}

export function releaseRow(report: SafeReport): ReleaseRow {
  const {name, namespace, revision, status, deployedAt} = report.release;
  const worst = worstOf(report);
  return {
    name,
    namespace,
    state: stateOf(report),
    headline: headline(report),
    summary: report.summary,
    ...(revision === undefined ? {} : {revision}),
    ...(status === undefined ? {} : {status}),
    ...(deployedAt === undefined ? {} : {deployedAt}),
    ...(worst === undefined ? {} : {worst}),
  };
}

function worstOf({findings}: SafeReport): WorstView | undefined {
  const [worst] = worstFirst(findings.filter(({verdict}) => verdict === 'drift'));
  if (worst === undefined) return undefined;
  const {severity, controlPath, ref, by} = worst;
  return {
    severity,
    title: controlPath.title,
    object: refLabel(ref),
    values: safeText(valuesText(worst), VALUES),
    ...(by.manager === undefined ? {} : {manager: by.manager}),
    ...(by.time === undefined ? {} : {time: by.time}),
  };
}

export function sourceText({from}: DriftReport): string {
  switch (from.kind) {
    case 'release':
      return `revision ${from.revision}`;
    case 'chart':
      return `chart ${from.chart}`;
    case 'file':
      return from.file;
    case 'git':
      return `chart ${from.chart} at ${from.ref} (${from.commit.slice(0, 12)})`;
  }
}
