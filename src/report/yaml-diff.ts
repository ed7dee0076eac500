import type {Json} from '../model/json.ts';
import type {Segment} from '../model/path.ts';
import {formatPath} from '../model/path.ts';
import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {writeYaml} from '../yaml/write.ts';
import {lineDiff} from './line-diff.ts';
import type {DiffLine as Line} from './line-diff.ts';
import type {Paint} from './paint.ts';
import {fittedLines, paintedDiff} from './value-diff.ts';
import {plural, safeText} from './words.ts';

/** Lines of one value beyond this many are summed up: the diff is there to be read. */
const LINES_SHOWN = 40;
/** Where the signs stand. */
const INDENT = 10;

interface Node {
  readonly segment: Segment;
  readonly children: Node[];
  finding?: Finding;
}

/** The findings of one object as a YAML diff: what differs, and around it the fields that lead there. */
export function diffLines(findings: readonly Finding[], width: number, paint: Paint): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const whole = findings.find(({path}) => path.length === 0);
  const lines = whole === undefined ? childLines(treeOf(findings), 0) : wholeLines(whole);
  const safe = lines.map(({sign, text}) => ({sign, text: safeText(text, 10_000)}));
  return paintedDiff(fittedLines(safe, width - INDENT), INDENT, paint);
}

function wholeLines({ref, change, desired, live}: Finding): Line[] {
  const sign = change === 'missing' ? '-' : '+';
  const value = change === 'missing' ? desired : live;
  return limited(signed(sign, value === undefined ? [`# the whole ${refLabel(ref)}`] : yamlLines(value)));
}

function treeOf(findings: readonly Finding[]): Node[] {
  const roots: Node[] = [];
  for (const finding of findings) {
    let level = roots;
    finding.path.forEach((segment, at) => {
      let node = level.find((other) => JSON.stringify(other.segment) === JSON.stringify(segment));
      if (node === undefined) level.push((node = {segment, children: []}));
      if (at === finding.path.length - 1) node.finding = finding;
      level = node.children;
    });
  }
  return roots;
}

function childLines(nodes: readonly Node[], indent: number): Line[] {
  return nodes.flatMap((node) => nodeLines(node, indent));
}

function nodeLines({segment, children, finding}: Node, indent: number): Line[] {
  if (finding !== undefined) return limited(findingLines(finding, segment, indent));
  const [head, inner] = headOf(segment, indent);
  return [...head.map((text): Line => ({sign: ' ', text})), ...childLines(children, inner)];
}

/** The lines that lead into a field or item, and how far its own content is indented. */
function headOf(segment: Segment, indent: number): [string[], number] {
  const pad = ' '.repeat(indent);
  if ('field' in segment) return [[`${pad}${keyText(segment.field)}:`], indent + 2];
  if ('index' in segment) return [[`${pad}- # item ${segment.index + 1}`], indent + 2];
  // An item of a set is its own key.
  const keys = Object.entries(segment.select).map(
    ([key, value], at) => `${pad}${at === 0 ? '- ' : '  '}${key === '' ? '' : `${key}: `}${scalar(value)}`,
  );
  return [keys, indent + 2];
}

function findingLines({change, desired, live}: Finding, segment: Segment, indent: number): Line[] {
  if (change === 'changed' && typeof desired === 'string' && typeof live === 'string' && /\n/.test(desired + live))
    return textLines(segment, desired, live, indent);
  return [
    ...(desired === undefined || change === 'added' ? [] : signed('-', entry(segment, desired, indent))),
    ...(live === undefined || change === 'removed' ? [] : signed('+', entry(segment, live, indent))),
  ];
}

/** Two texts of several lines: only the lines that differ, with one on either side. */
function textLines(segment: Segment, desired: string, live: string, indent: number): Line[] {
  const [head] = headOf(segment, indent);
  const pad = ' '.repeat(indent + 2);
  const lines = lineDiff(desired.split('\n'), live.split('\n'), 1);
  return [
    ...head.map((text, at): Line => ({sign: ' ', text: at === head.length - 1 ? `${text} |` : text})),
    ...lines.map(({sign, text}): Line => ({sign, text: `${pad}${text}`})),
  ];
}

function entry(segment: Segment, value: Json, indent: number): string[] {
  if ('field' in segment && segment.field.includes('\n')) return [`${' '.repeat(indent)}${keyText(segment.field)}: …`];
  const wrapped = 'field' in segment ? {[segment.field]: value} : [value];
  return yamlLines(wrapped).map((line) => ' '.repeat(indent) + line);
}

function yamlLines(value: Json): string[] {
  return writeYaml(value).trimEnd().split('\n');
}

function signed(sign: '-' | '+', texts: readonly string[]): Line[] {
  return texts.map((text) => ({sign, text}));
}

function limited(lines: Line[]): Line[] {
  if (lines.length <= LINES_SHOWN) return lines;
  return [
    ...lines.slice(0, LINES_SHOWN),
    {sign: ' ', text: `# and ${plural(lines.length - LINES_SHOWN, 'more line')}`},
  ];
}

function keyText(field: string): string {
  // A key of several lines would take a form of YAML that nobody knows.
  return field.includes('\n') ? JSON.stringify(field) : writeYaml({[field]: 0}).replace(/: 0\n$/, '');
}

function scalar(value: string | number | boolean): string {
  return writeYaml(value).trimEnd();
}

/** The diff of one finding for formats that show it by itself. */
export function diffText(finding: Finding): string {
  const {path, ref} = finding;
  const lines = path.length === 0 ? wholeLines(finding) : childLines(treeOf([finding]), 0);
  const title = `${refLabel(ref)} ${formatPath(path)}`.trimEnd();
  return [`# ${title}`, ...lines.map(({sign, text}) => `${sign} ${text}`)]
    .map((line) => safeText(line, 2000).trimEnd())
    .join('\n');
}
