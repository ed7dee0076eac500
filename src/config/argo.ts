import {UserError} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import type {Json, JsonObject} from '../model/json.ts';
import {readYamlDocuments} from '../yaml/read.ts';
import {inside, listField, mapOf, mistake, textField, textsField} from './fields.ts';
import type {Place} from './fields.ts';
import {parseJqPath} from './jq.ts';
import {parsePointer} from './rule-path.ts';
import type {RulePath} from './rule-path.ts';
import type {Rule, Target} from './rules.ts';

const WHAT = ['jsonPointers', 'jqPathExpressions', 'managedFieldsManagers'];
const REASON = 'Argo CD is told to ignore it';
const PREFIX = 'resource.customizations';
const BY_KIND = `${PREFIX}.ignoreDifferences.`;

/** `spec.ignoreDifferences` of an Application, or of an ApplicationSet's template: for the release that it makes. */
export function applicationRules(document: JsonObject, from: string, place: Place): Rule[] {
  const application = document['kind'] === 'ApplicationSet' ? at(document, 'spec', 'template') : document;
  const entries = listField(at(application, 'spec'), 'ignoreDifferences', place, true) ?? [];
  const releases = releasesOf(application, document);
  return entries.flatMap((value, index) => {
    const here = inside(place, `ignoreDifferences ${index + 1}`);
    const entry = mapOf(value, here, 'it', ['group', 'kind', 'name', 'namespace', ...WHAT]);
    // Argo CD's globs; to it, no group is the core group, while no name and no namespace is any.
    const kind = textField(entry, 'kind', here) || undefined;
    const name = textField(entry, 'name', here) || undefined;
    const namespace = textField(entry, 'namespace', here) || undefined;
    if (kind === undefined) throw mistake(here, 'kind is missing', 'Name one; "*" is any.');
    const target = {
      group: textField(entry, 'group', here) ?? '',
      kind,
      ...(name === undefined ? {} : {name}),
      ...(namespace === undefined ? {} : {namespace}),
    };
    const names = `${from}, ignoreDifferences ${index + 1}`;
    return releases.flatMap((release) =>
      rulesOf(entry, release === undefined ? target : {release, ...target}, names, here),
    );
  });
}

/** The ConfigMap argocd-cm: `resource.customizations.ignoreDifferences.<group>_<kind>`, `….all`, and the older one key of all. */
export function argocdRules(document: JsonObject, from: string, place: Place): Rule[] {
  const data = at(document, 'data');
  const keys = Object.keys(data).filter((key) => key.startsWith(PREFIX));
  if (keys.length === 0 && textOf(at(document, 'metadata')['name']) !== 'argocd-cm')
    throw mistake(place, `it holds no ${PREFIX}`, 'Of the ConfigMaps, argocd-cm alone is read.');
  return keys.flatMap((key) => {
    const here = inside(place, key);
    const value = (): JsonObject => innerMap(data[key], here);
    if (key.startsWith(BY_KIND)) {
      const target = key === `${BY_KIND}all` ? {} : kindOf(key.slice(BY_KIND.length), '_', here);
      return rulesOf(mapOf(value(), here, 'it', WHAT), target, `${from}, ${key}`, here);
    }
    // Others of its kind hold health checks and actions.
    if (key !== PREFIX) return [];
    return Object.entries(value()).flatMap(([name, custom]) => {
      const within = inside(here, name);
      const ignored = mapOf(custom, within, 'it')['ignoreDifferences'];
      if (ignored === undefined || ignored === null) return [];
      const entry = mapOf(innerMap(ignored, within), within, 'ignoreDifferences', WHAT);
      return rulesOf(entry, kindOf(name, '/', within), `${from}, ${key}, ${name}`, within);
    });
  });
}

/** Paths and managers of one entry each count alone, so they are two rules. */
function rulesOf(entry: JsonObject, target: Target, from: string, place: Place): Rule[] {
  const rule: Rule = {from, reason: REASON, target, foreign: true};
  const paths = [
    ...(textsField(entry, 'jsonPointers', place, true) ?? []).map((text) => pointer(text, place)),
    ...(textsField(entry, 'jqPathExpressions', place, true) ?? []).map((text) => jqPath(text, place)),
  ];
  const managers = textsField(entry, 'managedFieldsManagers', place, true) ?? [];
  return [...(paths.length === 0 ? [] : [{...rule, paths}]), ...(managers.length === 0 ? [] : [{...rule, managers}])];
}

function pointer(text: string, place: Place): RulePath {
  const path = parsePointer(text);
  if ('problem' in path) throw mistake(place, path.problem);
  return path;
}

function jqPath(text: string, place: Place): RulePath {
  try {
    return parseJqPath(text);
  } catch (error) {
    if (error instanceof UserError) throw mistake(place, error.message, error.hint);
    throw error;
  }
}

/** `apps_Deployment`, `apps/Deployment`; a kind alone is of the core group. */
function kindOf(text: string, separator: string, place: Place): Target {
  const [first = '', second, ...rest] = text.split(separator);
  if (rest.length > 0 || first === '' || second === '')
    throw mistake(place, `"${text}" is no group and kind`, `Argo CD writes them as apps${separator}Deployment.`);
  return second === undefined ? {group: '', kind: first} : {group: first, kind: second};
}

/** Argo CD calls the release as the source says, else as the Application. What an ApplicationSet fills in may be anything. */
function releasesOf(application: JsonObject, document: JsonObject): (string | undefined)[] {
  const spec = at(application, 'spec');
  const sources = Array.isArray(spec['sources']) ? (spec['sources'] as Json[]) : [spec['source'] ?? null];
  const name = textOf(at(application, 'metadata')['name']) || (application === document ? '' : '{{name}}');
  const releases = sources.map((source) => textOf(at(isObject(source) ? source : {}, 'helm')['releaseName']) || name);
  const globs = releases.map((release) => release.replace(/\{\{.*?\}\}/gs, '*'));
  return [...new Set(globs.map((glob) => (/^\**$/.test(glob) ? undefined : glob)))];
}

/** The map at a path; an empty one where there is none. */
function at(object: JsonObject, ...fields: readonly string[]): JsonObject {
  let here: JsonObject = object;
  for (const field of fields) here = isObject(here[field]) ? here[field] : {};
  return here;
}

/** A map that is written as YAML within a text. */
function innerMap(value: Json | undefined, place: Place): JsonObject {
  if (typeof value !== 'string') return mapOf(value, place, 'it');
  const [document] = readYamlDocuments(value, {name: `${place.file}:${place.line}: ${place.within}`});
  return document === undefined ? {} : mapOf(document.value, place, 'it');
}
