import type {Json, JsonObject} from '../model/json.ts';
import {isObject, textOf} from '../model/json.ts';
import {readYamlDocuments} from '../yaml/read.ts';
import {applicationRules, argocdRules} from './argo.ts';
import {mapOf, mistake, requiredText, wordOf} from './fields.ts';
import type {Place} from './fields.ts';
import {fluxRules} from './flux.ts';
import {ownRules} from './own-rules.ts';
import {duplicateKey, partsOf, topFields} from './positions.ts';
import type {Rule} from './rules.ts';
import {looksOurs, NO_SETTINGS, parseSettings} from './settings.ts';
import type {Settings} from './settings.ts';

/** All that a `.helm-drift.yaml` says. */
export interface Config {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  /** The file that they were read from; absent where nobody wrote any. */
  readonly file?: string;
}

/** What holds where nobody wrote anything. */
export const NO_CONFIG: Config = {rules: [], settings: NO_SETTINGS};

export const API_VERSION = 'helm-drift/v1';
const FIELDS = [
  'apiVersion',
  'kind',
  'ignore',
  'controlPaths',
  'controllers',
  'fidelity',
  'failOn',
  'notify',
  'reconcile',
];
const KINDS = ['Config', 'Application', 'ApplicationSet', 'ConfigMap', 'HelmRelease'];

/**
 * Reads the documents of a `.helm-drift.yaml`: our own, at most once, and those of Argo CD (Application, ApplicationSet,
 * the ConfigMap argocd-cm) and Flux (HelmRelease) as they are. `name` is the file's, for messages. Throws UserError for
 * anything that it does not understand: a rule that is silently dropped shows up as an alarm at night.
 */
export function parseRules(text: string, name: string): Config {
  const file = name.replace(/^.*[\\/]/, '');
  const parts = partsOf(text);
  const rules: Rule[] = [];
  let settings: Settings | undefined;
  for (const {value, line} of readYamlDocuments(text, {name})) {
    const place: Place = {file: name, line, within: ''};
    const part = parts.findLast((candidate) => candidate.line < line) ?? {line: 0, body: text};
    const twice = duplicateKey(part.body);
    if (twice !== undefined)
      throw mistake(
        {...place, line: part.line + twice.line + 1},
        'a key stands twice in one map',
        'The last one would win: merge both.',
      );
    if (!looksOurs(value)) {
      rules.push(...foreignRules(value, file, place));
      continue;
    }
    if (settings !== undefined) throw mistake(place, 'a second Config document', 'Put all rules into one.');
    const document = ownDocument(value, place);
    settings = parseSettings(document, place);
    const ignore = topFields(part.body).find((field) => field.name === 'ignore');
    const lines = ignore?.items.map((item) => part.line + item + 1) ?? [];
    rules.push(...ownRules(document, file, place, lines));
  }
  return {rules, settings: settings ?? NO_SETTINGS};
}

function ownDocument(value: Json, place: Place): JsonObject {
  const document = mapOf(value, place, 'the document');
  const hint = `Begin with the lines  apiVersion: ${API_VERSION}  and  kind: Config.`;
  const apiVersion = requiredText(document, 'apiVersion', place, hint);
  wordOf(apiVersion, [API_VERSION], place, 'apiVersion');
  wordOf(requiredText(document, 'kind', place, hint), ['Config'], place, 'kind');
  return mapOf(document, place, 'the document', FIELDS);
}

function foreignRules(value: Json, file: string, place: Place): Rule[] {
  const document = mapOf(value, place, 'the document');
  const apiVersion = textOf(document['apiVersion']);
  const kind = textOf(document['kind']);
  if (apiVersion === '' || kind === '')
    throw mistake(
      place,
      `${apiVersion === '' ? 'apiVersion' : 'kind'} is missing`,
      `Begin with the lines  apiVersion: ${API_VERSION}  and  kind: Config.`,
    );
  const from = `${file}, ${kind}/${nameOf(document)}`;
  const at = {...place, within: `${kind}/${nameOf(document)}`};
  const group = apiVersion.split('/', 1)[0];
  if (group === 'argoproj.io' && (kind === 'Application' || kind === 'ApplicationSet'))
    return applicationRules(document, from, at);
  if (group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease') return fluxRules(document, from, at);
  if (apiVersion === 'v1' && kind === 'ConfigMap') return argocdRules(document, from, at);
  wordOf(kind, KINDS, place, 'kind');
  throw mistake(
    place,
    `${kind} of ${apiVersion} holds no rules that are known here`,
    `A ${kind} of another API is read.`,
  );
}

function nameOf(document: JsonObject): string {
  return isObject(document['metadata']) ? textOf(document['metadata']['name']) : '';
}
