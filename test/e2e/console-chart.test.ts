import {loadAll} from 'js-yaml';
import {expect, inject, test} from 'vitest';
import {helmBinary, kubectl, must, namespace, run} from './harness.ts';

const CHART = 'charts/helm-drift';
const HELMS = ['3.22.0', '4.3.1'] as const;
const ALL = [
  '--set',
  'networkPolicy.create=true,dryRun=true,rbac.dryRun=true',
  '--set',
  'console.enabled=true,console.audiences={https://drift},console.allowedHosts={one.example.com}',
  '--set',
  'console.ingress.enabled=true,console.ingress.host=drift.example.com,console.ingress.tlsSecret=drift-tls',
  '--set-string',
  'rules=apiVersion: helm-drift/v1',
];

interface Rendered {
  readonly kind: string;
  readonly metadata: {readonly name: string};
  readonly rules?: readonly {readonly verbs: readonly string[]}[];
  readonly spec?: {readonly template?: {readonly spec: object}};
}

async function consoleOf(helm: string, place: string, ...args: string[]): Promise<readonly Rendered[]> {
  const text = await must(helmBinary(helm), ['template', 'drift', CHART, '-n', place, ...args]);
  return (loadAll(text) as (Rendered | null)[])
    .filter((one) => one !== null)
    .filter(({metadata}) => metadata.name.endsWith('console'));
}

test('the console is off unless asked for', async () => {
  expect(await consoleOf('4.3.1', 'ops')).toEqual([]);
});

test.each(HELMS)('helm %s: the API server takes all that is rendered, and it gives no right to write', async (helm) => {
  const place = await namespace('console-chart');
  for (const args of [ALL, ['--set', `console.enabled=true,driver=configmap,namespaces={${place}}`]]) {
    const objects = await consoleOf(helm, place, ...args);
    const said = await must(inject('kubectl'), ['apply', '--dry-run=server', '--validate=strict', '-f', '-'], {
      input: JSON.stringify({apiVersion: 'v1', kind: 'List', items: objects}),
    });
    expect(said.trim().split('\n')).toHaveLength(objects.length);
    // Not even where the agent may ask for dry runs.
    const verbs = objects.flatMap(({rules = []}) => rules).filter((rule) => rule.verbs.join() !== 'get,list,watch');
    expect(verbs).toEqual([
      {apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create']},
      {apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create']},
    ]);
  }
});

test('its pod is of the restricted kind', async () => {
  const place = await namespace('console-restricted');
  await kubectl('label', 'namespace', place, 'pod-security.kubernetes.io/enforce=restricted');
  await kubectl('create', 'serviceaccount', 'drift-helm-drift-console', '-n', place);
  const objects = await consoleOf('4.3.1', place, ...ALL);
  const spec = objects.find(({kind}) => kind === 'Deployment')?.spec?.template?.spec;
  const pod = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'console', namespace: place}, spec};
  const {code, stderr} = await run(inject('kubectl'), ['create', '--dry-run=server', '-f', '-'], {
    input: JSON.stringify(pod),
  });
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
});

test.each([
  'console.enabled=true,withoutSecrets=true',
  'console.enabled=true,console.ingress.enabled=true,console.ingress.host=a.example',
  'console.enabled=true,console.readOnly=false',
])('%s is refused', async (set) => {
  const {code, stderr} = await run(helmBinary('4.3.1'), ['template', CHART, '--set', set]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/console/)]);
});
