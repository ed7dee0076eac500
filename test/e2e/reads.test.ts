import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {drift, helmBinary, kubectl, must, namespace, reportOf, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';
import {plane} from './plane.ts';

async function release(): Promise<string> {
  const place = await namespace('reads');
  await must(helmBinary('4.3.1'), ['install', 'test-nginx', 'charts/nginx', '-n', place]);
  return place;
}

/** Installs a chart with this manifest as its only template. */
async function releaseOf(manifest: string): Promise<string> {
  const place = await namespace('reads');
  const chart = temporaryFolder();
  await must('mkdir', ['-p', join(chart, 'templates')]);
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 0.1.0\n');
  writeFileSync(join(chart, 'templates', 'all.yaml'), manifest);
  await must(helmBinary('4.3.1'), ['install', 'many', chart, '-n', place]);
  return place;
}

const documents = (kind: string, count: number): string =>
  Array.from({length: count}, (_, index) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: x${index}}\n`).join(
    '---\n',
  );

test('nothing but GET is ever sent, and each object of a small release is asked for once', async () => {
  const place = await release();
  const {env, requests} = await proxy();
  expect(await drift(['check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
  expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
  const objects = requests.filter((line) => line.endsWith('/test-nginx'));
  expect(objects).toHaveLength(7);
});

test('many objects of a kind are listed, and a LIST of Secrets leaves the release records out', async () => {
  const place = await releaseOf(`${documents('Secret', 8)}---\n${documents('ConfigMap', 8)}`);
  const {env, requests} = await proxy();
  const report = reportOf(await drift(['check', 'many', '-n', place, '-o', 'json'], {env}));
  expect(report.summary).toMatchObject({compared: 16, drift: 0});
  expect(requests.filter((line) => line.includes('/configmaps') && !line.includes('labelSelector'))).toEqual([
    `GET /api/v1/namespaces/${place}/configmaps?limit=500`,
  ]);
  expect(
    requests.filter((line) => line.includes('/secrets?limit=500&fieldSelector=type!=helm.sh/release.v1')),
  ).toHaveLength(1);
});

test('429 and 503 are asked again', async () => {
  const place = await release();
  const {env, requests} = await proxy({
    answer: (_method, url, count) =>
      url.includes('/services/') && count < 2
        ? {status: count === 0 ? 429 : 503, headers: {'retry-after': '0'}}
        : undefined,
  });
  expect(await drift(['check', 'test-nginx', '-n', place], {env})).toMatchObject({code: 0, stderr: ''});
  expect(requests.filter((line) => line.includes('/services/'))).toHaveLength(3);
});

test('an object whose server does not answer is a gap, never missing and never clean', async () => {
  const place = await release();
  const {env} = await proxy({answer: (_method, url) => (url.includes('/services/') ? 'drop' : undefined)});
  const answered = await drift(['check', 'test-nginx', '-n', place, '-o', 'json'], {env});
  const report = reportOf(answered);
  expect([answered.code, report.state, report.gaps.map(({reason}) => reason)]).toEqual([
    3,
    'incomplete',
    ['unreachable'],
  ]);
  expect(report.summary).toMatchObject({compared: 6, drift: 0});
});

describe('users with few rights, on a drifted release with a Secret', () => {
  const manifest = [
    documents('ConfigMap', 8),
    'apiVersion: v1\nkind: Secret\nmetadata: {name: hidden}\nstringData: {a: b}\n',
  ].join('---\n');
  const KINDS = 'configmaps,secrets';

  /** The release, drifted in one ConfigMap, and a user with these rights in its namespace: resources by verbs. */
  async function drifted(user: string, rights: Readonly<Record<string, string>>): Promise<string> {
    const place = await releaseOf(manifest);
    await kubectl('label', 'configmap', 'x3', 'team=web', '-n', place);
    for (const [verb, resources] of Object.entries(rights)) {
      await kubectl('create', 'role', verb, '-n', place, `--verb=${verb}`, `--resource=${resources}`);
      await kubectl('create', 'rolebinding', verb, '-n', place, `--role=${verb}`, `--user=${user}`);
    }
    return place;
  }

  async function checkAs(user: string, place: string, ...args: string[]) {
    const answered = await drift(['check', 'many', '-n', place, '-o', 'json', ...args], {
      env: {HELM_KUBETOKEN: plane().tokens[user]},
    });
    const {findings, gaps} = reportOf(answered);
    return {
      code: answered.code,
      found: findings.map(({ref, path}) => `${ref.kind}/${ref.name} ${path}`),
      gaps: gaps.map(({reason, message}) => `${reason} ${message.split(/:| and \d+ more/)[0]}`),
    };
  }

  const FOUND = ['ConfigMap/x3 metadata.labels.team'];
  /** Extra objects of other kinds may stand there: what could do most is named first. */
  const UNSEARCHED =
    'unsearched extra objects were not looked for among clusterrolebindings, rolebindings, mutatingadmissionpolicybindings';

  test('get and list alone: all that is declared is found', async () => {
    const place = await drifted('reader', {get: KINDS, list: KINDS});
    expect(await checkAs('reader', place)).toEqual({code: 2, found: FOUND, gaps: [UNSEARCHED]});
  });

  test('get alone: all is found in the revision that is named, and without one it says how', async () => {
    const place = await drifted('getter', {get: KINDS});
    expect(await checkAs('getter', place, '--revision', '1')).toEqual({code: 2, found: FOUND, gaps: [UNSEARCHED]});
    expect(
      await drift(['check', 'many', '-n', place], {env: {HELM_KUBETOKEN: plane().tokens['getter']}}),
    ).toMatchObject({code: 1, stdout: '', stderr: expect.stringContaining('with `get` alone name a --revision')});
  });

  test('no access to Secrets: the chart is the baseline, and the Secret is a gap', async () => {
    const place = await drifted('nosecrets', {get: 'configmaps', list: 'configmaps'});
    const baseline = join(temporaryFolder(), 'baseline.yaml');
    writeFileSync(baseline, manifest);
    const gaps = ['forbidden Secret/hidden', UNSEARCHED];
    expect(await checkAs('nosecrets', place, '--baseline', baseline)).toEqual({code: 2, found: FOUND, gaps});
    await kubectl('label', 'configmap', 'x3', 'team-', '-n', place);
    expect(await checkAs('nosecrets', place, '--baseline', baseline)).toEqual({code: 3, found: [], gaps});
    // A change that a dry run would confirm: nobody may ask, and the finding stands.
    await kubectl('label', 'configmap', 'x3', 'team=web', '-n', place);
    await kubectl('patch', 'configmap', 'x4', '-n', place, '-p', '{"data":{"a":"1"}}');
    writeFileSync(baseline, manifest.replace('metadata: {name: x4}', 'metadata: {name: x4}\ndata: {a: "2"}'));
    expect(await checkAs('nosecrets', place, '--baseline', baseline)).toEqual({
      code: 2,
      found: [...FOUND, 'ConfigMap/x4 data.a'],
      gaps,
    });
  });

  test('no access to ConfigMaps: eight gaps, and exit 3', async () => {
    const place = await drifted('reader', {get: 'secrets', list: 'secrets'});
    const {code, found, gaps} = await checkAs('reader', place);
    expect([code, found, gaps.length, gaps[0], gaps.at(-1)]).toEqual([3, [], 9, 'forbidden ConfigMap/x0', UNSEARCHED]);
  });
});

test('a kind that is not served is a gap', async () => {
  const place = await release();
  const baseline = 'apiVersion: nowhere.example/v1\nkind: Thing\nmetadata: {name: a}\n';
  const answered = await drift(['check', 'x', '-n', place, '--baseline', '-', '-o', 'json'], {input: baseline});
  expect([answered.code, reportOf(answered).gaps.map(({reason}) => reason)]).toEqual([3, ['unknown-kind']]);
});
