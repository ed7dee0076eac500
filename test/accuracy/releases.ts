import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {CORE_SCHEMA, loadAll} from 'js-yaml';
import {asObj, asText, isObj} from './json.ts';
import type {Obj} from './json.ts';
import {inLanes, must} from './run-tool.ts';
import type {Tool} from './run-tool.ts';

/** A release is named as its namespace is. */
export interface Release {
  readonly name: string;
  readonly chart: string;
  readonly args: readonly string[];
  /** Values of a second revision. */
  readonly upgrade?: readonly string[];
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
      return {name: `${prefix}${name}`, chart: corpusChart(name, prefix, folder), args: []};
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

/** A chart with a real release's manifest as its single template, moved to the namespace that the prefix asks for. */
function corpusChart(name: string, prefix: string, folder: string): string {
  const chart = join(folder, 'charts', name);
  mkdirSync(join(chart, 'templates'), {recursive: true});
  const text = readFileSync(join(CORPUS, `${name}.yaml`), 'utf8');
  const line = new RegExp(String.raw`^(\s*(?:- )?namespace:\s*"?)${name}("?\s*)$`, 'gm');
  writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`);
  writeFileSync(join(chart, 'manifest.yaml'), text.replaceAll(line, `$1${prefix}${name}$2`));
  writeFileSync(join(chart, 'templates', 'all.yaml'), '{{ .Files.Get "manifest.yaml" }}\n');
  return chart;
}

export const objectsOf = (manifest: string): Obj[] =>
  loadAll(manifest, {schema: CORE_SCHEMA})
    .filter(isObj)
    .flatMap((document) => (asText(document['kind']) === 'List' ? listed(document) : [document]));

const listed = (list: Obj): Obj[] => (Array.isArray(list['items']) ? list['items'].filter(isObj) : []);

/** Definitions that take anything, for the custom kinds whose operators are not installed. */
function openDefinitions(releases: readonly Release[]): Obj[] {
  const wanted = new Map<string, Obj>();
  const brought = new Set<string>();
  for (const {chart} of releases) {
    const file = join(chart, 'manifest.yaml');
    if (!existsSync(file)) continue;
    for (const object of objectsOf(readFileSync(file, 'utf8'))) {
      const [group = '', version = ''] = asText(object['apiVersion']).split('/');
      const kind = asText(object['kind']);
      const spec = asObj(object['spec']);
      if (kind === 'CustomResourceDefinition')
        brought.add(`${asText(spec['group'])}/${asText(asObj(spec['names'])['kind'])}`);
      else if (version !== '' && group.includes('.') && !group.endsWith('.k8s.io'))
        wanted.set(`${group}/${kind}`, openDefinition(group, version, kind));
    }
  }
  return [...wanted].filter(([name]) => !brought.has(name)).map(([, definition]) => definition);
}

function openDefinition(group: string, version: string, kind: string): Obj {
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

export interface Tools {
  readonly helm: Tool;
  readonly kubectl: Tool;
}

export async function installAll(releases: readonly Release[], {helm, kubectl}: Tools): Promise<void> {
  const definitions = openDefinitions(releases);
  if (definitions.length > 0) {
    const input = JSON.stringify({apiVersion: 'v1', kind: 'List', items: definitions});
    await must(kubectl(['apply', '--server-side', '-f', '-'], {input}), 'kubectl apply of open definitions');
  }
  const install = async ({name, chart, args, upgrade}: Release): Promise<void> => {
    await must(helm(['install', name, chart, '-n', name, '--create-namespace', ...args]), `helm install ${name}`);
    if (upgrade !== undefined)
      await must(helm(['upgrade', name, chart, '-n', name, ...upgrade]), `helm upgrade ${name}`);
  };
  const [definition, ...others] = releases;
  if (definition !== undefined) await install(definition);
  await must(kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']), 'kubectl wait');
  await inLanes(others, 2, install);
}

/** For a control plane that others use too. What drifted uninstalls like anything else. */
export async function uninstallAll(releases: readonly Release[], {helm, kubectl}: Tools): Promise<void> {
  const definitions = openDefinitions(releases).map((definition) => asText(asObj(definition['metadata'])['name']));
  await inLanes(releases.toReversed(), 2, async ({name}) => {
    await helm(['uninstall', name, '-n', name]);
    await kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']);
  });
  if (definitions.length > 0) await kubectl(['delete', 'crd', ...definitions, '--wait=false', '--ignore-not-found']);
  // The next run installs it again, and finds it on its way out otherwise.
  await kubectl(['wait', '--for=delete', 'crd', 'widgets.accuracy.helm-drift.test', '--timeout=30s']);
}
