import {SEVERITIES, stateOf} from '../../model/report.ts';
import type {DriftReport} from '../../model/report.ts';
import {headline} from '../../report/finding-words.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import type {ReleaseRow} from '../contract.ts';

export function releaseRow(report: SafeReport): ReleaseRow {
  const {name, namespace, revision, status, deployedAt} = report.release;
  const worst = SEVERITIES.findLast((one) =>
    report.findings.some(({severity, verdict}) => verdict === 'drift' && severity === one),
  );
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
