import {hasWritten} from '../../model/fix.ts';
import type {Outcome, Plan, PlannedField, Step} from '../../model/fix.ts';
import {refLabel} from '../../model/refs.ts';
import type {RecordFieldView} from '../activity.ts';
import {glanceOf} from './findings.ts';

/** So many of one record are told; the state goes to every page. */
const MOST = 30;

/** What a record wrote, field by field, and how many more there are. `outcomes` stand in the order of the plan's steps. */
export function recordFields(
  {steps}: Pick<Plan, 'steps'>,
  outcomes: readonly {readonly outcome: Outcome | undefined}[],
  safe: (text: string) => string,
): {readonly fields: readonly RecordFieldView[]; readonly moreFields?: number} {
  const all = steps.flatMap((step, at) => {
    const outcome = outcomes[at]?.outcome;
    const isWritten = outcome !== undefined && hasWritten(outcome);
    return step.fields.map((field) => ({step, field, isWritten}));
  });
  const fields = all.slice(0, MOST).map(({step, field, isWritten}): RecordFieldView => ({
    object: refLabel(step.ref),
    field: safe(shortPath(field.path)),
    values: safe(valuesOf(step, field)),
    ...(isWritten ? {} : {unwritten: true}),
  }));
  return {fields, ...(all.length > MOST ? {moreFields: all.length - MOST} : {})};
}

const DONE = {patch: 'changed', create: 'created', delete: 'deleted', recreate: 'recreated'} as const;

/** The value that was there, and the one that was written. */
function valuesOf({action}: Step, field: PlannedField): string {
  if (field.path === '') return DONE[action];
  const {desired = 'absent', live = 'absent'} = glanceOf(field);
  return `${live} → ${desired}`;
}

/** The last field of a path, `port`; of an item its name, or `rules[1]`; of its `value` alone the item's: `LOG_LEVEL`. */
function shortPath(path: string): string {
  const segments = path.match(/\["(?:[^"\\]|\\.)*"\]|\[[^\]]*\]|[^.[\]]+/g) ?? [];
  const [before = '', last = ''] = segments.length > 1 ? segments.slice(-2) : ['', ...segments];
  const named = last === 'value' && before.startsWith('[') ? before : last;
  if (/^\[\d+\]$/.test(named)) return `${before}${last}`;
  const [, name] = /^\["(.*)"\]$/.exec(named) ?? /^\[\w+=([^,\]]*)\]$/.exec(named) ?? [];
  return name ?? named;
}
