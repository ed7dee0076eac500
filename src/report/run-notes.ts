import {isOfRun, quotesNothing} from '../model/notes.ts';
import type {DriftReport} from '../model/report.ts';
import type {ReportContext} from './context.ts';

/** What is said of a whole run, and the reports without it. */
export interface Run<Report extends DriftReport> {
  readonly notes: readonly string[];
  readonly reports: readonly Report[];
}

/** The same for formats that are read by programs: a report keeps what is said of its own release, though it be said of each. */
export function bareRunOf<Report extends DriftReport>(
  reports: readonly Report[],
  {many}: Pick<ReportContext, 'many'>,
): Run<Report> {
  if (!many) return {notes: [], reports};
  return {
    notes: [...new Set(reports.flatMap(({notes}) => notes.filter(isOfRun)))],
    reports: reports.map((report) => ({...report, notes: report.notes.filter((note) => !isOfRun(note))})),
  };
}

/** Of many releases: what no single one is about, and what is said of each of them, is said once. */
export function runOf<Report extends DriftReport>(
  reports: readonly Report[],
  {many}: Pick<ReportContext, 'many'>,
): Run<Report> {
  if (!many) return {notes: [], reports};
  const isShared = (note: string): boolean => reports.length > 1 && reports.every(({notes}) => notes.includes(note));
  const told = [...new Set(reports.flatMap(({notes}) => notes))];
  const own = new Set(told.filter((note) => isOfRun(note) || quotesNothing(note) || isShared(note)));
  return {
    notes: [...own],
    reports: reports.map((report) => ({...report, notes: report.notes.filter((note) => !own.has(note))})),
  };
}
