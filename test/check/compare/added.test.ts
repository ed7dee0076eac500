import {describe, expect, test} from 'vitest';
import {formatPath} from '../../../src/model/path.ts';
import {checkTexts, differences, json} from '../check-files.ts';

const pod = (container: object) => ({spec: {template: {spec: {containers: [{name: 'app', ...container}]}}}});
const foreign = (fieldsV1: object, manager = 'kubectl-edit') => ({
  managedFields: [
    {manager, operation: 'Update', apiVersion: 'v1', time: '2026-11-23T11:00:00Z', fieldsType: 'FieldsV1', fieldsV1},
  ],
});

describe('fields that somebody put beside the declared ones', () => {
  test('a label by a person is drift', async () => {
    const live = {
      metadata: {
        name: 'x',
        namespace: 'shop',
        labels: {team: 'web'},
        ...foreign({'f:metadata': {'f:labels': {'.': {}, 'f:team': {}}}}),
      },
    };
    expect(await differences('Service', {}, live, live.metadata)).toEqual(['metadata.labels.team added → "web"']);
  });

  test('a container is one finding, not one for each of its fields', async () => {
    const live = {spec: {template: {spec: {containers: [{name: 'app'}, {name: 'spy', image: 'evil'}]}}}};
    const fields = {
      'f:spec': {
        'f:template': {'f:spec': {'f:containers': {'k:{"name":"spy"}': {'.': {}, 'f:name': {}, 'f:image': {}}}}},
      },
    };
    expect(await differences('apps/v1/Deployment', pod({}), live, foreign(fields))).toEqual([
      'spec.template.spec.containers[name=spy] added → {"name":"spy","image":"evil"}',
    ]);
  });

  test("a controller's work is no drift; anything else under its name is", async () => {
    const noted = (key: string, manager: string): object => ({
      annotations: {[key]: '1'},
      ...foreign({'f:metadata': {'f:annotations': {[`f:${key}`]: {}}}}, manager),
    });
    const told = (key: string, manager: string): Promise<string[]> => {
      const metadata = noted(key, manager);
      return differences('apps/v1/Deployment', {}, {metadata: {name: 'x', namespace: 'shop', ...metadata}}, metadata);
    };
    expect(await told('deployment.kubernetes.io/revision-history', 'kube-controller-manager')).toEqual([]);
    expect(await told('a', 'kube-controller-manager')).toEqual(['metadata.annotations.a added → "1"']);
    expect(await told('a', 'keda-operator')).toEqual(['metadata.annotations.a added → "1"']);
    expect(await told('a', 'x-cloud-controller-manager')).toEqual(['metadata.annotations.a added → "1"']);
  });

  test('a renumbered Service port is one change and no added port', async () => {
    const fields = {
      'f:spec': {
        'f:ports': {'k:{"port":8080,"protocol":"TCP"}': {'.': {}, 'f:port': {}, 'f:name': {}, 'f:protocol': {}}},
      },
    };
    const live = {spec: {ports: [{name: 'http', port: 8080, protocol: 'TCP'}]}};
    expect(await differences('v1/Service', {spec: {ports: [{name: 'http', port: 80}]}}, live, foreign(fields))).toEqual(
      ['spec.ports[name=http].port changed 80 → 8080'],
    );
  });

  test("a DaemonSet's count of its changes is ignored, with its reason, and only there", async () => {
    const key = 'deprecated.daemonset.template.generation';
    const metadata = {annotations: {[key]: '2'}, ...foreign({'f:metadata': {'f:annotations': {[`f:${key}`]: {}}}})};
    const codes = async (kind: string) => {
      const shared = {apiVersion: 'apps/v1', kind};
      const report = await checkTexts(
        json({...shared, metadata: {name: 'x', namespace: 'shop'}}),
        json({...shared, metadata: {name: 'x', namespace: 'shop', ...metadata}}),
      );
      return report.findings.map(({why}) => why?.code ?? 'drift');
    };
    expect([await codes('DaemonSet'), await codes('Deployment')]).toEqual([['template-generation'], ['drift']]);
  });

  test.each([
    ['Cluster', []],
    ['Local', ['spec.externalTrafficPolicy added → "Local"']],
  ])("a Service's traffic policy that somebody spells out: %s", async (policy, expected) => {
    const spec = {type: 'LoadBalancer', ports: [{port: 80}]};
    const fields = {'f:spec': {'f:externalTrafficPolicy': {}}};
    expect(
      await differences('Service', {spec}, {spec: {...spec, externalTrafficPolicy: policy}}, foreign(fields)),
    ).toEqual(expected);
  });

  test('a rollout restart is ignored, with its reason', async () => {
    const key = 'kubectl.kubernetes.io/restartedAt';
    const fields = {'f:spec': {'f:template': {'f:metadata': {'f:annotations': {[`f:${key}`]: {}}}}}};
    const report = await checkTexts(
      json({apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'x'}, spec: {replicas: 1}}),
      json({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {name: 'x', namespace: 'shop', ...foreign(fields)},
        spec: {replicas: 1, template: {metadata: {annotations: {[key]: '2026-11-23T11:00:00+01:00'}}}},
      }),
    );
    expect(report.findings.map(({verdict, why}) => [verdict, why?.code])).toEqual([['ignored', 'operational-restart']]);
    expect(report.summary.drift).toBe(0);
  });

  test('a key more in a map that is owned as a whole', async () => {
    const fields = {'f:spec': {'f:template': {'f:spec': {'f:nodeSelector': {}}}}};
    const selector = (nodeSelector: object) => ({spec: {template: {spec: {nodeSelector}}}});
    expect(
      await differences('apps/v1/Deployment', selector({a: '1'}), selector({a: '1', b: '2'}), foreign(fields)),
    ).toEqual(['spec.template.spec.nodeSelector.b added → "2"']);
  });

  test('Helm inside another program is Helm, and a person who adopts an object is not', async () => {
    const fields = {'f:metadata': {'f:annotations': {'f:meta.helm.sh/release-name': {}}, 'f:labels': {'f:extra': {}}}};
    const annotations = {'meta.helm.sh/release-name': 'app'};
    const live = (manager: string) => ({
      metadata: {name: 'x', namespace: 'shop', annotations, labels: {extra: 'y'}, ...foreign(fields, manager)},
    });
    const found = async (manager: string) =>
      differences(
        'Service',
        {metadata: {name: 'x', annotations, labels: {a: 'b'}}},
        {...live(manager)},
        live(manager).metadata,
      );
    expect(await found('terraform-provider-helm')).toEqual(['metadata.labels.a removed "b"']);
    expect(await found('kubectl-annotate')).toContain('metadata.labels.extra added → "y"');
  });

  test('an API service that spells its default port out is no drift, at another port it is', async () => {
    const service = (metadata: object, port: object): string =>
      json({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: {name: 'v1.x', ...metadata},
        spec: {group: 'x', version: 'v1', service: {name: 'x', namespace: 'shop', ...port}},
      });
    const port = async (number: number): Promise<string[]> => {
      const live = service(foreign({'f:spec': {'f:service': {'f:port': {}}}}), {port: number});
      const {findings, summary} = await checkTexts(service({}, {}), live);
      expect(summary.compared).toBe(1);
      return findings.map(({path, change, live: is}) => `${formatPath(path)} ${change} → ${json(is)}`);
    };
    expect(await port(443)).toEqual([]);
    expect(await port(8443)).toEqual(['spec.service.port added → 8443']);
  });
});

