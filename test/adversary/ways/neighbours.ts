import type {Obj} from '../../accuracy/json.ts';
import {DECLARED_KINDS} from '../declared.ts';
import {editing, other} from '../edits.ts';
import {objectOf} from '../kinds.ts';
import {adding, imageOf} from '../plants.ts';
import type {Way} from '../way.ts';

const NAMES = ['', 'helm', 'kube-controller-manager', 'mallory-operator'] as const;

const room = (release: string): Obj => objectOf('Namespace', `${release}-room`);

const job = (release: string): Obj =>
  objectOf('Job', `${release}-job`, {
    spec: {
      suspend: true,
      ttlSecondsAfterFinished: 60,
      template: {spec: {restartPolicy: 'Never', containers: [{name: 'job', image: 'registry.example.com/job:1.0'}]}},
    },
  });

export const NEIGHBOUR_WAYS: readonly Way[] = [
  ...editing({
    id: 'service-fields',
    title: 'where a Service sends its traffic, and whom it lets in',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      {
        of: 'Service',
        label: 'Service externalName',
        place: ['spec', 'externalName'],
        body: {spec: {type: 'ExternalName', externalName: 'mallory.example.com'}},
      },
    ],
  }),
  ...editing({
    id: 'service-selector',
    title: 'a Service that selects otherwise, and pods that are selected otherwise',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      {
        of: 'Service',
        label: 'Service selector added',
        place: ['spec', 'selector', 'part'],
        body: {spec: {selector: {part: 'mallory'}}},
      },
      {
        of: 'Service',
        label: 'Service port added',
        place: ['spec', 'ports', {port: 22}],
        body: [{op: 'add', path: '/spec/ports/-', value: {name: 'ssh', port: 22}}],
      },
      {
        of: 'Service',
        label: 'Service publish',
        place: ['spec', 'publishNotReadyAddresses'],
        body: {spec: {publishNotReadyAddresses: true}},
      },
      {
        of: 'Service',
        label: 'Service affinity',
        place: ['spec', 'sessionAffinity'],
        body: {spec: {sessionAffinity: 'ClientIP'}},
      },
      {
        of: 'Service',
        label: 'Service traffic policy',
        place: ['spec', 'internalTrafficPolicy'],
        body: {spec: {internalTrafficPolicy: 'Local'}},
      },
      {
        of: 'Deployment',
        label: 'Deployment pod label',
        place: ['spec', 'template', 'metadata', 'labels', 'role'],
        body: {spec: {template: {metadata: {labels: {role: 'front'}}}}},
      },
      {
        of: 'StatefulSet',
        label: 'StatefulSet pod label',
        place: ['spec', 'template', 'metadata', 'labels', 'istio.io/rev'],
        body: {spec: {template: {metadata: {labels: {'istio.io/rev': 'none'}}}}},
      },
    ],
  }),
  ...editing({
    id: 'service-opened',
    title: 'a Service turned into a NodePort',
    item: 'neighbour',
    managers: NAMES,
    edits: [{of: 'Service', place: ['spec', 'type'], body: {spec: {type: 'NodePort'}}}],
  }),
  ...editing({
    id: 'workload-fields',
    title: 'fields that stop a workload, or make it forget',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      {of: 'Deployment', label: 'Deployment paused', place: ['spec', 'paused'], body: {spec: {paused: true}}},
      {
        of: 'Deployment',
        label: 'Deployment history',
        place: ['spec', 'revisionHistoryLimit'],
        body: {spec: {revisionHistoryLimit: 0}},
      },
      {
        of: 'Deployment',
        label: 'Deployment strategy',
        place: ['spec', 'strategy', 'type'],
        body: [{op: 'replace', path: '/spec/strategy', value: {type: 'Recreate'}}],
      },
      {
        of: 'StatefulSet',
        label: 'StatefulSet partition',
        place: ['spec', 'updateStrategy', 'rollingUpdate', 'partition'],
        body: {spec: {updateStrategy: {rollingUpdate: {partition: 9}}}},
      },
      {
        of: 'StatefulSet',
        label: 'StatefulSet claims',
        place: ['spec', 'persistentVolumeClaimRetentionPolicy', 'whenDeleted'],
        body: {spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: 'Delete'}}},
      },
      {
        of: 'DaemonSet',
        label: 'DaemonSet nowhere',
        place: ['spec', 'template', 'spec', 'nodeSelector'],
        body: {spec: {template: {spec: {nodeSelector: {mallory: 'yes'}}}}},
      },
      {of: 'CronJob', label: 'CronJob suspend', place: ['spec', 'suspend'], body: {spec: {suspend: true}}},
      {
        of: 'CronJob',
        label: 'CronJob policy',
        place: ['spec', 'concurrencyPolicy'],
        body: {spec: {concurrencyPolicy: 'Replace'}},
      },
    ],
  }),
  ...editing({
    id: 'config-fields',
    title: 'what a ConfigMap, a Secret and a ServiceAccount can hold beside the declared',
    item: 'neighbour',
    managers: NAMES,
    edits: [
      {
        of: 'ConfigMap',
        label: 'ConfigMap binaryData',
        place: ['binaryData', 'blob'],
        body: {binaryData: {blob: 'AAEC'}},
      },
      {of: 'ConfigMap', label: 'ConfigMap immutable', place: ['immutable'], body: {immutable: true}},
      {of: 'Secret', label: 'Secret immutable', place: ['immutable'], body: {immutable: true}},
      {
        of: 'ServiceAccount',
        label: 'ServiceAccount pull secrets',
        place: ['imagePullSecrets'],
        body: {imagePullSecrets: [{name: 'mallory'}]},
      },
      {of: 'ServiceAccount', label: 'ServiceAccount secrets', place: ['secrets'], body: {secrets: [{name: 'mallory'}]}},
    ],
  }),
  ...editing({
    id: 'namespace-labels',
    title: 'a declared Namespace whose pods may do anything',
    item: 'neighbour',
    managers: NAMES,
    objects: (release) => [room(release)],
    edits: [
      {
        of: other(room),
        place: ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'],
        body: {metadata: {labels: {'pod-security.kubernetes.io/enforce': 'privileged'}}},
      },
      {
        of: other(room),
        label: 'Namespace annotation',
        place: ['metadata', 'annotations', 'scheduler.alpha.kubernetes.io/node-selector'],
        body: {metadata: {annotations: {'scheduler.alpha.kubernetes.io/node-selector': 'mallory=yes'}}},
      },
    ],
  }),
  {
    id: 'job-replaced',
    title: 'a declared Job with a time to live deleted, and another put in its place',
    item: 'neighbour',
    objects: (release) => [job(release)],
    async apply(scene) {
      const target = other(job)(scene.release);
      const place = ['spec', 'template', 'spec', 'containers', {name: 'job'}, 'image'];
      await scene.plant({target, place}, async () => {
        const text = JSON.stringify(job(scene.release)).replace('job:1.0', 'job:6.6');
        await scene.hand.kubectl(['delete', 'job', '-n', scene.release, target.name]);
        await scene.hand.kubectl(
          ['create', '--field-manager=helm', '-n', scene.release, '-f', '-'],
          JSON.parse(text) as Obj,
        );
      });
    },
  },
  {
    id: 'deleted',
    title: 'declared objects deleted',
    item: 'neighbour',
    kinds: DECLARED_KINDS,
    async apply(scene) {
      for (const kind of DECLARED_KINDS) {
        const target = scene.target(kind);
        await scene.plant({target}, async () => {
          await scene.hand.kubectl(['delete', kind, target.name, '-n', scene.release]);
        });
      }
    },
  },
  {
    id: 'three-at-once',
    title: 'an addition as kubelet, its entry dated before the run and said to be of status',
    item: 'neighbour',
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment, {manager: 'kubelet'});
      await hand.editManaged(target, (entries) =>
        entries.map((entry) =>
          entry['manager'] === 'kubelet' ? {...entry, subresource: 'status', time: '2020-01-01T00:00:00Z'} : entry,
        ),
      );
    }),
  },
  {
    id: 'changed-and-noise',
    title: 'a changed image among many harmless writes by helm',
    item: 'neighbour',
    kinds: ['Deployment'],
    async apply(scene) {
      const target = scene.target('Deployment');
      const {place, fragment} = imageOf('registry.example.com/app:6.6');
      await scene.plant({target, place}, async () => {
        await scene.hand.patch(target, fragment, {manager: 'helm'});
        for (const word of ['a', 'b', 'c'])
          await scene.hand.patch(target, {metadata: {annotations: {'example.com/word': word}}}, {manager: 'helm'});
      });
    },
  },
];
