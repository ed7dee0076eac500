import {readFileSync} from 'node:fs';
import {afterAll, describe, expect, inject, onTestFinished, test} from 'vitest';
import {connect} from '../accuracy/api.ts';
import {CHANGES} from '../false-alarms/changes.ts';
import {autoscaler, configMap, KEDA, scaledObject, workload} from '../false-alarms/objects.ts';
import {
  chartOf,
  checkAll,
  drifted,
  FIDELITIES,
  inBoth,
  install,
  manifestOf,
  passedOver,
  patch,
  placesOf,
  silentFor,
} from '../false-alarms/release.ts';
import {drift, helmBinary, kubectl, must, namespace, reportOf, run} from './harness.ts';
import {plane} from './plane.ts';

/** The classes of ../shared/facts/false-alarms.md on a real API server; test/false-alarms/ shows them in files. */
const CHART = 'test/false-alarms/chart';
const HELMS = ['3.22.0', '4.3.1'];
const CRD = 'widgets.false-alarms.example.org';

afterAll(async () => {
  await run(inject('kubectl'), ['delete', 'crd', CRD, '--ignore-not-found']);
});

interface Listed {
  readonly spec: {readonly template: {readonly spec: PodSpec}};
}

interface PodSpec {
  readonly volumes: readonly unknown[];
  readonly tolerations: readonly unknown[];
  readonly containers: readonly {readonly env?: readonly unknown[]; readonly ports?: readonly unknown[]}[];
}

const reversed = ({volumes, tolerations, containers}: PodSpec): object => ({
  volumes: volumes.toReversed(),
  tolerations: tolerations.toReversed(),
  containers: containers
    .toReversed()
    .map((container) => ({...container, env: container.env?.toReversed(), ports: container.ports?.toReversed()})),
});

/** Puts a Deployment back with its lists in another order, as tools do that keep maps of their own. */
async function reorder(place: string, name: string): Promise<void> {
  const object = JSON.parse(await kubectl('get', 'deploy', name, '-n', place, '-o', 'json')) as Listed;
  const pod = object.spec.template.spec;
  const template = {...object.spec.template, spec: {...pod, ...reversed(pod)}};
  await must(inject('kubectl'), ['replace', '-n', place, '--field-manager=old-operator', '-f', '-'], {
    input: JSON.stringify({...object, spec: {...object.spec, template}}),
  });
}

/** What happens to the objects of the chart in the wild, by whoever does it there. */
async function liveOn(place: string): Promise<void> {
  const outside = `fa-${place}`;
  await kubectl('wait', 'pvc/claim', '-n', place, '--for=jsonpath={.status.phase}=Bound', '--timeout=60s');
  await patch(place, 'widget-operator', 'widget custom', {spec: {port: 80}});
  await patch(place, 'kubectl-client-side-apply', 'configmap data', {
    metadata: {annotations: {'kubectl.kubernetes.io/last-applied-configuration': '{"data":{}}'}},
  });
  const older = ['horizontalpodautoscalers.v1.autoscaling metrics', {metadata: {labels: {seen: 'yes'}}}] as const;
  await patch(place, 'old-operator', ...older);
  await patch(place, 'old-operator', older[0], {metadata: {labels: {seen: null}}});
  const ca = readFileSync(plane().caFile).toString('base64');
  await patch(place, 'cert-rotator', `validatingwebhookconfiguration ${outside}`, [
    {op: 'add', path: '/webhooks/0/clientConfig/caBundle', value: ca},
  ]);
  await patch(place, 'cluster-policy-controller', `namespace ${place}-tenant`, {
    metadata: {annotations: {'openshift.io/sa.scc.mcs': 's0:c26,c15'}},
  });
  await patch(place, 'kube-controller-manager', 'serviceaccount account', {secrets: [{name: 'account-token-x7k2p'}]});
  await patch(place, 'glbc', 'service balanced', {metadata: {annotations: {'cloud.google.com/neg-status': '{}'}}});
  await reorder(place, 'lists');
  await kubectl('rollout', 'restart', 'deploy/lists', '-n', place);
}

