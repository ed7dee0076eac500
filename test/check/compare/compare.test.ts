import {describe, expect, test} from 'vitest';
import {differences} from '../check-files.ts';

const pod = (container: object) => ({spec: {template: {spec: {containers: [{name: 'app', ...container}]}}}});
const APP = 'spec.template.spec.containers[name=app]';

describe('is no drift', () => {
  test.each<[string, string, object, object]>([
    [
      'quantities',
      'apps/v1/Deployment',
      pod({resources: {limits: {cpu: '1000m', memory: '3072Mi'}, requests: {cpu: 0.1}}}),
      pod({resources: {limits: {cpu: '1', memory: '3Gi'}, requests: {cpu: '100m'}}}),
    ],
    [
      'int or string',
      'v1/Service',
      {spec: {ports: [{port: 80, targetPort: '8080'}]}},
      {spec: {ports: [{port: 80, targetPort: 8080, protocol: 'TCP'}]}},
    ],
    [
      'list-key defaults',
      'apps/v1/Deployment',
      pod({ports: [{containerPort: 80}]}),
      pod({ports: [{containerPort: 80, protocol: 'TCP'}]}),
    ],
    [
      'server defaults',
      'apps/v1/Deployment',
      pod({image: 'a'}),
      pod({image: 'a', imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log'}),
    ],
    ['stringData', 'Secret', {stringData: {a: 'x'}}, {data: {a: 'eA=='}}],
    ['nil data', 'ConfigMap', {data: {k: null, a: 'x'}}, {data: {a: 'x'}}],
    ['explicit nulls', 'apps/v1/Deployment', {spec: {template: {spec: {affinity: {nodeAffinity: null}}}}}, {spec: {}}],
    ['empty maps and lists', 'apps/v1/Deployment', pod({resources: {requests: {}}, env: []}), pod({resources: {}})],
    [
      'status in a manifest',
      'apiextensions.k8s.io/v1/CustomResourceDefinition',
      {status: {conditions: []}, spec: {group: 'a'}},
      {spec: {group: 'a'}},
    ],
    [
      'a list keyed by name, reordered',
      'apps/v1/Deployment',
      pod({
        env: [
          {name: 'A', value: '1'},
          {name: 'B', value: '2'},
        ],
      }),
      pod({
        env: [
          {name: 'B', value: '2'},
          {name: 'A', value: '1'},
        ],
      }),
    ],
    [
      'TCP and UDP on one port',
      'v1/Service',
      {
        spec: {
          ports: [
            {name: 't', port: 53, protocol: 'TCP'},
            {name: 'u', port: 53, protocol: 'UDP'},
          ],
        },
      },
      {
        spec: {
          ports: [
            {name: 'u', port: 53, protocol: 'UDP'},
            {name: 't', port: 53, protocol: 'TCP'},
          ],
        },
      },
    ],
    [
      'an env name twice',
      'apps/v1/Deployment',
      pod({
        env: [
          {name: 'A', value: '1'},
          {name: 'A', value: '2'},
        ],
      }),
      pod({
        env: [
          {name: 'A', value: '1'},
          {name: 'A', value: '2'},
        ],
      }),
    ],
    [
      'a rule that allows all, and one that does not, in another order',
      'networking.k8s.io/v1/NetworkPolicy',
      {spec: {ingress: [{}, {ports: [{port: 80}]}]}},
      {spec: {ingress: [{ports: [{port: 80, protocol: 'TCP'}]}, {}]}},
    ],
    [
      'RBAC rules and verbs reordered',
      'rbac.authorization.k8s.io/v1/Role',
      {
        rules: [
          {apiGroups: [''], resources: ['pods', 'secrets'], verbs: ['get', 'list']},
          {apiGroups: ['apps'], resources: ['deployments'], verbs: ['get']},
        ],
      },
      {
        rules: [
          {apiGroups: ['apps'], resources: ['deployments'], verbs: ['get']},
          {apiGroups: [''], resources: ['secrets', 'pods'], verbs: ['list', 'get']},
        ],
      },
    ],
    [
      'a duration of a custom resource',
      'cert-manager.io/v1/Certificate',
      {spec: {duration: '8760h'}},
      {spec: {duration: '8760h0m0s'}},
    ],
    ['number forms', 'example.org/v1/Thing', {spec: {ratio: 1}}, {spec: {ratio: 1.0}}],
    ['a zero that gets the default', 'Secret', {type: ''}, {type: 'Opaque'}],
    [
      'an empty caBundle, which the server leaves out',
      'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration',
      {webhooks: [{name: 'a.b.c', clientConfig: {caBundle: '', url: 'https://x'}}]},
      {webhooks: [{name: 'a.b.c', clientConfig: {url: 'https://x'}}]},
    ],
    [
      'an aggregated ClusterRole',
      'rbac.authorization.k8s.io/v1/ClusterRole',
      {aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: 'b'}}]}, rules: []},
      {aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: 'b'}}]}, rules: [{verbs: ['get']}]},
    ],
  ])('%s', async (_name, kind, desired, live) => {
    expect(await differences(kind, desired, live)).toEqual([]);
  });
});

