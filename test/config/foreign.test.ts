import {describe, expect, test} from 'vitest';
import {parseRules} from '../../src/config/file.ts';
import type {Rule} from '../../src/config/rules.ts';
import {ruleMatches} from '../../src/config/rules.ts';
import type {ObjectRef} from '../../src/model/refs.ts';
import type {Finding} from '../../src/model/report.ts';
import {deployment, findingOf, pathOf, RELEASE, WEB} from './subjects.ts';

const rulesOf = (text: string): readonly Rule[] => parseRules(text, '.helm-drift.yaml').rules;

/** The rules, as numbers, that match a finding in a release. */
function matching(rules: readonly Rule[], finding: Finding, release = 'app'): number[] {
  const seen = {declared: deployment({}, {labels: {app: 'web'}}), release: {...RELEASE, name: release}};
  return rules.flatMap((rule, at) => (ruleMatches(rule, finding, seen) ? [at + 1] : []));
}

const replicas = findingOf(pathOf('spec', 'replicas'));
const at = (ref: Partial<ObjectRef>): Finding => ({...replicas, ref: {...WEB, ...ref}});

const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: app, namespace: argocd}
spec:
  project: default
  source: {repoURL: x, chart: web}
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers: [/spec/replicas]
    - {group: apps, kind: StatefulSet, name: db, namespace: data, jqPathExpressions: ['.spec.volumeClaimTemplates[]?']}
    - {group: '*', kind: '*', managedFieldsManagers: [kube-controller-manager]}
    - {kind: Service, jsonPointers: [/spec/replicas], managedFieldsManagers: [x]}
`;

describe('an Application of Argo CD', () => {
  const rules = rulesOf(APPLICATION);
  const by = (manager: string) => ({by: {manager, operation: 'Update', certainty: 'exact' as const}});

  test.each<[string, Finding, number[]]>([
    ['a pointer', replicas, [1]],
    ['another path', findingOf(pathOf('spec', 'paused')), []],
    ['another group', at({group: 'x'}), []],
    ['no name in the rule is any', at({name: 'other', namespace: 'other'}), [1]],
    [
      'a jq path',
      {
        ...at({kind: 'StatefulSet', name: 'db', namespace: 'data'}),
        path: pathOf('spec', 'volumeClaimTemplates', 0, 'status'),
      },
      [2],
    ],
    [
      'another name',
      {...at({kind: 'StatefulSet', namespace: 'data'}), path: pathOf('spec', 'volumeClaimTemplates', 0)},
      [],
    ],
    [
      'another namespace',
      {...at({kind: 'StatefulSet', name: 'db'}), path: pathOf('spec', 'volumeClaimTemplates', 0)},
      [],
    ],
    ['a manager, of all groups', {...at({group: 'any', kind: 'Thing'}), ...by('kube-controller-manager')}, [3]],
    ['paths and managers count alone: path', at({group: '', kind: 'Service'}), [4]],
    [
      'paths and managers count alone: manager',
      {...findingOf(pathOf('spec', 'type'), by('x')), ref: {...WEB, group: '', kind: 'Service'}},
      [5],
    ],
    ['no group is the core group', at({kind: 'Service'}), []],
  ])('%s', (_name, finding, expected) => {
    expect(matching(rules, finding)).toEqual(expected);
  });

  test('says where it comes from, and is foreign', () => {
    expect(rules[0]).toMatchObject({
      from: '.helm-drift.yaml, Application/app, ignoreDifferences 1',
      reason: 'Argo CD is told to ignore it',
      foreign: true,
    });
  });

  test.each([
    ['its own name', APPLICATION, ['app'], ['other']],
    [
      "the source's release name",
      APPLICATION.replace('chart: web', 'chart: web, helm: {releaseName: r1}'),
      ['r1'],
      ['app'],
    ],
    [
      'one of several sources',
      APPLICATION.replace('source: {repoURL: x, chart: web}', 'sources: [{helm: {releaseName: r1}}, {chart: y}]'),
      ['r1', 'app'],
      ['other'],
    ],
    ['any, without a name', APPLICATION.replace('name: app, ', ''), ['app', 'other'], []],
  ])('counts for the release it makes: %s', (_name, text, yes, no) => {
    for (const release of yes) expect(matching(rulesOf(text), replicas, release)).toHaveLength(1);
    for (const release of no) expect(matching(rulesOf(text), replicas, release)).toEqual([]);
  });

  test.each([
    ['a jq expression that is no path', "'.spec.containers | length'", '.spec.containers | length'],
    ['a number', '1', 'jqPathExpressions must be a list of texts'],
  ])('refuses %s, and names it', (_name, expression, message) => {
    const text = APPLICATION.replace("'.spec.volumeClaimTemplates[]?'", expression);
    expect(() => rulesOf(text)).toThrow(message);
    expect(() => rulesOf(text)).toThrow('.helm-drift.yaml:1: Application/app, ignoreDifferences 2');
  });

  test.each([
    ['jsonPointers', 'jsonPointer', 'unknown field "jsonPointer"'],
    ['/spec/replicas', 'spec.replicas', 'is no JSON pointer'],
    ['kind: Deployment', '', 'kind is missing'],
  ])('refuses a slip: %s as %s', (from, to, message) => {
    expect(() => rulesOf(APPLICATION.replace(from, to))).toThrow(message);
  });
});

test('an ApplicationSet: its template, for the releases that its name may become', () => {
  const set = (name: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: set}
spec:
  generators: []
  template:
    metadata: {name: '${name}'}
    spec:
      ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas]}]
`;
  expect(matching(rulesOf(set('{{.cluster}}-web')), replicas, 'eu-web')).toEqual([1]);
  expect(matching(rulesOf(set('{{.cluster}}-web')), replicas, 'eu-api')).toEqual([]);
  expect(matching(rulesOf(set('{{ name }}')), replicas, 'anything')).toEqual([1]);
  expect(rulesOf(set('x'))[0]?.from).toBe('.helm-drift.yaml, ApplicationSet/set, ignoreDifferences 1');
});

