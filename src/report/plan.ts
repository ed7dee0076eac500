import {hasWritten} from '../model/fix.ts';
import type {Plan, PlannedField, Step, StepResult} from '../model/fix.ts';
import type {Json} from '../model/json.ts';
import {refLabel} from '../model/refs.ts';
import type {Finding} from '../model/report.ts';
import {formatPath} from '../model/path.ts';
import {stringifyJson} from '../yaml/json.ts';
import {paintFor} from './paint.ts';
import type {Paint} from './paint.ts';
import {plural, safeText} from './words.ts';

const METHODS = {ssa: 'server-side apply', csa: 'client-side patches'} as const;
const CONSEQUENCES_SHOWN = 4;

/** A plan as a contract: what will be written, field by field, who loses, what it costs, and what cannot be undone. */
export function planText({release, cluster, steps, notes}: Plan, color: boolean, undoes?: string): string {
  const paint = paintFor(color);
  const possible = steps.filter(({refused}) => refused === undefined);
  const fields = possible.reduce((sum, step) => sum + step.fields.length, 0);
  const refused = steps.length - possible.length;
  const head = `${paint.bold(`${release.name} in ${release.namespace}`)}, revision ${release.revision}, cluster ${cluster.name}`;
  const undoing = `Will take back what ${undoes} wrote, in ${plural(possible.length, 'object')}: it is drift again then, under the name helm-drift-undo`;
  const what = `Will put back ${plural(fields, 'difference')} in ${plural(possible.length, 'object')}, as helm writes this release (${METHODS[release.applyMethod]})`;
  const lines = [
    head,
    possible.length === 0 ? paint.warn('Nothing can be written') : paint.bold(undoes === undefined ? what : undoing),
    ...(refused === 0 ? [] : [paint.warn(`${plural(refused, 'object')} cannot be put back, each with its reason`)]),
    ...steps.flatMap((step) => ['', ...stepLines(step, paint)]),
    '',
    ...notes.map((note) => paint.dim(`Note: ${note}`)),
    paint.dim('Owners are not brought back by undo, nor are uids of what is made anew.'),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines({ref, action, fields, consequences, warnings, refused}: Step, paint: Paint): string[] {
  const place = ref.namespace === undefined ? ' (cluster-scoped)' : '';
  const more = consequences.length - CONSEQUENCES_SHOWN;
  return [
    `${paint.bold(`${refLabel(ref)}${place}`)}  ${refused === undefined ? action : paint.warn('left as it is')}`,
    ...fields.flatMap((field) => fieldLines(field, paint)),
    ...(consequences.length === 0
      ? []
      : [
          `  ${paint.dim('along')}     the API server changes ${consequences.slice(0, CONSEQUENCES_SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''} with it`,
        ]),
    ...warnings.map((warning) => `  ${paint.warn('!')} ${safeText(warning)}`),
    ...(refused === undefined ? [] : [`  ${paint.warn('refused')}   ${safeText(refused)}`]),
  ];
}

function fieldLines({severity, title, path, by, impact, ...values}: PlannedField, paint: Paint): string[] {
  const loser = by.manager === undefined || by.certainty === 'unknown' ? '' : paint.dim(`  (${by.manager} loses it)`);
  const where = path === '' ? '' : `  ${paint.path(path)}`;
  return [
    `  ${paint.severity(severity)(severity.padEnd(8))}  ${title}${where}  ${paint.bold(valuesText(values))}${loser}`,
    ...(impact === undefined ? [] : [`            ${paint.dim(safeText(impact))}`]),
  ];
}

/** Live first: this is what changes, and into what. */
function valuesText({change, desired, live}: Pick<PlannedField, 'change' | 'desired' | 'live'>): string {
  switch (change) {
    case 'missing':
      return 'is made anew';
    case 'extra':
      return 'is deleted';
    case 'added':
      return `${valueText(live)} → gone`;
    case 'removed':
      return `gone → ${valueText(desired)}`;
    case 'changed':
      return `${valueText(live)} → ${valueText(desired)}`;
  }
}

function valueText(value: Json | undefined): string {
  return safeText(typeof value === 'string' && value !== '' && value === value.trim() ? value : stringifyJson(value));
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
}

/** What was written, whether it holds, and how to take it back. */
export function afterText({record, results, left, others, problem}: Afterwards, color: boolean): string {
  const paint = paintFor(color);
  const written = results.filter(({outcome}) => MARKS[outcome] === 'good' && outcome !== 'unchanged').length;
  const isRecorded = results.some(({outcome, halfDone}) => hasWritten(outcome) || halfDone === true);
  const failed = results.filter(({outcome}) => MARKS[outcome] !== 'good').length;
  const verdict =
    left.length === 0 && failed === 0 && problem === undefined
      ? paint.good(`Verified: ${plural(written, 'object')} put back, and in contract there`)
      : paint.bad(`${written} put back, ${failed} not; ${plural(left.length, 'difference')} left of the plan`);
  return [
    verdict,
    ...(problem === undefined ? [] : [`  unverified ${safeText(problem)}`]),
    ...left.map(
      ({finding, why}) => `  left       ${refLabel(finding.ref)} ${formatPath(finding.path)}: ${safeText(why)}`,
    ),
    ...(others === 0
      ? []
      : [
          `${plural(others, 'difference')} of this release ${others === 1 ? 'was' : 'were'} not selected, and stand${others === 1 ? 's' : ''} (helm drift check)`,
        ]),
    ...(!isRecorded ? [] : [`Record ${record}. Undo: ${paint.bold(`helm drift undo ${record}`)}`]),
    '',
  ].join('\n');
}

/** What became of an undo. */
export function undoneText(results: readonly StepResult[], wrong: readonly string[], color: boolean): string {
  const paint = paintFor(color);
  const failed = results.filter(({outcome}) => MARKS[outcome] !== 'good').length;
  const verdict =
    failed === 0 && wrong.length === 0
      ? paint.good(`Verified: ${plural(results.length, 'object')} as before the fix`)
      : paint.bad(`${results.length - failed} put back, ${failed} not`);
  return [verdict, ...wrong.map((line) => `  left       ${safeText(line)}`), ''].join('\n');
}
