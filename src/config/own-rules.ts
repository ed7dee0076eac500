import type {Json, JsonObject} from '../model/json.ts';
import type {Change} from '../model/report.ts';
import {expiryProblem} from './expiry.ts';
import {listField, mapOf, mistake, namesField, requiredText, textField, wordOf} from './fields.ts';
import type {Place} from './fields.ts';
import {isExpression, patternProblem} from '../model/patterns.ts';
import {parseRulePath} from './rule-path.ts';
import type {RulePath} from './rule-path.ts';
import type {Rule, Target} from './rules.ts';
import {selectorProblem} from './selector.ts';

const RULE_FIELDS = ['reason', 'expires', 'target', 'paths', 'managers', 'changes'];
const TARGET_FIELDS = ['release', 'group', 'kind', 'namespace', 'name', 'labelSelector', 'annotationSelector'] as const;
const CHANGES = ['changed', 'removed', 'added', 'missing', 'extra'] as const satisfies readonly Change[];

/** The `ignore` list of our own document. `lines` are the 1-based lines at which its items begin. */
export function ownRules(document: JsonObject, file: string, place: Place, lines: readonly number[]): Rule[] {
  return (listField(document, 'ignore', place, true) ?? []).map((entry, at) =>
    ownRule(entry, `${file}, rule ${at + 1}`, {
      ...place,
      line: lines[at] ?? place.line,
      within: `rule ${at + 1}`,
    }),
  );
}

function ownRule(entry: Json, from: string, place: Place): Rule {
  const fields = mapOf(entry, place, 'it', RULE_FIELDS);
  const reason = requiredText(
    fields,
    'reason',
    place,
    'Say why the difference is accepted: whoever reads it next asks.',
  );
  const expires = textField(fields, 'expires', place);
  const problem = expires === undefined ? undefined : expiryProblem(expires);
  if (problem !== undefined) throw mistake(place, `expires: ${problem}`);
  const paths = namesField(fields, 'paths', place)?.map((path) => rulePath(path, place));
  const managers = namesField(fields, 'managers', place);
  managers?.forEach((manager) => assertPattern(manager, 'managers', place));
  const changes = namesField(fields, 'changes', place)?.map((change) => wordOf(change, CHANGES, place, 'changes'));
  return {
    from,
    reason,
    ...(expires === undefined ? {} : {expires}),
    target: fields['target'] === undefined ? {} : targetOf(fields['target'], place),
    ...(paths === undefined ? {} : {paths}),
    ...(managers === undefined ? {} : {managers}),
    ...(changes === undefined ? {} : {changes}),
  };
}

function rulePath(text: string, place: Place): RulePath {
  const path = parseRulePath(text);
  if ('problem' in path) throw mistake(place, path.problem);
  return path;
}

function targetOf(value: Json, place: Place): Target {
  const fields = mapOf(value, place, 'target', TARGET_FIELDS);
  const target: {-readonly [key in keyof Target]: string} = {};
  for (const field of TARGET_FIELDS) {
    const text = textField(fields, field, place);
    if (text === undefined) continue;
    assertFits(field, text, place);
    target[field] = text;
  }
  return target;
}

/** Only a group and a namespace may be empty: the core group, and none. */
function assertFits(field: (typeof TARGET_FIELDS)[number], text: string, place: Place): void {
  if (text.trim() === '' && field !== 'group' && field !== 'namespace')
    throw mistake(place, `target.${field} is empty`, 'Leave it out, or name something.');
  if (field === 'labelSelector' || field === 'annotationSelector') {
    const problem = selectorProblem(text);
    if (problem !== undefined) throw mistake(place, `target.${field}: ${problem}`);
    return;
  }
  if (field === 'kind' && text.includes('/') && !isExpression(text))
    throw mistake(place, `target.kind cannot be "${text}"`, 'Write group and kind as two fields.');
  assertPattern(text, `target.${field}`, place);
}

function assertPattern(text: string, field: string, place: Place): void {
  const problem = patternProblem(text);
  if (problem !== undefined) throw mistake(place, `${field}: ${problem}`);
}
