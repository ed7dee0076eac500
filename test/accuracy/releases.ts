import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {CORE_SCHEMA, loadAll} from 'js-yaml';
import {asText, isObj} from './json.ts';
import type {Obj} from './json.ts';
import type {Tool} from './run-tool.ts';

/** A release is named as its namespace is. */
export interface Release {
  readonly name: string;
  readonly chart: string;
  readonly args: readonly string[];
  /** Values of a second revision. */
  readonly upgrade?: readonly string[];
  /** What it declares, where that is known beforehand. */
  readonly objects?: readonly Obj[];
  /** A chart that nobody here has seen may want what is not there: it is told, and left out. */
  readonly mayFail?: true;
}

export interface Wanted {
  readonly prefix: string;
  readonly nginx: number;
  readonly kinds: number;
  /** The manifests of real releases in test/e2e's corpus folder; none where it is not there. */
  readonly corpus: boolean;
  readonly folder: string;
}

const CORPUS = process.env['HELM_DRIFT_CORPUS'] ?? '../shared/corpus';

/** In the order of installing: the definition of a kind is there before objects of it. */
export function releasesOf({prefix, nginx, kinds, corpus, folder}: Wanted): Release[] {
  const own = resolve('test/accuracy/chart');
  const corpusNames = corpus && existsSync(CORPUS) ? readdirSync(CORPUS).filter((file) => file.endsWith('.yaml')) : [];
  return [
    {name: `${prefix}kinds-crd`, chart: own, args: ['--set', 'only=definition']},
    ...Array.from({length: kinds}, (_, index) => ({name: `${prefix}kinds-${index}`, chart: own, args: []})),
    ...Array.from({length: nginx}, (_, index) => ({
      name: `${prefix}nginx-${index}`,
      chart: resolve('charts/nginx'),
      args: nginxValues(index),
      // Every third has a history: what an upgrade wrote stands beside what the installation wrote.
      ...(index % 3 === 2 ? {upgrade: [...nginxValues(index), '--set', 'image.tag=1.27.1,service.port=81']} : {}),
    })),
    ...corpusNames.map((file) => {
      const name = file.slice(0, -'.yaml'.length);
      const manifest = corpusManifest(name, prefix);
      const chart = manifestChart(join(folder, 'charts', name), manifest);
      return {name: `${prefix}${name}`, chart, args: [], objects: objectsOf(manifest)};
    }),
  ];
}

function nginxValues(index: number): string[] {
  if (index % 2 === 0) return [];
  return [
    '--set',
    'autoscaling.enabled=false,replicaCount=2,ingress.enabled=true,networkPolicy.from[0].podSelector.matchLabels.role=front',
  ];
}

/** A real release's manifest, moved to the namespace that the prefix asks for. */
function corpusManifest(name: string, prefix: string): string {
  const text = readFileSync(join(CORPUS, `${name}.yaml`), 'utf8');
  const line = new RegExp(String.raw`^(\s*(?:- )?namespace:\s*"?)${name}("?\s*)$`, 'gm');
  return text.replaceAll(line, `$1${prefix}${name}$2`);
}

/** A chart with a manifest as its single template, taken as it is. */
export function manifestChart(chart: string, manifest: string): string {
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${basename(chart)}\nversion: 0.1.0\n`);
  writeFileSync(join(chart, 'manifest.yaml'), manifest);
  writeFileSync(join(chart, 'templates', 'all.yaml'), '{{ .Files.Get "manifest.yaml" }}\n');
  return chart;
}

export const objectsOf = (manifest: string): Obj[] =>
  loadAll(manifest, {schema: CORE_SCHEMA})
    .filter(isObj)
    .flatMap((document) => (asText(document['kind']) === 'List' ? listed(document) : [document]));

const listed = (list: Obj): Obj[] => (Array.isArray(list['items']) ? list['items'].filter(isObj) : []);

export interface Tools {
  readonly helm: Tool;
  readonly kubectl: Tool;
}
