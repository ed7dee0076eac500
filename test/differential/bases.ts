import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {asList, asObj, asText, grouped} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Api} from '../accuracy/api.ts';
import type {Kind} from '../accuracy/openapi.ts';
import {objectsOf} from '../accuracy/releases.ts';
import {Rng} from '../accuracy/rng.ts';
import {must} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';

/** A valid object of a kind, with tokens where a pair's own names go. */
export interface Base {
  readonly kind: Kind;
  readonly text: string;
}

/** What the server answers at once and keeps nowhere, by kind: nothing that a release could hold. */
const NOT_KEPT = /^(Binding|.*Review)$/;

const idOf = ({apiVersion, kind}: Pick<Kind, 'apiVersion' | 'kind'>): string => `${apiVersion}/${kind}`;

/** Valid objects by kind: the accuracy suite's chart, and what it lacks. */
export async function readBases(
  helm: Tool,
  kinds: ReadonlyMap<string, Kind>,
): Promise<ReadonlyMap<string, readonly Base[]>> {
  const chart = resolve('test/accuracy/chart');
  const rendered = await must(
    helm(['template', 'pairtoken', chart, '-n', 'spacetoken', '--set', 'only=objects']),
    'helm template',
  );
  const more = readFileSync('test/differential/more-kinds.yaml', 'utf8');
  const bases = [...objectsOf(rendered), ...objectsOf(more)].flatMap((object: Obj): Base[] => {
    const kind = kinds.get(`${asText(object['apiVersion'])}/${asText(object['kind'])}`);
    return kind?.builtin === true ? [{kind, text: JSON.stringify(object)}] : [];
  });
  return grouped(bases, ({kind}) => idOf(kind));
}

/** Kinds that can be created and kept, and of which there is no base: a new version of the API server may bring one. */
export async function uncovered(
  api: Api,
  kinds: ReadonlyMap<string, Kind>,
  bases: ReadonlyMap<string, unknown>,
): Promise<string[]> {
  const groups = new Set([...kinds.values()].filter(({builtin}) => builtin).map(({base}) => base));
  const definitions = await api.get('apis/apiextensions.k8s.io/v1/customresourcedefinitions');
  const custom = new Set(asList(definitions['items']).map((item) => asText(asObj(asObj(item)['spec'])['group'])));
  const missing: string[] = [];
  for (const group of groups) {
    if (custom.has(group.split('/')[1] ?? '')) continue;
    const apiVersion = group.replace(/^apis?\//, '');
    for (const resource of asList((await api.get(group))['resources']).map(asObj)) {
      const kind = asText(resource['kind']);
      const id = idOf({apiVersion, kind});
      const isKept = asList(resource['verbs']).includes('create') && !asText(resource['name']).includes('/');
      if (isKept && !NOT_KEPT.test(kind) && !bases.has(id)) missing.push(id);
    }
  }
  return missing;
}

/** A base under a pair's own names. */
export function named({text}: Base, name: string, namespace: string, number: number): Obj {
  // Addresses are names too: runs side by side have second bytes of their own.
  const address = `10.${200 + new Rng('address', name.replace(/\d+$/, '')).below(50)}.${Math.floor(number / 250)}.${1 + (number % 250)}`;
  return JSON.parse(
    text
      .replaceAll('pairtoken', name)
      .replaceAll('spacetoken', namespace)
      .replaceAll('iptoken', address)
      // Inside of the server's own range, which takes over when this one goes.
      .replaceAll('cidrtoken', `10.0.${number % 256}.0/24`),
  ) as Obj;
}
