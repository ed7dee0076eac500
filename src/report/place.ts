import type {DriftReport, Finding} from '../model/report.ts';

export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** The file of a repository that a reviewer would open: the template, where the baseline names one. */
export function sourceOf({from}: DriftReport, {origin}: Finding): Place | undefined {
  if (origin?.template !== undefined) return {file: inRepository(origin.template, from)};
  return from.kind === 'file' && origin !== undefined ? baselineOf({from}, {origin}) : undefined;
}

/** Helm names a template by its chart (`nginx/templates/hpa.yaml`); a chart that is a folder here stands where it stands. */
function inRepository(template: string, from: DriftReport['from']): string {
  if (from.kind !== 'chart' && from.kind !== 'git') return template;
  const isFolder = from.chart.startsWith('.') || from.chart.includes('/');
  if (!isFolder || from.chart.includes('://')) return template;
  const folder = from.chart.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const inside = template.replace(/^[^/]+\//, '');
  return folder === '' || folder === '.' ? inside : `${folder}/${inside}`;
}

/** Line and file of the rendered baseline; a release's is called as `helm drift capture baseline` writes it. */
export function baselineOf({from}: Pick<DriftReport, 'from'>, {origin}: Pick<Finding, 'origin'>): Place | undefined {
  if (origin === undefined) return undefined;
  return {file: from.kind === 'file' ? from.file : 'release-baseline.yaml', line: origin.line};
}
