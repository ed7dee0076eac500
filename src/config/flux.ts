import {isObject, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {inside, listField, mapOf, mistake, textField, textsField} from './fields.ts';
import type {Place} from './fields.ts';
import {patternProblem} from '../model/patterns.ts';
import {parsePointer} from './rule-path.ts';
import type {Rule, Target} from './rules.ts';
import {selectorProblem} from './selector.ts';

const EXPRESSIONS = ['group', 'version', 'kind', 'namespace', 'name'] as const;
const SELECTORS = ['labelSelector', 'annotationSelector'] as const;
/** Flux shortens longer names, to this many characters and a hash. */
const LONGEST_NAME = 53;
const SHORTENED = 40;

/** `spec.driftDetection.ignore` of a HelmRelease: for the release that it makes. */
export function fluxRules(document: JsonObject, from: string, place: Place): Rule[] {
  const spec = isObject(document['spec']) ? document['spec'] : {};
  const detection = isObject(spec['driftDetection']) ? spec['driftDetection'] : {};
  const release = releaseOf(document, spec);
  return (listField(detection, 'ignore', place, true) ?? []).map((value, index) => {
    const here = inside(place, `driftDetection.ignore ${index + 1}`);
    const entry = mapOf(value, here, 'it', ['paths', 'target']);
    const texts = textsField(entry, 'paths', here);
    if (texts === undefined || texts.length === 0)
      throw mistake(here, 'paths is missing', 'Name JSON pointers; "" is the whole object.');
    const paths = texts.map((text) => {
      const path = parsePointer(text);
      if ('problem' in path) throw mistake(here, path.problem);
      return path;
    });
    return {
      from: `${from}, driftDetection.ignore ${index + 1}`,
      reason: 'Flux is told to ignore it',
      target: {...(release === '' ? {} : {release}), ...targetOf(entry['target'], here)},
      foreign: true,
      // Flux leaves such an object out as a whole, missing ones too.
      ...(texts.includes('') ? {} : {paths}),
    };
  });
}

/** All of it regular expressions, which match a whole name; what is empty or absent is any. */
function targetOf(value: Json | undefined, place: Place): Target {
  if (value === undefined || value === null) return {};
  const fields = mapOf(value, place, 'target', [...EXPRESSIONS, ...SELECTORS]);
  const target: {-readonly [key in keyof Target]: string} = {};
  for (const field of EXPRESSIONS) {
    const text = textField(fields, field, place);
    if (text === undefined || text === '') continue;
    const problem = patternProblem(`/${text}/`);
    if (problem !== undefined) throw mistake(place, `target.${field}: ${problem}`);
    target[field] = `/${text}/`;
  }
  for (const field of SELECTORS) {
    const text = textField(fields, field, place);
    if (text === undefined || text === '') continue;
    const problem = selectorProblem(text);
    if (problem !== undefined) throw mistake(place, `target.${field}: ${problem}`);
    target[field] = text;
  }
  return target;
}

function releaseOf(document: JsonObject, spec: JsonObject): string {
  const name = isObject(document['metadata']) ? textOf(document['metadata']['name']) : '';
  const prefix = textOf(spec['targetNamespace']);
  const whole = textOf(spec['releaseName']) || (prefix === '' || name === '' ? name : `${prefix}-${name}`);
  return whole.length > LONGEST_NAME ? `${whole.slice(0, SHORTENED)}-*` : whole;
}
