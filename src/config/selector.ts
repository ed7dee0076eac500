import {isObject, scalarText} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';

interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent';
  readonly values: readonly string[];
}

const KEY = String.raw`([^\s=!,()<>]+)`;
const VALUE = String.raw`([^\s=!,()<>]*)`;
const ABSENT = new RegExp(String.raw`^!\s*${KEY}$`);
const SET = new RegExp(String.raw`^${KEY}\s+(in|notin)\s*\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^${KEY}\s*(==|=|!=)\s*${VALUE}$`);
const EXISTS = new RegExp(`^${KEY}$`);

/** What is wrong with a label selector; undefined for a good one. */
export function selectorProblem(selector: string): string | undefined {
  const bad = partsOf(selector).find((part) => requirementOf(part) === undefined);
  return bad === undefined
    ? undefined
    : `"${bad}" is no label selector: write app=web, tier!=db, env in (a,b), !canary`;
}

/** Whether labels (or annotations) meet a selector in Kubernetes' own syntax. `!=` and `notin` hold for what is absent. */
export function selectorMatches(selector: string, labels: JsonObject): boolean {
  return partsOf(selector).every((part) => {
    const requirement = requirementOf(part);
    if (requirement === undefined) return false;
    const {key, operator, values} = requirement;
    const value = Object.hasOwn(labels, key) ? scalarText(labels[key]) : undefined;
    switch (operator) {
      case 'exists':
        return value !== undefined;
      case 'absent':
        return value === undefined;
      case 'in':
        return value !== undefined && values.includes(value);
      case 'notin':
        return value === undefined || !values.includes(value);
    }
  });
}

/** The labels or annotations of an object; none for one that is not there. */
export function metadataOf(object: JsonObject | undefined, field: 'labels' | 'annotations'): JsonObject {
  const metadata = isObject(object?.['metadata']) ? object['metadata'] : {};
  return isObject(metadata[field]) ? metadata[field] : {};
}

/** Split at the commas that are not between parentheses. */
function partsOf(selector: string): string[] {
  if (selector.trim() === '') return [];
  return selector.split(/,(?![^(]*\))/).map((part) => part.trim());
}

function requirementOf(part: string): Requirement | undefined {
  const [, absent] = ABSENT.exec(part) ?? [];
  if (absent !== undefined) return {key: absent, operator: 'absent', values: []};
  const [, key, operator, list] = SET.exec(part) ?? [];
  if (key !== undefined && list !== undefined)
    return {key, operator: operator as 'in' | 'notin', values: list.split(',').map((value) => value.trim())};
  const [, name, sign, value] = EQUALITY.exec(part) ?? [];
  if (name !== undefined && value !== undefined)
    return {key: name, operator: sign === '!=' ? 'notin' : 'in', values: [value]};
  const [, present] = EXISTS.exec(part) ?? [];
  return present === undefined ? undefined : {key: present, operator: 'exists', values: []};
}
