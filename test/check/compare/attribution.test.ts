import {describe, expect, test} from 'vitest';
import {formatPath} from '../../../src/model/path.ts';
import {checkTexts, differences, json} from '../check-files.ts';

interface Entry {
  readonly manager: string;
  readonly time?: string;
  readonly subresource?: string;
  readonly operation?: string;
  readonly fieldsV1: object;
}

const HELM: Entry = {
  manager: 'helm',
  operation: 'Apply',
  time: '2026-11-23T10:00:00Z',
  fieldsV1: {'f:data': {'f:a': {}}},
};
/** As the server leaves it when somebody removes the field. */
const HELM_LEFT: Entry = {...HELM, fieldsV1: {'f:metadata': {}}};
const configMap = (data: object, metadata: object = {}) =>
  json({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x', namespace: 'shop', ...metadata}, data});
const check = (desired: object, live: object, entries: readonly Entry[]) =>
  checkTexts(
    configMap(desired),
    configMap(live, {managedFields: entries.map((entry) => ({operation: 'Update', ...entry}))}),
  );

describe('who wrote it', () => {
  test.each<[string, object, readonly Entry[], object]>([
    [
      'the owner of that very field',
      {a: '9'},
      [HELM, {manager: 'kubectl-edit', time: '2026-11-23T11:00:00Z', fieldsV1: {'f:data': {'f:a': {}}}}],
      {manager: 'kubectl-edit', operation: 'Update', time: '2026-11-23T11:00:00Z', certainty: 'exact'},
    ],
    [
      'what is gone: the newest foreign write after Helm',
      {},
      [HELM_LEFT, {manager: 'kubectl-edit', time: '2026-11-23T11:00:00Z', fieldsV1: {'f:data': {}}}],
      {manager: 'kubectl-edit', operation: 'Update', time: '2026-11-23T11:00:00Z', certainty: 'likely'},
    ],
    [
      'what is gone, and only a controller wrote since: nobody knows',
      {},
      [HELM_LEFT, {manager: 'kube-controller-manager', time: '2026-11-23T11:00:00Z', fieldsV1: {'f:data': {}}}],
      {certainty: 'unknown'},
    ],
    [
      'what is gone, and the only foreign write is older than Helm',
      {},
      [HELM_LEFT, {manager: 'kubectl-edit', time: '2026-11-23T09:00:00Z', fieldsV1: {'f:data': {}}}],
      {certainty: 'unknown'},
    ],
    [
      'what the server dropped on the way in: Helm owns it, and it is not there',
      {},
      [HELM, {manager: 'kube-controller-manager', time: '2026-11-23T11:00:00Z', fieldsV1: {'f:data': {}}}],
      {manager: 'helm', operation: 'Apply', time: '2026-11-23T10:00:00Z', certainty: 'exact'},
    ],
    [
      'one of more than ten managers',
      {a: '9'},
      [HELM, {manager: 'ancient-changes', time: '2026-11-23T11:00:00Z', fieldsV1: {'f:data': {'f:a': {}}}}],
      {manager: 'ancient-changes', operation: 'Update', time: '2026-11-23T11:00:00Z', certainty: 'unknown'},
    ],
  ])('%s', async (_name, live, entries, by) => {
    const {findings} = await check({a: '1'}, live, entries);
    expect(findings.map((finding) => finding.by)).toEqual([by]);
  });

  test('ten managers and more: a field that Helm wrote among them is not put down to Helm', async () => {
    const ownership = {'f:metadata': {'f:annotations': {'f:meta.helm.sh/release-name': {}}}};
    const entries = [{manager: 'ancient-changes', fieldsV1: {...ownership, 'f:data': {'f:a': {}, 'f:b': {}}}}];
    const {findings} = await check({a: '1'}, {a: '1', b: '2'}, entries);
    expect(findings.map(({path, by}) => [formatPath(path), by.certainty])).toEqual([['data.b', 'unknown']]);
  });
});

describe('objects whose owners nobody knows', () => {
  test.each<[string, readonly Entry[]]>([
    ['their managedFields were stripped', []],
    [
      'they were there before the first apply',
      [{manager: 'before-first-apply', fieldsV1: {'f:data': {'f:a': {}, 'f:b': {}}}}],
    ],
  ])('%s: what was added is a gap, what is declared compares', async (_name, entries) => {
    const other = configMap({c: '3'}, {name: 'y', managedFields: [{...HELM, fieldsV1: {'f:data': {'f:c': {}}}}]});
    const intent = [configMap({a: '1'}), configMap({c: '3'}, {name: 'y'})].join('\n---\n');
    const managedFields = entries.map((entry) => ({operation: 'Update', ...entry}));
    const live = (data: object) => [configMap(data, {managedFields}), other].join('\n---\n');
    const clean = await checkTexts(intent, live({a: '1', b: '2'}));
    expect(clean.findings).toEqual([]);
    expect(clean.gaps.map(({ref, reason}) => [ref?.name, reason])).toEqual([['x', 'no-managed-fields']]);
    const drifted = await checkTexts(intent, live({a: '9'}));
    expect(drifted.findings.map(({path, by}) => [formatPath(path), by.certainty])).toEqual([['data.a', 'unknown']]);
  });

  test('a snapshot that kubectl took without them says so once, and is no gap', async () => {
    const {gaps, notes} = await check({a: '1'}, {a: '1'}, []);
    expect([gaps, notes]).toEqual([[], [expect.stringContaining('--show-managed-fields')]]);
  });
});

describe('a field that the API server does not have', () => {
  const pod = (spec: object) => ({spec: {template: {spec}}});
  const containers = (container: object) => pod({containers: [{name: 'a', image: 'b', ...container}]});

  test('is no drift where it is absent, and the reason is told', async () => {
    const of = (spec: object) =>
      json({apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'x', namespace: 'shop'}, ...spec});
    const {findings} = await checkTexts(of(containers({imagePullPolcy: 'Always', extras: {a: 1}})), of(containers({})));
    expect(findings.map(({path, verdict, why}) => [formatPath(path).split('.').at(-1), verdict, why?.code])).toEqual([
      ['a', 'ignored', 'unknown-field'],
      ['imagePullPolcy', 'ignored', 'unknown-field'],
    ]);
  });

  test.each<[string, string, object, object, string[]]>([
    [
      'one that it has is drift',
      'apps/v1/Deployment',
      containers({tty: true}),
      containers({}),
      ['spec.template.spec.containers[name=a].tty removed true'],
    ],
    ['of a map any key is a field', 'ConfigMap', {data: {tyop: 'x'}}, {data: {a: 'y'}}, ['data.tyop removed "x"']],
    [
      'of a kind without a schema every field is one',
      'example.org/v1/Thing',
      {spec: {tyop: 'x'}},
      {spec: {a: 1}},
      ['spec.tyop removed "x"'],
    ],
    [
      'of a version that nobody knows every field is one',
      'autoscaling/v3/HorizontalPodAutoscaler',
      {spec: {tyop: 'x'}},
      {spec: {maxReplicas: 1}},
      ['spec.tyop removed "x"'],
    ],
  ])('%s', async (_name, kind, desired, live, expected) => {
    expect(await differences(kind, desired, live)).toEqual(expected);
  });
});

test('a port that was renumbered, and lost its name, is put down to who made the new one, and not to an empty rest of Helm’s', async () => {
  const service = (port: object, metadata: object = {}): string =>
    json({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {name: 'x', namespace: 'shop', ...metadata},
      spec: {ports: [port]},
    });
  const entry = (manager: string, ports: object, time: string): object => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: {'f:spec': {'f:ports': ports}},
  });
  const item = {'.': {}, 'f:port': {}, 'f:protocol': {}, 'f:targetPort': {}};
  const managedFields = [
    entry('helm', {}, '2026-11-23T10:00:00Z'),
    entry('kubectl-patch', {'k:{"port":81,"protocol":"TCP"}': item}, '2026-11-23T11:00:00Z'),
  ];
  const {findings} = await checkTexts(
    service({name: 'http', port: 80, protocol: 'TCP', targetPort: 'http'}),
    service({port: 81, protocol: 'TCP', targetPort: 'http'}, {managedFields}),
  );
  const authors = findings.map(({by}) => `${by.manager} ${by.certainty}`);
  expect(new Set(authors)).toEqual(new Set(['kubectl-patch exact']));
  expect(findings.length).toBeGreaterThan(0);
});
