import {createHash} from 'node:crypto';
import type {LiveObject} from '../../model/evidence.ts';
import type {Intent} from '../../model/intent.ts';
import {formatPath} from '../../model/path.ts';
import {refKey} from '../../model/refs.ts';
import type {ReleaseRef} from '../../model/refs.ts';
import {SEVERITIES} from '../../model/report.ts';
import type {Finding, Variance} from '../../model/report.ts';
import {controlPathOf} from './control-paths.ts';
import type {CatalogueEntry} from './control-paths.ts';
import {ignoredBecause} from './ignored.ts';

/** Makes a finding of every variance: none is dropped, what does not count says why. Sorted by object, worst first. */
export function judge(
  variances: readonly Variance[],
  intent: Intent,
  live: readonly LiveObject[],
  ownPaths: readonly CatalogueEntry[] = [],
): Finding[] {
  const origins = new Map(intent.objects.map(({ref, origin}) => [refKey(ref), origin]));
  const declared = new Map(intent.objects.map((entry) => [refKey(entry.ref), entry.object]));
  const roles = intent.objects.flatMap(({ref, object}) => (ref.kind === 'ClusterRole' ? [object] : []));
  const findings = variances.map(({dismissed, byHelm: _byHelm, open: _open, ...variance}): Finding => {
    const known = {release: intent.release, declared: declared.get(refKey(variance.ref)), live, roles};
    const why = ignoredBecause(variance, known) ?? dismissed;
    const {severity, ...controlPath} = controlPathOf(variance, ownPaths);
    const origin = origins.get(refKey(variance.ref));
    return {
      ...variance,
      by: variance.by ?? {certainty: 'unknown'},
      id: findingId(intent.release, variance),
      verdict: why === undefined ? 'drift' : 'ignored',
      severity,
      controlPath,
      ...(why === undefined ? {} : {why}),
      ...(origin === undefined ? {} : {origin}),
    };
  });
  return findings.toSorted(
    (a, b) =>
      compareText(refKey(a.ref), refKey(b.ref)) ||
      SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
      compareText(formatPath(a.path), formatPath(b.path)),
  );
}

/** The first seven hex digits of the whole id, for people. Whoever decides by an id takes the whole one. */
export function findingId(release: Pick<ReleaseRef, 'name' | 'namespace'>, variance: Named): string {
  return wholeId(release, variance).slice(0, 7);
}

type Named = Pick<Variance, 'ref' | 'path' | 'change'>;

/** 64 hex digits of release, object and path: no value and no time goes in, so a finding keeps its name from run to run. */
export function wholeId(release: Pick<ReleaseRef, 'name' | 'namespace'>, {ref, path, change}: Named): string {
  const whole = path.length === 0 ? change : formatPath(path);
  return createHash('sha256')
    .update(`${release.namespace}/${release.name}|${refKey(ref)}|${whole}`)
    .digest('hex');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
