import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import type {Path} from '../model/path.ts';
import {printedJson} from '../yaml/json.ts';
import {below} from './text-object.ts';
import {agoOf, hanging, safeText} from './words.ts';

/** What one of the books tells of a release: one line of its timeline. */
export interface Moment {
  /** RFC 3339. */
  readonly at: string;
  /** revision: helm's records. write: the audit log, or managedFields. finding: checks of this machine. fix, undo: its records. */
  readonly kind: 'revision' | 'write' | 'finding' | 'fix' | 'undo';
  readonly what: string;
  /** A person: of an audit log, or whoever ran us. */
  readonly person?: string;
  /** The tool. */
  readonly manager?: string;
  readonly ref?: ObjectRef;
  readonly path?: Path | string;
  /** Of what has no very time: it was not later than this. */
  readonly isLatest?: true;
}

const KIND_WIDTH = 10;

/** Oldest first, as a log is read. */
export function timelineText(moments: readonly Moment[], now: Date, width: number): string {
  if (moments.length === 0) return 'Nothing is known of it in that time.\n';
  return moments
    .flatMap(({at, kind, what, person, manager, ref, path, isLatest}) => {
      const tool = manager === undefined || person === undefined ? manager : `${person} (${manager})`;
      const who = tool ?? person;
      const place = ref === undefined ? '' : `${refLabel(ref)} ${pathText(path)}`.trim();
      const when = `${isLatest === true ? '≤ ' : ''}${at.replace(/\.\d+Z$/, 'Z')}`.padEnd(23);
      const text = [place, what].filter((part) => part !== '').join(': ');
      return [
        ...hanging(`${when} ${kind.padEnd(KIND_WIDTH)}${safeText(text, 600)}`, width, when.length + 1 + KIND_WIDTH),
        ...below(`${who === undefined ? '' : `by ${safeText(who)}, `}${agoOf(at, now)}`, 24 + KIND_WIDTH, {width}),
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** For machines. */
export function timelineJson(
  release: {readonly name: string; readonly namespace: string},
  moments: readonly Moment[],
): string {
  const list = moments.map(({path, isLatest, ...moment}) => ({
    ...moment,
    ...(path === undefined ? {} : {path: pathText(path)}),
    ...(isLatest === undefined ? {} : {notLaterThan: true}),
  }));
  return printedJson({schemaVersion: '1', kind: 'DriftTimeline', release, moments: list});
}

function pathText(path: Path | string | undefined): string {
  if (path === undefined) return '';
  return typeof path === 'string' ? path : formatPath(path);
}
