import {cpSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isObject} from '../../src/model/json.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {openDefinitions} from '../accuracy/definitions.ts';
import type {Obj} from '../accuracy/json.ts';

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
  const objects = names.flatMap((name) =>
    readYamlDocuments(readFileSync(join(CORPUS, `${name}.yaml`), 'utf8'), {name}).flatMap(({value}) =>
      isObject(value) ? [value as Obj] : [],
    ),
  );
  return JSON.stringify({apiVersion: 'v1', kind: 'List', items: openDefinitions(objects, [])});
}
