import type {Inspection} from '../../check/check.ts';
import {stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import {headline} from '../../report/finding-words.ts';
import {forecastText} from '../../report/forecast-words.ts';
import {safeText} from '../../report/words.ts';
import type {Redactor, SafeReport} from '../../redact/redactor.ts';
import type {FateView, TimelineState} from '../contract.ts';
import type {DocumentStore} from './document.ts';
import {findingViews, gapViews} from './findings.ts';

/** What the console keeps of an inspection. */
export type Inspected = Pick<Inspection, 'report' | 'intent' | 'live' | 'shapeOf'>;

/** One state of the timeline, as the engine saw it. */
export interface TimelineSnapshot {
  readonly id: TimelineState['id'];
  readonly name: string;
  readonly basis: string;
  readonly inspection: Inspected;
  readonly mutations: readonly string[];
  /** Of the next upgrade: the report of now with its forecast. */
  readonly told?: DriftReport;
  /** What it would be is not worked out yet: it holds what is there. */
  readonly unrehearsed?: true;
  readonly problem?: string;
}

export const STATE_NAMES = {
  baseline: 'Baseline render',
  kept: 'Seen earlier',
  mutation: 'Out-of-band mutation',
  live: 'Live now',
  reconcile: 'Controlled reconcile',
  upgrade: 'Next upgrade',
} as const;

/** A snapshot, safe to be shown; its two documents are in the store then. */
export function timelineState(snapshot: TimelineSnapshot, redactor: Redactor, documents: DocumentStore): TimelineState {
  const {id, name, basis, mutations, told, unrehearsed, problem, inspection} = snapshot;
  const {intent, live} = inspection;
  const report = redactor.report(inspection.report);
  const sides = {intent: intent.objects, live, findings: inspection.report.findings};
  const baselineDocument = documents.add({kind: 'baseline', ...sides});
  const liveDocument = documents.add({kind: 'live', ...sides});
  const lines = {
    baseline: documents.view(baselineDocument, 'compact')?.lines ?? {},
    live: documents.view(liveDocument, 'compact')?.lines ?? {},
  };
  return {
    id,
    name,
    basis,
    takenAt: report.takenAt,
    load: report.summary.drift,
    compliance: stateOf(report),
    headline: headline(report),
    summary: report.summary,
    findings: findingViews(report, lines),
    gaps: gapViews(report),
    notes: report.notes,
    baselineDocument,
    liveDocument,
    mutations,
    ...(told === undefined ? {} : upgradeOf(redactor.report(told))),
    ...(unrehearsed === undefined ? {} : {unrehearsed}),
    ...(problem === undefined ? {} : {problem}),
  };
}

function upgradeOf({forecast, findings}: SafeReport): Pick<TimelineState, 'upgrade'> {
  if (forecast === undefined) return {};
  const {helm, succeeds, message} = forecast;
  const fates = findings.flatMap((finding): [string, FateView][] => {
    const text = forecastText(finding);
    return finding.forecast === undefined || text === undefined
      ? []
      : [[finding.id, {verdict: finding.forecast.verdict, text}]];
  });
  return {
    upgrade: {
      helm,
      succeeds,
      fates: Object.fromEntries(fates),
      ...(message === undefined ? {} : {message: safeText(message, 600)}),
    },
  };
}
