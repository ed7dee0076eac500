import type {DriftReport} from '../model/report.ts';
import type {ReportContext} from './context.ts';
import {jsonReport} from './json.ts';
import {textReport} from './text.ts';

export type Format = 'text' | 'json';
export type Reporter = (reports: readonly DriftReport[], context: ReportContext) => string;

/** A format without an implementation does not compile. */
export const REPORTERS = {text: textReport, json: jsonReport} satisfies Record<Format, Reporter>;