describe('is drift', () => {
  test.each<[string, string, object, object, string[]]>([
    ['a zero, and another value than the default', 'Secret', {type: ''}, {type: 'tls'}, ['type changed "" → "tls"']],
    [
      'a changed scalar',
      'apps/v1/Deployment',
      {spec: {replicas: 2}},
      {spec: {replicas: 3}},
      ['spec.replicas changed 2 → 3'],
    ],
    ['a removed key', 'ConfigMap', {data: {a: '1', b: '2'}}, {data: {a: '1'}}, ['data.b removed "2"']],
    ['the last key of a map removed', 'ConfigMap', {data: {a: '1'}}, {}, ['data.a removed "1"']],
    [
      'an item of a keyed list removed',
      'apps/v1/Deployment',
      pod({
        env: [
          {name: 'A', value: '1'},
          {name: 'B', value: '2'},
        ],
      }),
      pod({env: [{name: 'B', value: '2'}]}),
      [`${APP}.env[name=A] removed {"name":"A","value":"1"}`],
    ],
    [
      'an item inserted at the head changes one thing',
      'apps/v1/Deployment',
      pod({args: ['a']}),
      pod({args: ['z', 'a']}),
      [`${APP}.args changed ["a"] → ["z","a"]`],
    ],
    [
      'a Service port that got another number',
      'v1/Service',
      {spec: {ports: [{name: 'http', port: 80}]}},
      {spec: {ports: [{name: 'http', port: 8080, protocol: 'TCP'}]}},
      ['spec.ports[name=http].port changed 80 → 8080'],
    ],
    [
      'a verb more in a role',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get']}]},
      {rules: [{apiGroups: [''], resources: ['pods'], verbs: ['get', 'delete']}]},
      ['rules[0].verbs[=delete] added → "delete"'],
    ],
    [
      'one verb for another in a role',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{verbs: ['get', 'list']}]},
      {rules: [{verbs: ['delete', 'get']}]},
      ['rules[0].verbs[=list] changed "list" → "delete"'],
    ],
    [
      'one of two equal verbs became another',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{verbs: ['get', 'get', 'list']}]},
      {rules: [{verbs: ['delete', 'list', 'get']}]},
      ['rules[0].verbs[=get][1] changed "get" → "delete"'],
    ],
    [
      'one resource is gone, and another became one that is like it',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{resources: ['alerts/finalizers', 'pods', 'rules/finalizers']}]},
      {rules: [{resources: ['pods', 'rules/finalizers-2']}]},
      [
        'rules[0].resources[=alerts/finalizers] removed "alerts/finalizers"',
        'rules[0].resources[=rules/finalizers] changed "rules/finalizers" → "rules/finalizers-2"',
      ],
    ],
    [
      'one of two equal verbs is gone',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{verbs: ['get', 'list', 'get']}]},
      {rules: [{verbs: ['get', 'list']}]},
      ['rules[0].verbs[=get][1] removed "get"'],
    ],
    [
      'a rule more in a role',
      'rbac.authorization.k8s.io/v1/Role',
      {rules: [{verbs: ['get']}]},
      {rules: [{verbs: ['get']}, {verbs: ['*']}]},
      ['rules[1] added → {"verbs":["*"]}'],
    ],
    [
      'two versions that look like one number',
      'example.org/v1/Thing',
      {spec: {version: '1.10'}},
      {spec: {version: '1.1'}},
      ['spec.version changed "1.10" → "1.1"'],
    ],
    [
      'an integer beyond 2^53',
      'example.org/v1/Thing',
      {spec: {id: '9007199254740993'}},
      {spec: {id: '9007199254740992'}},
      ['spec.id changed "9007199254740993" → "9007199254740992"'],
    ],
    [
      'a file mode',
      'apps/v1/Deployment',
      {spec: {template: {spec: {volumes: [{name: 'v', configMap: {name: 'c', defaultMode: 420}}]}}}},
      {spec: {template: {spec: {volumes: [{name: 'v', configMap: {name: 'c', defaultMode: 511}}]}}}},
      ['spec.template.spec.volumes[name=v].configMap.defaultMode changed 420 → 511'],
    ],
  ])('%s', async (_name, kind, desired, live, findings) => {
    expect(await differences(kind, desired, live)).toEqual(findings);
  });
});

describe('a value that is gone', () => {
  const template = (spec: object) => ({spec: {template: {spec}}});

  test('says nothing where the API server leaves it out', async () => {
    expect(await differences('apps/v1/Deployment', template({hostNetwork: false, hostname: ''}), template({}))).toEqual(
      [],
    );
  });

  test('is drift where it would have been kept: pointers, map values, custom resources', async () => {
    expect(
      await differences('apps/v1/Deployment', template({automountServiceAccountToken: false}), template({})),
    ).toEqual(['spec.template.spec.automountServiceAccountToken removed false']);
    expect(await differences('ConfigMap', {data: {a: '', b: 'x'}}, {data: {b: 'x'}})).toEqual(['data.a removed ""']);
    expect(await differences('example.org/v1/Thing', {spec: {enabled: false, x: 1}}, {spec: {x: 1}})).toEqual([
      'spec.enabled removed false',
    ]);
  });
});
