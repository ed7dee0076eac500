import {asList, asObj} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import {DECLARED_KINDS, declared, ROLE_RULES} from './declared.ts';
import type {DeclaredKind} from './declared.ts';
import type {Target} from './hand.ts';
import type {Place} from './place.ts';
import type {Scene} from './way.ts';

/** A change as a fragment of the object, which a patch and an apply both take. */
export interface Edit {
  readonly place: Place;
  readonly fragment: Obj;
}

const POD: Place = ['spec', 'template', 'spec'];
const inPod = (spec: Obj): Obj => ({spec: {template: {spec}}});
export const SPY = {name: 'spy', image: 'registry.example.com/spy:6.6'};
const EVERYTHING = {apiGroups: ['*'], resources: ['*'], verbs: ['*']};
const INTRUDER = {apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'mallory'};
export const ROLE_ARN = 'eks.amazonaws.com/role-arn';
export const ADMIN_ARN = 'arn:aws:iam::666666666666:role/admin';

const withSubject = (kind: 'RoleBinding' | 'ClusterRoleBinding', release: string): Obj => ({
  subjects: [...asList(declared(kind, release)['subjects']), INTRUDER],
});

/** What somebody may put beside what a release declares, of each kind something that matters. */
const ADDITIONS: Readonly<Record<DeclaredKind, (release: string) => Edit>> = {
  Deployment: () => ({place: [...POD, 'containers', {name: 'spy'}, 'image'], fragment: inPod({containers: [SPY]})}),
  StatefulSet: () => ({place: [...POD, 'hostNetwork'], fragment: inPod({hostNetwork: true})}),
  DaemonSet: () => ({
    place: [...POD, 'containers', {name: 'app'}, 'securityContext', 'privileged'],
    fragment: inPod({containers: [{name: 'app', securityContext: {privileged: true}}]}),
  }),
  CronJob: () => ({
    place: ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', {name: 'app'}, 'env', {name: 'PROXY'}],
    fragment: {
      spec: {
        jobTemplate: {spec: inPodOnly({containers: [{name: 'app', env: [{name: 'PROXY', value: 'http://mallory'}]}]})},
      },
    },
  }),
  Service: () => ({place: ['spec', 'externalIPs'], fragment: {spec: {externalIPs: ['192.0.2.7']}}}),
  ConfigMap: () => ({place: ['data', 'extra'], fragment: {data: {extra: 'mallory'}}}),
  Secret: () => ({place: ['data', 'extra'], fragment: {data: {extra: 'bWFsbG9yeQ=='}}}),
  ServiceAccount: () => ({
    place: ['metadata', 'annotations', ROLE_ARN],
    fragment: {metadata: {annotations: {[ROLE_ARN]: ADMIN_ARN}}},
  }),
  Role: () => ({place: ['rules', '1'], fragment: {rules: [...ROLE_RULES, EVERYTHING]}}),
  ClusterRole: () => ({place: ['rules', '1'], fragment: {rules: [...ROLE_RULES, EVERYTHING]}}),
  RoleBinding: (release) => ({place: ['subjects', '1'], fragment: withSubject('RoleBinding', release)}),
  ClusterRoleBinding: (release) => ({place: ['subjects', '1'], fragment: withSubject('ClusterRoleBinding', release)}),
  NetworkPolicy: () => ({place: ['spec', 'egress'], fragment: {spec: {egress: [{}]}}}),
  HorizontalPodAutoscaler: () => ({
    place: ['spec', 'behavior', 'scaleDown', 'selectPolicy'],
    fragment: {spec: {behavior: {scaleDown: {selectPolicy: 'Disabled'}}}},
  }),
  PodDisruptionBudget: () => ({
    place: ['spec', 'unhealthyPodEvictionPolicy'],
    fragment: {spec: {unhealthyPodEvictionPolicy: 'AlwaysAllow'}},
  }),
  Ingress: () => ({
    place: ['spec', 'defaultBackend'],
    fragment: {spec: {defaultBackend: {service: {name: 'mallory', port: {number: 80}}}}},
  }),
  ValidatingWebhookConfiguration: () => ({
    place: ['webhooks', {name: 'guard.example.com'}, 'namespaceSelector', 'matchLabels'],
    fragment: {webhooks: [{name: 'guard.example.com', namespaceSelector: {matchLabels: {guarded: 'yes'}}}]},
  }),
  PersistentVolumeClaim: () => ({
    place: ['metadata', 'labels', 'velero.io/exclude-from-backup'],
    fragment: {metadata: {labels: {'velero.io/exclude-from-backup': 'true'}}},
  }),
  CustomResourceDefinition: () => ({
    place: ['spec', 'names', 'categories'],
    fragment: {spec: {names: {categories: ['all']}}},
  }),
  Widget: () => ({place: ['spec', 'options', 'shell'], fragment: {spec: {options: {shell: 'yes'}}}}),
};

function inPodOnly(spec: Obj): Obj {
  return {template: {spec}};
}