describe.each(HELMS)('a release of helm %s with an object of each class', (version) => {
  test('is silent as the wild has left it, and shows each true change', async () => {
    const place = await namespace('alarms');
    await install(version, place, CHART);
    expect(await drifted(place)).toEqual(inBoth());
    await liveOn(place);
    expect(await drifted(place)).toEqual(inBoth());
    const here = (text: string): string => text.replaceAll('PLACE', place);
    for (const [, object, change] of CHANGES) await patch(place, 'kubectl-edit', here(object), change);
    expect(await drifted(place)).toEqual(inBoth(...CHANGES.flatMap(([, , , ...found]) => found.map(here))));
  });
});

async function withKeda(): Promise<void> {
  const flags = ['--server-side', '--force-conflicts'];
  await must(inject('kubectl'), ['apply', ...flags, '-f', '-'], {input: JSON.stringify(KEDA)});
  await kubectl('wait', '--for=condition=Established', `crd/${KEDA.metadata.name}`, '--timeout=60s');
}

/** As the controllers do it: a PUT of the whole Scale. kubectl does the same under its own name. */
async function scale(place: string, name: string, replicas: number, fieldManager: string): Promise<void> {
  const api = connect(plane().kubeconfig);
  onTestFinished(() => api.close());
  const url = `apis/apps/v1/namespaces/${place}/deployments/${name}/scale`;
  const put = async (): Promise<number> => {
    const body = {...(await api.get(url)), spec: {replicas}};
    return (await api.ask('PUT', url, {body, query: {fieldManager}})).status;
  };
  // A controller may write the status in between: a conflict, and the next attempt has the newer version.
  await expect.poll(put, {timeout: 20_000, interval: 100}).toBe(200);
}

/** Asks until the answer is this: controllers take their time. */
async function eventually(answer: string, ...args: string[]): Promise<void> {
  await expect.poll(() => kubectl(...args), {timeout: 60_000, interval: 200}).toBe(answer);
}

