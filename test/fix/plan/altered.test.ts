import {expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {alteredPaths} from '../../../src/fix/plan/altered.ts';
import {formatPath} from '../../../src/model/path.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const shapeOf = shapes(undefined);

function altered(apiVersion: string, kind: string, rehearsed: JsonObject, answered: JsonObject): string[] {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const object = (own: JsonObject): JsonObject => ({apiVersion, kind, metadata: {name: 'x'}, ...own});
  return alteredPaths(object(rehearsed), object(answered), shapeOf(group, version, kind)).map(formatPath);
}

const service = (clusterIP: string | undefined, more: JsonObject = {}): JsonObject => ({
  spec: {...(clusterIP === undefined ? {} : {clusterIP, clusterIPs: [clusterIP]}), ...more},
});
const job = (uid: string, more: JsonObject = {}): JsonObject => ({
  spec: {
    selector: {matchLabels: {'batch.kubernetes.io/controller-uid': uid}},
    template: {metadata: {labels: {'batch.kubernetes.io/controller-uid': uid, 'controller-uid': uid, ...more}}},
  },
});
const pod = (suffix: string, image = 'a'): JsonObject => ({
  spec: {
    containers: [{name: 'a', image, volumeMounts: [{name: `kube-api-access-${suffix}`, mountPath: '/var'}]}],
    volumes: [{name: `kube-api-access-${suffix}`, projected: {sources: []}}],
  },
});

test.each<[string, string, string, JsonObject, JsonObject, string[]]>([
  ['a cluster IP that is drawn', 'v1', 'Service', service('10.0.0.1'), service('10.0.0.2'), []],
  [
    'one that somebody took away',
    'v1',
    'Service',
    service('10.0.0.1'),
    service('None'),
    ['spec.clusterIP', 'spec.clusterIPs[0]'],
  ],
  [
    'an address more',
    'v1',
    'Service',
    service('10.0.0.1'),
    service('10.0.0.1', {externalIPs: ['1.2.3.4']}),
    ['spec.externalIPs'],
  ],
  [
    'a node port that is drawn',
    'v1',
    'Service',
    service(undefined, {ports: [{port: 80, nodePort: 30001}]}),
    service(undefined, {ports: [{port: 80, nodePort: 30002}]}),
    [],
  ],
  ['the uid of a Job', 'batch/v1', 'Job', job('1'), job('2'), []],
  ['another label of it', 'batch/v1', 'Job', job('1'), job('2', {team: 'x'}), ['spec.template.metadata.labels.team']],
  ['the volume of a token', 'v1', 'Pod', pod('abcde'), pod('fghij'), []],
  ['another image beside it', 'v1', 'Pod', pod('abcde'), pod('fghij', 'b'), ['spec.containers[name=a].image']],
  [
    'a cluster IP of another kind',
    'example.com/v1',
    'Thing',
    service('10.0.0.1'),
    service('10.0.0.2'),
    ['spec.clusterIP', 'spec.clusterIPs[0]'],
  ],
  ['status and bookkeeping', 'v1', 'ConfigMap', {status: {a: 1}}, {status: {a: 2}}, []],
])('%s', (_what, apiVersion, kind, rehearsed, answered, paths) => {
  expect(altered(apiVersion, kind, rehearsed, answered)).toEqual(paths);
});