/** What somebody may make of a declared value. */
const CHANGES: Partial<Readonly<Record<DeclaredKind, Edit>>> = {
  Deployment: imageOf('registry.example.com/app:6.6'),
  StatefulSet: imageOf('registry.example.com/app:6.6'),
  DaemonSet: imageOf('registry.example.com/app:6.6'),
  CronJob: {place: ['spec', 'schedule'], fragment: {spec: {schedule: '* * * * *'}}},
  Service: {place: ['spec', 'selector', 'app'], fragment: {spec: {selector: {app: 'mallory'}}}},
  ConfigMap: {place: ['data', 'mode'], fragment: {data: {mode: 'lax'}}},
  Secret: {place: ['data', 'password'], fragment: {data: {password: 'bWFsbG9yeQ=='}}},
  ServiceAccount: {place: ['automountServiceAccountToken'], fragment: {automountServiceAccountToken: true}},
  Role: {place: ['rules', '0', 'verbs'], fragment: {rules: [{apiGroups: [''], resources: ['pods'], verbs: ['*']}]}},
  NetworkPolicy: {place: ['spec', 'ingress', '0'], fragment: {spec: {ingress: [{}]}}},
  HorizontalPodAutoscaler: {place: ['spec', 'maxReplicas'], fragment: {spec: {maxReplicas: 600}}},
  PodDisruptionBudget: {place: ['spec', 'minAvailable'], fragment: {spec: {minAvailable: 0}}},
  ValidatingWebhookConfiguration: {
    place: ['webhooks', {name: 'guard.example.com'}, 'failurePolicy'],
    fragment: {webhooks: [{name: 'guard.example.com', failurePolicy: 'Ignore'}]},
  },
  Widget: {place: ['spec', 'mode'], fragment: {spec: {mode: 'plain'}}},
};

export function imageOf(image: string): Edit {
  return {
    place: [...POD, 'containers', {name: 'app'}, 'image'],
    fragment: inPod({containers: [{name: 'app', image}]}),
  };
}

export const additionTo = (kind: DeclaredKind, release: string): Edit => ADDITIONS[kind](release);

export const changeOf = (kind: DeclaredKind): Edit => {
  const edit = CHANGES[kind];
  if (edit === undefined) throw new Error(`the adversary changes nothing of a ${kind}`);
  return edit;
};

export const CHANGED_KINDS = DECLARED_KINDS.filter((kind) => CHANGES[kind] !== undefined);

/** Helm puts a declared list back as a whole; what stands beside the declared, it leaves. */
const LISTS: ReadonlySet<DeclaredKind> = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);
export const PURE_KINDS = DECLARED_KINDS.filter((kind) => !LISTS.has(kind));

/** The declared object with a fragment merged in, as an apply of the whole wants it: items of lists by their names. */
export function merged(base: Obj, fragment: Obj): Obj {
  const result: Obj = {...base};
  for (const [key, value] of Object.entries(fragment)) {
    const own = base[key];
    if (Array.isArray(own) && Array.isArray(value) && own.every((item) => asObj(item)['name'] !== undefined)) {
      const named = (list: typeof own): Map<unknown, Obj> =>
        new Map(list.map((item) => [asObj(item)['name'], asObj(item)]));
      const items = named(own);
      for (const [name, item] of named(value)) items.set(name, merged(items.get(name) ?? {}, item));
      result[key] = [...items.values()];
    } else if (own !== undefined && !Array.isArray(value) && typeof value === 'object' && value !== null)
      result[key] = merged(asObj(own), value);
    else result[key] = value;
  }
  return result;
}

/** A fragment as an object of its own, to be applied. */
export const asApplied = (target: Target, apiVersion: string, fragment: Obj): Obj =>
  merged({apiVersion, kind: target.kind, metadata: {name: target.name}}, fragment);

/** What Helm stamps beside the declared: an apply under its name would drop it otherwise. */
export const stamped = (object: Obj, release: string): Obj =>
  merged(object, {
    metadata: {
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
      annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': release},
    },
  });

type Hide = (scene: Scene, target: Target, edit: Edit, kind: DeclaredKind) => Promise<void>;

/** Hides an addition in one object of each kind. */
export const adding =
  (kinds: readonly DeclaredKind[], hide: Hide) =>
  async (scene: Scene): Promise<void> => {
    for (const kind of kinds) {
      const edit = additionTo(kind, scene.release);
      const target = scene.target(kind);
      await scene.plant({target, place: edit.place}, () => hide(scene, target, edit, kind));
    }
  };

/** Hides a change of a declared value in one object of each kind. */
export const changing =
  (kinds: readonly DeclaredKind[], hide: Hide) =>
  async (scene: Scene): Promise<void> => {
    for (const kind of kinds) {
      const edit = changeOf(kind);
      const target = scene.target(kind);
      await scene.plant({target, place: edit.place}, () => hide(scene, target, edit, kind));
    }
  };
