import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import type {ToldEntry} from '../model/told.ts';
import type {SafeReport} from '../redact/redactor.ts';
import {stringifyJson} from '../yaml/json.ts';
import {withoutLogCommands} from '../model/inert.ts';
import {valuesText, writerText} from './finding-words.ts';
import type {Paint} from './paint.ts';
import {safeText} from './words.ts';

const VALUES_WIDTH = 80;

/** The finding of a report that an entry tells of; none once it is resolved. */
function findingOf({findings}: SafeReport, {id, ref, path, change}: ToldEntry): Finding | undefined {
  return findings.find(
    (one) =>
      id.startsWith(one.id) &&
      one.change === change &&
      formatPath(one.path) === path &&
      refLabel(one.ref) === refLabel(ref),
  );
}

/** One line of JSON: docs/watch.md says what it promises. */
export function driftEventJson(report: SafeReport, entry: ToldEntry): string {
  const {at, state, ref, path, change, title, severity, by, first, returns, endedBy, id} = entry;
  const {name, namespace, revision} = report.release;
  const found = findingOf(report, entry);
  const event = {
    schemaVersion: '1',
    kind: 'DriftEvent',
    at,
    release: {name, namespace, ...(revision === undefined ? {} : {revision})},
    state,
    finding: {
      id,
      severity,
      ref,
      path,
      change,
      title,
      ...(found?.desired === undefined ? {} : {desired: found.desired}),
      ...(found?.live === undefined ? {} : {live: found.live}),
      by: found?.by ?? by,
      firstSeen: first,
      returns,
      ...(endedBy === undefined ? {} : {endedBy}),
    },
  };
  return `${withoutLogCommands(stringifyJson(event))}\n`;
}

/** The same for people, on one line. */
export function driftEventText(report: SafeReport, entry: ToldEntry, paint: Paint): string {
  const {at, state, ref, path, title, severity, endedBy} = entry;
  const {namespace, name} = report.release;
  const found = findingOf(report, entry);
  const writer = found === undefined ? undefined : writerText(found.by);
  const what = [
    safeText(`${refLabel(ref)} ${path}`.trimEnd(), 300),
    state === 'resolved' ? safeText(title) : `${safeText(title)}: ${found === undefined ? '' : valuesOf(found)}`,
    ...(writer === undefined ? [] : [`by ${writer}`]),
    ...(endedBy === undefined ? [] : [`ended by ${safeText(endedBy)}`]),
  ].join(', ');
  const mark = state === 'resolved' ? paint.good : paint.severity(severity);
  return `${at} ${mark(`${state} ${severity}`)} ${paint.bold(safeText(`${namespace}/${name}`))} ${what}\n`;
}

function valuesOf(finding: Finding): string {
  return safeText(valuesText(finding), VALUES_WIDTH);
}

/** What stands once all releases were checked: one line of JSON. */
export function watchReadyJson(
  at: string,
  releases: {readonly all: number; readonly drifted: readonly string[]; readonly incomplete: readonly string[]},
): string {
  return `${withoutLogCommands(stringifyJson({schemaVersion: '1', kind: 'WatchReady', at, releases: releases.all, drifted: releases.drifted, incomplete: releases.incomplete}))}\n`;
}
