import type {DriftReport} from '../model/report.ts';
import {jsonReport} from './json.ts';
import {textReport} from './text.ts';

export interface ReportContext {
  /** Whether several releases were asked for: then the output is a list, even of one. */
  readonly many: boolean;
  readonly color: boolean;
  /** Columns to fill. */
  readonly width: number;
  readonly showIgnored: boolean;
  readonly now: Date;
  /** How long the check took. */
  readonly seconds: number;
}

export type Format = 'text' | 'json';
export type Reporter = (reports: readonly DriftReport[], context: ReportContext) => string;

/** A format without an implementation does not compile. */
export const REPORTERS = {text: textReport, json: jsonReport} satisfies Record<Format, Reporter>;
