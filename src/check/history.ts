import {plural} from '../model/plural.ts';
import type {Baseline, OtherRevision} from '../model/ports.ts';
import {UserError} from '../model/errors.ts';
import type {IntentObject} from '../model/intent.ts';
import type {LiveObject} from '../model/evidence.ts';
import {isObject, metadataOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {reason} from '../model/reasons.ts';
import {refKey} from '../model/refs.ts';
import type {Variance} from '../model/report.ts';
import {distanceTo, withRevision} from './compare/revisions.ts';
import type {Revision, Sides} from './compare/revisions.ts';
import type {StageResult} from '../model/stage.ts';

interface ReleaseHistory {
  readonly baseline: Baseline;
  /** Objects under the release's marks that the baseline does not declare. */
  readonly extra: readonly LiveObject[];
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
  {baseline, extra, sides, objectsOf}: ReleaseHistory,
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
  const kept = await keptOnPurpose(explained, {baseline, extra, readAll});
  const landed = newer.flatMap((revision) => landedNote(revision, explained));
  return {variances: kept, gaps: [], notes: [...landed, ...nearerNote(older, declared.length, sides), ...unread]};
}

/** Objects that hold data and do nothing by themselves. */
const INERT_KINDS = new Set([
  '/PersistentVolumeClaim',
  '/PersistentVolume',
  '/Secret',
  '/ConfigMap',
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
]);

/**
 * Dismisses what helm.sh/resource-policy: keep has left behind: what an earlier revision declared. Anybody can write that
 * annotation, so where no revision did, it explains nothing; where Helm has dropped the first ones, nobody knows, and only what
 * holds data is passed over.
 */
async function keptOnPurpose(
  variances: readonly Variance[],
  {
    baseline: {release, older = []},
    extra,
    readAll,
  }: Pick<ReleaseHistory, 'baseline' | 'extra'> & {
    readonly readAll: (of: readonly OtherRevision[]) => Promise<Revision[]>;
  },
): Promise<readonly Variance[]> {
  const kept = new Set(extra.filter(({object}) => isKept(object)).map(({ref}) => refKey(ref)));
  if (!variances.some(({change, ref}) => change === 'extra' && kept.has(refKey(ref)))) return variances;
  const revisions = await readAll(older);
  const declared = new Set(revisions.flatMap(({objects}) => objects.map(({ref}) => refKey(ref))));
  // Of a baseline that is no revision nobody knows what came before.
  const first = Math.min(release.revision ?? Infinity, ...older.map(({revision}) => revision));
  const isExplained = ({ref}: Variance): boolean =>
    declared.has(refKey(ref)) || (first > 1 && INERT_KINDS.has(`${ref.group}/${ref.kind}`));
  return variances.map((variance) =>
    variance.change === 'extra' && kept.has(refKey(variance.ref)) && isExplained(variance)
      ? {...variance, dismissed: reason('kept-on-purpose')}
      : variance,
  );
}

function isKept(object: JsonObject): boolean {
  const {annotations} = metadataOf(object);
  return isObject(annotations) && annotations['helm.sh/resource-policy'] === 'keep';
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
    : [`${plural(theirs, 'of the differences is', 'of the differences are')} what revision ${revision} declares`];
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
      : `live is nearer to revision ${nearest.revision}: ${plural(nearest.distance, 'of its declared fields differs', 'of its declared fields differ')}, not ${differences}`,
  ];
}
