import type {Inspection} from '../../check/check.ts';
import {UserError} from '../../model/errors.ts';
import {refLabel} from '../../model/refs.ts';
import {formatPath} from '../../model/path.ts';
import type {DriftReport, Finding} from '../../model/report.ts';
import type {Redactor} from '../../redact/redactor.ts';
import {checkRelease} from './check.ts';
import type {CheckArgs} from './check.ts';
import type {Runtime} from '../../app/runtime.ts';

/** What commands about one finding take to find it again: the same baseline and evidence as the check that showed it. */
export interface FindingArgs extends CheckArgs {
  readonly id: string;
}

/** Checks again and picks one finding by its ID or the start of it. An ID is made of release, object and path: it holds from run to run. */
export async function findFinding(
  args: FindingArgs,
  runtime: Runtime,
): Promise<{report: DriftReport; finding: Finding; redactor: Redactor; inspection?: Inspection}> {
  const {report, redactor, inspection} = await checkRelease(args, runtime);
  const id = args.id.toLowerCase();
  const found = report.findings.filter((finding) => finding.id.startsWith(id));
  const [finding] = found;
  if (finding === undefined) {
    const ids = report.findings.slice(0, 8).map((other) => other.id);
    throw new UserError(
      `${report.release.name} has no finding ${args.id}`,
      ids.length === 0
        ? 'It has none at all now.'
        : `It has: ${ids.join(', ')}${report.findings.length > 8 ? ' …' : ''}.`,
    );
  }
  if (found.length > 1)
    throw new UserError(
      `${args.id} is the start of ${found.length} findings`,
      found.map((other) => `${other.id} is ${refLabel(other.ref)} ${formatPath(other.path)}`).join('; '),
    );
  return {report, finding, redactor, ...(inspection === undefined ? {} : {inspection})};
}
