import type {Inspection} from '../check/check.ts';
import {UserError} from '../model/errors.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {DriftReport, Finding} from '../model/report.ts';
import type {CheckRequest, Session} from './session.ts';

export interface FoundFinding {
  readonly report: DriftReport;
  readonly finding: Finding;
  readonly inspection: Inspection;
}

const NAMED_AT_MOST = 8;

/**
 * Checks again and picks one finding by its ID or the start of it. An ID is made of release, object and path: it holds from run
 * to run. Throws UserError where there is none, or more than one.
 */
export async function findFinding(session: Session, request: CheckRequest, wanted: string): Promise<FoundFinding> {
  const inspection = await session.inspectOne(request);
  if (!('report' in inspection)) {
    const {name, revision, status} = inspection.pending;
    throw new UserError(
      `${name} has no finding yet: revision ${revision} is ${status}`,
      'Wait until helm is through.',
      {
        code: 'pending-release',
      },
    );
  }
  const {report} = inspection;
  const id = wanted.trim().toLowerCase();
  const found = id === '' ? [] : report.findings.filter((finding) => finding.id.startsWith(id));
  const [finding] = found;
  if (finding === undefined) {
    const ids = report.findings.slice(0, NAMED_AT_MOST).map((other) => other.id);
    throw new UserError(
      `${report.release.name} has no finding "${wanted}"`,
      ids.length === 0
        ? 'It has none at all now.'
        : `It has: ${ids.join(', ')}${report.findings.length > NAMED_AT_MOST ? ' …' : ''}.`,
      {code: 'not-found'},
    );
  }
  if (found.length > 1)
    throw new UserError(
      `${wanted} is the start of ${found.length} findings`,
      found.map((other) => `${other.id} is ${refLabel(other.ref)} ${formatPath(other.path)}`).join('; '),
    );
  return {report, finding, inspection};
}
