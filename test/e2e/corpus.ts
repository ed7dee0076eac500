import {cpSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isObject, textOf} from '../../src/model/json.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {parseApiVersion} from '../../src/model/refs.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';

export const CORPUS = process.env['HELM_DRIFT_CORPUS'] ?? '../shared/corpus';

/** Manifests of real releases, where this checkout has them beside it; they are nobody's to copy into the repository. */
export function corpusNames(): string[] {
  if (!existsSync(CORPUS)) return [];
  return readdirSync(CORPUS)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
}

/** A chart with the manifest as its single template; `--set changed=true` upgrades it to other values. */
export function corpusChart(name: string, folder: string): string {
  const chart = join(folder, name);
  cpSync('test/e2e/corpus-chart', chart, {recursive: true});
  writeFileSync(join(chart, 'manifests.yaml'), readFileSync(join(CORPUS, `${name}.yaml`)));
  return chart;
}

/** Open definitions for the custom kinds of all manifests: the operators that would bring their own are not installed. */
export function customResourceDefinitions(names: readonly string[]): string {
  const definitions = new Map<string, JsonObject>();
  const defined = new Set<string>();
  for (const name of names) {
    for (const {value} of readYamlDocuments(readFileSync(join(CORPUS, `${name}.yaml`), 'utf8'), {name})) {
      if (!isObject(value)) continue;
      const {group, version} = parseApiVersion(textOf(value['apiVersion']));
      const kind = textOf(value['kind']);
      const spec = value['spec'];
      if (kind === 'CustomResourceDefinition' && isObject(spec) && isObject(spec['names']))
        defined.add(textOf(spec['names']['kind']));
      // Groups of Kubernetes itself have no dot, or end in .k8s.io.
      else if (group.includes('.') && !group.endsWith('.k8s.io'))
        definitions.set(`${group}/${kind}`, definition(group, version, kind));
    }
  }
  const wanted = [...definitions].filter(([key]) => !defined.has(key.split('/')[1] ?? '')).map(([, object]) => object);
  return JSON.stringify({apiVersion: 'v1', kind: 'List', items: wanted});
}

function definition(group: string, version: string, kind: string): JsonObject {
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
      versions: [{name: version, served: true, storage: true, schema}],
    },
  };
}
