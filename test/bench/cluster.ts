import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isObject, textOf} from '../../src/model/json.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import type {Api} from '../accuracy/api.ts';
import {declared, recordData, recordText} from '../accuracy/copied.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {must} from './filler.ts';
import type {Filler} from './filler.ts';
import {corpusNames, CORPUS, customResourceDefinitions} from '../e2e/corpus.ts';

/** Kinds of operators that nobody here uses, as every platform team's cluster has. */
export const KINDS = 250;
/** Releases of each manifest of the corpus: with all twenty some two hundred releases of 2,800 objects. */
const COPIES = 10;
/** Helms at work at once. */
const AT_ONCE = 3;

/** A release of sixty objects, `sixty`; and `twenty`, the same, of which twenty objects were changed by hand. */
export async function installSixty(filler: Filler, api: Api): Promise<void> {
  const {helm, folder} = filler;
  const chart = join(folder, 'sixty');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: sixty\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), sixtyObjects());
  for (const name of ['sixty', 'twenty'])
    must(filler, helm, ['install', name, chart, '-n', name, '--create-namespace']);
  for (let index = 0; index < 60; index += 3) {
    const thing = `thing-${index}`;
    const [path, body] =
      index % 6 === 0
        ? [`apis/apps/v1/namespaces/twenty/deployments/${thing}`, {spec: {replicas: 3}}]
        : [`apis/rbac.authorization.k8s.io/v1/namespaces/twenty/roles/${thing}`, {rules: []}];
    const type = 'application/merge-patch+json';
    const {status} = await api.ask('PATCH', path, {body, type, query: {fieldManager: 'kubectl-edit'}});
    if (status !== 200) throw new Error(`${path}: ${status}`);
  }
}

/** Deployments, Services, Secrets, Roles, service accounts and ConfigMaps, ten of each. */
function sixtyObjects(): string {
  const documents = Array.from({length: 60}, (_, index) => {
    const metadata = {name: `thing-${index}`, labels: {app: 'bench'}};
    const labels = {app: `thing-${index}`};
    switch (index % 6) {
      case 0:
        return {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata,
          spec: {
            selector: {matchLabels: labels},
            template: {
              metadata: {labels},
              spec: {
                containers: [
                  {
                    name: 'app',
                    image: 'app:1',
                    env: [{name: 'A', value: '1'}],
                    ports: [{containerPort: 80}],
                    resources: {requests: {cpu: '100m', memory: '64Mi'}},
                  },
                ],
              },
            },
          },
        };
      case 1:
        return {
          apiVersion: 'v1',
          kind: 'Service',
          metadata,
          spec: {selector: labels, ports: [{name: 'http', port: 80}]},
        };
      case 2:
        return {apiVersion: 'v1', kind: 'Secret', metadata, data: {key: 'dmFsdWU='}};
      case 3:
        return {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata,
          rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get', 'list']}],
        };
      case 4:
        return {apiVersion: 'v1', kind: 'ServiceAccount', metadata};
      default:
        return {apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {config: 'line\n'.repeat(40)}};
    }
  });
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}

