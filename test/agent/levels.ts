import {lookOf} from '../../src/ledger/look.ts';
import type {LedgerEntry} from '../../src/ledger/entry.ts';
import {tell} from '../../src/ledger/transitions.ts';
import type {Gap} from '../../src/model/evidence.ts';
import type {DriftReport} from '../../src/model/report.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import type {SafeReport} from '../../src/redact/redactor.ts';
import {deployedLevel} from '../check/level.ts';

/** The redacted report of a release `web` in `shop` whose one ConfigMap holds `level`, and should hold `info`. */
export async function safeLevel(level: string, gaps: readonly Gap[] = [], takenAt?: string): Promise<SafeReport> {
  const report = await rawLevel(level);
  return createRedactor().report({
    ...report,
    gaps,
    summary: {...report.summary, gaps: gaps.length},
    ...(takenAt === undefined ? {} : {takenAt}),
  });
}

/** The report itself, which nothing is redacted of. */
export async function rawLevel(level: string): Promise<DriftReport> {
  const report = await deployedLevel(level);
  return {...report, release: {...report.release, name: 'web', namespace: 'shop'}};
}

/** What a first look at it tells. */
export async function standingOf(level: string): Promise<readonly LedgerEntry[]> {
  const report = await rawLevel(level);
  const look = lookOf(report, report.findings, {key: Buffer.alloc(32), within: ['hooks']});
  return tell({seq: 0, findings: {get: () => undefined, standing: () => []}}, look, () => '').entries;
}
