import {clusterText} from '../model/cluster-words.ts';
import {hasTouched} from '../model/fix.ts';
import type {Plan, PlannedField, Step, StepResult} from '../model/fix.ts';
import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {columnsOf} from '../model/columns.ts';
import {formatPath} from '../model/path.ts';
import {valueText} from './finding-words.ts';
import {paintFor} from './paint.ts';
import type {Paint} from './paint.ts';
import {isSingle} from './value-diff.ts';
import {below, INDENT, rowLines, TITLE_WIDTH} from './text-object.ts';
import {bounded, hanging, plural, safeText, wrapped} from './words.ts';
import {someOf} from '../model/plural.ts';

const METHODS = {ssa: 'server-side apply', csa: 'client-side patches'} as const;
const CONSEQUENCES_SHOWN = 4;

/** What of the release's drift a plan leaves, for it takes away nothing unasked. */
export interface Staying {
  readonly added: number;
  readonly extra: number;
}

export interface PlanStyle {
  readonly color: boolean;
  readonly width: number;
  /** The record that an undo takes back. */
  readonly undoes?: {readonly id: string; readonly of: 'fix' | 'undo'};
  readonly stays?: Staying;
}

/** A plan as a contract: first what it comes to and what it risks, then field by field what will be written and who loses it. */
export function planText({release, cluster, steps, notes}: Plan, style: PlanStyle): string {
  const {color, undoes, stays = {added: 0, extra: 0}} = style;
  const paint = paintFor(color);
  const width = bounded(style.width);
  const possible = steps.filter(({refused}) => refused === undefined);
  const fields = possible.reduce((sum, step) => sum + step.fields.length, 0);
  const refused = steps.length - possible.length;
  const head = `${release.name} in ${release.namespace}, revision ${release.revision}, ${clusterText(cluster)}`;
  const then = undoes?.of === 'undo' ? 'as the fix had left it' : 'drift again';
  const undoing = `Will take back what ${undoes?.id} wrote, in ${plural(possible.length, 'object')}: it is ${then} then, under the name helm-drift-undo`;
  const what = `Will put back ${plural(fields, 'difference')} in ${plural(possible.length, 'object')}, as helm writes this release (${METHODS[release.applyMethod]})`;
  const lined = (text: string, paintLine: (line: string) => string): string[] => hanging(text, width).map(paintLine);
  const lines = [
    ...lined(head, paint.bold),
    ...(possible.length === 0
      ? [paint.warn('Nothing can be written')]
      : [...lined(undoes === undefined ? what : undoing, paint.bold), ...lined(risksOf(possible, stays), paint.warn)]),
    ...(refused === 0
      ? []
      : lined(`${plural(refused, 'object')} cannot be put back, each with its reason`, paint.warn)),
    ...steps.flatMap((step) => ['', ...stepLines(step, {paint, width})]),
    '',
    ...notes.flatMap((note) => lined(`Note: ${note}`, paint.dim)),
    ...lined('Owners are not brought back by undo, nor are uids of what is made anew.', paint.dim),
  ];
  return `${lines.join('\n')}\n`;
}

/** A kept plan, with what its reader has to know beside it. Whether somebody edited it only the release's own record can tell. */
export function planFileText(plan: Plan, file: string, now: Date, style: PlanStyle): string {
  const width = bounded(style.width);
  const {cluster, createdAt, expires} = plan;
  const isOver = !(Date.parse(expires) > now.getTime());
  const until = `${isOver ? 'expired at' : 'holds until'} ${safeText(expires)}`;
  const lines = [
    `Planned at ${safeText(createdAt)} for ${safeText(clusterText(cluster))} at ${safeText(cluster.server)}`,
    `It ${until}.`,
    isOver
      ? 'Make a new one: helm drift fix RELEASE --out FILE.'
      : `Nothing was asked of the cluster: whether the plan was edited, and whether it still fits, is found out before it is carried out: helm drift fix --plan ${safeText(file)}`,
  ];
  return `${planText(plan, style)}${lines.flatMap((line) => hanging(line, width)).join('\n')}\n`;
}

const DONE = {patch: 'patched', create: 'made anew', delete: 'deleted', recreate: 'deleted and made anew'} as const;

