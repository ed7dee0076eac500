import {UserError} from '../../model/errors.ts';
import type {ReleaseRecord} from '../../model/ports.ts';

/** What a release's history says about its baseline. */
export type RevisionChoice =
  | {
      readonly kind: 'revision';
      readonly record: ReleaseRecord;
      readonly notes: readonly string[];
      /** Failed and pending revisions after it, newest first: they may have half-landed. */
      readonly newer: readonly ReleaseRecord[];
      /** Revisions before it, newest first. */
      readonly older: readonly ReleaseRecord[];
      /** The helm run that is under way, or died half-way. */
      readonly pending?: ReleaseRecord;
    }
  /** The first install is under way, or died half-way: no revision is what the cluster should hold. */
  | {readonly kind: 'pending'; readonly record: ReleaseRecord};

/** Whoever changed the labels of a record may have made it what it seems. */
function doubted({doubts = []}: ReleaseRecord): string {
  return doubts.length === 0 ? '' : ` (its record: ${doubts.join('; ')})`;
}

/**
 * The newest deployed revision, or the one that was asked for. `helm get manifest` alone would give the last one, also
 * when it failed. Throws UserError where there is none to compare with.
 */
export function chooseRevision(
  history: readonly ReleaseRecord[],
  wanted: number | undefined,
  release: string,
): RevisionChoice {
  const records = history.toSorted((a, b) => b.revision - a.revision);
  const last = records[0];
  if (last === undefined)
    throw new UserError(
      `there is no release ${release.replace(/^\S+/, '"$&"')}`,
      'See `helm list -A`; the namespace is given by -n.',
      {
        code: 'not-found',
      },
    );
  if (wanted !== undefined) {
    const record = records.find(({revision}) => revision === wanted);
    if (record === undefined) {
      throw new UserError(
        `release ${release} has no revision ${wanted}`,
        `It has: ${records
          .map(({revision}) => revision)
          .toReversed()
          .join(', ')}.`,
        {code: 'not-found'},
      );
    }
    return {
      kind: 'revision',
      record,
      notes: record.status === 'deployed' ? [] : [`revision ${wanted} is ${record.status}`],
      newer: [],
      older: [],
    };
  }
  const pending = last.status.startsWith('pending-') || last.status === 'uninstalling' ? last : undefined;
  const deployed = records.find(({status}) => status === 'deployed');
  if (deployed === undefined) {
    if (pending !== undefined) return {kind: 'pending', record: pending};
    // What was deployed last is what the cluster held before the run that failed.
    const before = records.find(({status}) => status === 'superseded') ?? last;
    const hint =
      last.status === 'uninstalled'
        ? 'It was uninstalled with --keep-history.'
        : `Revision ${before.revision} (${before.status}) is the nearest to a baseline: check and fix take it by --revision ${before.revision}. A helm upgrade or rollback that goes through deploys one again.`;
    throw new UserError(
      `release ${release} has no deployed revision: revision ${last.revision} is ${last.status}${doubted(last)}`,
      hint,
      {code: 'not-found'},
    );
  }
  const newer = records.filter(({revision, status}) => revision > deployed.revision && status !== 'superseded');
  const notes = newer
    .filter(({status}) => status === 'failed')
    .map(
      ({revision, modifiedAt}) =>
        `revision ${revision} failed${modifiedAt === undefined ? '' : ` at ${modifiedAt}`} and may have half-landed; the baseline is revision ${deployed.revision}`,
    );
  const older = records.filter(({revision}) => revision < deployed.revision);
  const choice = {kind: 'revision' as const, record: deployed, notes, newer, older};
  return pending === undefined ? choice : {...choice, pending};
}
