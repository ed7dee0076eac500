import type {JsonObject} from '../../../src/model/json.ts';
import type {SchemaTable} from '../../../src/model/schema.ts';

export const configMap = (name: string, data: Readonly<Record<string, string>>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name},
  data,
});

export const deployment = (name: string, replicas: number, app = name): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name},
  spec: {
    replicas,
    selector: {matchLabels: {app}},
    template: {metadata: {labels: {app}}, spec: {containers: [{name: 'web', image: 'web:1'}]}},
  },
});

/** A custom resource whose list only the cluster's own schema knows to be keyed by name. */
export const widget = (
  name: string,
  ...parts: readonly {readonly name: string; readonly size: number}[]
): JsonObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: {name},
  spec: {parts: parts.map((part) => ({...part}))},
});

export const WIDGETS: SchemaTable = {
  kinds: {'example.com/v1/Widget': 'Widget'},
  types: {
    Widget: {apiVersion: 's', kind: 's', metadata: '@io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', spec: '@Spec'},
    Spec: {parts: '[m:name]@Part'},
    Part: {name: 's', size: 'n'},
  },
};
