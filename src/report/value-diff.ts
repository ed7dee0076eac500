import {beginning, columnsOf, differing, withoutShared} from '../model/columns.ts';
import type {Json} from '../model/json.ts';
import type {Finding} from '../model/report.ts';
import {writeYaml} from '../yaml/write.ts';
import {withoutDefaults} from './container-defaults.ts';
import {valueText} from './finding-words.ts';
import {lineDiff} from './line-diff.ts';
import type {DiffLine} from './line-diff.ts';
import type {Paint} from './paint.ts';
import {hanging, plural, safeText} from './words.ts';

type Values = Pick<Finding, 'change' | 'desired' | 'live'>;

/** Lines of one value beyond this many are summed up. */
const LINES_SHOWN = 12;
/** Lines of one long text without breaks. */
const LINES_OF_ONE = 3;
const LONGEST = 100_000;

/** Both values on one line of so many columns, `80 → 8080`; undefined where they are no single values, or do not fit. */
export function inlineValues({change, desired, live}: Values, columns: number): string | undefined {
  const fitting = (text: string): string | undefined => (columnsOf(text) <= columns ? text : undefined);
  switch (change) {
    case 'missing':
      return fitting('missing');
    case 'extra':
      return fitting('not declared');
    case 'added':
      return isSingle(live) ? fitting(`+ ${whole(live)}`) : undefined;
    case 'removed':
      return isSingle(desired) ? fitting(`− ${whole(desired)}`) : undefined;
    case 'changed': {
      if (!isSingle(desired) || !isSingle(live)) return undefined;
      const sides = differing(whole(desired), whole(live), columns);
      return sides === undefined ? undefined : `${sides.desired} → ${sides.live}`;
    }
  }
}

const whole = (value: Json | undefined): string => valueText(value, LONGEST);

/** Whether a value has one line of its own: a number, a short text, an empty list. */
export function isSingle(value: Json | undefined): value is Json {
  if (value === undefined) return false;
  if (typeof value === 'string') return !value.includes('\n');
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** What no single line holds, as a few signed lines of so many columns: YAML of objects and lists, and the changed lines of texts. */
export function valueDiff(values: Values, columns: number): DiffLine[] {
  const lines = fittedLines(signedLines(values), columns);
  if (lines.length <= LINES_SHOWN) return lines;
  const more = lines.length - LINES_SHOWN + 1;
  return [
    ...lines.slice(0, LINES_SHOWN - 1),
    {sign: ' ', text: beginning(`… and ${plural(more, 'more line')} (--diff, -o json)`, columns - 2)},
  ];
}

function signedLines({change, desired, live}: Values): DiffLine[] {
  if (change === 'missing' || change === 'extra') return [];
  if (change === 'added') return linesOf(live).map((text) => ({sign: '+', text}));
  if (change === 'removed') return linesOf(desired).map((text) => ({sign: '-', text}));
  if (isSingle(desired) && isSingle(live)) {
    const sides = withoutShared(whole(desired), whole(live));
    return [
      {sign: '-', text: sides.desired},
      {sign: '+', text: sides.live},
    ];
  }
  return lineDiff(linesOf(desired), linesOf(live), 1);
}

/** A text by its lines, anything else as YAML; without the server's defaults. */
export function linesOf(value: Json | undefined): string[] {
  if (value === undefined) return [];
  const text = typeof value === 'string' ? value : writeYaml(withoutDefaults(value));
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => safeText(line.replaceAll('\t', '  '), LONGEST).trimEnd());
}

/** Signed lines in so many columns: long ones that took each other's place from where they differ, others in as many as it takes. */
export function fittedLines(lines: readonly DiffLine[], columns: number): DiffLine[] {
  return paired(lines, columns).flatMap((line) => fitted(line, columns));
}

function paired(lines: readonly DiffLine[], columns: number): DiffLine[] {
  const shown = [...lines];
  for (let at = 0; at + 1 < lines.length; at++) {
    const [old, now] = [lines[at], lines[at + 1]];
    const isPair = old?.sign === '-' && now?.sign === '+' && lines[at - 1]?.sign !== '-' && lines[at + 2]?.sign !== '+';
    if (!isPair || Math.max(columnsOf(old.text), columnsOf(now.text)) <= columns - 2) continue;
    const lead = leadOf(old.text, now.text, columns);
    const sides = withoutShared(old.text.slice(lead.length), now.text.slice(lead.length));
    shown[at] = {sign: '-', text: lead + sides.desired};
    shown[at + 1] = {sign: '+', text: lead + sides.live};
  }
  return shown;
}

/** The indentation and the key that two lines of YAML share; a long one leaves no room for what differs. */
function leadOf(old: string, now: string, columns: number): string {
  const [key] = /^\s*(?:- )?(?:[^\s:"']+|"[^"]*"|'[^']*'): /.exec(old) ?? [];
  if (key !== undefined && now.startsWith(key) && columnsOf(key) <= columns / 2) return key;
  return ' '.repeat(Math.min(old.search(/\S|$/), now.search(/\S|$/), Math.floor(columns / 2)));
}

/** A line in as many as it takes; beyond a few it ends in an ellipsis. Its sign stands before the first. */
function fitted({sign, text}: DiffLine, columns: number): DiffLine[] {
  const room = columns - 2;
  if (columnsOf(text) <= room) return [{sign, text}];
  const indent = Math.min(text.search(/\S|$/), Math.floor(room / 2));
  const lines = hanging(text.trimStart(), room - indent).map((line) => ' '.repeat(indent) + line);
  const most = sign === ' ' ? 1 : LINES_OF_ONE;
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] = cutOff(kept[most - 1] ?? '', room);
  return kept.map((line, at) => ({sign: at === 0 ? sign : ' ', text: line}));
}

/** A line that goes on, up to a whole word. */
function cutOff(line: string, columns: number): string {
  if (columnsOf(line) < columns) return `${line}…`;
  const end = line.lastIndexOf(' ');
  return `${line.slice(0, end).trim() === '' ? beginning(line, columns - 1) : line.slice(0, end)}…`;
}

/** Signed lines below a row, in the colours of both sides. */
export function paintedDiff(lines: readonly DiffLine[], indent: number, paint: Paint): string[] {
  const styles = {'+': paint.warn, '-': paint.path, ' ': paint.dim};
  return lines.map(({sign, text}) => styles[sign](`${' '.repeat(indent)}${sign} ${text}`.trimEnd()));
}
