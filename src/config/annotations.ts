import {scalarText} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {refLabel} from '../model/refs.ts';
import type {ObjectRef} from '../model/refs.ts';
import {expiryProblem} from './expiry.ts';
import {parseRulePath} from './rule-path.ts';
import type {RulePath} from './rule-path.ts';
import type {Rule} from './rules.ts';
import {metadataOf} from './selector.ts';

const IGNORE = 'helm-drift/ignore';
const REASON = 'helm-drift/ignore-reason';
const EXPIRES = 'helm-drift/ignore-expires';

/**
 * The rules that a declared object's annotations make: `helm-drift/ignore: "/spec/replicas, /spec/template"`, paths between
 * commas or lines, `*` for the whole object, with `-reason` and `-expires` beside it. Give it the intent's object alone:
 * anybody who can change a live object could annotate it too. What cannot be understood comes back as a rule that
 * matches nothing and says why, for one chart's slip must not end the check of all.
 */
export function annotationRules(ref: ObjectRef, object: JsonObject): Rule[] {
  const annotations = metadataOf(object, 'annotations');
  const given = (name: string): string =>
    Object.hasOwn(annotations, name) ? scalarText(annotations[name]).trim() : '';
  // A comma within [port=80,protocol=TCP] ends no path.
  const texts = given(IGNORE).split(/\n|,(?![^[\]]*\])/);
  const paths = texts.map((text) => text.trim()).filter((text) => text !== '');
  if (paths.length === 0) return [];
  const expires = given(EXPIRES);
  const rule: Rule = {
    from: `annotation of ${refLabel(ref)}`,
    reason: given(REASON) || `its annotation ${IGNORE} says so`,
    ...(expires === '' ? {} : {expires}),
    target: {group: ref.group, kind: ref.kind, namespace: ref.namespace ?? '', name: ref.name},
  };
  const badExpiry = expires === '' ? undefined : expiryProblem(expires);
  if (badExpiry !== undefined) return [{...rule, problem: `${EXPIRES}: ${badExpiry}`}];
  if (paths.includes('*')) return [rule];
  const parsed = paths.map(parseRulePath);
  const good = parsed.filter((path): path is RulePath => !('problem' in path));
  return [
    ...(good.length === 0 ? [] : [{...rule, paths: good}]),
    ...parsed.flatMap((path) => ('problem' in path ? [{...rule, problem: `${IGNORE}: ${path.problem}`}] : [])),
  ];
}
