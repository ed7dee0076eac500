import type {Inspection} from '../../check/check.ts';
import type {StepResult} from '../../model/fix.ts';
import {refKey} from '../../model/refs.ts';
import {placeKey} from '../../model/report.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import type {PlannedStep} from '../plan/step.ts';

export interface Left {
  readonly finding: Finding;
  /** Why it is still there; one line. */
  readonly why: string;
}

export interface Verification {
  /** The release as it is now; as it was before where nobody could look again. */
  readonly report: DriftReport;
  /** What the plan was to put right, and what is not right. */
  readonly left: readonly Left[];
  /** Why nobody could look again; absent where somebody has. */
  readonly problem?: string;
}

/** Checks again: what the plan was to put right must be no finding any more. */
export async function verify(
  steps: readonly PlannedStep[],
  results: readonly StepResult[],
  {inspect}: {readonly inspect: () => Promise<Inspection>},
): Promise<Verification> {
  const {report} = await inspect();
  const now = new Map(report.findings.map((finding) => [placeKey(finding), finding]));
  const written = new Set(steps.map(({step}) => refKey(step.ref)));
  const left = steps.flatMap(({findings}, index) =>
    findings.flatMap((before): Left[] => {
      const finding = now.get(placeKey(before));
      if (finding === undefined || finding.verdict !== 'drift') return [];
      return [{finding, why: whyLeft(before, finding, results[index])}];
    }),
  );
  const leaving = report.gaps.find(
    ({reason, ref}) => reason === 'terminating' && ref !== undefined && written.has(refKey(ref)),
  );
  return {report, left, ...(leaving === undefined ? {} : {problem: leaving.message})};
}

function whyLeft(before: Finding, now: Finding, result: StepResult | undefined): string {
  const hasWritten = result?.outcome === 'patched' || result?.outcome === 'created' || result?.outcome === 'recreated';
  if (!hasWritten) return result?.message ?? 'it was not written';
  const {manager} = now.by;
  // The same one as before: whoever it is will not stop at this.
  if (manager !== undefined && manager === before.by.manager)
    return `${manager} took it back: it will go on doing so until it is told otherwise`;
  return manager === undefined ? 'it was changed again at once' : `${manager} changed it again at once`;
}