describe('the ConfigMap argocd-cm', () => {
  const rules = rulesOf(`apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm, namespace: argocd}
data:
  url: https://argocd.example.com
  resource.customizations.ignoreDifferences.apps_Deployment: |
    jsonPointers:
      - /spec/replicas
    jqPathExpressions:
      - '.spec.template.spec.containers[] | select(.name == "proxy")'
  resource.customizations.ignoreDifferences.all: |
    managedFieldsManagers: [kube-controller-manager]
  resource.customizations.ignoreDifferences.Service: |
    jsonPointers: [/spec/clusterIP]
  resource.customizations.health.apps_Deployment: "not YAML: ["
  resource.customizations: |
    admissionregistration.k8s.io/MutatingWebhookConfiguration:
      ignoreDifferences: |
        jsonPointers:
          - /webhooks/0/clientConfig/caBundle
    apps/StatefulSet:
      health.lua: x
`);

  test.each<[string, Finding, number[]]>([
    ['by group and kind', replicas, [1]],
    ['by jq', findingOf(pathOf('spec', 'template', 'spec', 'containers', {name: 'proxy'}, 'image')), [1]],
    ['another item', findingOf(pathOf('spec', 'template', 'spec', 'containers', {name: 'app'}, 'image')), []],
    [
      'all kinds',
      findingOf(pathOf('x'), {
        ref: {...WEB, kind: 'Any'},
        by: {manager: 'kube-controller-manager', operation: 'Update', certainty: 'exact'},
      }),
      [2],
    ],
    ['a kind of the core group', {...at({group: '', kind: 'Service'}), path: pathOf('spec', 'clusterIP')}, [3]],
    [
      'that kind of another group',
      {...at({group: 'serving.knative.dev', kind: 'Service'}), path: pathOf('spec', 'clusterIP')},
      [],
    ],
    [
      'the older key',
      {
        ...at({group: 'admissionregistration.k8s.io', kind: 'MutatingWebhookConfiguration'}),
        path: pathOf('webhooks', 0, 'clientConfig', 'caBundle'),
      },
      [4],
    ],
  ])('%s', (_name, finding, expected) => {
    expect(matching(rules, finding, 'any')).toEqual(expected);
    expect(rules).toHaveLength(4);
  });

  test.each([
    ['a_b_c', 'is no group and kind'],
    ['apps_', 'is no group and kind'],
  ])('refuses the key %s', (key, message) => {
    const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  resource.customizations.ignoreDifferences.${key}: 'jsonPointers: [/a]'\n`;
    expect(() => rulesOf(text)).toThrow(message);
  });

  test('another ConfigMap is refused, an argocd-cm without customizations is not', () => {
    expect(() => rulesOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n')).toThrow('ConfigMap/x: it holds no');
    expect(rulesOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\n')).toEqual([]);
  });

  test('a slip inside the text is told with its key', () => {
    expect(() =>
      rulesOf(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n  resource.customizations.ignoreDifferences.all: "jsonPointers: ["\n',
      ),
    ).toThrow('resource.customizations.ignoreDifferences.all');
  });
});

describe('a HelmRelease of Flux', () => {
  const FLUX = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app, namespace: shop}
spec:
  driftDetection:
    mode: enabled
    ignore:
      - paths: [/spec/replicas]
        target: {group: apps, version: v1, kind: Deployment|StatefulSet, name: 'we.', namespace: 'sh.*'}
      - paths: [""]
        target: {kind: Secret}
      - paths: [/spec/paused]
      - paths: [/spec/a, /spec/b]
        target: {labelSelector: 'app=web', annotationSelector: ''}
`;
  const rules = rulesOf(FLUX);

  test.each<[string, Finding, number[]]>([
    ['regular expressions', replicas, [1]],
    ['of the whole name', at({name: 'web2'}), []],
    ['of the whole namespace', at({namespace: 'my-shop'}), []],
    ['one of two kinds', at({kind: 'StatefulSet'}), [1]],
    ['another kind', at({kind: 'Stateful'}), []],
    ['the whole object', at({group: '', kind: 'Secret'}), [2]],
    ['the whole object, gone', {...at({group: '', kind: 'Secret'}), path: [], change: 'missing'}, [2]],
    ['no target is any', {...at({kind: 'X', name: 'y'}), path: pathOf('spec', 'paused')}, [3]],
    ['labels', findingOf(pathOf('spec', 'b')), [4]],
  ])('%s', (_name, finding, expected) => {
    expect(matching(rules, finding)).toEqual(expected);
  });

  test('says where it comes from, and is foreign', () => {
    expect(rules[1]).toMatchObject({
      from: '.helm-drift.yaml, HelmRelease/app, driftDetection.ignore 2',
      reason: 'Flux is told to ignore it',
      foreign: true,
    });
  });

  test.each([
    ['spec:', 'spec:\n  releaseName: other', 'other', 'app'],
    ['spec:', 'spec:\n  targetNamespace: prod', 'prod-app', 'app'],
    ['name: app', `name: ${'x'.repeat(60)}`, `${'x'.repeat(40)}-0123456789ab`, 'x'.repeat(60)],
  ])('counts for the release it makes: %s → %s', (from, to, yes, no) => {
    expect(matching(rulesOf(FLUX.replace(from, to)), replicas, yes)).toEqual([1]);
    expect(matching(rulesOf(FLUX.replace(from, to)), replicas, no)).toEqual([]);
  });

  test('counts for any release, without a name', () => {
    expect(matching(rulesOf(FLUX.replace('name: app, ', '')), replicas, 'anything')).toEqual([1]);
  });

  test.each([
    ["'we.'", "'we('", 'target.name: '],
    ["'app=web'", "'app web'", 'is no label selector'],
    ['paths: [/spec/paused]', 'target: {}', 'paths is missing'],
    ['/spec/paused', 'spec.paused', 'is no JSON pointer'],
    ['kind: Secret', 'kidn: Secret', 'unknown field "kidn"'],
  ])('refuses a slip: %s as %s', (from, to, message) => {
    expect(() => rulesOf(FLUX.replace(from, to))).toThrow(message);
  });
});

test('several documents in one file: all of their rules, ours numbered by themselves', () => {
  const text = `${APPLICATION}---\n# ours\napiVersion: helm-drift/v1\nkind: Config\nignore: [{reason: r}]\nfailOn: high\n`;
  const {rules, settings} = parseRules(text, 'x.yaml');
  expect(rules.map(({from}) => from).at(-1)).toBe('x.yaml, rule 1');
  expect(rules).toHaveLength(6);
  expect(settings.failOn).toBe('high');
});