/** The corpus, each of its manifests several times, as releases in namespaces of their own. Their names; none without a corpus. */
export async function installCorpus(filler: Filler): Promise<string[]> {
  const {kubectl, helm} = filler;
  const names = corpusNames();
  if (names.length === 0) return [];
  must(filler, kubectl, ['apply', '--server-side', '-f', '-'], customResourceDefinitions(names));
  must(filler, kubectl, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=120s']);
  const releases = names.flatMap((name) => Array.from({length: COPIES}, (_, copy) => ({name, copy})));
  const left = releases.entries();
  const worker = async (): Promise<void> => {
    for (const [, {name, copy}] of left) {
      const release = copy === 0 ? name : `${name}-${copy}`;
      const chart = copiedChart(name, release, filler.folder);
      await ended(filler, helm, ['install', release, chart, '-n', release, '--create-namespace']);
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, worker));
  return releases.map(({name, copy}) => (copy === 0 ? name : `${name}-${copy}`));
}

/** What stands outside namespaces is one release's alone: the other copies leave it out. */
function copiedChart(name: string, release: string, folder: string): string {
  const chart = join(folder, 'charts', release);
  cpSync('test/e2e/corpus-chart', chart, {recursive: true});
  const text = readFileSync(join(CORPUS, `${name}.yaml`), 'utf8');
  writeFileSync(join(chart, 'manifests.yaml'), release === name ? text : copied(text, release));
  return chart;
}

const CLUSTER_WIDE =
  /^(Cluster|PriorityClass|IngressClass|StorageClass|APIService|CustomResourceDefinition|Mutating|Validating|Namespace$)/;

function copied(text: string, release: string): string {
  return readYamlDocuments(text, {name: release})
    .flatMap(({value}) => {
      if (!isObject(value) || CLUSTER_WIDE.test(textOf(value['kind']))) return [];
      const {namespace, ...metadata} = asObj(value['metadata'] as Json);
      // What a release keeps in namespaces of others it keeps there once.
      if (asText(namespace).startsWith('kube-')) return [];
      return JSON.stringify({...value, metadata});
    })
    .join('\n---\n');
}

function ended({env}: Filler, command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {env, stdio: ['ignore', 'ignore', 'pipe']});
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} exited with ${code}: ${said}`)),
    );
  });
}

/** Definitions that nobody uses; waits until the API server has published them. */
export function defineKinds(filler: Filler): void {
  const items = Array.from({length: KINDS}, (_, index) => {
    const [group, name] = [`g${index % 25}.bench.example`, `thing${index}`];
    const schema = {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}};
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {name: `${name}s.${group}`},
      spec: {
        group,
        scope: 'Namespaced',
        names: {plural: `${name}s`, singular: name, kind: `Thing${index}`},
        versions: [{name: 'v1', served: true, storage: true, schema}],
      },
    };
  });
  const {kubectl, env} = filler;
  must(filler, kubectl, ['create', '-f', '-'], JSON.stringify({apiVersion: 'v1', kind: 'List', items}));
  must(filler, kubectl, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=300s']);
  // It goes on publishing for a while, and answers slowly until it is through.
  const isSettled = (): boolean => {
    const started = performance.now();
    const {status} = spawnSync(kubectl, ['api-resources'], {env});
    return status === 0 && performance.now() - started < 2000;
  };
  for (let quiet = 0, tries = 0; quiet < 3 && tries < 60; tries++) {
    quiet = isSettled() ? quiet + 1 : 0;
    spawnSync('sleep', ['3']);
  }
}

/**
 * So many releases of three objects each. Helm installs the first; the others are written as it wrote that one, by its name as
 * manager and with records of their own, for a helm a release would take the better part of an hour.
 */
export async function writeSmallReleases(filler: Filler, api: Api, count: number): Promise<void> {
  const chart = join(filler.folder, 'small');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: small\nversion: 0.1.0\n');
  writeFileSync(
    join(chart, 'templates', 'all.yaml'),
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {release: "{{ .Release.Name }}", mode: fast}\n',
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{name: http, port: 80}]}\n',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n',
    ].join('---\n'),
  );
  const first = nameOf(0);
  must(filler, filler.helm, ['install', first, chart, '-n', first, '--create-namespace']);
  const paths = ['configmaps/settings', 'services/web', 'serviceaccounts/web'];
  const written = await Promise.all(paths.map((path) => api.get(`api/v1/namespaces/${first}/${path}`)));
  const record = await api.get(`api/v1/namespaces/${first}/secrets/sh.helm.release.v1.${first}.v1`);
  const apply = async (name: string, path: string, body: Obj): Promise<void> => {
    const {status, body: said} = await api.ask('PATCH', `api/v1/namespaces/${name}/${path}`, {
      body,
      type: 'application/apply-patch+yaml',
      query: {fieldManager: 'helm', force: 'true'},
    });
    if (status > 201) throw new Error(`${name}/${path}: ${status} ${asText(said['message'])}`);
  };
  const left = Array.from({length: count - 1}, (_, index) => nameOf(index + 1)).values();
  const worker = async (): Promise<void> => {
    for (const name of left) {
      const named = (object: Obj): Obj => JSON.parse(JSON.stringify(object).replaceAll(first, name)) as Obj;
      await api.ask('POST', 'api/v1/namespaces', {body: {apiVersion: 'v1', kind: 'Namespace', metadata: {name}}});
      for (const [at, path] of paths.entries()) await apply(name, path, named(declared(written[at] ?? {})));
      const {data, ...rest} = declared(record);
      const release = recordText(asText(asObj(data)['release'])).replaceAll(first, name);
      const {status} = await api.ask('POST', `api/v1/namespaces/${name}/secrets`, {
        body: {...named(rest), data: {release: recordData(release)}},
        query: {fieldManager: 'helm'},
      });
      if (status !== 201) throw new Error(`record of ${name}: ${status}`);
    }
  };
  await Promise.all(Array.from({length: 8}, worker));
}

const nameOf = (index: number): string => `small-${String(index).padStart(4, '0')}`;
