import {asObj, asText} from './json.ts';
import type {Obj} from './json.ts';

export const kindOf = (object: Obj): string => asText(object['kind']);

/** `group/Kind` of what a CustomResourceDefinition defines. */
export function definedKind(object: Obj): string | undefined {
  if (kindOf(object) !== 'CustomResourceDefinition') return undefined;
  const spec = asObj(object['spec']);
  return `${asText(spec['group'])}/${asText(asObj(spec['names'])['kind'])}`;
}

/** Definitions that take anything, for the custom kinds among these objects that nobody brings. */
export function openDefinitions(objects: readonly Obj[], brought: readonly Obj[]): Obj[] {
  const known = new Set([...objects, ...brought].flatMap((object) => definedKind(object) ?? []));
  const wanted = new Map<string, Set<string>>();
  for (const object of objects) {
    const [group = '', version = ''] = asText(object['apiVersion']).split('/');
    const name = `${group}/${kindOf(object)}`;
    if (version === '' || !group.includes('.') || group.endsWith('.k8s.io') || known.has(name)) continue;
    wanted.set(name, (wanted.get(name) ?? new Set()).add(version));
  }
  return [...wanted].map(([name, versions]) => openDefinition(name, [...versions].toSorted()));
}

function openDefinition(name: string, versions: readonly string[]): Obj {
  const [group = '', kind = ''] = name.split('/');
  const plural = `${kind.toLowerCase()}s`;
  const schema = {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}};
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: `${plural}.${group}`},
    spec: {
      group,
      scope: 'Namespaced',
      names: {plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List`},
      versions: versions.map((version, index) => ({name: version, served: true, storage: index === 0, schema})),
    },
  };
}
