import type {Inspection} from '../check/check.ts';
import type {DriedWrite} from '../model/dried-write.ts';
import type {ApiResources} from '../model/ports.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding, Forecast, ForecastVerdict} from '../model/report.ts';
import {fatesOf} from './exchange.ts';
import type {Fates} from './exchange.ts';
import {forecastOf, otherCauses} from './verdict.ts';

/** An upgrade that was rehearsed: what helm wanted to write, and how it ended. */
export interface Rehearsal {
  /** helm's version, without the v. */
  readonly helm: string;
  readonly chart: string;
  readonly writes: readonly DriedWrite[];
  /** helm's own last words; absent where it ended well. */
  readonly failure?: string;
}

/** The report with a forecast for each difference, and for the upgrade as a whole. */
export function withForecast(
  {report, intent, shapeOf, writers}: Inspection,
  rehearsal: Rehearsal,
  resources: ApiResources,
): DriftReport {
  const fates = fatesOf(rehearsal.writes, resources);
  const findings = report.findings.map((finding): Finding => ({
    ...finding,
    forecast: forecastOf(finding, {fates, intent: intent.objects, shapeOf, writers, failure: rehearsal.failure}),
  }));
  return {...report, findings, forecast: whole(findings, fates, rehearsal)};
}

function whole(findings: readonly Finding[], fates: Fates, {helm, chart, failure}: Rehearsal): Forecast {
  const count = (verdict: ForecastVerdict): number =>
    findings.filter((finding) => finding.verdict === 'drift' && finding.forecast?.verdict === verdict).length;
  return {
    helm,
    chart,
    succeeds: failure === undefined,
    ...(failure === undefined ? {} : {message: failure}),
    counts: {
      restored: count('restored'),
      kept: count('kept'),
      overwritten: count('overwritten'),
      conflict: count('conflict'),
      refused: count('refused'),
      unforeseen: count('unforeseen'),
    },
    beside: beside(findings, fates),
  };
}

/** Conflicts and refusals that no difference of the report stands for. */
function beside(findings: readonly Finding[], fates: Fates): string[] {
  const labelOf = (key: string): string => {
    const ref = fates.refs.get(key);
    return ref === undefined ? key : refLabel(ref);
  };
  const conflicts = otherCauses(findings, fates).map(
    ({key, manager, field}) => `${labelOf(key)} ${field.replace(/^\./, '')}: conflict with ${manager}`,
  );
  const known = new Set(findings.map(({ref}) => refLabel(ref)));
  const others = [...fates.of].flatMap(([key, fate]) =>
    (fate.kind === 'refused' || fate.kind === 'unforeseen') && !known.has(labelOf(key))
      ? [`${labelOf(key)}: ${fate.kind === 'refused' ? 'refused' : 'cannot be foreseen'}: ${fate.message}`]
      : [],
  );
  return [...conflicts, ...others];
}
