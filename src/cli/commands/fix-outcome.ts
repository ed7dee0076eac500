import {EXIT, exitCodeOf} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import type {Fixed, Prepared} from '../../fix/fix.ts';
import {hasTouched, isUntroubled} from '../../model/fix.ts';
import {placeKey, stateOf} from '../../model/report.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import {afterText} from '../../report/plan.ts';
import type {Staying} from '../../report/plan.ts';
import {plural} from '../../model/plural.ts';
import {printedJson} from '../../yaml/json.ts';
import {wantsColor} from '../text/color.ts';
import {say} from '../text/output.ts';
import type {FixFlags} from './fix.ts';

/** What nobody asked to take away. */
export function stayingOf({steps, inspection: {report}}: Prepared): Staying {
  const left = unplanned(steps, report);
  const count = (change: Finding['change']): number => left.filter((one) => one.change === change).length;
  return {added: count('added'), extra: count('extra')};
}

/** Drift of a report that a plan has nothing to do with. */
function unplanned(steps: Prepared['steps'], {findings}: DriftReport): Finding[] {
  const planned = new Set(steps.flatMap((step) => step.findings.map(placeKey)));
  return findings.filter((one) => one.verdict === 'drift' && !planned.has(placeKey(one)));
}

export interface OutcomeOutput {
  readonly color: boolean;
  /** For people, as it happens. */
  readonly tell: (text: string) => void;
  /** For machines, at the end. */
  readonly end: (document: object) => void;
}

/** stdout carries the outcome alone: the text as it grows, or one JSON document with the text beside it on stderr. */
export function outputFor(
  {output, color}: FixFlags,
  {stdout, stderr, env}: Runtime,
  kind: 'FixResult' | 'FixResults' = 'FixResult',
): OutcomeOutput {
  const isJson = output === 'json';
  const stream = isJson ? stderr : stdout;
  return {
    color: wantsColor(color, env, stream.isTTY === true),
    tell: (text) => say(stream, text),
    end: (document) => {
      if (isJson) stdout.write(printedJson({schemaVersion: '1', kind, ...document}));
    },
  };
}

/** Nothing that was selected is wrong. The rest of the release still counts, unless the user narrowed the question. */
export function nothingToDo(flags: FixFlags, {plan, inspection: {report}}: Prepared, output: OutcomeOutput): number {
  const others = report.findings.filter(({verdict}) => verdict === 'drift').length;
  const place = `${report.release.name} in ${report.release.namespace}`;
  const state = stateOf(report);
  const rest =
    others > 0
      ? `; ${plural(others, 'difference')} not selected (--added takes out what was added, --prune deletes extra objects)`
      : state === 'incomplete'
        ? '; some objects could not be verified (helm drift check)'
        : '';
  output.tell(`${place}: nothing to put back${rest}\n`);
  output.end({plan, results: []});
  return standing(flags, [report]);
}

/** Whoever narrowed the question asked about nothing else, unless --fail-on says what counts. */
export function standing({failOn, isNarrowed, plan}: FixFlags, reports: readonly DriftReport[]): number {
  if (failOn !== undefined) return exitCodeOf(reports, {failOn, allowIncomplete: false});
  return isNarrowed || plan !== undefined ? EXIT.clean : exitCodeOf(reports);
}

export function concluded(
  flags: FixFlags,
  {plan, steps}: Prepared,
  {record, results, verification: {report, left, problem}, untold}: Fixed,
  unrolled: readonly string[],
  output: OutcomeOutput,
): number {
  const others = unplanned(steps, report).length;
  output.tell(afterText({record, results, left, others, problem, untold}, output.color));
  for (const line of unrolled) output.tell(`  not yet    ${line}\n`);
  output.end({
    plan,
    results,
    record,
    left: left.map(({finding, why}) => ({id: finding.id, why})),
    unrolled,
    ...(problem === undefined ? {} : {problem}),
    ...(untold === undefined ? {} : {untold}),
  });
  const isWritten = results.some(hasTouched);
  const isWhole = results.every(isUntroubled);
  if (!isWhole && !isWritten) return EXIT.stale;
  if (!isWhole || left.length > 0 || unrolled.length > 0 || problem !== undefined) return EXIT.unverified;
  return standing(flags, [report]);
}
