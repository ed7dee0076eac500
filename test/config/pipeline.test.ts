import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {applyRules} from '../../src/config/apply.ts';
import {annotationRules} from '../../src/config/annotations.ts';
import {parseRules} from '../../src/config/file.ts';
import type {Rule} from '../../src/config/rules.ts';
import {appendRule, narrowestRule} from '../../src/config/write.ts';
import type {JsonObject} from '../../src/model/json.ts';
import {formatPath} from '../../src/model/path.ts';
import {parseApiVersion, refKey} from '../../src/model/refs.ts';
import type {DriftReport} from '../../src/model/report.ts';
import {readYamlDocuments} from '../../src/yaml/read.ts';
import {checkTexts, NOW} from '../check/check-files.ts';

interface Named extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {readonly name: string; readonly namespace?: string};
}

const SHOP = {name: 'app', namespace: 'shop'};

/** What check makes of two texts, with rules applied to it as check will. */
async function judged(intent: string, live: string, rules: readonly Rule[], release = SHOP) {
  const report = await checkTexts(intent, live, release);
  const byKey = (text: string) =>
    new Map(
      (readYamlDocuments(text, {name: 'x'}).map(({value}) => value) as unknown as Named[]).map((object) => {
        const {group} = parseApiVersion(object.apiVersion);
        return [
          refKey({group, kind: object.kind, namespace: release.namespace, name: object.metadata.name}),
          object,
        ] as const;
      }),
    );
  const objects = byKey(intent);
  const annotated = report.findings.flatMap(({ref}) => annotationRules(ref, objects.get(refKey(ref)) ?? {}));
  return applyRules(report.findings, [...new Set([...annotated, ...rules])], {
    objects,
    live: byKey(live),
    release: report.release,
    now: NOW,
  });
}

const drifted = ({findings}: Pick<DriftReport, 'findings'>): string[] =>
  findings.filter(({verdict}) => verdict === 'drift').map(({path}) => formatPath(path));

const pod = (replicas: number, ...containers: object[]): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'web', namespace: 'shop'},
    spec: {
      replicas,
      selector: {matchLabels: {app: 'web'}},
      template: {metadata: {labels: {app: 'web'}}, spec: {containers}},
    },
  });
const app = (image: string) => ({name: 'app', image, ports: [{containerPort: 80}]});
const proxy = (image: string) => ({name: 'proxy', image});
const INTENT = pod(2, proxy('p:1'), app('a:1'));
const LIVE = pod(3, proxy('p:2'), app('a:2'));
const IMAGES = ['app', 'proxy'].map((name) => `spec.template.spec.containers[name=${name}].image`);

describe('rules on what check really finds', () => {
  const argo = (what: object): readonly Rule[] =>
    parseRules(
      JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {name: 'app'},
        spec: {ignoreDifferences: [{group: 'apps', kind: 'Deployment', ...what}]},
      }),
      'x',
    ).rules;

  test.each<[string, object, string[]]>([
    ['nothing', {}, ['spec.replicas', ...IMAGES]],
    ['replicas', {jsonPointers: ['/spec/replicas']}, IMAGES],
    ['an index', {jsonPointers: ['/spec/template/spec/containers/1/image', '/spec/replicas']}, [IMAGES[1] ?? '']],
    [
      'a jq path',
      {jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "proxy") | .image', '.spec.replicas']},
      [IMAGES[0] ?? ''],
    ],
    ['all items', {jqPathExpressions: ['.spec.template.spec.containers[]?.image']}, ['spec.replicas']],
  ])('an Application of Argo CD: %s', async (_name, what, left) => {
    expect(drifted(await judged(INTENT, LIVE, argo(what))).toSorted()).toEqual(left.toSorted());
  });

  test('an annotation', async () => {
    const noted = INTENT.replace(
      '"namespace":"shop"',
      '"namespace":"shop","annotations":{"helm-drift/ignore":"/spec/replicas, /spec/template/spec/containers/[name=app], /metadata/annotations"}',
    );
    expect(drifted(await judged(noted, LIVE, []))).toEqual([IMAGES[1]]);
  });

  test('the rule that is written for each finding accepts that finding and no other', async () => {
    const read = (name: string) =>
      readFileSync(new URL(`../../scenarios/governed-drift/${name}.yaml`, import.meta.url), 'utf8');
    const governed = {name: 'test-nginx', namespace: 'sandbox-nginx'};
    for (const [intent, live, release] of [
      [INTENT, LIVE, SHOP],
      [read('intent'), read('live'), governed],
    ] as const) {
      const {findings} = await checkTexts(intent, live, release);
      const drift = findings.filter(({verdict}) => verdict === 'drift');
      expect(drift.length).toBeGreaterThan(2);
      for (const finding of drift) {
        const options = {reason: 'r', release: `${release.namespace}/${release.name}`};
        const {rules} = parseRules(appendRule(undefined, narrowestRule(finding, options)), 'x');
        const after = await judged(intent, live, rules, release);
        expect(after.findings.filter(({verdict}) => verdict === 'accepted').map(({id}) => id)).toEqual([finding.id]);
      }
    }
  });
});
