import {UserError} from '../../model/errors.ts';
import type {ReleaseRecord} from '../../model/ports.ts';

/** What a release's history says about its baseline. */
export type RevisionChoice =
  | {
      readonly kind: 'revision';
      readonly record: ReleaseRecord;
      readonly isLast: boolean;
      readonly notes: readonly string[];
    }
  /** A helm run is under way, or died half-way: no revision is what the cluster should hold now. */
  | {readonly kind: 'pending'; readonly record: ReleaseRecord};

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
    throw new UserError(`there is no release "${release}"`, 'See `helm list -A`; the namespace is given by -n.');
  if (wanted !== undefined) {
    const record = records.find(({revision}) => revision === wanted);
    if (record === undefined) {
      throw new UserError(
        `release ${release} has no revision ${wanted}`,
        `It has: ${records
          .map(({revision}) => revision)
          .toReversed()
          .join(', ')}.`,
      );
    }
    return {
      kind: 'revision',
      record,
      isLast: record === last,
      notes: record.status === 'deployed' ? [] : [`revision ${wanted} is ${record.status}`],
    };
  }
  if (last.status.startsWith('pending-') || last.status === 'uninstalling') return {kind: 'pending', record: last};
  const deployed = records.find(({status}) => status === 'deployed');
  if (deployed === undefined) {
    const hint =
      last.status === 'uninstalled'
        ? 'It was uninstalled with --keep-history.'
        : `Compare with its last one by --revision ${last.revision}, or deploy it first.`;
    throw new UserError(
      `release ${release} has no deployed revision: revision ${last.revision} is ${last.status}`,
      hint,
    );
  }
  const newer = records.filter(({revision, status}) => revision > deployed.revision && status === 'failed');
  const notes = newer.map(
    ({revision, modifiedAt}) =>
      `revision ${revision} failed${modifiedAt === undefined ? '' : ` at ${modifiedAt}`} and may have half-landed; the baseline is revision ${deployed.revision}`,
  );
  return {kind: 'revision', record: deployed, isLast: deployed === last, notes};
}