/** `2 patched; no pod restarts; clients of port 8080 will be refused; 3 additions stay (--added)`. */
function risksOf(steps: readonly Step[], {added, extra}: Staying): string {
  const counts = Object.entries(DONE).flatMap(([action, done]) => {
    const count = steps.filter((step) => step.action === action).length;
    return count === 0 ? [] : [`${count} ${done}`];
  });
  const restarting = steps.filter(({warnings}) => warnings.some((warning) => /\bpods are replaced\b/.test(warning)));
  const lost = steps.filter(({action}) => action === 'delete' || action === 'recreate');
  const refused = steps
    .filter(({action}) => action === 'patch')
    .flatMap(({fields}) => fields)
    .filter(({title, change}) => title === 'Service port' && change === 'changed')
    .map(({live}) => `clients of port ${valueText(live)} will be refused`);
  const names = (of: readonly Step[]): string => of.map(({ref}) => refLabel(ref)).join(', ');
  return [
    counts.join(', '),
    restarting.length === 0 ? 'no pod restarts' : `pods are replaced of ${names(restarting)}`,
    ...new Set(refused),
    ...(lost.length === 0 ? [] : [`what goes with ${names(lost)} is lost`]),
    ...(added === 0 ? [] : [`${plural(added, 'addition stays', 'additions stay')} (--added)`]),
    ...(extra === 0 ? [] : [`${plural(extra, 'extra object stays', 'extra objects stay')} (--prune)`]),
  ].join('; ');
}

interface Laid {
  readonly paint: Paint;
  readonly width: number;
}

function stepLines({ref, action, fields, consequences, warnings, refused}: Step, laid: Laid): string[] {
  const {paint, width} = laid;
  const place = ref.namespace === undefined ? ' (cluster-scoped)' : '';
  const label = safeText(`${refLabel(ref)}${place}`, 400);
  const word = refused === undefined ? action : 'left as it is';
  const gap = width - columnsOf(label) - columnsOf(word);
  const paintWord = refused === undefined ? paint.dim : paint.warn;
  const head =
    gap >= 2
      ? [`${paint.bold(label)}${' '.repeat(gap)}${paintWord(word)}`]
      : [...hanging(label, width).map((line) => paint.bold(line)), ...below(word, 2, {width, style: paintWord})];
  const along = `the API server changes ${someOf(consequences, CONSEQUENCES_SHOWN)} with it`;
  const titleWidth = Math.min(TITLE_WIDTH, Math.max(0, ...fields.map(({title}) => columnsOf(safeText(title)))));
  const told = (mark: string, text: string, style: (line: string) => string): string[] =>
    wrapped(text, width - INDENT).map(
      (line, at) => `${at === 0 ? `  ${style(mark.padEnd(INDENT - 2))}` : ' '.repeat(INDENT)}${line}`,
    );
  return [
    ...head,
    ...fields.flatMap((field) => fieldLines(field, titleWidth, laid)),
    ...(consequences.length === 0 ? [] : told('along', safeText(along, 600), paint.dim)),
    ...warnings.flatMap((warning) => told('!', safeText(warning, 600), paint.warn)),
    // Whole: the way out stands at its end.
    ...(refused === undefined ? [] : told('refused', safeText(refused, 2000), paint.warn)),
  ];
}

function fieldLines(field: PlannedField, titleWidth: number, {paint, width}: Laid): string[] {
  const {severity, title, path, by, impact} = field;
  const mark = paint.severity(severity)(severity.padEnd(8));
  const loser = by.manager === undefined || by.certainty === 'unknown' ? undefined : `${by.manager} loses it.`;
  const word = wordOf(field);
  const told = [impact === undefined ? undefined : safeText(impact, 400), loser && safeText(loser)].filter(
    (part) => part !== undefined,
  );
  return [
    ...rowLines({mark, title, path, values: backwards(field), ...(word === undefined ? {} : {word})}, titleWidth, {
      width,
      paint,
      diff: false,
    }),
    ...below(told.join(' '), INDENT, {width, style: paint.dim}),
  ];
}

function wordOf({change, desired, live}: PlannedField): string | undefined {
  switch (change) {
    case 'missing':
      return 'is made anew';
    case 'extra':
      return 'is deleted';
    case 'added':
      return isSingle(live) ? `${valueText(live)} → gone` : undefined;
    case 'removed':
      return isSingle(desired) ? `gone → ${valueText(desired)}` : undefined;
    case 'changed':
      return undefined;
  }
}