describe.each(HELMS)('classes of a release of helm %s that need a set-up of their own', (version) => {
  const installed = async (prefix: string, objects: readonly object[], ...flags: string[]): Promise<string> => {
    const place = await namespace(prefix);
    await install(version, place, chartOf(manifestOf(...objects)), ...flags);
    return place;
  };

  test('class 2: durations of a custom resource', async () => {
    const place = await namespace('durations');
    await install(version, place, CHART);
    await patch(place, 'widget-operator', 'widget custom', {spec: {duration: '8760h0m0s'}});
    expect(await drifted(place)).toEqual(inBoth());
    await patch(place, 'kubectl-edit', 'widget custom', {spec: {duration: '2160h0m0s'}});
    expect(await drifted(place)).toEqual(inBoth('Widget/custom spec.duration changed'));
  });

  test('class 9: what is declared empty and is empty no more', async () => {
    const place = await installed('empty', [
      {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: {name: 'nothing'}, rules: []},
      workload('quiet', {}, {args: []}),
    ]);
    expect(await drifted(place)).toEqual(inBoth());
    const rule = {apiGroups: [''], resources: ['secrets'], verbs: ['get']};
    await patch(place, 'kubectl-edit', 'role nothing', [{op: 'add', path: '/rules', value: [rule]}]);
    await patch(place, 'kubectl-edit', 'deploy quiet', [
      {op: 'add', path: '/spec/template/spec/containers/0/args', value: ['-v']},
    ]);
    expect(await drifted(place)).toEqual(
      inBoth('Role/nothing rules[0] added', 'Deployment/quiet spec.template.spec.containers[name=app].args added'),
    );
  });

  test('class 15: replicas of an autoscaler, by a controller and by a person', async () => {
    await withKeda();
    const names = ['hpa', 'keda'];
    const place = await installed('scaled', [
      ...names.map((name) => workload(name, {replicas: 2})),
      autoscaler('hpa'),
      scaledObject('keda', {maxReplicaCount: 9}),
    ]);
    await scale(place, 'hpa', 5, 'kube-controller-manager');
    await scale(place, 'keda', 9, 'keda-operator');
    expect(await passedOver(place)).toEqual(silentFor('autoscaled'));
    // In range, and by a person; by the operator, and out of range.
    await kubectl('scale', 'deploy/hpa', '--replicas=4', '-n', place);
    await scale(place, 'keda', 10, 'keda-operator');
    expect(await drifted(place)).toEqual(inBoth(...names.map((name) => `Deployment/${name} spec.replicas changed`)));
  });

  test('class 15: scaled to zero, of which the API server notes no writer', async () => {
    await withKeda();
    const place = await installed('zero', [
      ...['queue', 'lively', 'alone'].map((name) => workload(name, {replicas: 2})),
      scaledObject('queue', {minReplicaCount: 0}),
      scaledObject('lively', {minReplicaCount: 1}),
    ]);
    await scale(place, 'queue', 0, 'keda-operator');
    expect(await passedOver(place)).toEqual(silentFor('autoscaled'));
    for (const name of ['lively', 'alone']) await kubectl('scale', `deploy/${name}`, '--replicas=0', '-n', place);
    expect(await drifted(place)).toEqual(
      inBoth('Deployment/alone spec.replicas changed', 'Deployment/lively spec.replicas changed'),
    );
  });

  test('class 17: a caBundle that the intent leaves empty', async () => {
    const webhook = {
      name: 'empty.false-alarms.example.org',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: {caBundle: '', service: {name: 'hook', namespace: 'default'}},
      rules: [
        {apiGroups: ['nobody.example.org'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nothings']},
      ],
    };
    const kind = 'ValidatingWebhookConfiguration';
    const name = `fa-empty-${version}`;
    const place = await installed('bundle', [
      {apiVersion: 'admissionregistration.k8s.io/v1', kind, metadata: {name}, webhooks: [webhook]},
    ]);
    const value = readFileSync(plane().caFile).toString('base64');
    const at = '/webhooks/0/clientConfig';
    await patch(place, 'cert-rotator', `${kind} ${name}`, [{op: 'add', path: `${at}/caBundle`, value}]);
    expect(await passedOver(place)).toEqual(silentFor('ca-bundle-injected'));
    await patch(place, 'kubectl-edit', `${kind} ${name}`, [{op: 'replace', path: `${at}/service/name`, value: 'x'}]);
    expect(await drifted(place)).toEqual(
      inBoth(`${kind}/${name} webhooks[name=${webhook.name}].clientConfig.service.name changed`),
    );
  });

  test('class 19: the rules of an aggregated ClusterRole', async () => {
    const [sum, part] = [`fa-sum-${version}`, `fa-part-${version}`];
    const label = `fa-${version}`;
    const role = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole'};
    const clusterRoleSelectors = [{matchLabels: {[label]: 'yes'}}];
    const rules = [{apiGroups: [''], resources: ['pods'], verbs: ['get']}];
    const place = await installed('aggregated', [
      {...role, metadata: {name: sum}, aggregationRule: {clusterRoleSelectors}, rules: []},
      {...role, metadata: {name: part, labels: {[label]: 'yes'}}, rules},
    ]);
    await eventually('["get"]', 'get', 'clusterrole', sum, '-o', 'jsonpath={.rules[0].verbs}');
    expect(await drifted(place)).toEqual(inBoth());
    await patch(place, 'kubectl-edit', `clusterrole ${part}`, [
      {op: 'replace', path: '/rules/0/verbs/0', value: 'list'},
    ]);
    await eventually('["list"]', 'get', 'clusterrole', sum, '-o', 'jsonpath={.rules[0].verbs}');
    expect(await drifted(place)).toEqual(inBoth(`ClusterRole/${part} rules[0].verbs[=get] changed`));
  });

  test('class 25: Jobs that go when they are done, and one that should have stayed', async () => {
    const job = (name: string, spec: object): object => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {name},
      spec: {
        completions: 0,
        ...spec,
        template: {spec: {restartPolicy: 'Never', containers: [{name: 'job', image: 'job'}]}},
      },
    });
    const place = await installed('gone', [job('done', {ttlSecondsAfterFinished: 0}), job('stays', {})]);
    await eventually('job.batch/stays\n', 'get', 'jobs', '-n', place, '-o', 'name');
    expect(await passedOver(place)).toEqual(silentFor('finished-job'));
    await kubectl('delete', 'job', 'stays', '-n', place);
    expect(await drifted(place)).toEqual(inBoth('Job/stays  missing'));
  });

  test('class 39: a generated Secret is compared as it is stored; a chart that is rendered anew says so', async () => {
    const place = await namespace('random');
    const chart = chartOf(`
apiVersion: v1
kind: Secret
metadata: {name: generated}
stringData: {password: "{{ randAlphaNum 20 }}", user: web}
`);
    await install(version, place, chart);
    expect(await drifted(place)).toEqual(inBoth());
    for (const [fidelity, report] of await checkAll(place, chart))
      expect([fidelity, placesOf(report), report.notes.join()]).toEqual([
        fidelity,
        ['Secret/generated data.password changed'],
        expect.stringContaining('rendered anew'),
      ]);
    await patch(place, 'kubectl-edit', 'secret generated', {stringData: {password: 'mine'}});
    expect(await drifted(place)).toEqual(inBoth('Secret/generated data.password changed'));
  });

  test('class 40: what a chart drops and Helm keeps, and what nobody keeps', async () => {
    const annotations = {'helm.sh/resource-policy': 'keep'};
    const kept = {apiVersion: 'v1', kind: 'Secret', metadata: {name: 'kept', annotations}, stringData: {a: 'b'}};
    const place = await installed('kept', [configMap('stays'), kept]);
    await must(helmBinary(version), ['upgrade', 'app', chartOf(manifestOf(configMap('stays'))), '-n', place]);
    expect(await passedOver(place)).toEqual(silentFor('kept-on-purpose'));
    await kubectl('annotate', 'secret', 'kept', 'helm.sh/resource-policy-', '-n', place);
    expect(await drifted(place)).toEqual(inBoth('Secret/kept  extra'));
  });

  test('classes 28 and 41: doubled names and unknown fields, as client-side apply lets them through', async () => {
    const env = ['1', '2'].map((value) => ({name: 'A', value}));
    const flags = version.startsWith('3') ? [] : ['--server-side=false'];
    const objects = [workload('lax', {replicaz: 3}, {env, imagePullPolicyy: 'Always'})];
    const place = await installed('lax', objects, '--disable-openapi-validation', ...flags);
    expect(await passedOver(place)).toEqual(silentFor('unknown-field'));
    await patch(place, 'kubectl-edit', 'deploy lax', [
      {op: 'replace', path: '/spec/template/spec/containers/0/env/1/value', value: '3'},
    ]);
    expect(await drifted(place)).toEqual(
      inBoth('Deployment/lax spec.template.spec.containers[name=app].env[name=A][1].value changed'),
    );
  });
});

test('class 33: a name that the server chose is said to be unverifiable, and hides nothing beside it', async () => {
  const place = await namespace('generated');
  const nameless = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {generateName: 'some-'}, data: {}};
  const manifest = manifestOf(configMap('named'), nameless);
  await must(inject('kubectl'), ['create', '-n', place, '-f', '-'], {input: manifest});
  const found = async (fidelity: string): Promise<unknown> => {
    const args = ['check', 'app', '--baseline', '-', '-n', place, '-o', 'json', '--fidelity', fidelity];
    const report = reportOf(await drift(args, {input: manifest}));
    return [placesOf(report), report.gaps.map(({reason}) => reason)];
  };
  for (const fidelity of FIDELITIES) expect(await found(fidelity)).toEqual([[], ['no-name']]);
  await patch(place, 'kubectl-edit', 'configmap named', {data: {key: 'other'}});
  for (const fidelity of FIDELITIES)
    expect(await found(fidelity)).toEqual([['ConfigMap/named data.key changed'], ['no-name']]);
});
