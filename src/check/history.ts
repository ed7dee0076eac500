import type {Baseline, OtherRevision} from '../model/ports.ts';
import {UserError} from '../model/errors.ts';
import type {IntentObject} from '../model/intent.ts';
import type {Variance} from '../model/report.ts';
import {distanceTo, withRevision} from './compare/revisions.ts';
import type {Revision, Sides} from './compare/revisions.ts';
import type {StageResult} from '../model/stage.ts';

interface ReleaseHistory {
  readonly baseline: Baseline;
  readonly sides: Sides;
  /** Parses a revision's manifest as the baseline's was. */
  readonly objectsOf: (manifest: string) => readonly IntentObject[];
}

/** Each costs a read of its record; what lies further back explains nothing that is wrong now. */
const NEWER_AT_MOST = 3;
const OLDER_AT_MOST = 5;

/**
 * Holds the differences against the release's other revisions: newer ones that failed or are not through have written some of
 * it, and an older one may explain what is live better than the baseline does (a rollback by hand, a half-done upgrade).
 */
export async function explainByHistory(
  variances: readonly Variance[],
  {baseline, sides, objectsOf}: ReleaseHistory,
): Promise<StageResult> {
  const unread: string[] = [];
  const readAll = async (others: readonly OtherRevision[]): Promise<Revision[]> =>
    (await Promise.all(others.map((other) => read(other, objectsOf, unread)))).flat();
  const newer = await readAll((baseline.newer ?? []).slice(0, NEWER_AT_MOST));
  const explained = newer.reduce<readonly Variance[]>(
    (found, revision) => withRevision(found, revision, sides),
    variances,
  );
  const declared = explained.filter(
    ({change, dismissed}) => dismissed === undefined && change !== 'added' && change !== 'extra',
  );
  const older = declared.length === 0 ? [] : await readAll((baseline.older ?? []).slice(0, OLDER_AT_MOST));
  const landed = newer.flatMap((revision) => landedNote(revision, explained));
  return {variances: explained, gaps: [], notes: [...landed, ...nearerNote(older, declared.length, sides), ...unread]};
}

/** A damaged record of another revision takes its explanation away, and not the report. */
async function read(
  {revision, status, manifest}: OtherRevision,
  objectsOf: ReleaseHistory['objectsOf'],
  unread: string[],
): Promise<Revision[]> {
  try {
    return [{revision, status, objects: objectsOf(await manifest())}];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    unread.push(`revision ${revision} cannot be read (${error.message}): what it explains is not known`);
    return [];
  }
}

function landedNote({revision}: Revision, variances: readonly Variance[]): string[] {
  const theirs = variances.filter(({by}) => by?.revision === revision).length;
  return theirs === 0
    ? []
    : [`${theirs} of the differences ${theirs === 1 ? 'is' : 'are'} what revision ${revision} declares`];
}

function nearerNote(older: readonly Revision[], differences: number, {live, shapeOf}: Sides): string[] {
  const distances = older.map((revision) => ({
    revision: revision.revision,
    distance: distanceTo(revision, live, shapeOf),
  }));
  // The newest of equals; only what is plainly nearer is worth a line.
  const [nearest] = distances.toSorted((a, b) => a.distance - b.distance || b.revision - a.revision);
  if (nearest === undefined || nearest.distance * 2 > differences) return [];
  return [
    nearest.distance === 0
      ? `live matches revision ${nearest.revision}: somebody may have rolled back by hand`
      : `live is nearer to revision ${nearest.revision}: ${nearest.distance} of its declared fields differ, not ${differences}`,
  ];
}
