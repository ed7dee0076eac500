import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {asObj, asText} from '../../accuracy/json.ts';
import type {Obj} from '../../accuracy/json.ts';
import {appContainer} from '../declared.ts';
import {kindEntry, objectOf} from '../kinds.ts';
import type {KindName} from '../kinds.ts';
import {merged, stamped} from '../plants.ts';
import type {Scene, Way} from '../way.ts';
import {targetOf} from '../way.ts';

const labels = {app: 'mallory'};
const pod = {spec: {containers: [appContainer()]}};
const template = {metadata: {labels}, ...pod};
const workload = {spec: {selector: {matchLabels: labels}, template}};
const toAdmin = (release: string): Obj => ({
  roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
  subjects: [{kind: 'ServiceAccount', name: 'default', namespace: release}],
});
const EVERYTHING = {rules: [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]};

const BODIES = {
  RoleBinding: toAdmin,
  ClusterRoleBinding: toAdmin,
  ClusterRole: () => EVERYTHING,
  Role: () => EVERYTHING,
  Deployment: () => workload,
  DaemonSet: () => workload,
  StatefulSet: () => ({spec: {...workload.spec, serviceName: 'mallory'}}),
  CronJob: () => ({
    spec: {
      schedule: '* * 1 1 *',
      jobTemplate: {spec: {template: {...pod, spec: {...pod.spec, restartPolicy: 'Never'}}}},
    },
  }),
  Job: () => ({spec: {suspend: true, template: {...pod, spec: {...pod.spec, restartPolicy: 'Never'}}}}),
  Pod: () => pod,
  ReplicaSet: () => ({spec: {replicas: 0, ...workload.spec}}),
  Service: () => ({spec: {type: 'ExternalName', externalName: 'mallory.example.com'}}),
  EndpointSlice: (release: string) => ({
    addressType: 'IPv4',
    endpoints: [{addresses: ['192.0.2.66']}],
    ports: [{name: 'http', port: 80}],
    metadata: {labels: {'kubernetes.io/service-name': release}},
  }),
  ConfigMap: () => ({data: {left: 'behind'}}),
  Secret: () => ({stringData: {left: 'behind'}}),
  ServiceAccount: () => ({}),
  NetworkPolicy: () => ({spec: {podSelector: {}, ingress: [{}]}}),
  Ingress: () => ({spec: {defaultBackend: {service: {name: 'mallory', port: {number: 80}}}}}),
  HorizontalPodAutoscaler: (release: string) => ({
    spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: release}, maxReplicas: 60},
  }),
  PersistentVolumeClaim: () => ({spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}}}),
  PriorityClass: () => ({value: 7}),
  Widget: () => ({spec: {mode: 'plain'}}),
} as const satisfies Partial<Record<KindName, (release: string) => Obj>>;

type ExtraKind = keyof typeof BODIES;

const extra = (kind: ExtraKind, release: string, namespace = release): Obj => {
  const body: Obj = {...BODIES[kind](release)};
  const {metadata, ...rest} = body;
  const isCluster = kindEntry(kind).isClusterScoped === true;
  const own = {...asObj(metadata), ...(isCluster ? {} : {namespace})};
  return objectOf(kind, `${release}-mallory`, rest, own);
};

async function create({hand}: Scene, object: Obj, manager: string): Promise<void> {
  await hand.kubectl(['create', ...(manager === '' ? [] : [`--field-manager=${manager}`]), '-f', '-'], object);
}

interface Extra {
  readonly id: string;
  readonly title: string;
  readonly kinds: readonly ExtraKind[];
  readonly manager?: string;
  readonly change?: (object: Obj, scene: Scene) => Promise<Obj> | Obj;
  readonly namespace?: (release: string) => string;
  readonly objects?: (release: string) => readonly Obj[];
  readonly item?: 5 | 7 | 'neighbour';
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly gap?: RegExp;
  readonly limit?: string;
}

const extras = ({
  id,
  title,
  kinds,
  manager = '',
  change,
  namespace,
  objects,
  item = 7,
  prepare,
  gap,
  limit,
}: Extra): Way => ({
  id,
  title,
  item,
  kinds: ['ConfigMap'],
  ...(objects === undefined ? {} : {objects}),
  ...(limit === undefined ? {} : {limit}),
  async apply(scene) {
    await prepare?.(scene);
    for (const kind of kinds) {
      const bare = extra(kind, scene.release, namespace?.(scene.release));
      const object =
        change === undefined ? stamped(bare, scene.release) : await change(stamped(bare, scene.release), scene);
      const target = targetOf(object, scene.release);
      await scene.plant({target, ...(gap === undefined ? {} : {gap})}, () => create(scene, object, manager));
    }
  },
});

const ALL = Object.keys(BODIES).filter((kind): kind is ExtraKind => Object.hasOwn(BODIES, kind));
const SKIPPED: readonly ExtraKind[] = ['Pod', 'ReplicaSet', 'EndpointSlice'];
const SEARCHED = ALL.filter((kind) => !SKIPPED.includes(kind));
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding', 'ClusterRole', 'Deployment', 'Secret'] as const;

async function owned(object: Obj, {api, release}: Scene): Promise<Obj> {
  const {metadata} = await api.get(`api/v1/namespaces/${release}`);
  const owner = {apiVersion: 'v1', kind: 'Namespace', name: release, uid: asText(asObj(metadata)['uid'])};
  return merged(object, {metadata: {ownerReferences: [owner]}});
}

