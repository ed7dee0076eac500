import type {Json} from '../accuracy/json.ts';

type Change = readonly [classes: string, object: string, change: Json, ...found: string[]];

const replaced = (path: string, value: Json): Json => [{op: 'replace', path, value}];

/**
 * One true change a class of the chart, by a person: the object, the patch (a list is a JSON patch), and where it must show.
 * PLACE stands for the release's namespace.
 */
export const CHANGES: readonly Change[] = [
  [
    '1 and 4: a quantity, and a protocol',
    'deploy values',
    [
      {op: 'replace', path: '/spec/template/spec/containers/0/resources/limits/cpu', value: '1100m'},
      {op: 'replace', path: '/spec/template/spec/containers/0/ports/1/protocol', value: 'SCTP'},
      {op: 'add', path: '/spec/template/spec/nodeSelector', value: {disk: 'ssd'}},
    ],
    'Deployment/values spec.template.spec.containers[name=app].resources.limits.cpu changed',
    'Deployment/values spec.template.spec.containers[name=app].ports[name=dns].protocol changed',
    'Deployment/values spec.template.spec.nodeSelector.disk added',
  ],
  [
    '3, 5, 8 and 13: a number, a default, a null and a label',
    'deploy values',
    {
      metadata: {labels: {team: 'db'}},
      spec: {replicas: 3, minReadySeconds: 7, template: {spec: {dnsPolicy: 'Default'}}},
    },
    'Deployment/values metadata.labels.team changed',
    'Deployment/values spec.minReadySeconds added',
    'Deployment/values spec.replicas changed',
    'Deployment/values spec.template.spec.dnsPolicy added',
  ],
  [
    '3 and 34: a port and a weight',
    'widget custom',
    [
      {op: 'replace', path: '/spec/port', value: 81},
      {op: 'replace', path: '/spec/backendRefs/0/weight', value: 9},
    ],
    'Widget/custom spec.backendRefs[0].weight added',
    'Widget/custom spec.port changed',
  ],
  [
    '6: a StatefulSet',
    'statefulset claims',
    {spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: 'Delete'}}},
    'StatefulSet/claims spec.persistentVolumeClaimRetentionPolicy.whenDeleted added',
  ],
  ['7: a Secret', 'secret data', {stringData: {a: 'y'}}, 'Secret/data data.a changed'],
  [
    '10, 29 and 42: texts, and an annotation',
    'configmap data',
    {metadata: {annotations: {'example.com/note': 'x'}}, data: {key: 'first', crlf: 'a\nb\n', trailing: 'blanks'}},
    'ConfigMap/data data.crlf changed',
    'ConfigMap/data data.key changed',
    'ConfigMap/data data.trailing changed',
    'ConfigMap/data metadata.annotations["example.com/note"] added',
  ],
  [
    "11: Helm's own label",
    'configmap listed',
    {metadata: {labels: {'app.kubernetes.io/managed-by': 'somebody'}}},
    'ConfigMap/listed metadata.labels["app.kubernetes.io/managed-by"] changed',
  ],
  [
    '12: a verb',
    'clusterrole fa-PLACE',
    replaced('/rules/0/verbs/0', '*'),
    'ClusterRole/fa-PLACE rules[0].verbs[=get] changed',
  ],
  ['14: a budget', 'pdb budget', {spec: {minAvailable: 2}}, 'PodDisruptionBudget/budget spec.minAvailable changed'],
  [
    '16: a metric that has moved',
    'hpa metrics',
    replaced('/spec/metrics/1/pods/target/averageValue', '1100m'),
    'HorizontalPodAutoscaler/metrics spec.metrics[2].pods.target.averageValue changed',
  ],
  [
    '17 and 18: a webhook',
    'validatingwebhookconfiguration fa-PLACE',
    [
      {op: 'replace', path: '/webhooks/0/clientConfig/service/name', value: 'other'},
      {op: 'replace', path: '/webhooks/0/timeoutSeconds', value: 1},
    ],
    'ValidatingWebhookConfiguration/fa-PLACE webhooks[name=open.false-alarms.example.org].clientConfig.service.name changed',
    'ValidatingWebhookConfiguration/fa-PLACE webhooks[name=open.false-alarms.example.org].timeoutSeconds added',
  ],
  [
    '20: traffic policy',
    'service cluster',
    {spec: {internalTrafficPolicy: 'Local'}},
    'Service/cluster spec.internalTrafficPolicy added',
  ],
  [
    '20: a node port',
    'service node',
    replaced('/spec/ports/0/name', 'web'),
    'Service/node spec.ports[name=http].name changed',
  ],
  [
    '21: reclaiming',
    'pv fa-PLACE',
    {spec: {persistentVolumeReclaimPolicy: 'Delete'}},
    'PersistentVolume/fa-PLACE spec.persistentVolumeReclaimPolicy added',
  ],
  [
    '22: a namespace',
    'namespace PLACE-tenant',
    {
      metadata: {
        labels: {'pod-security.kubernetes.io/enforce': 'privileged'},
        annotations: {'openshift.io/node-selector': 'a=b'},
      },
    },
    'Namespace/PLACE-tenant metadata.annotations["openshift.io/node-selector"] added',
    'Namespace/PLACE-tenant metadata.labels["pod-security.kubernetes.io/enforce"] changed',
  ],
  [
    '23: pull secrets',
    'serviceaccount account',
    {imagePullSecrets: [{name: 'mine'}]},
    'ServiceAccount/account imagePullSecrets added',
  ],
  ['24: a Job', 'job job', {spec: {suspend: true}}, 'Job/job spec.suspend added'],
  [
    '26, 27, 30 and 36: lists and an annotation',
    'deploy lists',
    [
      {op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'registry.example.com/proxy:2.0'},
      {op: 'replace', path: '/spec/template/spec/containers/1/env/1/value', value: '4'},
      {op: 'replace', path: '/spec/template/spec/volumes/0/configMap/defaultMode', value: 384},
      {op: 'replace', path: '/spec/template/spec/shareProcessNamespace', value: false},
      {op: 'add', path: '/metadata/annotations/example.com~1on', value: 'true'},
      {op: 'add', path: '/spec/template/metadata/annotations/example.com~1note', value: 'x'},
    ],
    'Deployment/lists metadata.annotations["example.com/on"] changed',
    'Deployment/lists spec.template.metadata.annotations["example.com/note"] added',
    'Deployment/lists spec.template.spec.containers[name=app].env[name=B].value changed',
    'Deployment/lists spec.template.spec.containers[name=proxy].image changed',
    'Deployment/lists spec.template.spec.shareProcessNamespace changed',
    'Deployment/lists spec.template.spec.volumes[name=config].configMap.defaultMode changed',
  ],
  [
    '28 and 38: the UDP port of two, and an annotation',
    'service balanced',
    [
      {op: 'replace', path: '/spec/ports/1/targetPort', value: 5353},
      {
        op: 'add',
        path: '/metadata/annotations/service.beta.kubernetes.io~1aws-load-balancer-internal',
        value: 'false',
      },
    ],
    'Service/balanced metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-internal"] added',
    'Service/balanced spec.ports[port=53,protocol=UDP].targetPort added',
  ],
  [
    '31: an HPA of version 1',
    'hpa older',
    replaced('/spec/metrics/0/resource/target/averageUtilization', 95),
    'HorizontalPodAutoscaler/older spec.targetCPUUtilizationPercentage changed',
  ],
  ['32: an item of a typed list', 'configmap typed', {data: {key: 'other'}}, 'ConfigMap/typed data.key changed'],
  [
    '45: a subject',
    'rolebinding binding',
    replaced('/subjects/0/name', 'joe'),
    'RoleBinding/binding subjects[0].name changed',
  ],
];
