import {lookOf, wholeIdsOf} from '../ledger/look.ts';
import {ORDINARY} from '../ledger/entry.ts';
import type {Width} from '../ledger/entry.ts';
import {isInSight} from '../ledger/transitions.ts';
import {refKey} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import type {Sight, SightedFinding} from '../notify/observe.ts';
import {valueText} from '../report/finding-words.ts';
import {safeText} from '../report/words.ts';
import type {ReleaseLook} from './watch-observer.ts';

/** Characters of a value, of a path and of a name in a message. */
const [VALUE, PATH, NAME] = [160, 300, 120];

/** What a check of a release has to tell: texts from the redacted copy, digests of the values themselves. */
export function sightOf(
  {report, shown, news, labels, objects}: ReleaseLook,
  {key, within}: {readonly key: Buffer; readonly within: readonly Width[]},
): Sight {
  const look = lookOf(report, shown.findings, {key, within});
  const ids = wholeIdsOf(report);
  const copies = new Map(shown.findings.map((finding, at) => [ids[at] ?? '', finding]));
  const told = new Map(news.map((entry) => [entry.id, entry]));
  const {name, namespace, revision} = report.release;
  const isOrdinary = within.join() === ORDINARY.join();
  return {
    release: {
      name,
      namespace,
      ...(revision === undefined ? {} : {revision}),
      ...(labels === undefined ? {} : {labels}),
    },
    at: report.takenAt,
    findings: look.findings.map(({verdict, by: _by, title, path, ...seen}): SightedFinding => {
      const copy = copies.get(seen.id);
      const first = told.get(seen.id)?.first;
      return {
        ...seen,
        stands: verdict,
        path: safeText(path, PATH),
        title: safeText(title, NAME),
        ...valuesOf(copy),
        by: authorOf(copy),
        ...objects.get(refKey(seen.ref)),
        ...(first === undefined ? {} : {first}),
        ...(isOrdinary ? {} : {within}),
      };
    }),
    endOf(id, {ref, change, at, within: width}) {
      // What is not seen on purpose, and what could not be, says nothing.
      const placed = {ref, change, at, within: (width as readonly Width[] | undefined) ?? ORDINARY};
      if (!isInSight(placed, look)) return undefined;
      const by = told.get(id)?.endedBy;
      return by === undefined ? {} : {by};
    },
  };
}

function valuesOf(copy: Finding | undefined): Pick<SightedFinding, 'desired' | 'live'> {
  if (copy === undefined || copy.change === 'missing' || copy.change === 'extra') return {};
  const {desired, live} = copy;
  return {
    ...(desired === undefined ? {} : {desired: valueText(desired, VALUE)}),
    ...(live === undefined ? {} : {live: valueText(live, VALUE)}),
  };
}

function authorOf(copy: Finding | undefined): SightedFinding['by'] {
  if (copy === undefined) return {certainty: 'unknown'};
  const {manager, operation, time, certainty} = copy.by;
  return {
    ...(manager === undefined ? {} : {manager: safeText(manager, NAME)}),
    ...(operation === undefined ? {} : {operation}),
    ...(time === undefined ? {} : {time}),
    certainty,
  };
}