/** A controller's word is on its copies: an owner that it manages. */
async function controlled(object: Obj, scene: Scene): Promise<Obj> {
  const {metadata} = await scene.hand.get(scene.target('ConfigMap'));
  const owner = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: scene.release,
    uid: asText(asObj(metadata)['uid']),
    controller: true,
  };
  return merged(object, {metadata: {ownerReferences: [owner]}});
}

const kept = (object: Obj): Obj => merged(object, {metadata: {annotations: {'helm.sh/resource-policy': 'keep'}}});

const unmarked = (object: Obj): Obj => {
  const {labels: _labels, annotations: _annotations, ...metadata} = asObj(object['metadata']);
  return {...object, metadata};
};

const withoutLabel = (object: Obj): Obj => {
  const metadata = asObj(object['metadata']);
  const {'app.kubernetes.io/managed-by': _managed, ...rest} = asObj(metadata['labels']);
  return {...object, metadata: {...metadata, labels: rest}};
};

const elsewhere = (release: string): string => `${release}-b`;
const inTwo = (release: string): Obj[] => [
  objectOf('Namespace', elsewhere(release)),
  objectOf('ConfigMap', `${release}-b`, {data: {a: 'b'}}, {namespace: elsewhere(release)}),
];

/** A user who may read what lies in the namespace, and nothing else. */
async function asReader(scene: Scene): Promise<void> {
  const {hand, release, folder} = scene;
  const name = `${release}-reader`;
  const rules = [
    {apiGroups: ['', 'apps'], resources: ['secrets', 'configmaps', 'deployments'], verbs: ['get', 'list']},
  ];
  const user = `system:serviceaccount:${release}:reader`;
  const subjects = [{kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user}];
  const roleRef = {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name};
  await hand.kubectl(['create', '-n', release, '-f', '-'], objectOf('Role', name, {rules}));
  await hand.kubectl(['create', '-n', release, '-f', '-'], objectOf('RoleBinding', name, {roleRef, subjects}));
  await hand.kubectl(['create', 'serviceaccount', 'reader', '-n', release]);
  const token = (await hand.kubectl(['create', 'token', 'reader', '-n', release])).trim();
  const config = JSON.parse(await hand.kubectl(['config', 'view', '--raw', '--flatten', '-o', 'json'])) as Obj;
  const [first] = (config['users'] ?? []) as Obj[];
  const file = join(folder, `kubeconfig-${release}`);
  writeFileSync(file, JSON.stringify({...config, users: [{name: asText(first?.['name']), user: {token}}]}));
  scene.env['KUBECONFIG'] = file;
}

export const EXTRA_WAYS: readonly Way[] = [
  extras({id: 'extra', title: 'an object under the release’s marks, by kubectl', kinds: SEARCHED}),
  extras({id: 'extra-as-helm', title: 'the same under the name helm', kinds: SEARCHED, manager: 'helm'}),
  extras({
    id: 'extra-as-controller',
    title: 'the same under the name kube-controller-manager',
    kinds: SEARCHED,
    manager: 'kube-controller-manager',
  }),
  extras({
    id: 'extra-skipped',
    title: 'an object under the release’s marks, of a kind that controllers write by the thousands',
    kinds: SKIPPED,
    item: 'neighbour',
    limit:
      'controllers write these by the thousands, with the labels of their templates: RBAC, or the audit log, tells of one by hand',
  }),
  extras({
    id: 'extra-owned',
    title: 'an object under the release’s marks that names an owner',
    kinds: SEARCHED,
    change: owned,
    item: 5,
  }),
  extras({
    id: 'extra-controlled',
    title: 'an object under the release’s marks that names a ConfigMap as its controller',
    kinds: SEARCHED.filter((kind) => kindEntry(kind).isClusterScoped !== true),
    change: controlled,
    item: 5,
  }),
  extras({
    id: 'extra-kept',
    title: 'an object under the release’s marks with resource-policy keep',
    kinds: SEARCHED,
    change: kept,
    item: 5,
  }),
  extras({
    id: 'extra-kept-owned',
    title: 'an object under the release’s marks that names an owner and has resource-policy keep',
    kinds: BINDINGS,
    change: (object, scene) => owned(kept(object), scene),
    item: 5,
  }),
  extras({
    id: 'extra-annotated',
    title: 'an object with the release’s annotations and without Helm’s label',
    kinds: BINDINGS,
    change: withoutLabel,
    item: 'neighbour',
    limit:
      'Helm itself does not take for its own what its label does not name: an admission guard on bindings tells of it',
  }),
  extras({
    id: 'extra-unmarked',
    title: 'an object that bears no mark of the release',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    change: unmarked,
    item: 'neighbour',
    limit:
      'nothing on it says that it belongs to the release: the audit log, or an admission guard on bindings, tells of it',
  }),
  extras({
    id: 'extra-other-namespace',
    title: 'an object in another namespace of the release',
    kinds: BINDINGS,
    namespace: elsewhere,
    objects: inTwo,
  }),
  extras({
    id: 'extra-foreign-namespace',
    title: 'an object under the release’s marks in a namespace where it has nothing else',
    kinds: ['RoleBinding', 'Deployment', 'Secret'],
    namespace: elsewhere,
    prepare: async ({hand, release, closing}) => {
      await hand.kubectl(['create', 'namespace', elsewhere(release)]);
      closing.push(async () => {
        await hand.kubectl(['delete', 'namespace', elsewhere(release), '--wait=false']).catch(() => '');
      });
    },
  }),
  extras({
    id: 'extra-forbidden',
    title: 'extra objects of kinds that the asking user may not list',
    kinds: ['RoleBinding', 'ClusterRoleBinding', 'ClusterRole', 'DaemonSet', 'Ingress'],
    prepare: asReader,
    gap: /search|rolebindings/i,
  }),
];
