import {load} from 'js-yaml';

/**
 * Annotations that Artifact Hub reads of charts and of manifests of krew, by its documentation
 * (https://artifacthub.io/docs/topics/annotations/helm). Its own linter, `ah`, is not on the Go module proxy.
 */
const TEXTS = new Set(['category', 'license', 'prerelease', 'operator']);
const LISTS: Readonly<Record<string, {readonly needs: readonly string[]; readonly may: readonly string[]}>> = {
  changes: {needs: ['kind', 'description'], may: ['links']},
  images: {needs: ['image'], may: ['name', 'whitelisted', 'platforms']},
  links: {needs: ['name', 'url'], may: []},
  screenshots: {needs: ['title', 'url'], may: []},
  maintainers: {needs: ['name', 'email'], may: []},
};
const CATEGORIES = new Set([
  'ai-machine-learning',
  'database',
  'integration-delivery',
  'monitoring-logging',
  'networking',
  'security',
  'storage',
  'streaming-messaging',
  'skip-prediction',
]);
const CHANGE_KINDS = new Set(['added', 'changed', 'deprecated', 'removed', 'fixed', 'security']);

/** One line for each thing that the hub would leave out. */
export function annotationProblems(annotations: Readonly<Record<string, string>>): string[] {
  return Object.entries(annotations).flatMap(([name, text]) => {
    const field = name.replace('artifacthub.io/', '');
    if (field === 'keywords') return listProblems(name, load(text), undefined);
    if (TEXTS.has(field)) return field === 'category' && !CATEGORIES.has(text) ? [`${name}: ${text} is none`] : [];
    const shape = LISTS[field];
    return shape === undefined ? [`${name} is not known`] : listProblems(name, load(text), shape);
  });
}

function listProblems(name: string, value: unknown, shape: (typeof LISTS)[string] | undefined): string[] {
  if (!Array.isArray(value)) return [`${name} is no list`];
  if (shape === undefined) return [];
  return (value as Readonly<Record<string, unknown>>[]).flatMap((item) => [
    ...shape.needs.filter((key) => item[key] === undefined).map((key) => `${name}: ${key} is missing`),
    ...Object.keys(item)
      .filter((key) => ![...shape.needs, ...shape.may].includes(key))
      .map((key) => `${name}: ${key} is not known`),
    ...(name.endsWith('/changes') && !CHANGE_KINDS.has(String(item['kind']))
      ? [`${name}: ${String(item['kind'])} is no kind`]
      : []),
  ]);
}
