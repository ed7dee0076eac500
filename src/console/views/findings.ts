import {isObject} from '../../model/json.ts';
import type {Json} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import {refKey, refLabel} from '../../model/refs.ts';
import type {Finding} from '../../model/report.ts';
import {beginning, differing} from '../../model/columns.ts';
import {byText, methodText, seenSince, shortened, timeOf, worstFirst, writerText} from '../../report/finding-words.ts';
import {safeText} from '../../report/words.ts';
import type {SafeReport} from '../../redact/redactor.ts';
import type {AttributionView, FindingView, GapView} from '../contract.ts';
import {valueText, valueView} from './values.ts';

export interface Lines {
  readonly baseline: Readonly<Record<string, number>>;
  readonly live: Readonly<Record<string, number>>;
}

/** A finding of a report that was made safe. */
export function findingView(finding: Finding, lines: Lines): FindingView {
  const {id, ref, path, controlPath, severity, change, verdict, why, method, origin} = finding;
  const {group, meaning, impact} = controlPath;
  const [desired, live] = [valueView(finding.desired), valueView(finding.live)];
  const firstSeen = seenSince(finding, (time) => time);
  const [baselineLine, liveLine] = [lines.baseline[id], lines.live[id]];
  return {
    id,
    ref,
    object: refLabel(ref),
    path: formatPath(path),
    title: titleOf(finding),
    group,
    severity,
    change,
    verdict,
    by: attributionView(finding),
    glance: glanceOf(finding),
    method,
    methodText: methodText(finding, shortened),
    ...(firstSeen === undefined ? {} : {firstSeen}),
    ...(why === undefined ? {} : {why}),
    ...(desired === undefined ? {} : {desired}),
    ...(live === undefined ? {} : {live}),
    ...(meaning === undefined ? {} : {meaning}),
    ...(impact === undefined ? {} : {impact}),
    ...(baselineLine === undefined ? {} : {baselineLine}),
    ...(liveLine === undefined ? {} : {liveLine}),
    ...(origin?.template === undefined ? {} : {template: origin.template}),
  };
}

const BY_KEY = new Set(['Configuration', 'Secret value', 'Container environment']);
const OF_KEY = new Set(['Label', 'Annotation', 'Containers', 'Init containers']);

/** What is one of many alike goes by its key: `LOG_LEVEL`, `Label team`. */
function titleOf({controlPath: {title}, path}: Finding): string {
  const key = keyOf(path);
  if (key === undefined) return title;
  if (BY_KEY.has(title)) return key;
  return OF_KEY.has(title) ? `${title} ${key}` : title;
}

/** The name of the list's item, or the last field below a map. */
function keyOf(path: Finding['path']): string | undefined {
  const last = path.at(-1);
  const entry = path[path.findIndex((segment) => 'field' in segment && segment.field === 'env') + 1];
  const named = entry !== undefined && 'select' in entry ? entry : last;
  if (named !== undefined && 'select' in named) return stringOf(named.select['name']);
  const isMap = path.length > 1 && !path.some((segment) => 'select' in segment || 'index' in segment);
  return isMap && last !== undefined && 'field' in last && last.field !== 'env' ? last.field : undefined;
}

/** Columns of one side, and of both with the arrow between. */
const GLANCE = 40;

export function glanceOf({change, desired, live}: Pick<Finding, 'change' | 'desired' | 'live'>): FindingView['glance'] {
  if (change === 'missing' || change === 'extra') return {};
  const lines = (before: number): readonly (string | undefined)[] =>
    near(desired, live, before).map((value) => (value === undefined ? undefined : onOneLine(value)));
  const [before, after] = lines(AROUND);
  const told = before === undefined || after === undefined ? undefined : differing(before, after, 2 * GLANCE);
  if (told !== undefined) return told;
  const [from, to] = lines(BEFORE);
  return {
    ...(from === undefined ? {} : {desired: clipped(from)}),
    ...(to === undefined ? {} : {live: clipped(to)}),
  };
}

/** Of texts, what stands around their first difference: one of megabytes is not gone through for one line. */
function near(desired: Json | undefined, live: Json | undefined, before: number): readonly (Json | undefined)[] {
  if (typeof desired !== 'string' || typeof live !== 'string') return [desired, live].map(longTextCut);
  const most = Math.min(desired.length, live.length);
  let at = 0;
  while (at < most && desired[at] === live[at]) at++;
  const from = Math.max(0, at - before);
  return [desired, live].map((text) => `${from > 0 ? '…' : ''}${text.slice(from, at + AROUND)}`);
}

const AROUND = 500;
/** Shown of what both share, where what differs fills the line. */
const BEFORE = 8;

const longTextCut = (value: Json | undefined): Json | undefined =>
  typeof value === 'string' ? value.slice(0, AROUND) : value;

function clipped(text: string): string {
  const start = beginning(text, GLANCE - 1);
  return start.length < text.length ? `${start}…` : text;
}

/** `tcpdump (docker.io/corfr/tcpdump:latest)`, `A, B`. */
function namesOf(value: Json): string | undefined {
  if (Array.isArray(value)) {
    const names = value.map((item) => (isObject(item) ? stringOf(item['name']) : undefined));
    return names.length > 0 && names.every((name) => name !== undefined) ? names.join(', ') : undefined;
  }
  if (!isObject(value)) return undefined;
  const [name, image] = [stringOf(value['name']), stringOf(value['image'])];
  return name !== undefined && image !== undefined ? `${name} (${image})` : undefined;
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A text's own words, the names of what has names; else as YAML, its lines joined. */
function onOneLine(value: Json): string {
  const text = typeof value === 'string' && value !== '' ? value : (namesOf(value) ?? valueText(value));
  return safeText(text.trim().replace(/\s*\n\s*/g, ' ⏎ '), Infinity);
}

function attributionView(finding: Finding): AttributionView {
  const {manager, operation, subresource, certainty} = finding.by;
  const [writer, time] = [writerText(finding.by), timeOf(finding.by)];
  return {
    text: byText(finding) ?? 'Nobody knows: the API server keeps no trace of who did this.',
    certainty,
    ...(writer === undefined ? {} : {writer}),
    ...(manager === undefined ? {} : {manager}),
    ...(operation === undefined ? {} : {operation}),
    ...(subresource === undefined ? {} : {subresource}),
    ...(time === undefined ? {} : {time}),
  };
}

const VERDICTS = ['drift', 'accepted', 'ignored'] as const;

export function findingViews(report: SafeReport, lines: Lines): FindingView[] {
  return worstFirst(report.findings)
    .toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
    .map((finding) => findingView(finding, lines));
}

export function gapViews({gaps}: SafeReport): GapView[] {
  return gaps.map(({ref, reason, message}) => ({
    reason,
    message,
    ...(ref === undefined ? {} : {object: refLabel(ref), key: refKey(ref)}),
  }));
}