describe('a container that the release does not declare, and that two fill', () => {
  const env = (name: string): object => ({
    'f:env': {'.': {}, [`k:{"name":"${name}"}`]: {'.': {}, 'f:name': {}, 'f:value': {}}},
  });
  const entryOf = (manager: string, fields: object, time: string): object => ({
    manager,
    operation: 'Update',
    apiVersion: 'apps/v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:spec': {'f:template': {'f:spec': {'f:containers': {'k:{"name":"app"}': fields}}}}},
  });

  test('is told by its parts, each as its own writer’s', async () => {
    const managedFields = [
      entryOf('kubectl-set', env('A'), '2026-11-23T11:00:00Z'),
      entryOf('terraform', env('B'), '2026-11-23T11:30:00Z'),
    ];
    const live = pod({
      env: [
        {name: 'A', value: '1'},
        {name: 'B', value: '2'},
      ],
    });
    const shared = {apiVersion: 'apps/v1', kind: 'Deployment'};
    const {findings} = await checkTexts(
      json({...shared, metadata: {name: 'x'}, ...pod({})}),
      json({...shared, metadata: {name: 'x', namespace: 'shop', managedFields}, ...live}),
    );
    expect(findings.map(({path, by}) => `${formatPath(path)} by ${by.manager}`)).toEqual([
      'spec.template.spec.containers[name=app].env[name=A] by kubectl-set',
      'spec.template.spec.containers[name=app].env[name=B] by terraform',
    ]);
  });
});

test('the server writes both names of a service account, whichever is declared; another one is somebody’s', async () => {
  const pods = (account: object): object => ({spec: {template: {spec: {containers: [{name: 'app'}], ...account}}}});
  const told = (name: string): Promise<string[]> =>
    differences(
      'apps/v1/DaemonSet',
      pods({serviceAccount: 'app'}),
      pods({serviceAccount: 'app', serviceAccountName: name}),
      foreign({'f:spec': {'f:template': {'f:spec': {'f:serviceAccountName': {}}}}}),
    );
  expect(await told('app')).toEqual([]);
  expect(await told('other')).toEqual(['spec.template.spec.serviceAccountName added → "other"']);
});