/** Live first: this is what changes, and into what. */
function backwards({change, desired, live}: PlannedField): Pick<Finding, 'change' | 'desired' | 'live'> {
  const turned = change === 'added' ? 'removed' : change === 'removed' ? 'added' : change;
  return {
    change: turned,
    ...(live === undefined ? {} : {desired: live}),
    ...(desired === undefined ? {} : {live: desired}),
  };
}

const MARKS: Readonly<Record<StepResult['outcome'], 'good' | 'warn' | 'bad'>> = {
  created: 'good',
  patched: 'good',
  deleted: 'good',
  recreated: 'good',
  unchanged: 'good',
  altered: 'bad',
  skipped: 'warn',
  conflict: 'bad',
  failed: 'bad',
};

/** One line for what became of a step. */
export function resultLine({ref, outcome, message}: StepResult, color: boolean): string {
  const paint = paintFor(color);
  const why = message === undefined ? '' : `: ${safeText(message)}`;
  return `  ${paint[MARKS[outcome]](outcome.padEnd(9))}  ${refLabel(ref)}${why}\n`;
}

export interface Afterwards {
  readonly record: string;
  readonly results: readonly StepResult[];
  readonly left: readonly {readonly finding: Finding; readonly why: string}[];
  /** Drift that the plan was not to touch. */
  readonly others: number;
  /** Why nobody could look again. */
  readonly problem: string | undefined;
  /** Why no Event in the cluster tells of it. */
  readonly untold?: string | undefined;
}

/** What was written, whether it holds, and how to take it back. */
export function afterText({record, results, left, others, problem, untold}: Afterwards, color: boolean): string {
  const paint = paintFor(color);
  const written = results.filter(({outcome}) => MARKS[outcome] === 'good' && outcome !== 'unchanged').length;
  const isRecorded = results.some(hasTouched);
  const failed = results.filter(({outcome}) => MARKS[outcome] !== 'good').length;
  const skipped = results.filter(({outcome}) => outcome === 'skipped').length;
  const verdict =
    left.length === 0 && failed === 0 && problem === undefined
      ? paint.good(`Verified: ${plural(written, 'object')} put back, and in contract there`)
      : paint.bad(`${written} put back, ${failed} not; ${plural(left.length, 'difference')} left of the plan`);
  return [
    verdict,
    ...(problem === undefined ? [] : [`  unverified ${safeText(problem)}`]),
    ...(skipped === 0
      ? []
      : [`${plural(skipped, 'object')} not begun: the same fix, run again, goes on where this one stopped.`]),
    ...left.map(
      ({finding, why}) => `  left       ${refLabel(finding.ref)} ${formatPath(finding.path)}: ${safeText(why)}`,
    ),
    ...(others === 0
      ? []
      : [
          `${plural(others, 'difference of this release was not selected, and stands', 'differences of this release were not selected, and stand')} (helm drift check)`,
        ]),
    ...(untold === undefined ? [] : [untoldLine(untold, paint)]),
    ...(!isRecorded ? [] : [`Record ${record}. Undo: ${paint.bold(`helm drift undo ${record}`)}`]),
    '',
  ].join('\n');
}

function untoldLine(untold: string, paint: Paint): string {
  return paint.dim(`Note: no Event in the cluster tells of it: ${safeText(untold, 400)}`);
}

export interface Undone {
  /** What was taken back. */
  readonly of: 'fix' | 'undo';
  readonly results: readonly StepResult[];
  readonly wrong: readonly string[];
  readonly untold?: string | undefined;
}

/** What became of an undo. */
export function undoneText({of, results, wrong, untold}: Undone, color: boolean): string {
  const paint = paintFor(color);
  const failed = results.filter(({outcome}) => MARKS[outcome] !== 'good').length;
  const verdict =
    failed === 0 && wrong.length === 0
      ? paint.good(`Verified: ${plural(results.length, 'object')} as before the ${of}`)
      : paint.bad(`${results.length - failed} put back, ${failed} not`);
  return [
    verdict,
    ...wrong.map((line) => `  left       ${safeText(line)}`),
    ...(untold === undefined ? [] : [untoldLine(untold, paint)]),
    '',
  ].join('\n');
}
