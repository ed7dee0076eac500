export const workload = (name: string, spec: object = {}, pod: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name},
  spec: {
    selector: {matchLabels: {app: name}},
    template: {
      metadata: {labels: {app: name}},
      spec: {containers: [{name: 'app', image: 'registry.example.com/app:1.0', ...pod}]},
    },
    ...spec,
  },
});

export const configMap = (name: string): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name},
  data: {key: 'value'},
});

export const autoscaler = (name: string): object => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name},
  spec: {
    scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name},
    minReplicas: 2,
    maxReplicas: 9,
    metrics: [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}}],
  },
});

export const scaledObject = (name: string, spec: object): object => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: {name},
  spec: {scaleTargetRef: {name}, ...spec},
});

/** An open definition under KEDA's own name: its operator is not here, and writes nothing. */
export const KEDA = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: 'scaledobjects.keda.sh'},
  spec: {
    group: 'keda.sh',
    scope: 'Namespaced',
    names: {plural: 'scaledobjects', singular: 'scaledobject', kind: 'ScaledObject', listKind: 'ScaledObjectList'},
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}},
      },
    ],
  },
};
