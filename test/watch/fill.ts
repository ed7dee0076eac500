import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Api} from '../accuracy/api.ts';
import {declared, recordData, recordText} from '../accuracy/copied.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {must} from '../accuracy/run-tool.ts';
import type {Workbench} from '../accuracy/workbench.ts';

/** An object of the chart: where it lies below a namespace, and a declared field that somebody may write. */
export interface Part {
  readonly kind: string;
  readonly name: string;
  /** `apis/apps/v1/namespaces/NAMESPACE/deployments/web` is root, then the namespace, then this. */
  readonly root: string;
  readonly path: string;
  /** A merge patch that makes the field what `turn` says; turn 0 is as declared. */
  readonly patch: (turn: number) => Obj;
}

const text = (turn: number): string => (turn === 0 ? 'declared' : `by hand ${turn}`);

/** Ten objects of ten kinds: some with a generation and a status, some without. */
export const PARTS: readonly Part[] = [
  part('ConfigMap', 'settings', 'api/v1', 'configmaps', (turn) => ({data: {mode: text(turn)}})),
  part('Secret', 'token', 'api/v1', 'secrets', (turn) => ({
    data: {token: Buffer.from(text(turn)).toString('base64')},
  })),
  part('Service', 'web', 'api/v1', 'services', (turn) => ({spec: {selector: {app: turn === 0 ? 'web' : `w${turn}`}}})),
  part('ServiceAccount', 'web', 'api/v1', 'serviceaccounts', (turn) => ({
    automountServiceAccountToken: turn % 2 !== 0,
  })),
  part('Deployment', 'web', 'apis/apps/v1', 'deployments', (turn) => ({spec: {replicas: turn}})),
  part('StatefulSet', 'db', 'apis/apps/v1', 'statefulsets', (turn) => ({spec: {replicas: turn}})),
  part('Role', 'web', 'apis/rbac.authorization.k8s.io/v1', 'roles', (turn) => ({
    rules: [{apiGroups: [''], resources: [turn === 0 ? 'pods' : 'secrets'], verbs: turn % 2 === 0 ? ['get'] : ['*']}],
  })),
  part('NetworkPolicy', 'web', 'apis/networking.k8s.io/v1', 'networkpolicies', (turn) => ({
    spec: {podSelector: {matchLabels: {app: turn === 0 ? 'web' : `w${turn}`}}},
  })),
  part('CronJob', 'clean', 'apis/batch/v1', 'cronjobs', (turn) => ({spec: {schedule: `${turn % 60} 3 * * *`}})),
  part('PodDisruptionBudget', 'web', 'apis/policy/v1', 'poddisruptionbudgets', (turn) => ({
    spec: {minAvailable: turn},
  })),
];

function part(kind: string, name: string, root: string, plural: string, patch: Part['patch']): Part {
  return {kind, name, root, path: `${plural}/${name}`, patch};
}

export const pathOf = ({root, path}: Pick<Part, 'root' | 'path'>, namespace: string): string =>
  `${root}/namespaces/${namespace}/${path}`;

const TEMPLATES = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: declared, release: "{{ .Release.Name }}"}
---
apiVersion: v1
kind: Secret
metadata: {name: token}
data: {token: ZGVjbGFyZWQ=}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 0
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: "app:1", env: [{name: A, value: "1"}], ports: [{containerPort: 80}]}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 0
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: app, image: "db:1"}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: web}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: clean}
spec:
  schedule: "0 3 * * *"
  suspend: true
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: "clean:1"}]}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 0, selector: {matchLabels: {app: web}}}
`;

export const releaseName = (index: number): string => `watched-${String(index).padStart(4, '0')}`;

/** The chart of all of them, in a folder of the bench. */
export function watchedChart(folder: string): string {
  const chart = join(folder, 'watched');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: watched\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), TEMPLATES);
  return chart;
}

/**
 * So many releases, each in a namespace of its name. Helm installs the first; the others are written as it wrote that one, by its
 * name as manager and with records of their own, for a helm a release would take the better part of an hour.
 */
export async function fill(
  {api, helm, folder}: Pick<Workbench, 'api' | 'helm' | 'folder'>,
  count: number,
): Promise<void> {
  const first = releaseName(0);
  const install = ['install', first, watchedChart(folder), '-n', first, '--create-namespace'];
  await must(helm(install), 'helm install');
  const objects = await Promise.all(PARTS.map((one) => api.get(pathOf(one, first))));
  const record = await api.get(`api/v1/namespaces/${first}/secrets/sh.helm.release.v1.${first}.v1`);
  const left = Array.from({length: count - 1}, (_, index) => releaseName(index + 1)).values();
  const worker = async (): Promise<void> => {
    for (const name of left) await copy(api, {first, name, objects, record});
  };
  await Promise.all(Array.from({length: 8}, worker));
}

async function copy(
  api: Api,
  {
    first,
    name,
    objects,
    record,
  }: {readonly first: string; readonly name: string; readonly objects: readonly Obj[]; readonly record: Obj},
): Promise<void> {
  const named = (object: Obj): Obj => JSON.parse(JSON.stringify(object).replaceAll(first, name)) as Obj;
  await asked(api, 'POST', 'api/v1/namespaces', {apiVersion: 'v1', kind: 'Namespace', metadata: {name}});
  for (const [at, one] of PARTS.entries())
    await asked(api, 'PATCH', pathOf(one, name), named(declared(objects[at] ?? {})), {
      type: 'application/apply-patch+yaml',
      query: {fieldManager: 'helm', force: 'true'},
    });
  const {data, ...rest} = declared(record);
  const release = recordText(asText(asObj(data)['release'])).replaceAll(first, name);
  await asked(
    api,
    'POST',
    `api/v1/namespaces/${name}/secrets`,
    {...named(rest), data: {release: recordData(release)}},
    {query: {fieldManager: 'helm'}},
  );
}

/** A request that must succeed. */
export async function asked(
  api: Api,
  method: string,
  path: string,
  body?: Obj,
  more: {readonly type?: string; readonly query?: Readonly<Record<string, string>>} = {},
): Promise<Obj> {
  const {status, body: said} = await api.ask(method, path, {...more, ...(body === undefined ? {} : {body})});
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${asText(said['message'])}`);
  return said;
}
