/** How one kind of drift is made, and where it is seen: written down here, and shared with nothing of the product. */
export interface Drift {
  readonly name: string;
  readonly kind: string;
  readonly object: string;
  /** As `findingLines` and the report write it; '' for a whole object. */
  readonly path: string;
  readonly make: (kubectl: (...args: string[]) => Promise<string>, widget: string) => Promise<unknown>;
  /** The value at the place, of an object as the API server gives it; undefined where there is none. */
  readonly read: (object: Live | undefined) => unknown;
}

export type Live = Record<string, never> & {
  readonly metadata: {readonly labels?: Record<string, string>; readonly annotations?: Record<string, string>};
  readonly data?: Record<string, string>;
  readonly spec?: {
    readonly replicas?: number;
    readonly minReplicas?: number;
    readonly mode?: string;
    readonly ports?: readonly {readonly name?: string; readonly port: number}[];
    readonly template?: {readonly spec: {readonly containers: readonly Container[]}};
  };
};

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly {readonly name: string; readonly value?: string}[];
}

const container = (object: Live | undefined): Container | undefined => object?.spec?.template?.spec.containers[0];
const json = (value: unknown): string => JSON.stringify(value);
const patch =
  (kind: string, name: string, manager: string, value: object, type = 'merge') =>
  (kubectl: (...args: string[]) => Promise<string>) =>
    kubectl('patch', kind, name, `--field-manager=${manager}`, `--type=${type}`, '-p', json(value));

export const DRIFTS: readonly Drift[] = [
  {
    name: 'a declared field changed',
    kind: 'HorizontalPodAutoscaler',
    object: 'web',
    path: 'spec.minReplicas',
    make: patch('hpa', 'web', 'kubectl-patch', {spec: {minReplicas: 1}}),
    read: (object) => object?.spec?.minReplicas,
  },
  {
    name: 'changed to what the new chart says',
    kind: 'HorizontalPodAutoscaler',
    object: 'web',
    path: 'spec.minReplicas',
    make: patch('hpa', 'web', 'capacity-tool', {spec: {minReplicas: 5}}),
    read: (object) => object?.spec?.minReplicas,
  },
  {
    name: 'a declared key removed',
    kind: 'ConfigMap',
    object: 'map',
    path: 'data.key',
    make: patch('configmap', 'map', 'kubectl-edit', {data: {key: null}}),
    read: (object) => object?.data?.['key'],
  },
  {
    name: 'a key added',
    kind: 'ConfigMap',
    object: 'map',
    path: 'data.added',
    make: patch('configmap', 'map', 'kubectl-edit', {data: {added: 'here'}}),
    read: (object) => object?.data?.['added'],
  },
  {
    name: 'a label changed',
    kind: 'ConfigMap',
    object: 'map',
    path: 'metadata.labels.app',
    make: (kubectl) => kubectl('label', 'configmap', 'map', 'app=other', '--overwrite'),
    read: (object) => object?.metadata.labels?.['app'],
  },
  {
    name: 'an object deleted',
    kind: 'ConfigMap',
    object: 'map',
    path: '',
    make: (kubectl) => kubectl('delete', 'configmap', 'map'),
    read: (object) => object !== undefined,
  },
  {
    name: 'an env variable added',
    kind: 'Deployment',
    object: 'web',
    path: 'spec.template.spec.containers[name=web].env[name=B]',
    make: (kubectl) => kubectl('set', 'env', 'deployment/web', 'B=added'),
    read: (object) => container(object)?.env?.find(({name}) => name === 'B')?.value,
  },
  {
    name: 'an image changed',
    kind: 'Deployment',
    object: 'web',
    path: 'spec.template.spec.containers[name=web].image',
    make: (kubectl) => kubectl('set', 'image', 'deployment/web', 'web=nginx:hotfix'),
    read: (object) => container(object)?.image,
  },
  {
    name: 'an argument added to a list that is owned as one',
    kind: 'Deployment',
    object: 'web',
    path: 'spec.template.spec.containers[name=web].args',
    make: patch(
      'deployment',
      'web',
      'kubectl-edit',
      {spec: {template: {spec: {containers: [{name: 'web', args: ['--verbose', 'declared', '--more']}]}}}},
      'strategic',
    ),
    read: (object) => json(container(object)?.args),
  },
  {
    name: 'replicas scaled by a person',
    kind: 'Deployment',
    object: 'web',
    path: 'spec.replicas',
    make: (kubectl) => kubectl('scale', 'deployment', 'web', '--replicas=7'),
    read: (object) => object?.spec?.replicas,
  },
  {
    name: 'a Service port changed',
    kind: 'Service',
    object: 'web',
    path: 'spec.ports[name=http].port',
    make: (kubectl) =>
      kubectl(
        'patch',
        'service',
        'web',
        '--field-manager=kubectl-edit',
        '--type=json',
        '-p',
        json([{op: 'replace', path: '/spec/ports/0/port', value: 8081}]),
      ),
    read: (object) => object?.spec?.ports?.find(({name}) => name === 'http')?.port,
  },
  {
    name: 'a custom resource changed',
    kind: 'Widget',
    object: 'one',
    path: 'spec.mode',
    make: (kubectl, widget) =>
      kubectl(
        'patch',
        `widgets.${widget}`,
        'one',
        '--field-manager=kubectl-edit',
        '--type=merge',
        '-p',
        json({spec: {mode: 'plain'}}),
      ),
    read: (object) => object?.spec?.mode,
  },
  {
    name: 'what never changes any more',
    kind: 'ConfigMap',
    object: 'map',
    path: 'data.key',
    make: patch('configmap', 'map', 'kubectl-edit', {data: {key: 'frozen'}, immutable: true}),
    read: (object) => object?.data?.['key'],
  },
];

/** What the chart is upgraded to: the very same, or new values at every place that may have drifted. */
export const UPGRADES = {
  'the same again': [],
  'new values': ['--set', 'replicas=4,image=nginx:1.30,minReplicas=5,port=81,key=newer,mode=none,label=newer'],
} as const satisfies Record<string, readonly string[]>;

/** Who installed the release, and who upgrades it. */
export const HELMS: readonly (readonly [born: 3 | 4, later: 3 | 4])[] = [
  [3, 3],
  [3, 4],
  [4, 4],
  [4, 3],
];
