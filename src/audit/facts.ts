import type {Inspection} from '../check/check.ts';
import {isNameless, managedEntries, ownersAt} from '../check/compare/managed-fields.ts';
import type {ManagedEntry} from '../check/compare/managed-fields.ts';
import {isCustom} from '../check/normalize/shapes.ts';
import type {LiveObject} from '../model/evidence.ts';
import {metadataOf, textOf} from '../model/json.ts';
import type {Json} from '../model/json.ts';
import {refKey} from '../model/refs.ts';
import type {ReleaseRef} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';

/** A write that a managedFields entry tells of. */
export interface Owner {
  readonly manager: string;
  readonly subresource?: string;
  /** RFC 3339, to the second. */
  readonly time?: string;
}

/** What is known of a difference beside the audit log. */
export interface FindingFacts {
  readonly finding: Finding;
  /** What stands there now; undefined where nothing does. */
  readonly live: Json | undefined;
  /** Who owns it by name: empty where the API server keeps no trace of it, or only one of several that nobody can tell apart. */
  readonly owners: readonly Owner[];
  /** RFC 3339, to the second: when the object was made; absent where there is none. */
  readonly createdAt?: string;
  /** Writes that the object itself tells of, since it was made, but for those to its subresources. */
  readonly writes: readonly Owner[];
  /** The object's revision as it was checked; absent where there is none. */
  readonly resourceVersion?: string;
  /** Whether Helm's run has put the field right, whatever stood there before. */
  readonly isResetByRun: boolean;
}

export interface ReleaseFacts {
  readonly release: ReleaseRef;
  /** RFC 3339. */
  readonly takenAt: string;
  readonly findings: readonly FindingFacts[];
}

/** Of each difference that a report tells, what the join with an audit log needs: the objects themselves are let go. */
export function factsOf({report, live, intent}: Pick<Inspection, 'report' | 'live' | 'intent'>): ReleaseFacts {
  const objects = new Map<string, LiveObject>();
  // What was read again comes first, and counts.
  for (const one of live) if (!objects.has(refKey(one.ref))) objects.set(refKey(one.ref), one);
  const beside = new Set(intent.objects.filter(({part}) => part !== undefined).map(({ref}) => refKey(ref)));
  const findings = report.findings
    .filter(({verdict}) => verdict !== 'ignored')
    .map((finding) => {
      const facts = findingFacts(finding, objects.get(refKey(finding.ref)), report.release);
      // Hooks run when they are due, and crds/ but once: a run puts neither right.
      const isOfRun = report.from.kind === 'release' && !beside.has(refKey(finding.ref));
      return isOfRun ? facts : {...facts, isResetByRun: false};
    });
  return {release: report.release, takenAt: report.takenAt, findings};
}

function findingFacts(finding: Finding, object: LiveObject | undefined, {applyMethod}: ReleaseRef): FindingFacts {
  const {ref, path, change, live} = finding;
  const metadata = metadataOf(object?.object ?? {});
  const [createdAt, resourceVersion] = [textOf(metadata['creationTimestamp']), textOf(metadata['resourceVersion'])];
  const isDeclared = change === 'changed' || change === 'removed' || change === 'missing';
  const owners =
    object === undefined || path.length === 0 ? [] : ownersAt(managedEntries(object.object), path, object.object);
  return {
    finding,
    live,
    owners: owners.map(({manager, subresource, time}) => ({
      manager,
      ...(subresource === undefined ? {} : {subresource}),
      ...(time === undefined ? {} : {time}),
    })),
    writes: object === undefined ? [] : writesOf(managedEntries(object.object), createdAt),
    ...(createdAt === '' ? {} : {createdAt}),
    ...(resourceVersion === '' ? {} : {resourceVersion}),
    // Helm makes what is missing; client-side it leaves alone what somebody has changed of a custom resource.
    isResetByRun: isDeclared && (change === 'missing' || applyMethod === 'ssa' || !isCustom(ref.group, ref.kind)),
  };
}

/** An entry from before its object's creation came with a copy; one without a time, or of several, tells nothing. */
function writesOf(entries: readonly ManagedEntry[], createdAt: string): Owner[] {
  return entries
    .filter(
      ({subresource, time, manager}) =>
        subresource === undefined && time !== undefined && time > createdAt && !isNameless(manager),
    )
    .map(({manager, time}) => ({manager, ...(time === undefined ? {} : {time})}));
}
